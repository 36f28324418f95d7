import type { Instant, LocalDate } from '#shared/lib/instant.ts';

const weekdays = {
  vi: ['Chủ nhật', 'Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
} as const;

/** Parts of a moment on a clock in Vietnam (UTC+7, no daylight saving). */
function parts(at: Instant): {
  year: number;
  month: string;
  day: string;
  weekday: number;
  hour: string;
  minute: string;
} {
  const there = new Date(Date.parse(at) + 7 * 3_600_000);
  const two = (value: number): string => String(value).padStart(2, '0');
  return {
    year: there.getUTCFullYear(),
    month: two(there.getUTCMonth() + 1),
    day: two(there.getUTCDate()),
    weekday: there.getUTCDay(),
    hour: two(there.getUTCHours()),
    minute: two(there.getUTCMinutes()),
  };
}

/** `Chủ nhật, 22/11/2026 – 14 giờ 05`. */
export function longMoment(at: Instant, language: 'vi' | 'en'): string {
  const { year, month, day, weekday, hour, minute } = parts(at);
  const name = weekdays[language][weekday] ?? '';
  return `${name}, ${day}/${month}/${year} – ${language === 'vi' ? `${hour} giờ ${minute}` : `${hour}:${minute}`}`;
}

/** `22/11/2026, 14 giờ 05`. */
export function shortMoment(at: Instant, language: 'vi' | 'en' = 'vi'): string {
  const { year, month, day, hour, minute } = parts(at);
  return `${day}/${month}/${year}, ${language === 'vi' ? `${hour} giờ ${minute}` : `${hour}:${minute}`}`;
}

/** `22/11/2026`. */
export function dayOf(at: Instant): string {
  const { year, month, day } = parts(at);
  return `${day}/${month}/${year}`;
}

/** `22/11/2026` of a date without time. */
export function writtenDate(date: LocalDate): string {
  const [year, month, day] = date.split('-');
  return `${day}/${month}/${year}`;
}

/** The moment with Vietnam's offset, for machines: `2026-11-22T14:05:00+07:00`. */
export function machineMoment(at: Instant): string {
  return `${new Date(Date.parse(at) + 7 * 3_600_000).toISOString().slice(0, 19)}+07:00`;
}

export function yearOf(at: Instant): number {
  return parts(at).year;
}
