import { z } from 'zod';
import { type Instant, instantFromMs, instantSchema, localDateSchema } from '../lib/instant.ts';
import { calendarAmendmentSchema } from '../regulation/calendar-amendment.ts';
import { citationSchema } from '../regulation/citation.ts';
import { informationTypeSchema } from '../regulation/deadline.ts';
import {
  actionSchema,
  channelSchema,
  itemActionSchema,
  itemKindSchema,
  roleIdSchema,
  stateIdSchema,
  verdictSchema,
} from '../regulation/vocabulary.ts';
import { subPortalSchema } from './board-state.ts';
import { issuingDecisionSchema } from './details.ts';
import { refusalCodeSchema } from './refusal.ts';

/** Most a story file may hold; judged before anything of it is played. */
export const storyLimits = { bytes: 2_000_000, stories: 200, steps: 200, people: 60, sections: 200 } as const;

/** A name that stands for a person, an item, a delegation: real ids are made from it. */
const nameSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'a name is lower-case letters, digits and dashes, a letter first, at most 40');

const localDate = localDateSchema;

/** A moment with its zone, `2026-03-02T08:00:00+07:00`. */
const moment = z.iso
  .datetime({ offset: true, error: 'a moment is ISO 8601 with its zone, 2026-03-02T08:00:00+07:00' })
  .transform((text): Instant => instantFromMs(Date.parse(text)))
  .pipe(instantSchema);

const sectionIds = z.array(nameSchema).min(1).max(storyLimits.sections);

const heldRoleSchema = z.union([
  roleIdSchema.transform((role) => ({
    role,
    sections: null,
    under: null,
    validFrom: null,
    validTo: null,
  })),
  z.strictObject({
    role: roleIdSchema,
    sections: sectionIds.nullable().default(null),
    under: nameSchema.nullable().default(null),
    validFrom: localDate.nullable().default(null),
    validTo: localDate.nullable().default(null),
  }),
]);

const storyPersonSchema = z.strictObject({
  id: nameSchema,
  name: z.string().min(1).max(200),
  unit: z.string().max(200).default(''),
  roles: z.array(heldRoleSchema).max(20),
});
export type StoryPerson = z.infer<typeof storyPersonSchema>;

const storySubPortalSchema = z.strictObject({
  id: nameSchema,
  live: z.boolean().default(false),
  owner: z.string().max(300).default(''),
  editorialUnit: subPortalSchema.shape.editorialUnit.default(null),
  permission: subPortalSchema.shape.permission.default(null),
});
export type StorySubPortal = z.infer<typeof storySubPortalSchema>;

const storySectionSchema = z.strictObject({
  id: nameSchema,
  field: z.string().max(200).default(''),
  subPortal: nameSchema.nullable().default(null),
});

const text = z.string().max(20_000);

/** What a step changes in the article; paragraphs replace the whole body. */
const textChangeSchema = z.strictObject({
  title: text.optional(),
  summary: text.optional(),
  author: text.optional(),
  source: text.optional(),
  sourceDate: localDate.nullable().optional(),
  language: z.enum(['vi', 'en']).optional(),
  body: z.union([text, z.array(text).min(1).max(200)]).optional(),
  /** Null takes the field out. */
  fields: z.record(z.string().regex(/^[a-z][A-Za-z0-9]{1,40}$/), text.nullable()).optional(),
});
export type TextChange = z.infer<typeof textChangeSchema>;

const startsChange = z.strictObject({
  eventHappened: moment.nullable().optional(),
  eventEnded: moment.nullable().optional(),
  issued: localDate.nullable().optional(),
  signed: localDate.nullable().optional(),
  ratified: localDate.nullable().optional(),
  adopted: localDate.nullable().optional(),
  workAccepted: localDate.nullable().optional(),
  changed: moment.nullable().optional(),
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
    receivedAt: moment.optional(),
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
    sections: sectionIds.nullable().default(null),
    number: z.string().max(100).default('01/UQ-BBT'),
    validFrom: localDate,
    validTo: localDate,
  }),
  revokeDelegation: z.strictObject({ delegation: nameSchema }),
  assign: z.strictObject({
    id: nameSchema,
    to: nameSchema,
    role: roleIdSchema,
    sections: sectionIds.nullable().default(null),
    under: nameSchema.nullable().default(null),
    number: z.string().max(100).default('01/PC-BBT'),
    validFrom: localDate,
    validTo: localDate.nullable().default(null),
  }),
  /** Id of an assign step, or `person/role` for what the cast holds. */
  unassign: z.strictObject({ grant: z.string().regex(/^[a-z][a-z0-9-]{0,39}(\/[A-Za-z]{1,40})?$/) }),
  recordAbsence: z.strictObject({ id: nameSchema, person: nameSchema, validFrom: localDate, validTo: localDate }),
  endAbsence: z.strictObject({ absence: nameSchema }),
  proposeProfile: z.strictObject({ id: nameSchema, enable: switches.default([]), disable: switches.default([]) }),
  enactProfile: z.strictObject({
    proposal: nameSchema,
    validFrom: localDate,
    decision: issuingDecisionSchema.nullable().default(null),
  }),
  amendCalendar: z.strictObject({ amendment: calendarAmendmentSchema }),
} as const satisfies Record<z.infer<typeof actionSchema>, z.ZodType>;

