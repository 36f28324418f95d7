import { z } from 'zod';
import { localDateSchema } from '../lib/instant.ts';
import { type CalendarDay, dayStatusSchema } from './calendar.ts';
import { localDateOf, weekdayOf } from './calendar-day.ts';
import type { CalendarIndex } from './calendar-index.ts';
import { type Citation, citationSchema } from './citation.ts';
import {
  type DeadlineRule,
  deadlineUnitSchema,
  debtorSchema,
  derivationSchema,
  lawPlaceSchema,
  type PlannedSuspension,
  type StartEvent,
  startEventSchema,
} from './deadline.ts';
import { countDue, type Due } from './deadline-due.ts';
import { sentenceOf } from './deadline-sentence.ts';
import { type DeadlineStart, startDay, writeStart } from './deadline-start.ts';
import { latestAnnouncement } from './deadline-suspension.ts';

const bilingual = z.strictObject({ vi: z.string(), en: z.string() });

/** One day between start and end that is out of the ordinary, and why. */
export const explainedDaySchema = z.strictObject({
  date: localDateSchema,
  /** 0 is Sunday. */
  weekday: z.number().int().min(0).max(6),
  why: z.enum(['weeklyRest', 'holiday', 'compensatory', 'swap', 'makeUpWork']),
  reason: bilingual.nullable(),
  announcement: z.string().nullable(),
  status: dayStatusSchema.nullable(),
});
export type ExplainedDay = z.infer<typeof explainedDaySchema>;

/** Where a due time comes from, whole: what it started from, by which rule, and every day that was not counted. */
export const deadlineExplanationSchema = z.strictObject({
  start: z.strictObject({
    /** The events the rule counts from; one where it is known which of them happened. */
    events: z.array(startEventSchema),
    /** As given: a local date, or an instant. */
    at: z.string(),
    /** The day it falls on in Vietnam, which is not counted. */
    date: localDateSchema,
    /** Hours were asked of a mere day, and so run from its midnight. */
    fromMidnight: z.boolean(),
  }),
  rule: z.strictObject({
    id: z.string(),
    unit: deadlineUnitSchema,
    amount: z.number().int().nullable(),
    /** Backward deadlines end before their start. */
    direction: z.enum(['after', 'before']),
    owedBy: debtorSchema,
    derived: derivationSchema.nullable(),
    condition: z.string().nullable(),
    wording: z.string(),
    /** False where the wording is a digest. */
    verbatim: z.boolean(),
  }),
  source: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('regulation'), citation: citationSchema }),
    z.strictObject({ kind: z.literal('law'), law: lawPlaceSchema }),
    z.strictObject({ kind: z.literal('practice') }),
  ]),
  skipped: z.array(explainedDaySchema),
  /** Days of rest that were worked, and therefore counted. */
  makeUpWork: z.array(explainedDaySchema),
  /** The day off on which the count ended, before it moved to the next working day. */
  movedFrom: localDateSchema.nullable(),
  /** Tạm tính: it passes through days that no announcement has settled. */
  provisional: z.boolean(),
  text: bilingual,
});
export type DeadlineExplanation = z.infer<typeof deadlineExplanationSchema>;

export interface ExplainedDue {
  readonly due: Due;
  readonly explanation: DeadlineExplanation;
}

/** Counts a deadline and explains it; `event` says which of the rule's start events happened, where that is known. */
export function explainDue(
  rule: DeadlineRule,
  start: DeadlineStart,
  index: CalendarIndex,
  event: StartEvent | null = null,
): ExplainedDue {
  const due = countDue(rule, start, index);
  const from = startDay(start);
  const byDays = due.kind === 'day' && rule.unit !== 'sameDay';
  const through = byDays ? due.day : from;
  const unmoved = rule.unit === 'calendarDay' ? from + (rule.amount ?? 0) : through;
  // Calendar days count days off too: only the days an end was moved over are skipped.
  const days = walk(rule.unit === 'calendarDay' ? unmoved - 1 : from, through, index);
  const { id, unit, amount, owedBy, derived, condition, wording, citation, startsFrom } = rule;
  const told: Omit<DeadlineExplanation, 'text'> = {
    start: {
      events: event === null ? startsFrom : [event],
      at: writeStart(start),
      date: localDateOf(from),
      fromMidnight: unit === 'hour' && start.kind === 'day',
    },
    rule: { id, unit, amount, direction: 'after', owedBy, derived, condition, wording, verbatim: true },
    source: sourceOf(citation),
    skipped: days.skipped,
    makeUpWork: unit === 'workingDay' ? days.makeUpWork : [],
    movedFrom: unmoved === through ? null : localDateOf(unmoved),
    provisional: index.isProvisional(from, through),
  };
  return { due, explanation: { ...told, text: sentenceOf(told, due) } };
}

/** The latest day to announce a planned suspension, explained. */
export function explainSuspension(
  rule: PlannedSuspension,
  suspension: DeadlineStart,
  index: CalendarIndex,
): ExplainedDue {
  const { day, suspendedDay } = latestAnnouncement(rule, suspension, index);
  const { skipped, makeUpWork } = walk(day, suspendedDay - 1, index);
  const { id, workingDaysBefore, owedBy, wording, verbatim, law } = rule;
  const due: Due = { kind: 'day', day };
  const told: Omit<DeadlineExplanation, 'text'> = {
    start: { events: ['suspended'], at: writeStart(suspension), date: localDateOf(suspendedDay), fromMidnight: false },
    rule: {
      id,
      unit: 'workingDay',
      amount: workingDaysBefore,
      direction: 'before',
      owedBy,
      derived: null,
      condition: null,
      wording,
      verbatim,
    },
    source: { kind: 'law', law },
    skipped,
    makeUpWork,
    movedFrom: null,
    provisional: index.isProvisional(day - 1, suspendedDay),
  };
  return { due, explanation: { ...told, text: sentenceOf(told, due) } };
}

function sourceOf(citation: Citation | null): DeadlineExplanation['source'] {
  return citation === null ? { kind: 'practice' } : { kind: 'regulation', citation };
}

/** What is out of the ordinary after one day, up to and including another. */
function walk(
  after: number,
  through: number,
  index: CalendarIndex,
): { readonly skipped: ExplainedDay[]; readonly makeUpWork: ExplainedDay[] } {
  const skipped: ExplainedDay[] = [];
  const makeUpWork: ExplainedDay[] = [];
  for (let day = after + 1; day <= through; day += 1) {
    const entry = index.entryOn(day);
    if (!index.isWorking(day)) {
      skipped.push(explainedDay(day, index.isRest(day) ? 'weeklyRest' : (entry?.cause ?? 'weeklyRest'), entry));
    } else if (entry?.kind === 'makeUpWork') {
      makeUpWork.push(explainedDay(day, 'makeUpWork', entry));
    }
  }
  return { skipped, makeUpWork };
}

function explainedDay(day: number, why: ExplainedDay['why'], entry: CalendarDay | null): ExplainedDay {
  return {
    date: localDateOf(day),
    weekday: weekdayOf(day),
    why,
    reason: entry?.reason ?? null,
    announcement: entry?.announcement ?? null,
    status: entry?.status ?? null,
  };
}
