import { localDateSchema } from '../lib/instant.ts';
import type { Calendar, CalendarDay, RecurringHoliday } from './calendar.ts';
import { isRestDay } from './calendar.ts';
import { dayNumber, localDateOf } from './calendar-day.ts';
import { lunarDay } from './lunar.ts';

type Rest = (day: number) => boolean;

/**
 * The days off expected in some years: fixed and lunar holidays and, for each on a day of rest, the next working day
 * (nghỉ bù). All provisional; a board confirms them when the announcement comes.
 */
export function computeDaysOff(calendar: Calendar, years: { from: number; to: number }): readonly CalendarDay[] {
  const isRest: Rest = (day) => isRestDay(calendar.weeklyRest, localDateOf(day));
  const holidays = new Map<number, RecurringHoliday>();
  for (let year = years.from; year <= years.to; year += 1) {
    for (const holiday of calendar.recurring) {
      if (holiday.since !== null && year < holiday.since) continue;
      for (const day of daysOf(holiday, year, isRest)) {
        if (!holidays.has(day)) holidays.set(day, holiday);
      }
    }
  }
  const inOrder = [...holidays.keys()].sort((a, b) => a - b);
  const compensations = compensationsFor(inOrder, isRest);
  const row = (day: number, holiday: RecurringHoliday, cause: 'holiday' | 'compensatory'): CalendarDay => ({
    date: localDateSchema.parse(localDateOf(day)),
    kind: 'off',
    cause,
    reason: cause === 'holiday' ? holiday.name : compensationName(holiday),
    announcement: holiday.law,
    url: null,
    status: 'provisional',
  });
  const rows = inOrder.flatMap((day) => {
    const holiday = holidays.get(day);
    if (holiday === undefined) return [];
    const instead = compensations.get(day);
    return [row(day, holiday, 'holiday'), ...(instead === undefined ? [] : [row(instead, holiday, 'compensatory')])];
  });
  return rows.sort((a, b) => (a.date < b.date ? -1 : 1));
}

function compensationName({ name }: RecurringHoliday): CalendarDay['reason'] {
  return { vi: `Nghỉ bù ${name.vi}`, en: `Day off in lieu of ${name.en}` };
}

/** For each holiday on a day of rest, the next day that is neither a rest day, a holiday nor taken already. */
function compensationsFor(holidays: readonly number[], isRest: Rest): ReadonlyMap<number, number> {
  const off = new Set(holidays);
  const instead = new Map<number, number>();
  for (const holiday of holidays) {
    if (!isRest(holiday)) continue;
    let day = holiday + 1;
    while (isRest(day) || off.has(day)) day += 1;
    off.add(day);
    instead.set(holiday, day);
  }
  return instead;
}

function daysOf(holiday: RecurringHoliday, year: number, isRest: Rest): readonly number[] {
  const { month, day, before, after } = holiday;
  const middle = holiday.calendar === 'lunar' ? lunarDay(year, month, day) : dayNumber(year, month, day);
  const days = Array.from({ length: before + after + 1 }, (_, index) => middle - before + index);
  if (!holiday.neighbour) return days;
  const earlier = [middle - before - 1, ...days];
  const later = [...days, middle + after + 1];
  return breakLength(later, isRest) > breakLength(earlier, isRest) ? later : earlier;
}

/** How many days in a row are off around some holidays, days in lieu included. */
function breakLength(days: readonly number[], isRest: Rest): number {
  const off = new Set([...days, ...compensationsFor(days, isRest).values()]);
  const isOff = (day: number): boolean => off.has(day) || isRest(day);
  let first = days[0] ?? 0;
  let last = first;
  while (isOff(first - 1)) first -= 1;
  while (isOff(last + 1)) last += 1;
  return last - first + 1;
}
