import { foldForSearch } from '../content/fold.ts';
import { type Comparing, isAligned, shownRange, shownText } from './comparing.ts';
import { fieldLabels, isNamedAs } from './field-candidates.ts';
import { furnitureValue } from './furniture.ts';
import { hasLinkToAnother, isOfAnother } from './other-items.ts';
import { isWithin } from './page-element.ts';
import { type Zone, zoneOf } from './region.ts';
import type { Segment } from './scan-page.ts';
import { natureOf, type SegmentNature } from './segment-nature.ts';

/** Reports whole segments in the article that the approved version does not have and that are no furniture. */
export function compareForeignText(comparing: Comparing): void {
  const { scan, shown, region } = comparing;
  const approved = new Map(comparing.flow.map((block) => [furnitureValue(block.text), block] as const));
  for (const [index, segment] of scan.visible.entries()) {
    if (comparing.explained.has(index) || shown.first(index) === shown.end(index) || isAligned(comparing, index))
      continue;
    // What stands above the title is the portal's.
    if (region.titleSegment >= 0 && index < Math.min(region.titleSegment, region.firstBody)) continue;
    const zone = zoneOf(region, scan, index, isBesideField(comparing, index));
    if (zone === 'outside' || isLeftAlone(comparing, index, segment, zone)) continue;
    // A link that is a program is told for that.
    if (segment.chunks.every(({ element }) => comparing.reportedElements.has(scan.elements[element]?.link ?? -1)))
      continue;
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
function isLeftAlone(comparing: Comparing, index: number, segment: Segment, zone: Zone): boolean {
  const nature = natureOf(comparing, segment);
  const navigation = nature.linked >= 0.6 && !nature.foreign;
  if (isOpenField(comparing, index, segment, zone, nature)) return true;
  switch (zone) {
    case 'interior':
      return (nature.named && (nature.labels || navigation)) || (nature.labels && !nature.plain && nature.words <= 12);
    case 'container':
      return (
        nature.labels ||
        (nature.area && !nature.foreign) ||
        (nature.words <= 2 && nature.linked === 0) ||
        (nature.named && (navigation || (nature.words <= 12 && !nature.foreign))) ||
        (nature.list && nature.linked >= 0.4 && !nature.foreign) ||
        (index > comparing.region.lastBody && !nature.foreign && isOfAnotherSegment(comparing, index))
      );
    case 'between':
    case 'after':
      return (
        nature.labels ||
        navigation ||
        (nature.area && !nature.foreign) ||
        (nature.named && nature.words <= 12 && !nature.foreign) ||
        (nature.words <= 5 && nature.linked === 0) ||
        (zone === 'after' && !nature.foreign && isOfAnotherSegment(comparing, index))
      );
    case 'outside':
      return true;
  }
}

/** A teaser beside the link to its own item. */
function isOfAnotherSegment(comparing: Comparing, index: number): boolean {
  const { scan, shown, region } = comparing;
  const from = shown.first(index);
  if (isOfAnother(comparing, { from, to: from + 1 })) return true;
  const block = scan.visible[index]?.block ?? -1;
  const item = scan.elements[block]?.parent ?? -1;
  if (item <= region.outer || isWithin(scan.elements, region.container, item)) return false;
  // A box that also holds text of the article is no box of another item.
  const last = scan.visible[region.lastBody]?.chunks.at(-1)?.source ?? 0;
  if ((scan.elements[item]?.start ?? 0) <= last) return false;
  return hasLinkToAnother(comparing, item);
}

/** What the page shows for a field that was not given for comparison. */
function isOpenField(
  comparing: Comparing,
  index: number,
  segment: Segment,
  zone: Zone,
  nature: SegmentNature,
): boolean {
  const { open } = comparing.version;
  if (open.size === 0 || nature.foreign || zone === 'interior') return false;
  const { region, shown } = comparing;
  const before = index < region.firstBody;
  if (before && open.has('title') && /^h[1-3]$/.test(comparing.scan.elements[segment.block]?.name ?? '')) return true;
  if (before && open.has('summary') && isOwnSummary(comparing, segment)) return true;
  const text = foldForSearch(segment.text.trim());
  const range = { from: shown.first(index), to: shown.end(index) };
  for (const field of ['author', 'source', 'date'] as const) {
    if (!open.has(field)) continue;
    if (fieldLabels[field]?.test(text) === true && nature.words <= 25) return true;
    if (isNamedAs(comparing, range, field) && nature.words <= 10) return true;
  }
  if (!open.has('author') && !open.has('source')) return false;
  const near = before || index <= region.lastBody + 4;
  if (near && comparing.fieldSegments.has(index) && nature.words <= 20) return true;
  return near && nature.words <= 10 && /\p{Lu}/u.test(segment.text) && !/[.!?;]\s*$/.test(segment.text);
}

/** Whether a line before the body is what the page itself gives as its summary: by name, by weight or in its metadata. */
function isOwnSummary({ scan, region }: Comparing, segment: Segment): boolean {
  for (let at = segment.chunks[0]?.element ?? -1; at > region.outer; at = scan.elements[at]?.parent ?? -1) {
    const element = scan.elements[at];
    if (element === undefined || isWithin(scan.elements, region.container, at)) break;
    if (/^(?:b|strong|em|i|h[1-4])$/.test(element.name)) return true;
    if (
      /sapo|summary|lead|desc|intro|hometext|excerpt|teaser|chapo|standfirst|abstract|trich/i.test(
        `${element.classes.join(' ')} ${element.id}`,
      )
    )
      return true;
  }
  const said = furnitureValue(segment.text).slice(0, 60);
  return scan.elements.some(
    ({ name, attributes }) =>
      name === 'meta' &&
      /description$/i.test(attributes['name'] ?? attributes['property'] ?? '') &&
      furnitureValue(attributes['content'] ?? '').startsWith(said),
  );
}

/** Whether a segment stands in a small box with the author, the source or the files. */
function isBesideField(comparing: Comparing, index: number): boolean {
  const { scan, region, fieldSegments } = comparing;
  let top = scan.visible[index]?.block ?? -1;
  for (let at = top; at > region.outer; at = scan.elements[at]?.parent ?? -1) {
    if (isWithin(scan.elements, region.container, at)) break;
    top = at;
  }
  for (let at = Math.max(0, index - 4); at <= index + 4; at += 1) {
    if (at === index || !fieldSegments.has(at)) continue;
    if (isWithin(scan.elements, scan.visible[at]?.block ?? -1, top)) return true;
  }
  return false;
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
