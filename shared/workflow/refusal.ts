import { z } from 'zod';
import { citationSchema } from '../regulation/citation.ts';
import { actingRoleSchema } from '../regulation/profile.ts';
import { stateIdSchema } from '../regulation/vocabulary.ts';

/** Why the workflow does not accept a command; each code has its message in both languages. */
export const refusalCodeSchema = z.enum([
  'unknown-item',
  'item-exists',
  'not-in-state',
  'not-your-role',
  'not-your-section',
  'not-assigned',
  'authority-unknown',
  'delegation-missing',
  'delegation-not-begun',
  'delegation-ended',
  'delegation-invalid',
  'person-disabled',
  'device-revoked',
  'separation',
  'version-changed',
  'version-missing',
  'version-unchanged',
  'reason-missing',
  'ground-missing',
  'title-missing',
  'origin-missing',
  'specialist-invalid',
  'not-verified',
  'publication-changed',
  'verdict-match',
  'verdict-mismatch',
  'cosmetic-not-confirmed',
  'unchecked-not-compared',
  'address-missing',
  'unknown-section',
  'unknown-comment',
  'details-mismatch',
]);
export type RefusalCode = z.infer<typeof refusalCodeSchema>;

/** A refusal with the article behind it, who may act instead, and where the item stands. */
export const refusalSchema = z.strictObject({
  code: refusalCodeSchema,
  citation: citationSchema.nullable(),
  whoMay: z.array(actingRoleSchema),
  state: stateIdSchema.nullable(),
});
export type Refusal = z.infer<typeof refusalSchema>;
