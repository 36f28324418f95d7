import type { TextBlock, TextBlockKind } from '../content/text-blocks.ts';
import { absoluteAddress, foreignHost } from './addresses.ts';
import { type Alignment, align } from './align.ts';
import type { ApprovedVersion } from './approved-version.ts';
import { DiscrepancyList } from './discrepancy-list.ts';
import { furnitureValue } from './furniture.ts';
import { type PageCapture, pageLimits } from './page-capture.ts';
import type { ScanRefusal } from './page-tree.ts';
import { type ArticleRegion, findRegion } from './region.ts';
import { chunkAt, type PageScan, scanPage, sourceOffset } from './scan-page.ts';
import { KeyTable, TokenList } from './tokens.ts';
import type { TokenRange } from './word-diff.ts';

/** Blocks that stand in the page in their reading order; the others may stand anywhere around the body. */
const flowKinds: ReadonlySet<TextBlockKind> = new Set([
  'title',
  'summary',
  'paragraph',
  'heading',
  'listItem',
  'quote',
  'tableCell',
  'caption',
]);

/** Everything one comparison works on; comparers read it and add to `list`. */
export interface Comparing {
  readonly version: ApprovedVersion;
  readonly page: PageCapture;
  /** Address that relative references of the page start from. */
  readonly base: string;
  readonly blocks: readonly TextBlock[];
  /** Blocks aligned in order; their index is the owner of `approved` tokens. */
  readonly flow: readonly TextBlock[];
  readonly scan: PageScan;
  readonly keys: KeyTable;
  readonly approved: TokenList;
  /** Tokens of the visible segments, owner = segment index. */
  readonly shown: TokenList;
  readonly alignment: Alignment;
  readonly region: ArticleRegion;
  /** Folded texts of the approved version that may stand in lines around the body. */
  readonly values: ReadonlySet<string>;
  readonly list: DiscrepancyList;
  /** Segments already accounted for by a comparer (fields, table cells, replaced blocks). */
  readonly explained: Set<number>;
  /** Segments in which a field (author, source, file) was found. */
  readonly fieldSegments: Set<number>;
  /** Elements already reported for what they do. */
  readonly reportedElements: Set<number>;
  /** Kept by the fields' comparer, so that it looks for the lines around the body once. */
  nearby?: readonly (TokenRange & { readonly folded: string })[];
  /** Blocks compared by a comparer of their own. */
  readonly settledBlocks: Set<number>;
}

/** Scans and aligns; a refusal names the limit that was reached. */
export function beginComparing(version: ApprovedVersion, page: PageCapture): Comparing | ScanRefusal | 'empty' {
  const scan = scanPage(page.html);
  if (typeof scan === 'string') return scan;
  const { blocks } = version;
  const flow = blocks.filter((block) => flowKinds.has(block.kind));
  const keys = new KeyTable();
  const approved = new TokenList();
  const capitals = titleInCapitals(version.title, scan);
  for (const block of flow) approved.add(block.kind === 'title' && capitals !== null ? capitals : block.text, keys);
  const shown = new TokenList();
  for (const segment of scan.visible) {
    shown.add(segment.text, keys, pageLimits.tokens);
    if (shown.length > pageLimits.tokens) return 'tooLarge';
  }
  if (shown.length === 0 && scan.elements.length === 0) return 'empty';
  const alignment = align(approved, shown, flow[0]?.kind === 'title' ? approved.end(0) : 0);
  const values = new Set(
    blocks
      .filter((block) => !['paragraph', 'heading', 'listItem', 'quote', 'tableCell', 'rule'].includes(block.kind))
      .map((block) => furnitureValue(block.text))
      .filter((value) => value !== ''),
  );
  return {
    version,
    page,
    base: baseOf(scan, page.url),
    blocks,
    flow,
    scan,
    keys,
    approved,
    shown,
    alignment,
    region: findRegion(scan, flow, approved, shown, alignment),
    values,
    list: new DiscrepancyList(),
    explained: new Set(),
    fieldSegments: new Set(),
    reportedElements: new Set(),
    settledBlocks: new Set(),
  };
}

/** The title in capitals when the page shows it so and nowhere as approved; a manner of portals, reported as cosmetic. */
function titleInCapitals(title: string, scan: PageScan): string | null {
  const capitals = title.toUpperCase();
  if (capitals === title || capitals.length !== title.length) return null;
  const shownAs = (wanted: string): boolean =>
    scan.visible.some((segment) => segment.text.normalize('NFC').replace(/\s+/g, ' ').trim() === wanted);
  return !shownAs(title) && shownAs(capitals) ? capitals : null;
}

function baseOf(scan: PageScan, url: string): string {
  const href = scan.elements.find((element) => element.name === 'base' && element.attributes['href'] !== undefined);
  const address = absoluteAddress(href?.attributes['href'] ?? '', url);
  // A base of another host is reported for itself; links are then read as they are written.
  return address === null || foreignHost(address, url) !== null ? url : address;
}

/** Text of a range of page tokens; segments are joined by a line break. */
export function shownText(comparing: Comparing, from: number, to: number): string {
  if (from >= to) return '';
  const { shown } = comparing;
  const parts: string[] = [];
  for (let at = from; at < to; ) {
    const owner = shown.owner(at);
    const end = Math.min(to, shown.end(owner));
    parts.push((shown.texts[owner] ?? '').slice(shown.start(at), shown.stop(end - 1)));
    at = end;
  }
  return parts.join('\n').replace(/[ \t\r\n\f]+/g, ' ');
}

/** Offsets in the HTML source of a range of page tokens; for an empty range the place before `from`. */
export function shownRange(comparing: Comparing, from: number, to: number): readonly [number, number] | null {
  const { shown, scan } = comparing;
  if (shown.length === 0) return null;
  const first = Math.min(from, shown.length - 1);
  const segment = scan.visible[shown.owner(first)];
  if (segment === undefined) return null;
  const start = sourceOffset(scan, segment, shown.start(first));
  if (to <= from) return [start, start];
  const lastSegment = scan.visible[shown.owner(to - 1)];
  return lastSegment === undefined
    ? null
    : [start, Math.max(start, sourceOffset(scan, lastSegment, shown.stop(to - 1)))];
}

/** Index of the element a page token stands in. */
export function elementOf(comparing: Comparing, token: number): number {
  const segment = comparing.scan.visible[comparing.shown.owner(token)];
  return segment === undefined ? -1 : (chunkAt(segment, comparing.shown.start(token))?.element ?? -1);
}

/** Whether any token of a segment stands for approved text. */
export function isAligned(comparing: Comparing, segment: number): boolean {
  for (let at = comparing.shown.first(segment); at < comparing.shown.end(segment); at += 1) {
    if ((comparing.alignment.approvedOf[at] ?? -1) >= 0) return true;
  }
  return false;
}
