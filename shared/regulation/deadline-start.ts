import { type Instant, instantFromMs, type LocalDate, localDateSchema } from '../lib/instant.ts';
import { dayNumber, dayNumberOf, localDateOf, vietnamDayAt, vietnamMidnight } from './calendar-day.ts';
import { countedYears } from './calendar-index.ts';

/** When something happened: a whole day in Vietnam, or a moment of it in milliseconds since 1970. */
export type DeadlineStart =
  | { readonly kind: 'day'; readonly day: number }
  | { readonly kind: 'moment'; readonly ms: number };

export type DeadlineErrorCode = 'bad-start' | 'start-out-of-range' | 'due-out-of-range';

/** A deadline that cannot be counted, with the reason as a code. */
export class DeadlineError extends Error {
  readonly code: DeadlineErrorCode;
  constructor(code: DeadlineErrorCode, detail: string) {
    super(detail);
    this.name = 'DeadlineError';
    this.code = code;
  }
}

export function startOnDate(date: LocalDate): DeadlineStart {
  return { kind: 'day', day: dayNumberOf(date) };
}

export function startAtInstant(instant: Instant): DeadlineStart {
  return { kind: 'moment', ms: Date.parse(instant) };
}

const pattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;

/**
 * Reads a start as people and programs write it: `2026-11-22`, `2026-11-22T14:05` in Vietnam, or a moment with its own
 * zone, `2026-11-22T07:05:00Z`, `2026-11-22T14:05:00+07:00`. Throws a DeadlineError.
 */
export function parseStart(text: string): DeadlineStart {
  const match = pattern.exec(text.trim());
  if (match === null) throw new DeadlineError('bad-start', `"${text.slice(0, 60)}" is no date, date-time or moment`);
  const [, year, month, date, hour, minute, second, fraction, zone] = match;
  if (!localDateSchema.safeParse(`${year}-${month}-${date}`).success) {
    throw new DeadlineError('bad-start', `${year}-${month}-${date} is no day of the calendar`);
  }
  const day = dayNumber(Number(year), Number(month), Number(date));
  if (hour === undefined || minute === undefined) return inRange({ kind: 'day', day });
  const clock = { hour: Number(hour), minute: Number(minute), second: Number(second ?? 0) };
  if (clock.hour > 23 || clock.minute > 59 || clock.second > 59) {
    throw new DeadlineError('bad-start', `${text.slice(0, 60)} holds no time of day`);
  }
  const offset = zone === undefined ? 0 : offsetMs(zone);
  const midnight = zone === undefined ? vietnamMidnight(day) : day * 86_400_000;
  const sinceMidnight = ((clock.hour * 60 + clock.minute) * 60 + clock.second) * 1_000;
  const milliseconds = fraction === undefined ? 0 : Number(fraction.padEnd(3, '0').slice(0, 3));
  return inRange({ kind: 'moment', ms: midnight + sinceMidnight + milliseconds - offset });
}

function offsetMs(zone: string): number {
  if (/^z$/i.test(zone)) return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3).replace(':', '') || '0');
  if (hours > 14 || minutes > 59) throw new DeadlineError('bad-start', `${zone} is no offset from UTC`);
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

function inRange(start: DeadlineStart): DeadlineStart {
  const year = Number(localDateOf(startDay(start)).slice(0, 4));
  if (year >= countedYears.from && year <= countedYears.to) return start;
  throw new DeadlineError(
    'start-out-of-range',
    `deadlines are counted in the years ${countedYears.from} to ${countedYears.to}, not in ${year}`,
  );
}

/** The day in Vietnam that a start falls on. */
export function startDay(start: DeadlineStart): number {
  return start.kind === 'day' ? start.day : vietnamDayAt(start.ms);
}

/** The start as text: a local date, or an instant. */
export function writeStart(start: DeadlineStart): LocalDate | Instant {
  return start.kind === 'day' ? localDateOf(start.day) : instantFromMs(start.ms);
}
