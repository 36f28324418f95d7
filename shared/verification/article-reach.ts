import type { Comparing } from './comparing.ts';
import { sourceOffset } from './scan-page.ts';

/** The stretch of the page's source in which nothing foreign may act or hide. */
export interface ArticleReach {
  readonly start: number;
  readonly end: number;
  /** From the first to the last matched text of the body. */
  readonly bodyStart: number;
  readonly bodyEnd: number;
}

const pageWide = new Set(['html', 'body', 'form']);

/**
 * From behind the last text a reader sees before the title to the end of the article's element, and on to the next text
 * a reader sees: what stands directly before, in or behind the article belongs to it.
 */
export function articleReach(comparing: Comparing): ArticleReach | null {
  const { scan, region } = comparing;
  if (region.container < 0) return null;
  const { elements, visible } = scan;
  const startOf = (segment: number): number => visible[segment]?.chunks[0]?.source ?? 0;
  const endOf = (segment: number): number => {
    const found = visible[segment];
    return found === undefined ? 0 : sourceOffset(scan, found, found.text.length);
  };
  const first = region.titleSegment >= 0 ? Math.min(region.titleSegment, region.firstBody) : region.firstBody;
  const start = reachStart(comparing, first, first > 0 ? endOf(first - 1) : 0);
  const outerName = elements[region.outer]?.name ?? 'html';
  const holder = region.outer < 0 || pageWide.has(outerName) ? region.container : region.outer;
  let end = elements[holder]?.end ?? 0;
  for (let at = holder; at >= 0; at = elements[at]?.parent ?? -1) {
    if (elements[at]?.name === 'article') end = Math.max(end, elements[at]?.end ?? 0);
  }
  const bodyEnd = endOf(region.lastBody);
  end = Math.max(end, bodyEnd);
  const next = visible.findIndex((segment) => (segment.chunks[0]?.source ?? 0) >= end);
  end = next < 0 ? scan.html.length : startOf(next);
  return { start, end, bodyStart: startOf(region.firstBody), bodyEnd };
}

/** From the start of the outermost element of the article in which little else to read stands before the title. */
function reachStart({ scan, region }: Comparing, first: number, fallback: number): number {
  const { elements, visible } = scan;
  let start = fallback;
  for (let at = visible[first]?.block ?? -1; at >= region.outer && at >= 0; at = elements[at]?.parent ?? -1) {
    const holder = elements[at];
    if (holder === undefined || pageWide.has(holder.name)) break;
    let before = 0;
    for (let segment = first - 1; segment >= 0; segment -= 1) {
      if ((visible[segment]?.chunks[0]?.source ?? 0) <= holder.start) break;
      before += 1;
    }
    if (before > 6) break;
    start = Math.min(start, holder.start);
  }
  return start;
}
