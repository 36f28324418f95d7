import type { Language, Translate } from './i18n.ts';

const zone = 'Asia/Ho_Chi_Minh';
const parts = new Intl.DateTimeFormat('en-GB', {
  timeZone: zone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

function partsOf(milliseconds: number): Readonly<Record<string, string>> {
  return Object.fromEntries(parts.formatToParts(milliseconds).map(({ type, value }) => [type, value]));
}

/** `22/11/2026`, in Vietnam's time whatever the machine's zone. */
export function formatDate(instant: string): string {
  const { day, month, year } = partsOf(Date.parse(instant));
  return `${day}/${month}/${year}`;
}

/** A date without time, `2026-11-22` as `22/11/2026`. */
export function formatLocalDate(date: string): string {
  return date.split('-').reverse().join('/');
}

/** `14 giờ 05` or `14:05`, in Vietnam's time. */
export function formatTime(instant: string, language: Language): string {
  const { hour, minute } = partsOf(Date.parse(instant));
  return language === 'vi' ? `${hour} giờ ${minute}` : `${hour}:${minute}`;
}

/** `14 giờ 05 ngày 22/11/2026`, or the time alone when it is today. */
export function formatMoment(instant: string, language: Language, now: number): string {
  const time = formatTime(instant, language);
  const date = formatDate(instant);
  if (date === formatDate(new Date(now).toISOString())) return time;
  return language === 'vi' ? `${time} ngày ${date}` : `${time} on ${date}`;
}

/** A length of time in its largest whole unit: `3 phút`, `2 giờ`, `5 ngày`. */
export function formatSpan(milliseconds: number, t: Translate): string {
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 1) return t('common:now');
  if (minutes < 60) return t('common:minutes', { count: minutes });
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return t('common:hours', { count: hours });
  return t('common:days', { count: Math.floor(hours / 24) });
}

/** Bytes as `512 KB` or `1,4 MB`. */
export function formatSize(bytes: number, language: Language): string {
  const number = new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB', { maximumFractionDigits: 1 });
  if (bytes < 1_024) return `${bytes} B`;
  if (bytes < 1_048_576) return `${number.format(bytes / 1_024)} KB`;
  return `${number.format(bytes / 1_048_576)} MB`;
}

/** A count with the language's own separators. */
export function formatNumber(value: number, language: Language): string {
  return new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB').format(value);
}

/** First twelve digits of a content hash, in groups of four: enough to compare two on one screen. */
export function shortCode(hash: string): string {
  return `${hash.slice(0, 4)} ${hash.slice(4, 8)} ${hash.slice(8, 12)}`;
}
