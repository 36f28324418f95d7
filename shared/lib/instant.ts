import { z } from 'zod';

/** A moment as ISO 8601 in UTC with milliseconds, `2026-11-22T07:05:00.000Z`; sorts as text. */
export const instantSchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)
  .brand<'Instant'>();
export type Instant = z.infer<typeof instantSchema>;

/** A date without time or zone, `2026-11-22`. */
export const localDateSchema = z.iso.date().brand<'LocalDate'>();
export type LocalDate = z.infer<typeof localDateSchema>;

/** The moment of a count of milliseconds since 1970. */
export function instantFromMs(milliseconds: number): Instant {
  return instantSchema.parse(new Date(milliseconds).toISOString());
}

/** Milliseconds since 1970 of a moment. */
export function instantToMs(instant: Instant): number {
  return Date.parse(instant);
}

const vietnam = 7 * 3_600_000;

/** The day a moment falls on in Vietnam (Asia/Ho_Chi_Minh: UTC+7, no daylight saving), whatever this machine's zone. */
export function localDateOf(instant: Instant): LocalDate {
  const day = Math.floor((Date.parse(instant) + vietnam) / 86_400_000);
  let date = days.get(day);
  if (date === undefined) {
    date = localDateSchema.parse(new Date(day * 86_400_000).toISOString().slice(0, 10));
    if (days.size >= 4_000) days.clear();
    days.set(day, date);
  }
  return date;
}

/** Days once written, because many documents are judged on few days. */
const days = new Map<number, LocalDate>();
