import type { TextBlock } from '../content/text-blocks.ts';
import { fileNameOf, foreignHost } from './addresses.ts';
import type { Comparing } from './comparing.ts';
import { articleImages, type PageImage } from './page-images.ts';
import { isSamePicture } from './same-address.ts';

const alikeShare = 0.06;
const differentShare = 0.2;

/** What `compareImages` found besides discrepancies. */
export interface ImagesFound {
  /** Pictures recognised by bytes or looks. */
  readonly compared: number;
  /** Paths of approved pictures that are not on the page. */
  readonly missing: ReadonlySet<string>;
}

/** Compares pictures by bytes, then by looks, then by place. */
export function compareImages(comparing: Comparing): ImagesFound {
  const wanted = comparing.blocks.filter((block) => block.kind === 'image' && block.image !== undefined);
  const free = new Set(articleImages(comparing));
  const placed = new Map<TextBlock, PageImage>();
  const take = (block: TextBlock, image: PageImage): void => {
    placed.set(block, image);
    free.delete(image);
  };
  for (const block of wanted) {
    const image = [...free].find((candidate) => isRecognised(comparing, block, candidate));
    if (image !== undefined) take(block, image);
  }
  let compared = placed.size;
  for (const block of wanted) {
    if (placed.has(block)) continue;
    const nearest = closest(comparing, block, free);
    if (nearest === null || nearest.share > alikeShare) continue;
    take(block, nearest.image);
    compared += 1;
    comparing.list.add({
      type: 'resizedImage',
      severity: 'cosmetic',
      block: block.path,
      approved: pictureName(block),
      published: nearest.image.address,
      publishedRange: sourceRange(comparing, nearest.image),
    });
  }
  for (const block of wanted) if (!placed.has(block)) judgeByPlace(comparing, block, free, take);
  reportOrder(comparing, wanted, placed);
  for (const [block, image] of placed) compareAlt(comparing, block, image);
  for (const image of free) reportAdded(comparing, image, wanted.length > placed.size);
  const missing = comparing.list.discrepancies.filter(({ type }) => type === 'missingImage');
  return { compared, missing: new Set(missing.flatMap(({ block }) => (block === null ? [] : [block]))) };
}

/** The approved picture by its bytes, or by its address where bytes are not compared. */
function isRecognised(comparing: Comparing, block: TextBlock, image: PageImage): boolean {
  const { version, page } = comparing;
  const address = version.addresses?.get(block.path);
  if (address === undefined) return resourceOf(comparing, image)?.sha256 === block.image?.sha256;
  return [image.address, ...image.others].some((shown) => isSamePicture(address, shown, page.url, hostsOf(comparing)));
}

/** Hosts of the portal's own. */
function hostsOf({ version, page }: Comparing): readonly string[] {
  const own = URL.canParse(page.url) ? [new URL(page.url).hostname] : [];
  return version.portal === null ? own : [...own, version.portal.host, ...version.portal.scriptHosts];
}

function resourceOf(comparing: Comparing, image: PageImage): ReturnType<Comparing['page']['resources']['get']> {
  return comparing.page.resources.get(image.address);
}

function pictureName(block: TextBlock): string {
  return block.image?.caption || block.image?.alt || `SHA-256 ${block.image?.sha256 ?? ''}`;
}

function sourceRange(comparing: Comparing, image: PageImage): readonly [number, number] {
  const element = comparing.scan.elements[image.element];
  return [element?.start ?? 0, element?.end ?? 0];
}

/** Share of differing bits of two perceptual hashes of one kind. */
function hashDistance(one: string, other: string): number | null {
  if (one.length !== other.length) return null;
  let bits = 0;
  for (let at = 0; at < one.length; at += 1) {
    let difference = Number.parseInt(one[at] ?? '0', 16) ^ Number.parseInt(other[at] ?? '0', 16);
    for (; difference > 0; difference &= difference - 1) bits += 1;
  }
  return bits / (one.length * 4);
}

function distanceTo(comparing: Comparing, block: TextBlock, image: PageImage): number | null {
  const own = block.image === undefined ? undefined : comparing.page.approvedImages.get(block.image.sha256);
  const other = resourceOf(comparing, image)?.perceptualHash;
  return own === undefined || other === null || other === undefined ? null : hashDistance(own, other);
}

function closest(
  comparing: Comparing,
  block: TextBlock,
  free: ReadonlySet<PageImage>,
): { image: PageImage; share: number } | null {
  let best: { image: PageImage; share: number } | null = null;
  for (const image of free) {
    const share = distanceTo(comparing, block, image);
    if (share !== null && (best === null || share < best.share)) best = { image, share };
  }
  return best;
}

