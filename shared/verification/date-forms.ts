import { foldForSearch } from '../content/fold.ts';

/** A day found in a text. */
export interface WrittenDay {
  /** `2026-11-22`. */
  readonly day: string;
  readonly from: number;
  readonly to: number;
  /** Day and month could be meant the other way round. */
  readonly swapped: string | null;
}

/** First letters, folded, of month names in the languages of portals. */
const monthNames: readonly (readonly [RegExp, number])[] = [
  [/^(?:jan|janv|januar|enero|yanvar|januari)/, 1],
  [/^(?:feb|fev|febr)/, 2],
  [/^(?:mar(?!t$)|mars|marz|maerz|mrz)/, 3],
  [/^(?:apr|avr|abr)/, 4],
  [/^(?:may|mai|mayo|mei)/, 5],
  [/^(?:jun|juin)/, 6],
  [/^(?:jul|juil)/, 7],
  [/^(?:aug|aou|ago|agu)/, 8],
  [/^(?:sep|set)/, 9],
  [/^(?:oct|okt|out)/, 10],
  [/^(?:nov)/, 11],
  [/^(?:dec|dez|des|dic)/, 12],
];

const numeric = /(?<![\d/.-])(\d{1,4})\s*([/.\-–])\s*(\d{1,2})\s*\2\s*(\d{1,4})(?![\d/]|[.-]\d)/g;
const spoken =
  /ng(?:a|à)y\s+(\d{1,2})\s+th(?:a|á)ng\s+(\d{1,2})(?:\s+n(?:a|ă)m|,)?\s+(\d{4})|(?<!\d)(\d{1,2})\s+th(?:a|á)ng\s+(\d{1,2})(?:\s+n(?:a|ă)m|,)?\s+(\d{4})|(?<!\d)(\d{1,2})\s+tháng\s+(\d{1,2}),\s*(\d{4})|th(?:a|á)ng\s+(\d{1,2})\s+(\d{1,2}),\s*(\d{4})/giu;
const chinese = /(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]/g;
const named =
  /(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|\.|º)?[\s-]+(?:de\s+|of\s+)?(\p{L}{3,12})\.?,?[\s-]+(?:de\s+)?(\d{4})(?!\d)|(\p{L}{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)/gu;

/** `2026-11-22`, or null when no such day exists. */
function dayOf(year: string, month: string | number, day: string): string | null {
  const [y, m, d] = [Number(year.length === 2 ? `20${year}` : year), Number(month), Number(day)];
  if (y < 1900 || y > 2200 || m < 1 || m > 12 || d < 1 || d > 31) return null;
  return `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`;
}

function monthOf(name: string): number | null {
  const folded = foldForSearch(name);
  return monthNames.find(([pattern]) => pattern.test(folded))?.[1] ?? null;
}

/** Every day written in a text (numbers, Vietnamese, English and its neighbours), in order. */
export function writtenDays(text: string): readonly WrittenDay[] {
  const found: WrittenDay[] = [];
  const add = (at: number, length: number, day: string | null, swapped: string | null = null): void => {
    if (day !== null && !found.some((known) => at < known.to && at + length > known.from))
      found.push({ day, from: at, to: at + length, swapped });
  };
  for (const { 0: whole, 1: a = '', 3: b = '', 4: c = '', index } of text.matchAll(numeric)) {
    if (a.length === 4) add(index, whole.length, dayOf(a, b, c));
    else if (a.length <= 2 && (c.length === 4 || c.length === 2)) {
      const usual = dayOf(c, b, a);
      const other = dayOf(c, a, b);
      add(index, whole.length, usual ?? other, usual === null ? null : other);
    }
  }
  for (const match of text.matchAll(spoken)) {
    const groups = match.slice(1);
    const at = groups.findIndex((group) => group !== undefined);
    const [one = '', two = '', year = ''] = groups.slice(at, at + 3);
    add(match.index, match[0].length, at === 9 ? dayOf(year, one, two) : dayOf(year, two, one));
  }
  for (const { 0: whole, 1: year = '', 2: month = '', 3: day = '', index } of text.matchAll(chinese))
    add(index, whole.length, dayOf(year, month, day));
  for (const match of text.matchAll(named)) {
    const [whole, day = match[5] ?? '', name = match[4] ?? '', year = match[6] ?? ''] = match;
    const month = monthOf(name);
    if (month !== null) add(match.index, whole.length, dayOf(year, month, day));
  }
  return found.sort((one, other) => one.from - other.from);
}

/** The one day a value such as `2026-11-22T08:00` or `22/11/2026` stands for, or null. */
export function dayOfValue(value: string): string | null {
  const iso = /^\s*(\d{4})-(\d{1,2})-(\d{1,2})/.exec(value);
  if (iso !== null) return dayOf(iso[1] ?? '', iso[2] ?? '', iso[3] ?? '');
  return writtenDays(value)[0]?.day ?? null;
}
