import { type Instant, instantFromMs, type LocalDate } from '../lib/instant.ts';
import { localDateOf, vietnamMidnight } from './calendar-day.ts';
import type { CalendarIndex } from './calendar-index.ts';
import type { DeadlineRule, InformationType, StartEvent } from './deadline.ts';
import { DeadlineError, type DeadlineStart, startDay } from './deadline-start.ts';

/** When something is due: by the end of a day, at a moment, at once (with the moment where it is known), or only promptly. */
export type Due =
  | { readonly kind: 'day'; readonly day: number }
  | { readonly kind: 'moment'; readonly ms: number }
  | { readonly kind: 'immediate'; readonly start: DeadlineStart }
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
  if (unit === 'immediate') return { kind: 'immediate', start };
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

/** A due time as others read it: a local date for days, an instant for moments, a null date for prompt duties. */
export function writeDue(due: Due): { readonly dueDate: LocalDate | null } | { readonly dueAt: Instant } {
  if (due.kind === 'promptly') return { dueDate: null };
  const time = due.kind === 'immediate' ? due.start : due;
  return time.kind === 'day' ? { dueDate: localDateOf(time.day) } : { dueAt: instantFromMs(time.ms) };
}

/**
 * The first millisecond at which something is late; null for prompt duties. A day lasts until midnight in Vietnam; what
 * is due at once is called late with the next day, because the text gives no number of minutes.
 */
export function lateFrom(due: Due): number | null {
  if (due.kind === 'promptly') return null;
  if (due.kind === 'moment') return due.ms + 1;
  return vietnamMidnight((due.kind === 'day' ? due.day : startDay(due.start)) + 1);
}

const WARNING_MS = 6 * 3_600_000;

/**
 * From when a due time is near: a number of working days before a day's deadline, six hours before a moment's (a moment
 * has no days to count), and at once for `immediate`; null for prompt duties.
 */
export function warningFrom(due: Due, index: CalendarIndex, workingDays = 1): number | null {
  if (due.kind === 'promptly') return null;
  if (due.kind === 'moment') return due.ms - WARNING_MS;
  if (due.kind === 'immediate') return Number.NEGATIVE_INFINITY;
  return vietnamMidnight(index.addWorkingDays(due.day, -workingDays));
}

/** `soon` begins with `warningFrom` one working day ahead. */
export function dueStanding(due: Due, now: number, index: CalendarIndex): 'none' | 'open' | 'soon' | 'overdue' {
  const late = lateFrom(due);
  const warning = warningFrom(due, index);
  if (late === null || warning === null) return 'none';
  if (now >= late) return 'overdue';
  return now >= warning ? 'soon' : 'open';
}