export type StoryAction = keyof typeof withSchemas;
export type With<Action extends StoryAction> = z.infer<(typeof withSchemas)[Action]>;

const expectationSchema = z.union(
  [
    z.literal('ok'),
    z.strictObject({
      refused: refusalCodeSchema,
      article: citationSchema.extend({ part: citationSchema.shape.part.default('regulation') }).nullable().optional(),
      /** `author`, or `fields:fee`; exactly these, in any order. */
      lacks: z.array(z.string().max(60)).max(60).optional(),
      whoMay: z.array(roleIdSchema).max(20).optional(),
    }),
  ],
  { error: 'expect is "ok" or {"refused": code, …}' },
);
export type Expectation = z.infer<typeof expectationSchema>;

const thenSchema = z.strictObject({
  state: stateIdSchema.optional(),
  holder: z
    .union([
      roleIdSchema.transform((role) => ({ role, person: undefined })),
      z.strictObject({ role: roleIdSchema, person: nameSchema.nullable() }),
    ])
    .optional(),
  specialist: nameSchema.nullable().optional(),
  section: nameSchema.optional(),
  escalated: z.boolean().optional(),
  approvedBy: nameSchema.nullable().optional(),
  emergency: z.boolean().optional(),
  published: z.boolean().optional(),
  infoType: informationTypeSchema.nullable().optional(),
  notified: z.array(roleIdSchema).max(20).optional(),
});
export type Then = z.infer<typeof thenSchema>;

const dueSchema = z
  .strictObject({
    type: informationTypeSchema.optional(),
    dueDate: localDate.optional(),
    dueAt: moment.optional(),
    none: z.literal(true).optional(),
  })
  .refine(
    ({ dueDate, dueAt, none }) => [dueDate, dueAt, none].filter((one) => one !== undefined).length === 1,
    'a due entry states one of dueDate, dueAt, none',
  );
export type Due = z.infer<typeof dueSchema>;

const note = z.string().max(1_000).optional();

const actSchema = z
  .strictObject({
    by: nameSchema,
    does: actionSchema,
    item: nameSchema.default('item'),
    with: z.unknown().optional(),
    text: textChangeSchema.optional(),
    reason: z.string().max(5_000).nullable().default(null),
    under: z.string().regex(/^[a-z][A-Za-z0-9-]{0,39}$/).optional(),
    version: z.enum(['current', 'previous', 'first', 'approved', 'none']).optional(),
    expect: expectationSchema.default('ok'),
    then: thenSchema.optional(),
    due: z
      .union([dueSchema.transform((one) => [one]), z.array(dueSchema).min(1).max(20)])
      .optional(),
    note,
  })
  .superRefine((step, context) => {
    const parsed = withSchemas[step.does].safeParse(step.with ?? {});
    for (const { path, message } of parsed.error?.issues ?? []) {
      context.addIssue({ code: 'custom', path: ['with', ...path], message });
    }
    if (step.expect !== 'ok' && (step.then !== undefined || step.due !== undefined)) {
      context.addIssue({ code: 'custom', path: ['then'], message: 'a refused step leads to nothing: leave out then and due' });
    }
  });

const spanPattern = /^(\d{1,4}) (minute|hour|day)s?$/;
const spanMilliseconds: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

const spanSchema = z
  .string()
  .regex(spanPattern, 'a span is a number of minutes, hours or days: "3 days"')
  .transform((words) => {
    const [, count, unit] = spanPattern.exec(words) ?? [];
    return Number(count) * (spanMilliseconds[unit ?? ''] ?? 0);
  });

