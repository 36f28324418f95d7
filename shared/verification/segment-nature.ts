import { foreignHost, isSharingHost } from './addresses.ts';
import type { Comparing } from './comparing.ts';
import { isFurnitureText } from './furniture.ts';
import { isSmallFoot } from './other-items.ts';
import { isWithin } from './page-element.ts';
import type { Segment } from './scan-page.ts';

/** What a line of the page is made of. */
export interface SegmentNature {
  /** Inside an element named as furniture, within the article's container. */
  readonly named: boolean;
  /** Inside an area of comments, related items and the like, within the container. */
  readonly area: boolean;
  /** Share of letters inside links, 0–1. */
  readonly linked: number;
  readonly foreign: boolean;
  /** What stands outside the links is labels and dates. */
  readonly list: boolean;
  readonly labels: boolean;
  readonly words: number;
  readonly plain: boolean;
}

const textElements = new Set('p li td th blockquote h1 h2 h3 h4 h5 h6 figcaption dd'.split(' '));

export function natureOf(comparing: Comparing, segment: Segment): SegmentNature {
  const { scan, region, page } = comparing;
  const element = segment.chunks[0]?.element ?? -1;
  const furniture = scan.elements[element]?.furniture ?? -1;
  const area = scan.elements[element]?.area ?? -1;
  let letters = 0;
  let linkedLetters = 0;
  let foreign = false;
  let unlinked = '';
  for (const [index, chunk] of segment.chunks.entries()) {
    const text = segment.text.slice(chunk.at, segment.chunks[index + 1]?.at ?? segment.text.length);
    const count = text.replace(/\s/g, '').length;
    letters += count;
    const link = scan.elements[scan.elements[chunk.element]?.link ?? -1];
    if (link === undefined) {
      unlinked += ` ${text}`;
      continue;
    }
    linkedLetters += count;
    const host = foreignHost(link.attributes['href'] ?? '', page.url, comparing.base);
    if (host !== null && !isSharingHost(host) && !isPortalHost(comparing, host)) foreign = true;
  }
  const inside =
    furniture >= 0 && furniture !== region.container && !isWithin(scan.elements, region.container, furniture);
  return {
    named: inside,
    area: area > region.container && !(area > region.outer && isSmallFoot(comparing, area)),
    linked: letters === 0 ? 0 : linkedLetters / letters,
    foreign,
    list: linkedLetters > 0 && isFurnitureText(unlinked, comparing.values),
    labels: isFurnitureText(segment.text, comparing.values),
    words: segment.text.trim().split(/\s+/).length,
    plain: textElements.has(scan.elements[segment.block]?.name ?? ''),
  };
}

function isPortalHost({ version }: Comparing, host: string): boolean {
  const own = version.portal?.host.replace(/^www\./, '');
  return own !== undefined && (host === own || host.endsWith(`.${own}`));
}
