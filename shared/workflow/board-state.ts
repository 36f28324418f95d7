import { z } from 'zod';
import {
  type AuthorityId,
  authorityIdSchema,
  boardIdSchema,
  deviceIdSchema,
  type PersonId,
  personIdSchema,
  sectionIdSchema,
} from '../lib/ids.ts';
import { type Instant, instantSchema, localDateSchema } from '../lib/instant.ts';
import { profileSchema } from '../regulation/profile.ts';
import { itemActionSchema, type RoleId, roleIdSchema } from '../regulation/vocabulary.ts';

/** Ed25519 public key, 32 bytes, base64url without padding. */
export const publicKeySchema = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

export const personSchema = z.strictObject({
  id: personIdSchema,
  name: z.string().min(1).max(200),
  unit: z.string().max(200),
  enabled: z.boolean(),
});

/** A role held by a person; null sections means every section. */
export const grantSchema = z.strictObject({
  id: authorityIdSchema,
  person: personIdSchema,
  role: roleIdSchema,
  sections: z.array(sectionIdSchema).nullable(),
  revokedAt: instantSchema.nullable(),
});
export type Grant = z.infer<typeof grantSchema>;

/** A dated document by which the Head lets a person act, for some actions and sections. Days are inclusive. */
export const delegationSchema = z.strictObject({
  id: authorityIdSchema,
  from: personIdSchema,
  to: personIdSchema,
  actions: z.array(itemActionSchema),
  sections: z.array(sectionIdSchema).nullable(),
  number: z.string(),
  validFrom: localDateSchema,
  validTo: localDateSchema,
  givenAt: instantSchema,
  revokedAt: instantSchema.nullable(),
});
export type Delegation = z.infer<typeof delegationSchema>;

export const deviceSchema = z.strictObject({
  id: deviceIdSchema,
  person: personIdSchema,
  name: z.string().max(200),
  publicKey: publicKeySchema,
  enrolledAt: instantSchema,
  revokedAt: instantSchema.nullable(),
});
export type Device = z.infer<typeof deviceSchema>;

export const sectionSchema = z.strictObject({
  id: sectionIdSchema,
  title: z.strictObject({ vi: z.string().min(1).max(200), en: z.string().min(1).max(200) }),
  field: z.string().max(200),
});
export type Section = z.infer<typeof sectionSchema>;

/** Everything of the board that decisions are judged by, folded from its events. */
export const boardStateSchema = z.strictObject({
  id: boardIdSchema,
  profile: profileSchema,
  people: z.array(personSchema),
  grants: z.array(grantSchema),
  delegations: z.array(delegationSchema),
  devices: z.array(deviceSchema),
  sections: z.array(sectionSchema),
});
export type BoardState = z.infer<typeof boardStateSchema>;

/** Roles a person holds now, in the order they were granted. */
export function rolesOf(board: BoardState, person: PersonId): readonly RoleId[] {
  return [
    ...new Set(
      board.grants.filter((grant) => grant.person === person && grant.revokedAt === null).map(({ role }) => role),
    ),
  ];
}

/** Whether a moment falls on a day of the delegation in Vietnam (UTC+7, no daylight saving). */
export function delegationStanding(delegation: Delegation, at: Instant): 'inForce' | 'notBegun' | 'ended' {
  const day = new Date(Date.parse(at) + 7 * 3_600_000).toISOString().slice(0, 10);
  if (delegation.revokedAt !== null && at >= delegation.revokedAt) return 'ended';
  if (day < delegation.validFrom) return 'notBegun';
  return day > delegation.validTo ? 'ended' : 'inForce';
}

export function findGrant(board: BoardState, id: AuthorityId): Grant | undefined {
  return board.grants.find((grant) => grant.id === id);
}

export function findDelegation(board: BoardState, id: AuthorityId): Delegation | undefined {
  return board.delegations.find((delegation) => delegation.id === id);
}
