import type { TextBlock } from '../content/text-blocks.ts';
import { foreignHost, linkTarget } from './addresses.ts';
import { type Comparing, elementOf, shownRange } from './comparing.ts';
import type { TokenRange } from './word-diff.ts';

/** Compares where the words of each block lead; returns how many approved links were found on the page. */
export function compareLinks(comparing: Comparing): number {
  let found = 0;
  comparing.flow.forEach((block, owner) => {
    const explained = new Set<number>();
    for (const link of approvedLinks(comparing, block, owner)) {
      const element = linkOver(comparing, link.tokens);
      const target = comparing.scan.elements[element]?.attributes['href'];
      if (!isPlaced(comparing, link.tokens)) continue;
      const common = {
        severity: 'meaning',
        block: block.path,
        approvedRange: link.range,
        publishedRange: rangeOf(comparing, link.tokens),
      } as const;
      if (target === undefined) {
        comparing.list.add({
          ...common,
          type: 'missingLink',
          approved: `${link.text} → ${link.href}`,
          published: link.text,
        });
        continue;
      }
      found += 1;
      explained.add(element);
      if (linkTarget(target, comparing.base) !== linkTarget(link.href, comparing.page.url)) {
        comparing.list.add({
          ...common,
          type: 'changedLink',
          approved: link.href,
          published: target,
          before: link.text,
        });
      }
    }
    reportAdded(comparing, block, owner, explained);
  });
  return found;
}

interface ApprovedLink {
  readonly text: string;
  readonly href: string;
  readonly range: readonly [number, number];
  readonly tokens: TokenRange;
}

function approvedLinks(comparing: Comparing, block: TextBlock, owner: number): readonly ApprovedLink[] {
  const { approved } = comparing;
  let cursor = 0;
  return block.links.flatMap((link) => {
    const from = block.text.indexOf(link.text, cursor);
    if (from < 0 || link.text.trim() === '') return [];
    const to = from + link.text.length;
    cursor = to;
    let first = approved.first(owner);
    while (first < approved.end(owner) && approved.stop(first) <= from) first += 1;
    let end = first;
    while (end < approved.end(owner) && approved.start(end) < to) end += 1;
    return [{ text: link.text, href: link.href, range: [from, to] as const, tokens: { from: first, to: end } }];
  });
}

function isPlaced(comparing: Comparing, tokens: TokenRange): boolean {
  for (let at = tokens.from; at < tokens.to; at += 1) if ((comparing.alignment.pageOf[at] ?? -1) >= 0) return true;
  return false;
}

function rangeOf(comparing: Comparing, tokens: TokenRange): readonly [number, number] | null {
  for (let at = tokens.from; at < tokens.to; at += 1) {
    const match = comparing.alignment.pageOf[at] ?? -1;
    if (match >= 0) return shownRange(comparing, match, match + 1);
  }
  return null;
}

/** The page's link over most of the words that were found, or -1. */
function linkOver(comparing: Comparing, tokens: TokenRange): number {
  const counts = new Map<number, number>();
  let placed = 0;
  for (let at = tokens.from; at < tokens.to; at += 1) {
    const match = comparing.alignment.pageOf[at] ?? -1;
    if (match < 0) continue;
    placed += 1;
    const link = comparing.scan.elements[elementOf(comparing, match)]?.link ?? -1;
    if (link >= 0) counts.set(link, (counts.get(link) ?? 0) + 1);
  }
  const best = [...counts].sort((one, other) => other[1] - one[1])[0];
  return best === undefined || best[1] * 2 < placed ? -1 : best[0];
}

/** Links on approved words that the approved version does not have. */
function reportAdded(comparing: Comparing, block: TextBlock, owner: number, explained: ReadonlySet<number>): void {
  const { approved, alignment, scan, page } = comparing;
  const seen = new Set(explained);
  const targets = new Set(block.links.map((link) => linkTarget(link.href, comparing.page.url)));
  for (let at = approved.first(owner); at < approved.end(owner); at += 1) {
    const match = alignment.pageOf[at] ?? -1;
    if (match < 0) continue;
    const link = scan.elements[elementOf(comparing, match)]?.link ?? -1;
    if (link < 0 || seen.has(link)) continue;
    seen.add(link);
    const href = scan.elements[link]?.attributes['href'] ?? '';
    if (targets.has(linkTarget(href, comparing.base)) || isOwnAddress(href, block.text)) continue;
    const away =
      foreignHost(href, page.url, comparing.base) !== null || /^(?!https?:|mailto:|tel:|[^:]*$)/i.test(href.trim());
    // A title that leads to its own page, or a picture's caption to the full picture, says nothing else.
    if (
      !away &&
      (block.kind === 'title' || block.kind === 'caption' || block.kind === 'summary' || /^#?$/.test(href.trim()))
    )
      continue;
    comparing.list.add({
      type: 'addedLink',
      severity: away ? 'meaning' : 'cosmetic',
      block: block.path,
      approved: '',
      published: href,
      before: block.text.slice(Math.max(0, approved.start(at) - 40), approved.start(at)),
      after: block.text.slice(approved.start(at), approved.start(at) + 80),
      approvedRange: [approved.start(at), approved.stop(at)],
      publishedRange: shownRange(comparing, match, match + 1),
    });
  }
}

/** An address or number written out in the text and made clickable by the portal. */
function isOwnAddress(href: string, text: string): boolean {
  const spoken =
    /^(?:mailto:|tel:)(.+)$/i.exec(href.trim())?.[1] ?? /^https?:\/\/(?:www\.)?(.+?)\/?$/i.exec(href.trim())?.[1];
  if (spoken === undefined) return false;
  const squeeze = (value: string): string => value.toLowerCase().replace(/[\s.()-]/g, '');
  return squeeze(text).includes(squeeze(spoken));
}
