import { z } from 'zod';
import { localDateSchema } from '../lib/instant.ts';
import { citationSchema } from './citation.ts';
import { deadlinesSchema, derivationSchema, informationTypeSchema, updateDutiesSchema } from './deadline.ts';
import {
  actionSchema,
  boardActionSchema,
  channelSchema,
  conditionSchema,
  guardCheckSchema,
  itemKindSchema,
  roleIdSchema,
  stateIdSchema,
} from './vocabulary.ts';

const bilingual = z.strictObject({ vi: z.string().min(1).max(500), en: z.string().min(1).max(500) });
/** A rule's article; null means house practice, shown as "không có trong Quy chế". */
const article = citationSchema.nullable();

export const profileRoleSchema = z.strictObject({
  id: roleIdSchema,
  title: bilingual,
  /**
   * What the person sees: every item; or those supplied by them, routed to them or in their sections; with `unit` also
   * what colleagues of their unit supplied.
   */
  sees: z.enum(['all', 'unit', 'own']),
  who: z.string().max(500).nullable(),
  citation: article,
});

/** Who may take a transition: any holder of the role, or only under a dated delegation from the Head. */
export const actingRoleSchema = z.strictObject({
  role: roleIdSchema,
  by: z.enum(['role', 'delegation']),
  citation: article,
});

export const transitionSchema = z.strictObject({
  id: z.string().regex(/^[a-z][A-Za-z0-9]{1,63}$/),
  action: actionSchema,
  /** `none` is the item that does not exist yet. */
  from: z.array(z.union([stateIdSchema, z.literal('none')])).min(1),
  /** `same` stays; `previous` goes back to where the item was before the state it is in. */
  to: z.union([stateIdSchema, z.literal('same'), z.literal('previous')]),
  roles: z.array(actingRoleSchema).min(1),
  conditions: z.array(conditionSchema),
  /** Whether the rule is for the main portal's sections or for sub-portals' only; null is for both. */
  where: z.enum(['main', 'subPortal']).nullable().default(null),
  /** Kinds of item the rule is for; null is for all. */
  kinds: z.array(itemKindSchema).min(1).nullable().default(null),
  /** Whether the board uses the rule; one that is off is shown as a choice the board may make. */
  enabled: z.boolean().default(true),
  /** Role that holds the item afterwards; null keeps the holder. */
  holder: roleIdSchema.nullable(),
  /** Roles told about the hand-over, with sent and seen times. */
  notifies: z.array(roleIdSchema),
  citation: article,
  /** Where the text names no one and the rule is drawn from other articles. */
  derived: derivationSchema.nullable().default(null),
});
export type Transition = z.infer<typeof transitionSchema>;

export const separationSchema = z.strictObject({
  /** Duties no two of which one person may do on the same item. */
  duties: z.array(actionSchema).min(2),
  citation: article,
});

export const groundSchema = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9-]{1,32}$/),
  text: z.string().min(1).max(1_000),
  citation: article,
});

const legalBasisSchema = z.strictObject({
  name: z.string().min(1).max(300),
  status: z.enum(['inForce', 'repealed', 'unknown']),
  inForceFrom: localDateSchema.nullable().default(null),
  inForceTo: localDateSchema.nullable().default(null),
  replacedBy: z.string().max(300).nullable(),
});

/** Under which conditions one role may act for another by a dated document. */
export const delegationRuleSchema = z.strictObject({
  from: roleIdSchema,
  to: z.array(roleIdSchema).min(1),
  actions: z.array(actionSchema).min(1),
  /** Whether a delegation names the sections it covers. */
  perSection: z.boolean(),
  /** Whether it counts only while an absence of the delegator is on record. */
  onlyInAbsence: z.boolean().default(false),
  /** What stands before the signer's title on the decision sheet: thừa ủy quyền, ký thay, or nothing. */
  signature: z.enum(['TUQ.', 'KT.']).nullable().default(null),
  citation: article,
});
export type DelegationRule = z.infer<typeof delegationRuleSchema>;

