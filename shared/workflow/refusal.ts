import { z } from 'zod';
import { citationSchema } from '../regulation/citation.ts';
import { actingRoleSchema } from '../regulation/profile.ts';
import { guardCheckSchema, stateIdSchema } from '../regulation/vocabulary.ts';

/** Why the workflow does not accept a command; each code has its message in both languages. */
export const refusalCodeSchema = z.enum([
  'unknown-item',
  'item-exists',
  'not-in-state',
  'not-your-role',
  'not-your-section',
  'not-assigned',
  'authority-unknown',
  'assignment-ended',
  'delegation-missing',
  'delegation-not-begun',
  'delegation-ended',
  'delegation-invalid',
  'absence-missing',
  'absence-invalid',
  'assignment-invalid',
  'person-disabled',
  'device-revoked',
  'separation',
  'version-changed',
  'version-missing',
  'version-unchanged',
  'reason-missing',
  'ground-missing',
  'incomplete',
  'person-unfit',
  'person-absent',
  'not-verified',
  'publication-changed',
  'verdict-match',
  'verdict-mismatch',
  'cosmetic-not-confirmed',
  'unchecked-not-compared',
  'address-missing',
  'sub-portal-not-live',
  'too-early',
  'not-emergency',
  'same-person',
  'unknown-section',
  'unknown-comment',
  'profile-invalid',
  'proposal-unknown',
  'decision-missing',
  'details-mismatch',
]);
export type RefusalCode = z.infer<typeof refusalCodeSchema>;

/** One thing an item lacks, with the article that asks for it; `field` names a field of the item's kind. */
export const lackSchema = z.strictObject({
  check: guardCheckSchema,
  field: z.string().max(41).nullable(),
  citation: citationSchema.nullable(),
});
export type Lack = z.infer<typeof lackSchema>;

/** A refusal with the article behind it, who may act instead, what is missing, and where the item stands. */
export const refusalSchema = z.strictObject({
  code: refusalCodeSchema,
  citation: citationSchema.nullable(),
  whoMay: z.array(actingRoleSchema),
  lacks: z.array(lackSchema).max(60).default([]),
  state: stateIdSchema.nullable(),
});
export type Refusal = z.infer<typeof refusalSchema>;
