import { z } from 'zod';
import {
  type AuthorityId,
  authorityIdSchema,
  boardIdSchema,
  commandIdSchema,
  deviceIdSchema,
  personIdSchema,
  sectionIdSchema,
} from '../lib/ids.ts';
import { instantSchema, localDateSchema } from '../lib/instant.ts';
import { calendarAmendmentSchema } from '../regulation/calendar-amendment.ts';
import { profileSchema } from '../regulation/profile.ts';
import { itemActionSchema, roleIdSchema } from '../regulation/vocabulary.ts';
import { issuingDecisionSchema } from './details.ts';
import { byId } from './lookups.ts';

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
  /** Days inclusive; null is without bound. */
  validFrom: localDateSchema.nullable().default(null),
  validTo: localDateSchema.nullable().default(null),
  /** Number of the document that assigns it; empty for the administrator's grants. */
  number: z.string().max(100).default(''),
  /** The member a support team works under. */
  under: personIdSchema.nullable().default(null),
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

const subPortalIdSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/);

/** A sub-portal with what the regulation wants on record before it goes live. */
export const subPortalSchema = z.strictObject({
  id: subPortalIdSchema,
  title: z.strictObject({ vi: z.string().min(1).max(200), en: z.string().min(1).max(200) }),
  owner: z.string().max(300),
  /** The owner's editorial board or unit and the document that set it up. */
  editorialUnit: z.strictObject({ name: z.string().min(1).max(300), number: z.string().min(1).max(100) }).nullable(),
  /** Number and date of the permission to open it. */
  permission: z.strictObject({ number: z.string().min(1).max(100), date: localDateSchema }).nullable(),
  live: z.boolean(),
});
export type SubPortal = z.infer<typeof subPortalSchema>;

/** Somebody is away; days inclusive. */
export const absenceSchema = z.strictObject({
  id: authorityIdSchema,
  person: personIdSchema,
  validFrom: localDateSchema,
  validTo: localDateSchema,
  by: personIdSchema,
  at: instantSchema,
  endedAt: instantSchema.nullable(),
});
export type Absence = z.infer<typeof absenceSchema>;

/** A drafted profile, and its being put in force if it was. */
export const profileProposalSchema = z.strictObject({
  command: commandIdSchema,
  profile: profileSchema,
  by: personIdSchema,
  at: instantSchema,
  enacted: z
    .strictObject({
      by: personIdSchema,
      at: instantSchema,
      validFrom: localDateSchema,
      decision: issuingDecisionSchema.nullable(),
    })
    .nullable(),
});
export type ProfileProposal = z.infer<typeof profileProposalSchema>;

/** A change the board made to its calendar, with who made it and when the server accepted it. */
export const amendedCalendarSchema = z.strictObject({
  command: commandIdSchema,
  by: personIdSchema,
  at: instantSchema,
  amendment: calendarAmendmentSchema,
});
export type AmendedCalendar = z.infer<typeof amendedCalendarSchema>;

export const sectionSchema = z.strictObject({
  id: sectionIdSchema,
  title: z.strictObject({ vi: z.string().min(1).max(200), en: z.string().min(1).max(200) }),
  field: z.string().max(200),
  /** The sub-portal (cổng con, trang thành phần) it belongs to; null for the main portal. */
  subPortal: subPortalIdSchema.nullable().default(null),
});
export type Section = z.infer<typeof sectionSchema>;

/** Everything of the board that decisions are judged by, folded from its events. */
export const boardStateSchema = z.strictObject({
  id: boardIdSchema,
  /** As installed last; what is in force on a day is told by `boardAt`. */
  profile: profileSchema,
  people: z.array(personSchema),
  grants: z.array(grantSchema),
  delegations: z.array(delegationSchema),
  devices: z.array(deviceSchema),
  sections: z.array(sectionSchema),
  subPortals: z.array(subPortalSchema).default([]),
  absences: z.array(absenceSchema).default([]),
  proposals: z.array(profileProposalSchema).default([]),
  calendarAmendments: z.array(amendedCalendarSchema).default([]),
});
export type BoardState = z.infer<typeof boardStateSchema>;

/** A board as it is created: its profile and nothing else. */
export function newBoard(id: BoardState['id'], profile: BoardState['profile']): BoardState {
  return {
    id,
    profile,
    people: [],
    grants: [],
    delegations: [],
    devices: [],
    sections: [],
    subPortals: [],
    absences: [],
    proposals: [],
    calendarAmendments: [],
  };
}

/** A role granted by the administrator: no document, no bound in time. */
export function roleGrant(granted: Pick<Grant, 'id' | 'person' | 'role' | 'sections'>): Grant {
  return { ...granted, validFrom: null, validTo: null, number: '', under: null, revokedAt: null };
}

export function findGrant(board: BoardState, id: AuthorityId): Grant | undefined {
  return byId(board.grants, id);
}

export function findDelegation(board: BoardState, id: AuthorityId): Delegation | undefined {
  return byId(board.delegations, id);
}