/** One thing an item must have before it goes to whoever approves; null is for all kinds, all channels. */
export const guardRuleSchema = z.strictObject({
  check: guardCheckSchema,
  kinds: z.array(itemKindSchema).min(1).nullable().default(null),
  channels: z.array(channelSchema).min(1).nullable().default(null),
  /** Whether it is asked only of what is quoted or collected from elsewhere. */
  quotedOnly: z.boolean().default(false),
  citation: article,
});
export type GuardRule = z.infer<typeof guardRuleSchema>;

/** A field of its own that items of a kind have. */
export const kindFieldSchema = z.strictObject({
  id: z.string().regex(/^[a-z][A-Za-z0-9]{1,40}$/),
  title: bilingual,
  required: z.boolean(),
  /** The only values it may have; null is free text. */
  choices: z.array(bilingual).min(1).max(50).nullable().default(null),
  citation: article,
});
export type KindField = z.infer<typeof kindFieldSchema>;

/** Information a regulation lists, with the type its deadlines are named by. */
const infoCategorySchema = z.strictObject({
  id: z.string().regex(/^[a-z][A-Za-z0-9]{1,40}$/),
  title: bilingual,
  /** Type id of the deadline rules; null when no deadline is given. */
  deadlineType: informationTypeSchema.nullable(),
  citation: article,
});

/** A unit the regulation names, with the dates it bore that name. */
const orgUnitSchema = z.strictObject({
  id: z.string().regex(/^[a-z][A-Za-z0-9]{1,40}$/),
  name: z.string().min(1).max(300),
  validFrom: localDateSchema.nullable(),
  validTo: localDateSchema.nullable(),
  successor: z.string().max(300).nullable(),
});

/** After how long in a state an item is taken further, and to whom. */
export const escalationSchema = z.strictObject({
  state: stateIdSchema,
  /** Calendar days, counted from when the item came into the state. */
  days: z.number().int().min(1).max(60),
  to: z.array(roleIdSchema).min(1),
  citation: article,
});

const dutySchema = z.strictObject({
  role: roleIdSchema.nullable(),
  text: z.string().min(1).max(1_000),
  citation: citationSchema,
});

