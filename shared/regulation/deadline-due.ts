import { type Instant, instantFromMs, type LocalDate } from '../lib/instant.ts';
import { localDateOf, vietnamMidnight } from './calendar-day.ts';
import type { CalendarIndex } from './calendar-index.ts';
import type { DeadlineRule, InformationType, StartEvent } from './deadline.ts';
import { DeadlineError, type DeadlineStart, startDay } from './deadline-start.ts';

/** When something is due: by the end of a day, at a moment, or only promptly. */
export type Due =
  | { readonly kind: 'day'; readonly day: number }
  | { readonly kind: 'moment'; readonly ms: number }
  | { readonly kind: 'promptly' };

/** The rule a regulation has for an information type, or null. */
export function ruleFor(rules: readonly DeadlineRule[], type: InformationType): DeadlineRule | null {
  return rules.find(({ types }) => types.includes(type)) ?? null;
}

/**
 * Counts a deadline. The day of the start is not counted; an end on a day off moves to the next working day. Clock hours
 * run through nights and days off, from midnight where only the day is known. `sameDay` stays on the day itself, even a
 * day off: the rule for urgent documents says the very day of receipt. Throws a DeadlineError.
 */
export function countDue(
  { unit, amount }: Pick<DeadlineRule, 'unit' | 'amount'>,
  start: DeadlineStart,
  index: CalendarIndex,
): Due {
  const day = startDay(start);
  if (day < index.firstDay || day > index.lastDay) {
    throw new DeadlineError('start-out-of-range', `the calendar does not reach ${localDateOf(day)}`);
  }
  if (unit === 'promptly') return { kind: 'promptly' };
  if (unit === 'sameDay') return { kind: 'day', day };
  if (unit === 'immediate') return start.kind === 'day' ? { kind: 'day', day } : { kind: 'moment', ms: start.ms };
  const count = amount ?? 0;
  if (unit === 'hour') {
    return { kind: 'moment', ms: (start.kind === 'day' ? vietnamMidnight(day) : start.ms) + count * 3_600_000 };
  }
  try {
    return {
      kind: 'day',
      day: unit === 'workingDay' ? index.addWorkingDays(day, count) : index.workingDayFrom(day + count),
    };
  } catch (error) {
    if (error instanceof RangeError)
      throw new DeadlineError('due-out-of-range', 'the calendar ends before the deadline');
    throw error;
  }
}

/** The start a rule counts from among what is recorded: the earliest of its alternatives; null when none is. */
export function earliestStart(
  { startsFrom }: Pick<DeadlineRule, 'startsFrom'>,
  recorded: Partial<Readonly<Record<StartEvent, DeadlineStart>>>,
): { readonly event: StartEvent; readonly start: DeadlineStart } | null {
  let first: { event: StartEvent; start: DeadlineStart } | null = null;
  for (const event of startsFrom) {
    const start = recorded[event];
    if (start !== undefined && (first === null || beginning(start) < beginning(first.start))) first = { event, start };
  }
  return first;
}

function beginning(start: DeadlineStart): number {
  return start.kind === 'day' ? vietnamMidnight(start.day) : start.ms;
}

/** A due time as others read it: a local date for days, an instant for moments, neither for prompt duties. */
export function writeDue(due: Due): { readonly dueDate: LocalDate | null } | { readonly dueAt: Instant } {
  if (due.kind === 'moment') return { dueAt: instantFromMs(due.ms) };
  return { dueDate: due.kind === 'day' ? localDateOf(due.day) : null };
}

/** The first millisecond at which something is late; null for prompt duties. A day lasts until midnight in Vietnam. */
export function lateFrom(due: Due): number | null {
  if (due.kind === 'promptly') return null;
  return due.kind === 'day' ? vietnamMidnight(due.day + 1) : due.ms + 1;
}

/** `soon` begins one working day before the end of a day's deadline, and six hours before a moment's. */
export function dueStanding(due: Due, now: number, index: CalendarIndex): 'none' | 'open' | 'soon' | 'overdue' {
  const late = lateFrom(due);
  if (late === null || due.kind === 'promptly') return 'none';
  if (now >= late) return 'overdue';
  const warning = due.kind === 'day' ? vietnamMidnight(index.addWorkingDays(due.day, -1)) : due.ms - 6 * 3_600_000;
  return now >= warning ? 'soon' : 'open';
}
