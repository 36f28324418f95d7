import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { caFingerprintSchema } from '#shared/contract/protocol.ts';
import { trialPassphrase } from '#shared/contract/trial.ts';
import type { DeskPorts } from '../ports.ts';
import type { SessionKeeper } from './session-keeper.ts';

/** What "try it on this machine" leaves in a desk's data directory: a made-up person of a board on loopback. */
const trialSchema = z.strictObject({
  address: z.url({ protocol: /^https$/, hostname: /^(localhost|127\.0\.0\.1|\[::1\])$/ }),
  fingerprint: caFingerprintSchema,
  login: z.string(),
  password: z.string(),
});

/** Enrols a fresh desk with the trial server it was started for, and signs a used one in again; without a trial it does nothing. */
export async function enrolTrial(
  session: SessionKeeper,
  { paths, log }: Pick<DeskPorts, 'paths' | 'log'>,
): Promise<void> {
  const trial = await readTrial(paths.data);
  if (trial === null) return;
  const { login, password } = trial;
  try {
    if (session.enrolment === null) {
      await session.enrol({ ...trial, deviceName: 'Trial desk', passphrase: trialPassphrase });
    } else if (session.enrolment.address === trial.address && session.credential() === null) {
      await session.signIn(login, password);
    }
  } catch (error) {
    log('warning', 'trial.not-enrolled', { detail: String(error) });
  }
}

async function readTrial(directory: string): Promise<z.infer<typeof trialSchema> | null> {
  const text = await readFile(join(directory, 'trial.json'), 'utf8').catch(() => null);
  if (text === null) return null;
  return trialSchema.parse(JSON.parse(text));
}