const administrationSchema = z.union(
  [
    z.strictObject({ disable: nameSchema }),
    z.strictObject({ enable: nameSchema }),
    z.strictObject({ revokeRole: z.strictObject({ person: nameSchema, role: roleIdSchema }) }),
    z.strictObject({ subPortal: storySubPortalSchema }),
  ],
  { error: 'administration is one of disable, enable, revokeRole, subPortal' },
);
export type Administration = z.infer<typeof administrationSchema>;

const clockStepSchema = z.strictObject({ clock: moment, note });
const waitStepSchema = z.strictObject({ wait: spanSchema, note });
const pageEditedStepSchema = z.strictObject({
  pageEdited: z.strictObject({ item: nameSchema.default('item'), text: textChangeSchema }),
  note,
});
const administrationStepSchema = z.strictObject({ administration: administrationSchema, note });

export type Act = z.infer<typeof actSchema>;
export type Step =
  | Act
  | z.infer<typeof clockStepSchema>
  | z.infer<typeof waitStepSchema>
  | z.infer<typeof pageEditedStepSchema>
  | z.infer<typeof administrationStepSchema>;

/** Chosen by the step's own key, so that a mistake is told about the kind of step that was meant. */
const stepSchema = z.unknown().transform((value, context): Step => {
  const meant = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  const schema = meant.includes('clock')
    ? clockStepSchema
    : meant.includes('wait')
      ? waitStepSchema
      : meant.includes('pageEdited')
        ? pageEditedStepSchema
        : meant.includes('administration')
          ? administrationStepSchema
          : actSchema;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  for (const { path, message } of parsed.error.issues) context.addIssue({ code: 'custom', path, message });
  return z.NEVER;
});

const cast = {
  clock: moment.optional(),
  people: z.array(storyPersonSchema).min(1).max(storyLimits.people).optional(),
  sections: z.array(storySectionSchema).min(1).max(storyLimits.sections).optional(),
  subPortals: z.array(storySubPortalSchema).max(storyLimits.sections).optional(),
};

const storySchema = z.strictObject({
  id: nameSchema,
  title: z.string().min(1).max(300),
  ...cast,
  rules: z.strictObject({ enable: switches.default([]), disable: switches.default([]) }).optional(),
  steps: z.array(stepSchema).min(1).max(storyLimits.steps),
});

const storyFileSchema = z.strictObject({
  format: z.literal(1),
  profile: z.string().regex(/^[a-z0-9-]{3,64}$/),
  note,
  ...cast,
  stories: z.array(storySchema).min(1).max(storyLimits.stories),
});

/** A story with its cast and its clock, ready to be played. */
export interface Story {
  readonly id: string;
  readonly title: string;
  readonly clock: Instant;
  readonly people: readonly StoryPerson[];
  readonly sections: readonly z.infer<typeof storySectionSchema>[];
  readonly subPortals: readonly StorySubPortal[];
  readonly rules: { readonly enable: readonly string[]; readonly disable: readonly string[] };
  readonly steps: readonly Step[];
}

export interface StoryFile {
  readonly profile: string;
  readonly stories: readonly Story[];
}

/** Thrown when a story file is not usable; names the path inside the file and the reason. */
export class StoryError extends Error {
  readonly problems: readonly { readonly path: string; readonly reason: string }[];
  constructor(problems: readonly { readonly path: string; readonly reason: string }[]) {
    super(problems.map(({ path, reason }) => `${path}: ${reason}`).join('\n'));
    this.name = 'StoryError';
    this.problems = problems;
  }
}

/** Reads a story file whole or refuses it whole; besides the shape it checks that every name used was introduced. */
export function parseStoryFile(input: unknown): StoryFile {
  const parsed = storyFileSchema.safeParse(input);
  if (!parsed.success) {
    throw new StoryError(parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), reason: message })));
  }
  const file = parsed.data;
  const problems: { path: string; reason: string }[] = [];
  const stories = file.stories.map((story, index): Story => {
    const problem = (path: string, reason: string): void => {
      problems.push({ path: `stories.${index}.${path}`, reason });
    };
    const clock = story.clock ?? file.clock;
    if (clock === undefined) problem('clock', 'neither the story nor the file says when it begins');
    const people = story.people ?? file.people;
    if (people === undefined) problem('people', 'neither the story nor the file has people');
    if (file.stories.findIndex(({ id }) => id === story.id) !== index) problem('id', `duplicate id ${story.id}`);
    return {
      id: story.id,
      title: story.title,
      clock: clock ?? instantFromMs(0),
      people: people ?? [],
      sections: story.sections ?? file.sections ?? [{ id: 'tin-tuc', field: '', subPortal: null }],
      subPortals: story.subPortals ?? file.subPortals ?? [],
      rules: story.rules ?? { enable: [], disable: [] },
      steps: story.steps,
    };
  });
  stories.forEach((story, index) => {
    for (const { path, reason } of nameProblems(story)) problems.push({ path: `stories.${index}.${path}`, reason });
  });
  if (problems.length > 0) throw new StoryError(problems);
  return { profile: file.profile, stories };
}

