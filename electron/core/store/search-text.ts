import { foldForSearch, syllables } from '#shared/content/fold.ts';

/** The form in which text is indexed: folded syllables with one space between. */
export function searchForm(text: string): string {
  return syllables(foldForSearch(text)).join(' ');
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
