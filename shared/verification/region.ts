import type { TextBlock } from '../content/text-blocks.ts';
import type { Alignment } from './align.ts';
import { commonAncestor, isWithin, type PageElement } from './page-element.ts';
import type { PageScan } from './scan-page.ts';
import type { TokenList } from './tokens.ts';

/** Where on the page the article stands. */
export interface ArticleRegion {
  /** Element that holds the body and little else; -1 when the body was not found. */
  readonly container: number;
  /** Element that holds title and body. */
  readonly outer: number;
  /** Segments of the first and last matched body text; -1 when none. */
  readonly firstBody: number;
  readonly lastBody: number;
  readonly titleSegment: number;
  /** Block element of the title; -1 when it was not found. */
  readonly titleBlock: number;
  /** Share of the approved body's tokens that were found, 0–1. */
  readonly found: number;
}

/** Elements that are parts of a text and never the place an article is put into; a cell of a layout table may be one. */
const textual = new Set(
  'p li ul ol dl dd dt table tbody thead tfoot tr caption blockquote figure figcaption h1 h2 h3 h4 h5 h6 pre center font span b strong em i u a'.split(
    ' ',
  ),
);

/** Finds the article's container from the aligned text, tolerating a few blocks that stand elsewhere. */
export function findRegion(
  scan: PageScan,
  flow: readonly TextBlock[],
  approved: TokenList,
  page: TokenList,
  alignment: Alignment,
): ArticleRegion {
  const weights = new Map<number, number>();
  let total = 0;
  let wanted = 0;
  let firstBody = -1;
  let lastBody = -1;
  let titleSegment = -1;
  flow.forEach((block, owner) => {
    for (let at = approved.first(owner); at < approved.end(owner); at += 1) {
      const match = alignment.pageOf[at] ?? -1;
      const segment = match < 0 ? -1 : page.owner(match);
      if (block.kind === 'title') {
        if (segment >= 0 && titleSegment < 0) titleSegment = segment;
        continue;
      }
      if (block.kind === 'summary') continue;
      wanted += 1;
      if (segment < 0) continue;
      total += 1;
      const element = scan.visible[segment]?.block ?? -1;
      weights.set(element, (weights.get(element) ?? 0) + 1);
      if (firstBody < 0) firstBody = segment;
      lastBody = segment;
    }
  });
  const container = total === 0 ? -1 : lift(scan.elements, heaviest(scan.elements, weights, total * 0.85));
  const titleBlock = scan.visible[titleSegment]?.block ?? -1;
  const outer = container < 0 || titleSegment < 0 ? container : commonAncestor(scan.elements, container, titleBlock);
  return { container, outer, firstBody, lastBody, titleSegment, titleBlock, found: wanted === 0 ? 0 : total / wanted };
}

/** Deepest element holding at least `least` of the weight. */
function heaviest(elements: readonly PageElement[], weights: ReadonlyMap<number, number>, least: number): number {
  const sums = new Map<number, number>();
  for (const [element, weight] of weights) {
    for (let at = element; at >= 0; at = elements[at]?.parent ?? -1) sums.set(at, (sums.get(at) ?? 0) + weight);
  }
  let best = -1;
  for (const [element, sum] of sums) {
    if (sum >= least && (best < 0 || (elements[element]?.depth ?? 0) > (elements[best]?.depth ?? 0))) best = element;
  }
  return best;
}

/** Of those, the ones that hold a whole article when blocks stand in them. */
const holders = new Set('li dd center font span b strong em i u a blockquote'.split(' '));
const blockNames = /^(?:p|div|h[1-6]|ul|ol|table|section|blockquote)$/;

function holdsBlocks(elements: readonly PageElement[], at: number): boolean {
  const last = elements[at]?.last ?? at;
  let count = 0;
  for (let inner = at + 1; inner <= last && count < 2; inner += 1) {
    if (elements[inner]?.parent === at && blockNames.test(elements[inner]?.name ?? '')) count += 1;
  }
  return count >= 2;
}

function lift(elements: readonly PageElement[], element: number): number {
  let at = element;
  for (let name = elements[at]?.name; name !== undefined && textual.has(name); name = elements[at]?.name) {
    if (holders.has(name) && holdsBlocks(elements, at)) break;
    const parent = elements[at]?.parent ?? -1;
    if (parent < 0) break;
    at = parent;
  }
  return at;
}

/** Where a segment stands relative to the article. */
export type Zone = 'interior' | 'container' | 'between' | 'after' | 'outside';

/** Zone of a segment; `between` is between title and body, `after` directly behind the body, both outside its container. */
export function zoneOf(region: ArticleRegion, scan: PageScan, segment: number, isBesideField = false): Zone {
  if (region.container < 0) return 'outside';
  const block = scan.visible[segment]?.block ?? -1;
  return zoneOfElement(region, scan, block, segment, isBesideField);
}

/** As `zoneOf`, for an element standing before the visible segment `segment` in source order. */
function zoneOfElement(
  region: ArticleRegion,
  scan: PageScan,
  element: number,
  segment: number,
  isBesideField: boolean,
): Zone {
  if (isWithin(scan.elements, element, region.container)) {
    return segment > region.firstBody && segment < region.lastBody ? 'interior' : 'container';
  }
  if (!isWithin(scan.elements, element, region.outer)) return 'outside';
  if (!onPath(region, scan, element) && !isBesideField) return 'outside';
  if (region.titleSegment >= 0 && segment > region.titleSegment && segment < region.firstBody) return 'between';
  const outerName = scan.elements[region.outer]?.name ?? 'html';
  if (segment > region.lastBody && outerName !== 'body' && outerName !== 'html' && outerName !== 'form') return 'after';
  return 'outside';
}

/** The element or its parent leads from the outer element down to the container or to the title. */
function onPath(region: ArticleRegion, scan: PageScan, element: number): boolean {
  const parent = scan.elements[element]?.parent ?? -1;
  const leads = (at: number): boolean =>
    isWithin(scan.elements, region.container, at) ||
    (region.titleBlock >= 0 && isWithin(scan.elements, region.titleBlock, at));
  return leads(element) || (parent >= 0 && leads(parent));
}
