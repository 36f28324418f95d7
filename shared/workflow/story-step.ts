import { z } from 'zod';
import { localDateSchema } from '../lib/instant.ts';
import { citationSchema } from '../regulation/citation.ts';
import { informationTypeSchema } from '../regulation/deadline.ts';
import { actionSchema, roleIdSchema, stateIdSchema } from '../regulation/vocabulary.ts';
import { refusalCodeSchema } from './refusal.ts';
import { storySubPortalSchema } from './story-cast.ts';
import { momentSchema, nameSchema, type StoryAction, type With, withSchemas } from './story-with.ts';

const text = z.string().max(20_000);

/** What a step changes in the article; paragraphs replace the whole body. */
const textChangeSchema = z.strictObject({
  title: text.optional(),
  summary: text.optional(),
  author: text.optional(),
  source: text.optional(),
  sourceDate: localDateSchema.nullable().optional(),
  language: z.enum(['vi', 'en']).optional(),
  body: z.union([text, z.array(text).min(1).max(200)]).optional(),
  /** Null takes the field out. */
  fields: z.record(z.string().regex(/^[a-z][A-Za-z0-9]{1,40}$/), text.nullable()).optional(),
});
export type TextChange = z.infer<typeof textChangeSchema>;

const expectationSchema = z.union(
  [
    z.literal('ok'),
    z.strictObject({
      refused: refusalCodeSchema,
      article: citationSchema
        .extend({ part: citationSchema.shape.part.default('regulation') })
        .nullable()
        .optional(),
      /** `author`, or `fields:fee`; exactly these, in any order. */
      lacks: z.array(z.string().max(60)).max(60).optional(),
      whoMay: z.array(roleIdSchema).max(20).optional(),
    }),
  ],
  { error: 'expect is "ok" or {"refused": code, …}' },
);

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

const dueSchema = z
  .strictObject({
    type: informationTypeSchema.optional(),
    dueDate: localDateSchema.optional(),
    dueAt: momentSchema.optional(),
    none: z.literal(true).optional(),
  })
  .refine(
    ({ dueDate, dueAt, none }) => [dueDate, dueAt, none].filter((one) => one !== undefined).length === 1,
    'a due entry states one of dueDate, dueAt, none',
  );

const note = z.string().max(1_000).optional();

const actSchema = z
  .strictObject({
    by: nameSchema,
    does: actionSchema,
    item: nameSchema.default('item'),
    with: z.unknown().optional(),
    text: textChangeSchema.optional(),
    reason: z.string().max(5_000).nullable().default(null),
    under: z
      .string()
      .regex(/^[a-z][A-Za-z0-9-]{0,39}$/)
      .optional(),
    version: z.enum(['current', 'previous', 'first', 'approved', 'none']).optional(),
    expect: expectationSchema.default('ok'),
    // biome-ignore lint/suspicious/noThenProperty: data of a story file, never a function, so nothing awaits it
    then: thenSchema.optional(),
    due: z
      .union([dueSchema.transform((one) => [one]), z.array(dueSchema).min(1).max(20)], {
        error: 'a due entry states one of dueDate, dueAt, none',
      })
      .optional(),
    note,
  })
  .superRefine((step, context) => {
    const parsed = withSchemas[step.does].safeParse(step.with ?? {});
    for (const { path, message } of parsed.error?.issues ?? []) {
      context.addIssue({ code: 'custom', path: ['with', ...path], message });
    }
    if (step.expect !== 'ok' && (step.then !== undefined || step.due !== undefined)) {
      context.addIssue({
        code: 'custom',
        path: ['then'],
        message: 'a refused step leads to nothing: leave out then and due',
      });
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

const clockStepSchema = z.strictObject({ clock: momentSchema, note });
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
export const stepSchema = z.unknown().transform((value, context): Step => {
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

/** Whether a step is somebody's act, not a passing of time or a fact of administration. */
export function isAct(step: Step): step is Act {
  return 'does' in step;
}

/** `with` of a step as its action reads it; defaults filled in. */
export function withOf<Action extends StoryAction>(step: Act, action: Action): With<Action> {
  return withSchemas[action].parse(step.with ?? {}) as With<Action>;
}
