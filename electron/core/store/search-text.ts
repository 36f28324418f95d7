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

/**
 * The full-text expression of what a person typed: all syllables in order, next to each other, the last one possibly
 * unfinished; null when there is nothing to find.
 */
export function searchExpression(typed: string): string | null {
  const form = searchForm(typed.slice(0, 300));
  return form === '' ? null : `"${form}" *`;
}

/** The same question asked of one text without an index: the definition that the index must agree with. */
export function matchesSearch(text: string, typed: string): boolean {
  const wanted = searchForm(typed.slice(0, 300));
  return wanted !== '' && ` ${searchForm(text)}`.includes(` ${wanted}`);
}
