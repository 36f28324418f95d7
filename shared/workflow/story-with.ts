import { z } from 'zod';
import { type Instant, instantFromMs, localDateSchema } from '../lib/instant.ts';
import { calendarAmendmentSchema } from '../regulation/calendar-amendment.ts';
import { informationTypeSchema } from '../regulation/deadline.ts';
import {
  type Action,
  channelSchema,
  itemActionSchema,
  itemKindSchema,
  roleIdSchema,
  verdictSchema,
} from '../regulation/vocabulary.ts';
import { issuingDecisionSchema } from './details.ts';

/** Most a story file may hold; judged before anything of it is played. */
export const storyLimits = { bytes: 2_000_000, stories: 200, steps: 200, people: 60, sections: 200 } as const;

/** A name that stands for a person, an item, a delegation: real ids are made from it. */
export const nameSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'a name is lower-case letters, digits and dashes, a letter first, at most 40');

/** A moment with its zone, `2026-03-02T08:00:00+07:00`. */
export const momentSchema = z.iso
  .datetime({ offset: true, error: 'a moment is ISO 8601 with its zone, 2026-03-02T08:00:00+07:00' })
  .transform((text): Instant => instantFromMs(Date.parse(text)));

export const sectionIdsSchema = z.array(nameSchema).min(1).max(storyLimits.sections);

const startsChange = z.strictObject({
  eventHappened: momentSchema.nullable().optional(),
  eventEnded: momentSchema.nullable().optional(),
  issued: localDateSchema.nullable().optional(),
  signed: localDateSchema.nullable().optional(),
  ratified: localDateSchema.nullable().optional(),
  adopted: localDateSchema.nullable().optional(),
  workAccepted: localDateSchema.nullable().optional(),
  changed: momentSchema.nullable().optional(),
});

const supplyChange = {
  infoType: informationTypeSchema.nullable().optional(),
  starts: startsChange.optional(),
  quotation: z
    .strictObject({ consentNeeded: z.boolean().default(false), consent: z.boolean().default(false) })
    .nullable()
    .optional(),
  confirmedByUnit: z.boolean().optional(),
  translationOf: nameSchema.nullable().optional(),
};
const supplyChangeSchema = z.strictObject(supplyChange);
export type SupplyChange = z.infer<typeof supplyChangeSchema>;

const nothing = z.strictObject({});
const switches = z.array(z.string().max(64)).max(300);

/** What may stand in `with`, action by action. */
export const withSchemas = {
  receive: z.strictObject({
    kind: itemKindSchema.optional(),
    section: nameSchema.optional(),
    channel: channelSchema.optional(),
    sender: z.string().max(300).default('Đơn vị cung cấp'),
    receivedAt: momentSchema.optional(),
    ...supplyChange,
  }),
  describe: supplyChangeSchema,
  confirm: nothing,
  classify: z.strictObject({
    infoType: informationTypeSchema,
    section: nameSchema.optional(),
    person: nameSchema.nullable().default(null),
  }),
  edit: z.strictObject({ section: nameSchema.nullable().default(null) }),
  route: z.strictObject({ specialist: nameSchema }),
  handBack: nothing,
  review: nothing,
  submit: nothing,
  approve: nothing,
  return: z.strictObject({ ground: z.string().max(32).nullable().default(null) }),
  refuse: z.strictObject({ ground: z.string().max(32).nullable().default(null) }),
  reopen: nothing,
  upload: z.strictObject({
    mode: z.enum(['portal', 'foreign']).default('portal'),
    address: z.string().max(2_048).nullable().default(null),
  }),
  verify: z.strictObject({ verdict: verdictSchema, phase: z.enum(['preview', 'public']).default('preview') }),
  requestReupload: nothing,
  requestSupplementary: nothing,
  approveSupplementary: nothing,
  declineSupplementary: nothing,
  escalate: nothing,
  approveEmergency: nothing,
  approveAfterwards: nothing,
  publish: z.strictObject({
    cosmeticConfirmed: z.boolean().default(false),
    comparedByEye: z.array(z.string().min(1).max(200)).max(1_000).default([]),
  }),
  report: nothing,
  reportError: nothing,
  correct: nothing,
  withdraw: nothing,
  forward: z.strictObject({ body: z.string().min(1).max(300) }),
  comment: z.strictObject({
    anchor: z.string().max(500).nullable().default(null),
    pinned: z.boolean().default(false),
    resolves: z.literal('last').nullable().default(null),
  }),
  acknowledge: nothing,
  delegate: z.strictObject({
    id: nameSchema,
    to: nameSchema,
    actions: z.array(itemActionSchema).min(1),
    sections: sectionIdsSchema.nullable().default(null),
    number: z.string().max(100).default('01/UQ-BBT'),
    validFrom: localDateSchema,
    validTo: localDateSchema,
  }),
  revokeDelegation: z.strictObject({ delegation: nameSchema }),
  assign: z.strictObject({
    id: nameSchema,
    to: nameSchema,
    role: roleIdSchema,
    sections: sectionIdsSchema.nullable().default(null),
    under: nameSchema.nullable().default(null),
    number: z.string().max(100).default('01/PC-BBT'),
    validFrom: localDateSchema,
    validTo: localDateSchema.nullable().default(null),
  }),
  /** Id of an assign step, or `person/role` for what the cast holds. */
  unassign: z.strictObject({ grant: z.string().regex(/^[a-z][a-z0-9-]{0,39}(\/[A-Za-z]{1,40})?$/) }),
  recordAbsence: z.strictObject({
    id: nameSchema,
    person: nameSchema,
    validFrom: localDateSchema,
    validTo: localDateSchema,
  }),
  endAbsence: z.strictObject({ absence: nameSchema }),
  proposeProfile: z.strictObject({ id: nameSchema, enable: switches.default([]), disable: switches.default([]) }),
  enactProfile: z.strictObject({
    proposal: nameSchema,
    validFrom: localDateSchema,
    decision: issuingDecisionSchema.nullable().default(null),
  }),
  amendCalendar: z.strictObject({ amendment: calendarAmendmentSchema }),
} as const satisfies Record<Action, z.ZodType>;

export type StoryAction = keyof typeof withSchemas;
export type With<Action extends StoryAction> = z.infer<(typeof withSchemas)[Action]>;