/** A picture not recognised by bytes or looks is judged by the one that stands in its place. */
function judgeByPlace(
  comparing: Comparing,
  block: TextBlock,
  free: ReadonlySet<PageImage>,
  take: (block: TextBlock, image: PageImage) => void,
): void {
  const expected = expectedSegment(comparing, block);
  const candidates = [...free].filter(
    (image) => image.inBody || foreignHost(image.address, comparing.page.url) === null,
  );
  const distance = (image: PageImage): number => Math.abs(image.segment - expected) + (image.inBody ? 0 : 1_000);
  const image = candidates.sort((one, other) => distance(one) - distance(other))[0];
  if (image === undefined || (!image.inBody && Math.abs(image.segment - expected) > 12)) {
    const address = comparing.version.addresses?.get(block.path);
    const approved =
      address === undefined ? pictureName(block) : [block.image?.caption, address].filter(Boolean).join(' → ');
    comparing.list.add({ type: 'missingImage', severity: 'meaning', block: block.path, approved });
    return;
  }
  take(block, image);
  if (comparing.version.addresses !== null) {
    reportChanged(comparing, block, image);
    return;
  }
  const resource = resourceOf(comparing, image);
  const share = distanceTo(comparing, block, image);
  if (resource === undefined || resource.sha256 === null) {
    if (resource?.status === 404 || resource?.status === 410) {
      comparing.list.add({
        type: 'missingImage',
        severity: 'meaning',
        block: block.path,
        approved: pictureName(block),
        published: image.address,
      });
    } else comparing.list.leaveUnchecked(block.path, 'imageNotFetched', image.address);
  } else if (share === null) comparing.list.leaveUnchecked(block.path, 'imageNotComparable', image.address);
  else if (share <= differentShare) comparing.list.leaveUnchecked(block.path, 'imageAltered', image.address);
  else reportChanged(comparing, block, image);
}

function reportChanged(comparing: Comparing, block: TextBlock, image: PageImage): void {
  comparing.list.add({
    type: 'changedImage',
    severity: 'meaning',
    block: block.path,
    approved: comparing.version.addresses?.get(block.path) ?? pictureName(block),
    published: comparing.version.addresses === null ? image.address : image.reference,
    publishedRange: sourceRange(comparing, image),
  });
}

/** Segment before which the picture should stand: after the nearest block before it that was found. */
function expectedSegment(comparing: Comparing, block: TextBlock): number {
  const { blocks, flow, approved, alignment, shown } = comparing;
  let last = comparing.region.firstBody;
  for (const before of blocks) {
    if (before === block) break;
    const owner = flow.indexOf(before);
    const match = owner < 0 ? -1 : (alignment.pageOf[approved.end(owner) - 1] ?? -1);
    if (match >= 0 && before.kind !== 'title' && before.kind !== 'summary') last = shown.owner(match) + 1;
  }
  return last;
}

function reportOrder(
  comparing: Comparing,
  wanted: readonly TextBlock[],
  placed: ReadonlyMap<TextBlock, PageImage>,
): void {
  let latest = -1;
  for (const block of wanted) {
    const image = placed.get(block);
    if (image === undefined || !image.interior) continue;
    if (image.element < latest) {
      comparing.list.add({
        type: 'movedBlock',
        severity: 'meaning',
        block: block.path,
        approved: pictureName(block),
        published: image.address,
        publishedRange: sourceRange(comparing, image),
      });
    } else latest = image.element;
  }
}

function compareAlt(comparing: Comparing, block: TextBlock, image: PageImage): void {
  const fold = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim();
  const shown = fold(comparing.scan.elements[image.element]?.attributes['alt'] ?? '');
  const approved = fold(block.image?.alt ?? '');
  if (approved === '' || shown === approved) return;
  const usual = [block.image?.caption ?? '', comparing.version.title, fileNameOf(image.address)].map(fold);
  if (shown === '' || usual.includes(shown)) return;
  comparing.list.add({
    type: 'changedAlt',
    severity: 'meaning',
    block: block.path,
    approved,
    published: shown,
    publishedRange: sourceRange(comparing, image),
  });
}

/** A picture nobody approved; thumbnails that lead to other pages of the portal stand around every article. */
function reportAdded(comparing: Comparing, image: PageImage, someMissing: boolean): void {
  const { scan, page } = comparing;
  const element = scan.elements[image.element];
  if (element === undefined || !image.inBody || !comparing.version.imagesComplete) return;
  // A picture that acts is reported for what it does.
  if (Object.keys(element.attributes).some((name) => /^on[a-z]+$/.test(name))) return;
  const href = scan.elements[element.link]?.attributes['href'];
  const thumbnail = href !== undefined && foreignHost(href, page.url, comparing.base) === null && !image.interior;
  if (thumbnail || (someMissing && !image.interior)) return;
  comparing.list.add({
    type: 'addedImage',
    severity: 'meaning',
    block: null,
    published: image.address,
    publishedRange: sourceRange(comparing, image),
  });
}