/** Whether a step is somebody's act, not a passing of time or a fact of administration. */
export function isAct(step: Step): step is Act {
  return 'does' in step;
}

/** `with` of a step as its action reads it; defaults filled in. */
export function withOf<Action extends StoryAction>(step: Act, action: Action): With<Action> {
  return withSchemas[action].parse(step.with ?? {}) as With<Action>;
}

function nameProblems(story: Story): { path: string; reason: string }[] {
  const problems: { path: string; reason: string }[] = [];
  const people = new Set(story.people.map(({ id }) => id));
  const sections = new Set(story.sections.map(({ id }) => id));
  const subPortals = new Set(story.subPortals.map(({ id }) => id));
  const twice = (kind: string, ids: readonly string[]): void => {
    for (const id of ids.filter((one, index) => ids.indexOf(one) !== index)) {
      problems.push({ path: kind, reason: `duplicate id ${id}` });
    }
  };
  twice('people', story.people.map(({ id }) => id));
  twice('sections', story.sections.map(({ id }) => id));
  twice('subPortals', story.subPortals.map(({ id }) => id));
  story.people.forEach(({ roles }, index) => {
    for (const { sections: of, under } of roles) {
      for (const id of of ?? []) {
        if (!sections.has(id)) problems.push({ path: `people.${index}.roles`, reason: `unknown section ${id}` });
      }
      if (under !== null && !people.has(under)) {
        problems.push({ path: `people.${index}.roles`, reason: `unknown person ${under}` });
      }
    }
  });
  story.sections.forEach(({ subPortal }, index) => {
    if (subPortal !== null && !subPortals.has(subPortal)) {
      problems.push({ path: `sections.${index}.subPortal`, reason: `unknown sub-portal ${subPortal}` });
    }
  });
  let clock = story.clock;
  const items = new Set<string>();
  story.steps.forEach((step, index) => {
    const problem = (reason: string): void => void problems.push({ path: `steps.${index}`, reason });
    if ('clock' in step) {
      if (step.clock < clock) problem('the clock goes forward only');
      clock = step.clock;
    }
    if ('wait' in step) clock = instantFromMs(Date.parse(clock) + step.wait);
    if ('administration' in step) {
      const { administration: done } = step;
      const person = 'disable' in done ? done.disable : 'enable' in done ? done.enable : 'revokeRole' in done ? done.revokeRole.person : null;
      if (person !== null && !people.has(person)) problem(`unknown person ${person}`);
      if ('subPortal' in done && !subPortals.has(done.subPortal.id)) problem(`unknown sub-portal ${done.subPortal.id}`);
    }
    if (!isAct(step)) return;
    if (!people.has(step.by)) problem(`unknown person ${step.by}`);
    if (step.does === 'receive' && step.expect === 'ok') items.add(step.item);
    for (const person of peopleNamed(step)) if (!people.has(person)) problem(`unknown person ${person}`);
  });
  return problems;
}

function peopleNamed(step: Act): readonly string[] {
  const named: (string | null | undefined)[] = [step.then?.specialist, step.then?.approvedBy, step.then?.holder?.person];
  switch (step.does) {
    case 'classify':
      named.push(withOf(step, 'classify').person);
      break;
    case 'route':
      named.push(withOf(step, 'route').specialist);
      break;
    case 'delegate':
      named.push(withOf(step, 'delegate').to);
      break;
    case 'assign':
      named.push(withOf(step, 'assign').to, withOf(step, 'assign').under);
      break;
    case 'recordAbsence':
      named.push(withOf(step, 'recordAbsence').person);
      break;
    default:
      break;
  }
  return named.filter((name) => typeof name === 'string');
}
