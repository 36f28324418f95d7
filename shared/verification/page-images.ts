import { absoluteAddress } from './addresses.ts';
import type { Comparing } from './comparing.ts';
import { isWithin, type PageElement } from './page-element.ts';

/** A picture of the page that may belong to the article. */
export interface PageImage {
  readonly element: number;
  readonly address: string;
  /** As the page writes it. */
  readonly reference: string;
  /** Further addresses it gives for the same picture: lazy loaders, other sizes. */
  readonly others: readonly string[];
  /** Index of the visible segment it stands before. */
  readonly segment: number;
  /** Stands in the body's container and not in furniture. */
  readonly inBody: boolean;
  /** Stands between two matched texts of the body. */
  readonly interior: boolean;
}

/** Where an `img` gets its picture; lazy loaders keep the real address apart. */
function imageReference(element: PageElement): string {
  const src = element.attributes['src'] ?? '';
  const later = ['data-src', 'data-original', 'data-lazy-src', 'data-lazy', 'data-srcset', 'srcset']
    .map((name) => element.attributes[name])
    .find((value) => value !== undefined && value !== '');
  if (
    src !== '' &&
    !src.startsWith('data:') &&
    !/(?:lazy|placeholder|loading|blank|spacer|transparent)[^/]*\.(?:gif|png|svg)/i.test(src)
  )
    return src;
  return later?.trim().split(/[\s,]/, 1)[0] ?? src;
}

/** An `img`, or an element of a page kit that stands for one. */
function isPicture({ name, attributes }: PageElement): boolean {
  return (
    name === 'img' || (name.includes('-') && /(?:^|-)(?:img|image|anim)$/.test(name) && attributes['src'] !== undefined)
  );
}

/** Where else an `img` says its picture is. */
function otherReferences(element: PageElement): readonly string[] {
  const { attributes } = element;
  const plain = ['src', 'data-src', 'data-original', 'data-lazy-src', 'data-lazy'].map(
    (name) => attributes[name] ?? '',
  );
  const first = ['srcset', 'data-srcset'].map((name) => attributes[name]?.trim().split(/[\s,]/, 1)[0] ?? '');
  return [...plain, ...first].filter((reference) => reference !== '' && !reference.startsWith('data:'));
}

function isOrnament(element: PageElement, reference: string): boolean {
  const small = (name: string): boolean => {
    const value = Number.parseInt(element.attributes[name] ?? '', 10);
    return Number.isInteger(value) && value <= 40;
  };
  if (small('width') || small('height')) return true;
  return /\.svg(?:$|\?)|(?:^|[/_-])(?:icons?|ico|print|email|share|star|pdf|word|doc|spacer|blank|pixel|button|btn|arrow|bullet|logo|avatar|loading)[^/]*$/i.test(
    reference,
  );
}

/** Pictures from the title to the end of the article's container, hidden ones left out. */
export function articleImages(comparing: Comparing): readonly PageImage[] {
  const { scan, region } = comparing;
  if (region.container < 0) return [];
  const images: PageImage[] = [];
  const starts = scan.visible.map((segment) => segment.chunks[0]?.source ?? 0);
  let segment = 0;
  const bodyStart = starts[region.firstBody] ?? 0;
  const bodyEnd = starts[region.lastBody] ?? 0;
  for (const [index, element] of scan.elements.entries()) {
    if (!isPicture(element) || element.hidden || !isWithin(scan.elements, index, region.outer)) continue;
    while (segment < starts.length && (starts[segment] ?? 0) < element.start) segment += 1;
    const contained = isWithin(scan.elements, index, region.container);
    if (!contained && region.titleSegment >= 0 && segment < region.titleSegment) continue;
    const reference = imageReference(element);
    const address = absoluteAddress(reference, comparing.base);
    if (address === null || isOrnament(element, reference)) continue;
    const furniture =
      element.furniture >= 0 &&
      isWithin(scan.elements, element.furniture, region.container) &&
      element.furniture !== region.container;
    images.push({
      element: index,
      address,
      reference,
      others: otherReferences(element).flatMap((other) => absoluteAddress(other, comparing.base) ?? []),
      segment,
      inBody: contained && !furniture,
      interior: contained && element.start > bodyStart && element.start < bodyEnd,
    });
    if (images.length >= 500) break;
  }
  return images;
}
