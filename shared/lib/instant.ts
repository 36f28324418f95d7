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
  // Many documents are judged at one moment: the last answer is kept.
  if (instant !== last.instant) {
    const text = new Date(Date.parse(instant) + vietnam).toISOString().slice(0, 10);
    last = { instant, date: localDateSchema.parse(text) };
  }
  return last.date;
}

let last: { readonly instant: string; readonly date: LocalDate } = {
  instant: '1970-01-01T00:00:00.000Z',
  date: localDateSchema.parse('1970-01-01'),
};
