import { type LocalDate, localDateSchema } from '../lib/instant.ts';

const DAY_MS = 86_400_000;
/** Vietnam keeps UTC+7 the whole year; no zone database is asked, so the workstation's zone cannot matter. */
const VIETNAM_MS = 7 * 3_600_000;

/** Days since 1970-01-01, which is day 0. */
export function dayNumberOf(date: LocalDate): number {
  return dayNumber(Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10)));
}

/** The day number of a Gregorian date; months from 1. */
export function dayNumber(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** Year, month (from 1) and day of a day number. */
export function dateParts(dayNumber: number): { readonly year: number; readonly month: number; readonly day: number } {
  const shifted = dayNumber + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  };
}

export function localDateOf(dayNumber: number): LocalDate {
  const { year, month, day } = dateParts(dayNumber);
  const two = (value: number): string => String(value).padStart(2, '0');
  return localDateSchema.parse(`${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`);
}

/** 0 is Sunday. */
export function weekdayOf(dayNumber: number): number {
  return (((dayNumber + 4) % 7) + 7) % 7;
}

/** The day in Vietnam at a moment in milliseconds since 1970. */
export function vietnamDayAt(milliseconds: number): number {
  return Math.floor((milliseconds + VIETNAM_MS) / DAY_MS);
}

/** The moment a day begins in Vietnam. */
export function vietnamMidnight(dayNumber: number): number {
  return dayNumber * DAY_MS - VIETNAM_MS;
}
