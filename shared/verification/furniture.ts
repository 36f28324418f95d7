import { foldForSearch } from '../content/fold.ts';
import { furniturePhrases } from './furniture-phrases.ts';
import { withoutInvisible } from './tokens.ts';

const longest = 8;
const known = new Set(furniturePhrases.map(oneVowel));

/**
 * Whether a text is wholly made of furniture: labels, dates, counters and the given values (author, file names …).
 * Up to 60 words are judged; anything longer is not furniture by its words.
 */
export function isFurnitureText(text: string, values: ReadonlySet<string>): boolean {
  const words = foldedWords(text, 60);
  if (words === null) return false;
  for (let at = 0; at < words.length; ) {
    const taken = phraseLength(words, at, values);
    if (taken === 0) return false;
    at += taken;
  }
  return true;
}

function phraseLength(words: readonly string[], at: number, values: ReadonlySet<string>): number {
  const word = words[at] ?? '';
  for (let length = Math.min(40, words.length - at); length > 0; length -= 1) {
    const phrase = words.slice(at, at + length).join(' ');
    if (values.has(phrase) || (length <= longest && known.has(phrase))) return length;
  }
  return /^\d+(?:kb|mb|gb|h|g|st|nd|rd|th)?$|^h$/.test(word) || (word.length === 1 && /[^\p{L}]/u.test(word)) ? 1 : 0;
}

function folded(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: plain ASCII needs no folding
  const plain = /^[\u0000-\u007f]*$/.test(text) ? text.toLowerCase() : foldForSearch(withoutInvisible(text));
  return oneVowel(plain);
}

/** Syllables written with i or y made one, as the comparison takes them. */
function oneVowel(plain: string): string {
  return plain.replace(/(?<![a-z])(qu|[hklmst])y(?![a-z])/g, '$1i');
}

/** Folded words of a text, or null when there are more than `limit`. */
export function foldedWords(text: string, limit: number): readonly string[] | null {
  if (text.length > limit * 20) return null;
  const words = folded(text).match(/[a-z]+|\d+[a-z]*|[^\s\w]/g) ?? [];
  const spoken = words.filter((word) => /[a-z0-9]/.test(word));
  return spoken.length > limit ? null : spoken;
}

const knownValues = new Map<string, string>();
const knownValuesLimit = 5_000;

/** The form in which `isFurnitureText` knows a value. */
export function furnitureValue(text: string): string {
  const known = knownValues.get(text);
  if (known !== undefined) return known;
  const value = (foldedWords(text, 400) ?? []).join(' ');
  if (knownValues.size >= knownValuesLimit) knownValues.clear();
  if (text.length <= 2_000) knownValues.set(text, value);
  return value;
}
