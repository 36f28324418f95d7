import type { Discrepancy } from '#shared/verification/verdict.ts';

/** One change made on the portal after the upload, for the Secretary's comparison to find. */
export interface Alteration {
  readonly field: string;
  readonly before: string;
  readonly after: string;
  readonly approved: string;
  readonly published: string;
  readonly position: number;
}

/** Fields of the body, in the order of the page: `3.0.text`, `5.1.0.0.text`. */
const bodyText = /^\d+(?:\.\d+)*\.text$/;

/**
 * Alters one digit of the body, in running text before lists and tables; an article without digits gets
 * the word “không” before the second word of its first paragraph, which turns the sentence round.
 */
export function alterOneThing(fields: ReadonlyMap<string, string>): Alteration {
  const texts = [...fields].filter(([name, text]) => bodyText.test(name) && text.trim() !== '');
  // A paragraph's field has three parts at most; deeper ones stand in lists and tables.
  const byPlainness = [...texts].sort(([left], [right]) => depth(left) - depth(right));
  for (const [field, text] of byPlainness) {
    const position = digitIn(text);
    if (position === null) continue;
    const digit = text.charAt(position);
    // Never zero, so that no number loses a place.
    const other = String((Number(digit) + 3) % 10 || 7);
    const after = text.slice(0, position) + other + text.slice(position + 1);
    return { field, before: text, after, approved: digit, published: other, position };
  }
  const [field, text] = byPlainness.find(([, words]) => /\S\s+\S/.test(words)) ??
    byPlainness[0] ?? ['title', fields.get('title') ?? ''];
  const gap = /\S(\s+)\S/.exec(text);
  const position = gap === null ? 0 : gap.index + 1 + (gap[1] ?? '').length;
  const after = `${text.slice(0, position)}không ${text.slice(position)}`;
  return { field, before: text, after, approved: '', published: 'không', position };
}

/** The last digit of a counted number (“6.224”), where a slip is least seen; else the first digit of any kind. */
function digitIn(text: string): number | null {
  const counted = /(?<![\d/.,-])\d{1,3}(?:\.\d{3})+(?![\d/.,-]\d)/.exec(text);
  if (counted !== null) return counted.index + counted[0].length - 1;
  const any = text.search(/\d/);
  return any < 0 ? null : any;
}

function depth(field: string): number {
  return field.split('.').length;
}

/** Null when the differences that change the meaning are exactly the alteration, no more and no less; else what they are. */
export function unlikeAlteration(alteration: Alteration, discrepancies: readonly Discrepancy[]): string | null {
  const meaning = discrepancies.filter(({ severity }) => severity === 'meaning');
  const [only] = meaning;
  if (only === undefined || meaning.length !== 1) {
    const found = meaning.map(({ type, approved, published }) => `${type} “${approved}” → “${published}”`);
    return `${meaning.length} differences of meaning instead of one: ${found.join('; ')}`;
  }
  const exact = alteration.approved === '' ? isInsertion(only, alteration) : isDigit(only, alteration);
  return exact ? null : `another difference: ${only.type} “${only.approved}” → “${only.published}”`;
}

/** The difference covers the altered place and the two texts differ there alone. */
function isDigit(
  { approved, published }: Discrepancy,
  { before, position, approved: digit, published: other }: Alteration,
): boolean {
  const changed = [...approved].flatMap((letter, index) =>
    letter === published[index] ? [] : [`${letter}>${published[index] ?? ''}`],
  );
  const covers = [...before].some(
    (_, start) => start <= position && position < start + approved.length && before.startsWith(approved, start),
  );
  return approved.length === published.length && changed.join() === `${digit}>${other}` && covers;
}

function isInsertion({ approved, published }: Discrepancy, { published: word }: Alteration): boolean {
  const words = (text: string): string => text.split(/\s+/).filter(Boolean).join(' ');
  return words(published.replace(word, '')) === words(approved) && published.includes(word);
}
