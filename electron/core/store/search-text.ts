import { foldForSearch, syllables } from '#shared/content/fold.ts';

/**
 * The form in which text is indexed: folded syllables with one space between. Composed Latin text, which is nearly
 * all there is, goes through a table of single characters; anything else through the definition itself.
 */
export function searchForm(text: string): string {
  let form = '';
  let pending = false;
  for (let place = 0; place < text.length; place += 1) {
    const folded = table()[text.charCodeAt(place)];
    if (folded === undefined) return definedForm(text);
    if (folded === '') pending = form !== '';
    else {
      form += pending ? ` ${folded}` : folded;
      pending = false;
    }
  }
  return form;
}

function definedForm(text: string): string {
  return syllables(foldForSearch(text)).join(' ');
}

let known: readonly (string | undefined)[] | null = null;

/** What each composed Latin character folds to, the empty string for a separator; no entry where neighbours matter. */
function table(): readonly (string | undefined)[] {
  if (known !== null) return known;
  const entries: (string | undefined)[] = [];
  for (const [from, to] of [
    [0x00, 0x024f],
    [0x1e00, 0x1eff],
    [0x2010, 0x2027],
  ] as const) {
    for (let code = from; code <= to; code += 1) entries[code] = definedForm(String.fromCharCode(code));
  }
  known = entries;
  return known;
}

/** By how many letters or digits a syllable is found as the neighbour of the one before; years need all of theirs. */
function lettersAsked(word: string): number {
  const first = word.charCodeAt(0);
  return first >= 48 && first <= 57 ? 4 : 3;
}

/** Pairs looked for at most: the text itself is asked for the rest. */
const pairsAsked = 12;

/** The full-text expression of one syllable that may be unfinished. */
export function syllableExpression(form: string): string {
  return `"${form}" *`;
}

/** The full-text expression of the neighbours in a form, the last syllable possibly unfinished; null when it has none. */
export function pairExpression(form: string): string | null {
  const words = form.split(' ');
  const pairs = words.slice(1).map((word, index) => `"${words[index]}_${beginning(word, lettersAsked(word))}"`);
  return pairs.length === 0 ? null : [...new Set(pairs)].slice(0, pairsAsked).join(' AND ');
}

/**
 * Writes each syllable with the first letter of the next, with its first two, and so on, as one word each. Pairs repeat from text
 * to text, so a writer keeps what it wrote; it is meant to live for one slice of work.
 */
export class PairWriter {
  readonly #known = new Map<string, string>();

  /** Pairs of a stored form; none across the lines of it. */
  pairsOf(form: string): string {
    let text = '';
    let start = 1;
    let middle = -1;
    for (let place = 1; place <= form.length; place += 1) {
      const code = place === form.length ? newline : form.charCodeAt(place);
      if (code !== space && code !== newline) continue;
      if (middle !== -1) text += this.#pair(form.slice(start, place));
      if (middle !== -1) start = middle + 1;
      middle = place;
      if (code !== newline) continue;
      // The next line begins with a space of its own.
      start = place + 2;
      place += 1;
      middle = -1;
    }
    return text;
  }

  #pair(both: string): string {
    const known = this.#known.get(both);
    if (known !== undefined) return known;
    const [before = '', word = ''] = both.split(' ');
    let text = '';
    for (let letters = 1; letters <= lettersAsked(word); letters += 1) {
      const part = beginning(word, letters);
      text += `${before}_${part} `;
      if (part === word) break;
    }
    this.#known.set(both, text);
    return text;
  }
}

const space = 32;
const newline = 10;

/** The first letters of a word, never half of a pair of surrogates. */
function beginning(word: string, letters: number): string {
  if (word.length <= letters) return word;
  return /[\ud800-\udfff]/.test(word) ? [...word].slice(0, letters).join('') : word.slice(0, letters);
}

/** The same question asked of one text without an index: the definition that the index must agree with. */
export function matchesSearch(text: string, typed: string): boolean {
  const wanted = searchForm(typed);
  return wanted !== '' && ` ${searchForm(text)}`.includes(` ${wanted}`);
}
