import type { Comparing } from './comparing.ts';
import { TokenList } from './tokens.ts';
import { commonTokens, type TokenRange } from './word-diff.ts';
import { wordingFinding } from './wording-finding.ts';

/** Compares what search engines and shared links show: document title, Open Graph, description, JSON-LD headline. */
export function compareMetadata(comparing: Comparing): void {
  const { scan, version } = comparing;
  const seen = new Set<string>();
  const check = (path: 'title' | 'summary', text: string | undefined): void => {
    if (text === undefined || text.trim() === '' || seen.has(`${path} ${text}`)) return;
    seen.add(`${path} ${text}`);
    compareLine(comparing, path, path === 'title' ? version.title : version.summary, text);
  };
  check('title', scan.title);
  for (const element of scan.elements) {
    if (element.name !== 'meta') continue;
    const name = (
      element.attributes['property'] ??
      element.attributes['name'] ??
      element.attributes['itemprop'] ??
      ''
    ).toLowerCase();
    if (/^(?:og:title|twitter:title|dc\.title|headline)$/.test(name)) check('title', element.attributes['content']);
    if (/^(?:og:description|twitter:description|description|dc\.description)$/.test(name))
      check('summary', element.attributes['content']);
  }
  for (const [index, text] of scan.scripts) {
    if (!/ld\+json/i.test(scan.elements[index]?.attributes['type'] ?? '')) continue;
    for (const [, name, value] of text
      .slice(0, 200_000)
      .matchAll(/"(headline|description)"\s*:\s*("(?:[^"\\]|\\.){0,6000}")/g)) {
      check(name === 'headline' ? 'title' : 'summary', decodeJson(value ?? ''));
    }
  }
}

function decodeJson(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the line holds the approved text whole, or is a beginning of it cut at any letter. */
function isQuoted(approved: TokenList, one: TokenRange, line: TokenList): boolean {
  const size = one.to - one.from;
  const same = (at: number, count: number): boolean => {
    for (let offset = 0; offset < count; offset += 1) {
      if (approved.key(one.from + offset) !== line.key(at + offset)) return false;
    }
    return true;
  };
  for (let at = 0; at + size <= line.length; at += 1) if (same(at, size)) return true;
  const dotted = line.length > 0 && /^(?:…|\.{3,})$/.test(line.raw(line.length - 1));
  const end = dotted ? line.length - 1 : line.length;
  if (end < 1 || end > size || !same(0, end - 1)) return false;
  const cut = line.raw(end - 1).normalize('NFD');
  return approved
    .raw(one.from + end - 1)
    .normalize('NFD')
    .startsWith(cut);
}

/** Whether a line ends here, on a dotted or half word at most. */
function isCut(line: TokenList, from: number, nextWord: string): boolean {
  const end =
    line.length > from && line.raw(line.length - 1).length > 0 && /^(?:…|\.{3,})$/.test(line.raw(line.length - 1))
      ? line.length - 1
      : line.length;
  return end === from || (end === from + 1 && nextWord.normalize('NFD').startsWith(line.raw(from).normalize('NFD')));
}

/** Cut texts and texts with the site's name around them are fine; a version of the text with other words is not. */
function compareLine(comparing: Comparing, path: 'title' | 'summary', approvedText: string, text: string): void {
  const owner = comparing.flow.findIndex((block) => block.path === path);
  const block = comparing.flow[owner];
  if (block === undefined || approvedText === '') return;
  const approved = comparing.approved;
  const one = { from: approved.first(owner), to: approved.end(owner) };
  const line = new TokenList();
  line.add(text.slice(0, 6_000), comparing.keys);
  if (isQuoted(approved, one, line)) return;
  const size = one.to - one.from;
  const pairs = commonTokens(approved, line, one, { from: 0, to: line.length });
  // A line that shares a phrase with the title (the portal's name) is no version of it; its beginning may be.
  const fromStart = pairs[0]?.[0] === one.from && pairs[0][1] === 0;
  if (pairs.length < 3 || pairs.length < (fromStart ? Math.min(size, line.length) : size) * 0.6) return;
  const firstShown = pairs[0]?.[1] ?? 0;
  const lastShown = pairs.at(-1)?.[1] ?? 0;
  const lastOwn = pairs.at(-1)?.[0] ?? 0;
  const cut = lastOwn + 1 < one.to && isCut(line, lastShown + 1, approved.raw(lastOwn + 1));
  let a = one.from;
  let p = firstShown - ((pairs[0]?.[0] ?? one.from) - one.from);
  if (p < 0 || (pairs[0]?.[0] ?? one.from) === one.from) p = firstShown;
  const ends = cut
    ? []
    : [
        [
          one.to,
          lastOwn + 1 === one.to ? lastShown + 1 : Math.min(line.length, lastShown + 1 + one.to - lastOwn - 1),
        ] as const,
      ];
  for (const [nextA, nextP] of [...pairs, ...ends]) {
    if (nextA > a || nextP > p) {
      const finding = wordingFinding({
        block,
        approved,
        owner,
        one: { from: a, to: nextA },
        shown: line,
        other: { from: p, to: nextP },
      });
      // The same change in sight on the page is reported there, once.
      const told = comparing.list.discrepancies.some(
        (known) => known.block === path && known.approved === finding.approved && known.published === finding.published,
      );
      if (finding.severity === 'meaning' && !told) comparing.list.add({ ...finding, type: 'changedMetadata' });
    }
    a = nextA + 1;
    p = nextP + 1;
  }
}
