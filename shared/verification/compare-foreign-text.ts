import { type Comparing, isAligned, shownRange, shownText } from './comparing.ts';
import { furnitureValue } from './furniture.ts';
import { type Zone, zoneOf } from './region.ts';
import type { Segment } from './scan-page.ts';
import { natureOf } from './segment-nature.ts';

/** Reports whole segments in the article that the approved version does not have and that are no furniture. */
export function compareForeignText(comparing: Comparing): void {
  const { scan, shown, region } = comparing;
  const approved = new Map(comparing.flow.map((block) => [furnitureValue(block.text), block] as const));
  for (const [index, segment] of scan.visible.entries()) {
    if (comparing.explained.has(index) || shown.first(index) === shown.end(index) || isAligned(comparing, index))
      continue;
    const zone = zoneOf(region, scan, index);
    if (zone === 'outside' || isLeftAlone(comparing, segment, zone)) continue;
    const twin = approved.get(furnitureValue(segment.text));
    // Titles and summaries are repeated by breadcrumbs, print headers and captions.
    if (
      twin !== undefined &&
      (twin.kind === 'title' || twin.kind === 'summary' || twin.kind === 'caption') &&
      zone !== 'interior'
    )
      continue;
    const from = shown.first(index);
    const to = shown.end(index);
    if (twin === undefined && isForeignLink(comparing, segment)) {
      reportForeignLink(comparing, segment, from, to);
      continue;
    }
    comparing.list.add({
      type: twin === undefined ? 'addedBlock' : 'duplicatedBlock',
      severity: 'meaning',
      block: twin?.path ?? null,
      published: shownText(comparing, from, to),
      publishedRange: shownRange(comparing, from, to),
    });
  }
}

/** Share bars, dates, counters, related items and the like; stricter the nearer to the article's own text. */
function isLeftAlone(comparing: Comparing, segment: Segment, zone: Zone): boolean {
  const nature = natureOf(comparing, segment);
  const navigation = nature.linked >= 0.6 && !nature.foreign;
  switch (zone) {
    case 'interior':
      return (nature.named && (nature.labels || navigation)) || (nature.labels && !nature.plain && nature.words <= 12);
    case 'container':
      return (
        nature.labels ||
        (nature.area && !nature.foreign) ||
        (nature.named && (navigation || (nature.words <= 12 && !nature.foreign))) ||
        (nature.list && nature.linked >= 0.4 && !nature.foreign)
      );
    case 'between':
      return nature.labels || navigation || (nature.named && nature.words < 25) || nature.words < 3;
    case 'after':
      return nature.labels || navigation || nature.named || nature.words < 4;
    case 'outside':
      return true;
  }
}

/** Whether a segment is nothing but a link that leads to another domain. */
function isForeignLink(comparing: Comparing, segment: Segment): boolean {
  const nature = natureOf(comparing, segment);
  return nature.foreign && nature.linked >= 0.9;
}

function reportForeignLink(comparing: Comparing, segment: Segment, from: number, to: number): void {
  const { scan, list } = comparing;
  const chunk = segment.chunks.find(({ element }) => (scan.elements[element]?.link ?? -1) >= 0);
  const link = scan.elements[scan.elements[chunk?.element ?? -1]?.link ?? -1];
  const published = `${shownText(comparing, from, to)} → ${link?.attributes['href'] ?? ''}`;
  list.add({
    type: 'addedLink',
    severity: 'meaning',
    block: null,
    published,
    publishedRange: shownRange(comparing, from, to),
  });
}
