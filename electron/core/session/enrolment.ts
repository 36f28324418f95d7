import { z } from 'zod';
import { caFingerprintSchema } from '#shared/contract/protocol.ts';
import { boardIdSchema, deviceIdSchema, personIdSchema } from '#shared/lib/ids.ts';
import type { SettingsTable } from '../store/settings.ts';

/** Whose desk this is and which server it trusts; written once, at enrolment. */
export const enrolmentSchema = z.strictObject({
  /** `https://host:port`, nothing after. */
  address: z.string(),
  name: z.string(),
  server: z.string(),
  epoch: z.number().int(),
  /** Ed25519 key of the server that signs snapshots, base64url. */
  serverKey: z.string(),
  /** The one authority whose certificates are accepted. */
  caPem: z.string(),
  fingerprint: caFingerprintSchema,
  board: boardIdSchema,
  person: personIdSchema,
  device: deviceIdSchema,
  deviceName: z.string(),
  login: z.string(),
  keyStrength: z.enum(['os', 'passphrase']),
  trial: z.boolean(),
});
export type Enrolment = z.infer<typeof enrolmentSchema>;

const name = 'enrolment';

export function readEnrolment(settings: SettingsTable): Enrolment | null {
  const parsed = enrolmentSchema.safeParse(settings.read(name));
  return parsed.success ? parsed.data : null;
}

export function writeEnrolment(settings: SettingsTable, enrolment: Enrolment): void {
  settings.write(name, enrolment);
}
