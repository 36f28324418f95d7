import { z } from 'zod';
import { canonicalHash, type Hash, hashSchema } from '../lib/hash.ts';
import {
  authorityIdSchema,
  boardIdSchema,
  commandIdSchema,
  deviceIdSchema,
  itemIdSchema,
  personIdSchema,
} from '../lib/ids.ts';
import { instantSchema } from '../lib/instant.ts';
import { profileSchema } from '../regulation/profile.ts';
import { roleIdSchema, stateIdSchema } from '../regulation/vocabulary.ts';
import { deviceSchema, grantSchema, personSchema, sectionSchema, subPortalSchema } from './board-state.ts';
import { holderSchema } from './item-state.ts';
import { signatureSchema, statementSchema } from './statement.ts';

/** A person's command that took effect, with its signed statement and what it led to. */
export const actedSchema = z.strictObject({
  type: z.literal('acted'),
  statement: statementSchema,
  signature: signatureSchema,
  person: personIdSchema,
  role: roleIdSchema,
  /** Rule of the profile that allowed it; null for board actions. */
  transition: z.string().nullable(),
  profileVersion: z.number().int(),
  to: stateIdSchema.nullable(),
  holder: holderSchema.nullable(),
  notifies: z.array(roleIdSchema),
});
export type Acted = z.infer<typeof actedSchema>;

/** Facts of the server's administration; they carry no signature of a person. */
export const administrativeFactSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('boardCreated'), profile: profileSchema }),
  z.strictObject({ type: z.literal('profileInstalled'), profile: profileSchema }),
  z.strictObject({ type: z.literal('sectionSet'), section: sectionSchema }),
  z.strictObject({ type: z.literal('subPortalSet'), subPortal: subPortalSchema }),
  z.strictObject({ type: z.literal('personSet'), person: personSchema }),
  z.strictObject({ type: z.literal('roleGranted'), grant: grantSchema }),
  z.strictObject({ type: z.literal('roleRevoked'), grant: authorityIdSchema }),
  z.strictObject({ type: z.literal('deviceEnrolled'), device: deviceSchema }),
  z.strictObject({ type: z.literal('deviceRevoked'), device: deviceIdSchema }),
  /** Somebody changed the publication on the portal's own administration form. */
  z.strictObject({
    type: z.literal('publicationEdited'),
    revision: z.number().int().min(1),
    entered: hashSchema,
    editor: z.string().max(200),
  }),
  z.strictObject({ type: z.literal('sightLost'), person: personIdSchema }),
  /** The same command id came again with another payload. */
  z.strictObject({ type: z.literal('commandConflict'), command: commandIdSchema, device: deviceIdSchema }),
]);

export const factSchema = z.union([actedSchema, administrativeFactSchema]);
export type Fact = z.infer<typeof factSchema>;

/** A fact of a newer version: kept and forwarded, never interpreted. */
const unknownFactSchema = z.looseObject({ type: z.string().max(100) });

/** One link of a board's chain. `hash` is over everything else in it, `prev` is the hash of the one before. */
export const eventSchema = z.strictObject({
  format: z.literal(1),
  board: boardIdSchema,
  seq: z.number().int().min(1),
  prev: hashSchema,
  item: itemIdSchema.nullable(),
  /** Server time. */
  at: instantSchema,
  fact: z.union([factSchema, unknownFactSchema]),
  hash: hashSchema,
});
export type BoardEvent = z.infer<typeof eventSchema>;

/** What a person sees in place of an event outside their scope: enough to check the chain, nothing more. */
export const stubSchema = z.strictObject({ seq: z.number().int().min(1), hash: hashSchema, prev: hashSchema });
export type Stub = z.infer<typeof stubSchema>;

/** `prev` of the first event of every board. */
export const genesisHash: Hash = hashSchema.parse('0'.repeat(64));

/** The hash an event must carry. */
export function eventHash(event: Omit<BoardEvent, 'hash'>): Hash {
  const { format, board, seq, prev, item, at, fact } = event;
  return canonicalHash({ format, board, seq, prev, item, at, fact });
}

/** The fact as this version knows it, or null when it is of a newer one. */
export function knownFact(event: Pick<BoardEvent, 'fact'>): Fact | null {
  const parsed = factSchema.safeParse(event.fact);
  return parsed.success ? parsed.data : null;
}