/** A regulation as data: who may do what from which state, and the article behind each rule. */
export const profileSchema = z.strictObject({
  format: z.literal(1),
  id: z.string().regex(/^[a-z0-9-]{3,64}$/),
  version: z.number().int().min(1),
  title: bilingual,
  issuer: z.string().max(200),
  number: z.string().max(100).nullable(),
  signedOn: localDateSchema.nullable(),
  validFrom: localDateSchema.nullable(),
  validTo: localDateSchema.nullable(),
  status: z.enum(['historicalTemplate', 'draft', 'inForce']),
  /** Words that differ between boards. */
  wording: z.strictObject({
    board: bilingual,
    portal: bilingual,
    portalWord: z.enum(['Cổng', 'Trang']),
    memberWord: z.enum(['Thành viên', 'Ủy viên']),
    portalAddress: z.string().max(300),
  }),
  legalBasis: z.array(legalBasisSchema).max(100),
  roles: z.array(profileRoleSchema).min(1),
  /** Languages items are published in. */
  languages: z
    .array(z.enum(['vi', 'en']))
    .min(1)
    .default(['vi']),
  itemKinds: z
    .array(
      z.strictObject({
        id: itemKindSchema,
        title: bilingual,
        fields: z.array(kindFieldSchema).max(40).default([]),
        citation: article,
      }),
    )
    .min(1),
  categories: z.array(infoCategorySchema).max(100).default([]),
  units: z.array(orgUnitSchema).max(200).default([]),
  channels: z.array(z.strictObject({ id: channelSchema, title: bilingual, citation: article })).min(1),
  states: z.array(z.strictObject({ id: stateIdSchema, title: bilingual, final: z.boolean() })).min(1),
  transitions: z.array(transitionSchema).min(1).max(300),
  separation: z.array(separationSchema).max(20),
  delegations: z.array(delegationRuleSchema).max(20),
  /** Who may do what for the board as a whole, delegation apart. */
  boardRules: z
    .array(
      z.strictObject({
        action: boardActionSchema.exclude(['delegate', 'revokeDelegation']),
        roles: z.array(roleIdSchema).min(1),
        /** Roles they may assign or end; null is any, and says nothing for other acts. */
        assigns: z.array(roleIdSchema).min(1).nullable().default(null),
        citation: article,
      }),
    )
    .max(20),
  guard: z.array(guardRuleSchema).max(40),
  /** Who sets what seal on a decision sheet. */
  seals: z
    .array(z.strictObject({ role: roleIdSchema, seal: z.string().max(200), citation: article }))
    .max(10)
    .default([]),
  /** The site's type and encoding, where the regulation names them. */
  typography: z
    .strictObject({ font: z.string().max(100).nullable(), encoding: z.string().max(100), citation: article })
    .nullable()
    .default(null),
  subPortals: z
    .strictObject({
      /** What must be on record before a sub-portal goes live. */
      requires: z.array(z.enum(['editorialUnit', 'permission'])),
      citation: article,
    })
    .nullable()
    .default(null),
  deadlines: deadlinesSchema,
  updateDuties: updateDutiesSchema,
  escalations: z.array(escalationSchema).max(10).default([]),
  refusalGrounds: z.array(groundSchema).max(50),
  returnGrounds: z.array(groundSchema).max(50),
  duties: z.array(dutySchema).max(300),
  /** Defects of the source text, quoted and flagged rather than silently mended. */
  sourceNotes: z.array(z.string().max(1_000)).max(50),
});
export type Profile = z.infer<typeof profileSchema>;
export type ActingRole = z.infer<typeof actingRoleSchema>;

/** Thrown when a profile is not usable; names the path inside the file and the reason. */
export class ProfileError extends Error {
  readonly problems: readonly { readonly path: string; readonly reason: string }[];
  constructor(problems: readonly { readonly path: string; readonly reason: string }[]) {
    super(problems.map(({ path, reason }) => `${path}: ${reason}`).join('\n'));
    this.name = 'ProfileError';
    this.problems = problems;
  }
}

/** Reads a profile whole or refuses it whole; besides the shape it checks that every id a rule names is declared. */
export function parseProfile(input: unknown): Profile {
  const parsed = profileSchema.safeParse(input);
  if (!parsed.success) {
    throw new ProfileError(parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), reason: issue.message })));
  }
  const problems = profileProblems(parsed.data);
  if (problems.length > 0) throw new ProfileError(problems);
  return parsed.data;
}

/** What is wrong with a profile of the right shape: ids it names and does not declare, ids declared twice. */
export function profileProblems(profile: Profile): { path: string; reason: string }[] {
  const roles = new Set(profile.roles.map(({ id }) => id));
  const states = new Set<string>(profile.states.map(({ id }) => id));
  const problems: { path: string; reason: string }[] = [];
  const seen = new Set<string>();
  profile.transitions.forEach((transition, index) => {
    const path = `transitions.${index}`;
    if (seen.has(transition.id)) problems.push({ path: `${path}.id`, reason: `duplicate id ${transition.id}` });
    seen.add(transition.id);
    for (const { role } of transition.roles) {
      if (!roles.has(role)) problems.push({ path: `${path}.roles`, reason: `unknown role ${role}` });
    }
    for (const role of [...transition.notifies, ...(transition.holder === null ? [] : [transition.holder])]) {
      if (!roles.has(role)) problems.push({ path, reason: `unknown role ${role}` });
    }
    for (const state of [...transition.from, transition.to]) {
      if (state !== 'none' && state !== 'same' && state !== 'previous' && !states.has(state)) {
        problems.push({ path, reason: `unknown state ${state}` });
      }
    }
  });
  return problems;
}
