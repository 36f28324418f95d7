import { z } from 'zod';
import { type LocalDate, localDateSchema } from '../lib/instant.ts';
import { dayNumberOf, weekdayOf } from './calendar-day.ts';

const bilingual = z.strictObject({ vi: z.string().min(1).max(500), en: z.string().min(1).max(500) });
export const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

/**
 * `official`: read in the announcement or laid down by the statute itself; `secondary`: known from somebody's report of
 * it; `provisional`: expected, and every deadline that meets it is shown as provisional (tạm tính).
 */
export const dayStatusSchema = z.enum(['official', 'secondary', 'provisional']);

/** One day that differs from the weekly pattern; `ordinary` follows it again, whatever was expected for the date. */
export const calendarDaySchema = z
  .strictObject({
    date: localDateSchema,
    kind: z.enum(['off', 'makeUpWork', 'ordinary']),
    /** Why an `off` day is off: the holiday itself, the rest day it took (nghỉ bù), or a working day swapped away. */
    cause: z.enum(['holiday', 'compensatory', 'swap']).nullable(),
    reason: bilingual,
    /** Number and date of the announcement or the article of the statute; null where none is at hand. */
    announcement: z.string().min(1).max(300).nullable(),
    url: z
      .url({ protocol: /^https?$/ })
      .max(500)
      .nullable(),
    status: dayStatusSchema,
  })
  .superRefine(({ kind, cause }, context) => {
    if ((kind === 'off') !== (cause !== null)) {
      context.addIssue({
        code: 'custom',
        path: ['cause'],
        message: kind === 'off' ? 'a day off needs a cause' : `a ${kind} day takes no cause: write null`,
      });
    }
  });
export type CalendarDay = z.infer<typeof calendarDaySchema>;

/** A holiday that comes back every year: what the years without an official calendar are computed from. */
const recurringHolidaySchema = z.strictObject({
  id: z.string().regex(/^[a-z][A-Za-z0-9]{1,63}$/),
  name: bilingual,
  calendar: z.enum(['solar', 'lunar']),
  month: z.number().int().min(1).max(12),
  day: z.number().int().min(1).max(31),
  /** How many days before and after it are holidays too. */
  before: z.number().int().min(0).max(10),
  after: z.number().int().min(0).max(10),
  /** One more day next to it, on the side that makes the longer break; the earlier one when both do. */
  neighbour: z.boolean(),
  since: z.number().int().min(1900).max(2199).nullable(),
  law: z.string().min(1).max(300),
});
export type RecurringHoliday = z.infer<typeof recurringHolidaySchema>;

const yearSchema = z.number().int().min(2000).max(2099);

/** Refuses dates given twice, a day both off and working, and dates out of order. */
export function checkDays(
  days: readonly { date: LocalDate; kind: CalendarDay['kind'] }[],
  context: z.RefinementCtx,
): void {
  const seen = new Map<LocalDate, CalendarDay['kind']>();
  let last: LocalDate | null = null;
  days.forEach(({ date, kind }, index) => {
    const complain = (message: string): void =>
      context.addIssue({ code: 'custom', path: ['days', index, 'date'], message });
    const before = seen.get(date);
    if (before === undefined) {
      if (last !== null && date < last) complain(`dates reversed: ${date} stands after ${last}`);
      last = date;
      seen.set(date, kind);
    } else if (before === kind) complain(`duplicate date ${date}`);
    else if (before !== 'ordinary' && kind !== 'ordinary') complain(`${date} is both off and working`);
    else complain(`duplicate date ${date}: both ordinary and ${before === 'ordinary' ? kind : before}`);
  });
}

export const calendarSchema = z
  .strictObject({
    format: z.literal(1),
    id: z.string().regex(/^[a-z0-9-]{3,64}$/),
    title: bilingual,
    /** Deadlines count in this zone alone, wherever the workstation is. */
    zone: z.literal('Asia/Ho_Chi_Minh'),
    weeklyRest: z.array(z.enum(weekdays)).max(6),
    /** Years whose days are all listed; every other year is computed from `recurring` and provisional. */
    officialYears: z.strictObject({ from: yearSchema, to: yearSchema }),
    recurring: z.array(recurringHolidaySchema).max(50),
    days: z.array(calendarDaySchema).max(5_000),
  })
  .superRefine(({ weeklyRest, officialYears, recurring, days }, context) => {
    const complain = (path: (string | number)[], message: string): void =>
      context.addIssue({ code: 'custom', path, message });
    if (officialYears.from > officialYears.to) {
      complain(['officialYears'], `years reversed: ${officialYears.from} comes after ${officialYears.to}`);
    }
    if (new Set(weeklyRest).size !== weeklyRest.length) complain(['weeklyRest'], 'a weekday is named twice');
    recurring.forEach(({ id }, index) => {
      if (recurring.findIndex((other) => other.id === id) !== index) {
        complain(['recurring', index, 'id'], `duplicate id ${id}`);
      }
    });
    checkDays(days, context);
    days.forEach(({ date, kind, status }, index) => {
      const year = Number(date.slice(0, 4));
      if (year < 2000 || year > 2099) {
        complain(['days', index, 'date'], `${date} lies outside the years 2000 to 2099`);
      }
      if (kind === 'makeUpWork' && !isRestDay(weeklyRest, date)) {
        complain(
          ['days', index, 'kind'],
          `${date} is a working day anyway: make-up work falls on a weekly day of rest`,
        );
      }
      if (status !== 'provisional' && (year < officialYears.from || year > officialYears.to)) {
        complain(['days', index, 'status'], `${date} lies outside the official years: only provisional fits`);
      }
    });
  });
export type Calendar = z.infer<typeof calendarSchema>;

/** Thrown when a calendar or an amendment is not usable; names the path inside it and the reason. */
export class CalendarError extends Error {
  readonly problems: readonly { readonly path: string; readonly reason: string }[];
  constructor(problems: readonly { readonly path: string; readonly reason: string }[]) {
    super(problems.map(({ path, reason }) => (path === '' ? reason : `${path}: ${reason}`)).join('\n'));
    this.name = 'CalendarError';
    this.problems = problems;
  }
}

/** Whether a date falls on a weekly day of rest (nghỉ hằng tuần). */
export function isRestDay(weeklyRest: Calendar['weeklyRest'], date: LocalDate): boolean {
  const name = weekdays[weekdayOf(dayNumberOf(date))];
  return name !== undefined && weeklyRest.includes(name);
}

const MOST_PROBLEMS = 20;

/** Reads a calendar whole or refuses it whole. */
export function parseCalendar(input: unknown): Calendar {
  const parsed = calendarSchema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new CalendarError(
    parsed.error.issues.slice(0, MOST_PROBLEMS).map(({ path, message }) => ({ path: path.join('.'), reason: message })),
  );
}

/** Most bytes a calendar file may have. */
export const calendarBytes = 1_000_000;

/** Reads a calendar file: UTF-8 JSON up to a limit, or the reason why not. */
export function parseCalendarFile(bytes: Uint8Array): Calendar {
  return parseCalendar(readJson(bytes));
}

function readJson(bytes: Uint8Array): unknown {
  const refuse = (reason: string): CalendarError => new CalendarError([{ path: '', reason }]);
  if (bytes.length > calendarBytes) {
    throw refuse(`the file has ${bytes.length} bytes, more than the ${calendarBytes} a calendar may have`);
  }
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    throw refuse('the file is encoded in UTF-16; save it as UTF-8');
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refuse('the file is not encoded in UTF-8; save it as UTF-8');
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw refuse(`the file is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
