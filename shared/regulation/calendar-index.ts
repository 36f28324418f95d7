import { type Calendar, type CalendarDay, weekdays } from './calendar.ts';
import { computeDaysOff } from './calendar-computed.ts';
import { dayNumber, dayNumberOf, weekdayOf } from './calendar-day.ts';

/** Years that deadlines can be counted in. */
export const countedYears = { from: 2000, to: 2099 } as const;

/**
 * A calendar made ready for counting: prefix sums answer any number of working days in constant time. Days are day
 * numbers; asking outside `firstDay`–`lastDay` throws a RangeError.
 */
export interface CalendarIndex {
  readonly firstDay: number;
  readonly lastDay: number;
  isWorking(day: number): boolean;
  /** The day itself when it is a working day, else the next one. */
  workingDayFrom(day: number): number;
  /** The nth working day after a day, which is not counted itself; negative counts backwards. */
  addWorkingDays(day: number, count: number): number;
  /** Working days after one day up to and including another. */
  workingDaysBetween(after: number, through: number): number;
  /** Whether any day after one day up to and including another is not settled officially. */
  isProvisional(after: number, through: number): boolean;
  /** What the calendar says of a day beyond the weekly pattern. */
  entryOn(day: number): CalendarDay | null;
  isRest(day: number): boolean;
  isOfficialYear(year: number): boolean;
}

/** Indexes a calendar; takes some milliseconds and is done once after each change. */
export function indexCalendar(calendar: Calendar): CalendarIndex {
  const firstDay = dayNumber(countedYears.from, 1, 1);
  const lastDay = dayNumber(countedYears.to, 12, 31);
  const length = lastDay - firstDay + 1;
  const { from, to } = calendar.officialYears;
  const restNames = new Set<string>(calendar.weeklyRest);
  const restDays = weekdays.map((name) => restNames.has(name));
  const isRest = (day: number): boolean => restDays[weekdayOf(day)] === true;

  const entries = entriesOf(calendar);
  const officialFrom = dayNumber(from, 1, 1);
  const officialTo = dayNumber(to, 12, 31);

  // before[i]: working days among the first i days; nth[n]: place of the working day that has n of them before it.
  const before = new Int32Array(length + 1);
  const unsettled = new Int32Array(length + 1);
  const nth = new Int32Array(length);
  let working = 0;
  let uncertain = 0;
  for (let place = 0; place < length; place += 1) {
    const day = firstDay + place;
    const entry = entries.get(day);
    if (worksOn(entry, isRest(day))) {
      nth[working] = place;
      working += 1;
    }
    if (day < officialFrom || day > officialTo || entry?.status === 'provisional') uncertain += 1;
    before[place + 1] = working;
    unsettled[place + 1] = uncertain;
  }

  const at = (counts: Int32Array, place: number): number => {
    const value = counts[place];
    if (value === undefined) throw new RangeError('The day lies outside the calendar');
    return value;
  };
  const isWorking = (day: number): boolean => at(before, day - firstDay + 1) > at(before, day - firstDay);
  const addWorkingDays = (day: number, count: number): number => {
    if (count === 0) return day;
    const ordinal = count > 0 ? at(before, day - firstDay + 1) + count - 1 : at(before, day - firstDay) + count;
    if (ordinal < 0 || ordinal >= working) throw new RangeError('The day lies outside the calendar');
    return firstDay + at(nth, ordinal);
  };

  return {
    firstDay,
    lastDay,
    isWorking,
    workingDayFrom: (day) => (isWorking(day) ? day : addWorkingDays(day, 1)),
    addWorkingDays,
    workingDaysBetween: (after, through) => at(before, through - firstDay + 1) - at(before, after - firstDay + 1),
    isProvisional: (after, through) => at(unsettled, through - firstDay + 1) > at(unsettled, after - firstDay + 1),
    entryOn: (day) => entries.get(day) ?? null,
    isRest,
    isOfficialYear: (year) => year >= from && year <= to,
  };
}

function worksOn(entry: CalendarDay | undefined, rest: boolean): boolean {
  if (entry === undefined || entry.kind === 'ordinary') return !rest;
  return entry.kind === 'makeUpWork';
}

/** What is listed and, in years that are not official, what is computed; a listed day wins over a computed one. */
function entriesOf(calendar: Calendar): ReadonlyMap<number, CalendarDay> {
  const { from, to } = calendar.officialYears;
  const expected = computeDaysOff(calendar, countedYears).filter(({ date }) => {
    const year = Number(date.slice(0, 4));
    return year < from || year > to;
  });
  return new Map([...expected, ...calendar.days].map((day) => [dayNumberOf(day.date), day]));
}

/** The days of a year that differ from the weekly pattern, for a calendar view. */
export function entriesOfYear(index: CalendarIndex, year: number): readonly CalendarDay[] {
  const entries: CalendarDay[] = [];
  for (let day = dayNumber(year, 1, 1); day <= dayNumber(year, 12, 31); day += 1) {
    const entry = index.entryOn(day);
    if (entry !== null) entries.push(entry);
  }
  return entries;
}
