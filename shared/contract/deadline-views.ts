import { z } from 'zod';
import { itemIdSchema, personIdSchema, sectionIdSchema } from '../lib/ids.ts';
import { instantSchema, localDateSchema } from '../lib/instant.ts';
import { calendarDaySchema } from '../regulation/calendar.ts';
import {
  deadlineRuleSchema,
  debtorSchema,
  informationTypeSchema,
  startEventSchema,
  updateDutySchema,
} from '../regulation/deadline.ts';
import { deadlineExplanationSchema } from '../regulation/deadline-explanation.ts';
import { roleIdSchema, stateIdSchema } from '../regulation/vocabulary.ts';

/** One deadline in numbers to be worded; see `DeadlineBrief` of the workflow for what each says. */
export const deadlineBriefSchema = z.strictObject({
  standing: z.enum(['open', 'soon', 'overdue', 'onTime', 'late', 'promptly', 'startMissing', 'ended', 'typeMissing']),
  type: informationTypeSchema.nullable(),
  owedBy: debtorSchema.nullable(),
  dueDate: localDateSchema.nullable(),
  dueAt: instantSchema.nullable(),
  immediate: z.boolean(),
  workingDays: z.number().int().nullable(),
  provisional: z.boolean(),
  missing: z.array(startEventSchema),
});
export type DeadlineBriefView = z.infer<typeof deadlineBriefSchema>;

/** Every deadline of one item with where it comes from; the explanation is null while nothing starts it. */
export const itemDeadlinesSchema = z.strictObject({
  deadlines: z.array(
    z.strictObject({
      brief: deadlineBriefSchema,
      rule: deadlineRuleSchema,
      explanation: deadlineExplanationSchema.nullable(),
      settledAt: instantSchema.nullable(),
    }),
  ),
  /** The one the item's row tells of. */
  brief: deadlineBriefSchema.nullable(),
  /** The regulation counts by type of information and the item's is not on record. */
  typeMissing: z.boolean(),
  /** Time spent at the supplier, beside the legal clock, which never stopped; null when none. */
  supplierWait: z.strictObject({ overMs: z.number().min(0), since: instantSchema.nullable() }).nullable(),
});
export type ItemDeadlines = z.infer<typeof itemDeadlinesSchema>;

export const deadlineGroupSchema = z.enum(['overdue', 'today', 'week', 'later', 'unnumbered']);
export type DeadlineGroup = z.infer<typeof deadlineGroupSchema>;

/** What narrows the list of deadlines; null is all. */
export const deadlineFilterSchema = z.strictObject({
  section: sectionIdSchema.nullable(),
  /** The supplying unit, as the item names it. */
  unit: z.string().max(300).nullable(),
  /** Who has the item in hand. */
  person: personIdSchema.nullable(),
  type: informationTypeSchema.nullable(),
});
export type DeadlineFilter = z.infer<typeof deadlineFilterSchema>;

export const deadlineRowSchema = z.strictObject({
  id: itemIdSchema,
  title: z.string(),
  section: sectionIdSchema,
  state: stateIdSchema,
  holderRole: roleIdSchema,
  holderName: z.string().nullable(),
  unit: z.string(),
  deadline: deadlineBriefSchema,
});
export type DeadlineRow = z.infer<typeof deadlineRowSchema>;

/** Deadlines still running, by when they end; each group's `total` may be more than its rows. */
export const deadlineListSchema = z.strictObject({
  groups: z.array(
    z.strictObject({ group: deadlineGroupSchema, total: z.number().int(), rows: z.array(deadlineRowSchema) }),
  ),
  /** Supplying units among all open items, for the filter. */
  units: z.array(z.string()),
});
export type DeadlineList = z.infer<typeof deadlineListSchema>;

const year = z.number().int().min(2000).max(2099);
const month = z.number().int().min(1).max(12);
export const monthSchema = z.strictObject({ year, month });

/** Whole weeks around a month, Monday first: what the calendar says of each day, and what is due on it. */
export const deadlineMonthSchema = z.strictObject({
  today: localDateSchema,
  /** Last year whose days off are all announced. */
  officialTo: z.number().int(),
  days: z.array(
    z.strictObject({
      date: localDateSchema,
      inMonth: z.boolean(),
      working: z.boolean(),
      /** Nghỉ hằng tuần. */
      rest: z.boolean(),
      /** The year's days off are computed, not announced. */
      provisional: z.boolean(),
      entry: calendarDaySchema.nullable(),
      total: z.number().int(),
      dues: z.array(z.strictObject({ item: itemIdSchema, title: z.string(), overdue: z.boolean() })),
    }),
  ),
});
export type DeadlineMonth = z.infer<typeof deadlineMonthSchema>;
export type DeadlineMonthDay = DeadlineMonth['days'][number];

/** Days, both included. */
export const daySpanSchema = z.strictObject({ from: localDateSchema, to: localDateSchema });
export type DaySpan = z.infer<typeof daySpanSchema>;

export const dutyPeriodSchema = z.strictObject({
  from: localDateSchema,
  to: localDateSchema,
  updates: z.number().int(),
  kept: z.boolean(),
  workingDays: z.number().int(),
  provisional: z.boolean(),
});

/** How often something must be updated, and how each period was kept; by supplying unit where each owes it alone. */
export const dutyViewSchema = z.strictObject({
  duty: updateDutySchema,
  units: z.array(z.strictObject({ unit: z.string().nullable(), periods: z.array(dutyPeriodSchema) })),
});
export type DutyView = z.infer<typeof dutyViewSchema>;

export const statisticsBySchema = z.enum(['unit', 'section', 'person']);
export type StatisticsBy = z.infer<typeof statisticsBySchema>;
export const timelinessSchema = z.strictObject({
  /** A unit's name, a section's or a person's id; empty where nobody is on record. */
  key: z.string(),
  onTime: z.number().int(),
  late: z.number().int(),
  running: z.number().int(),
  overdue: z.number().int(),
  promptly: z.number().int(),
  uncounted: z.number().int(),
  medianToPosting: z.number().nullable(),
});
export type TimelinessRow = z.infer<typeof timelinessSchema>;

const due = z.strictObject({ dueDate: localDateSchema.nullable(), dueAt: instantSchema.nullable() });

/** What a change of the calendar would do to the deadlines now running. */
export const amendmentPreviewSchema = z.strictObject({
  /** Why the calendar would not be usable; null when it is. */
  problem: z.enum(['makeUpOnWorkingDay', 'yearsSkipped', 'notUsable']).nullable(),
  total: z.number().int(),
  changes: z.array(z.strictObject({ item: itemIdSchema, title: z.string(), before: due, after: due })),
});
export type AmendmentPreview = z.infer<typeof amendmentPreviewSchema>;
