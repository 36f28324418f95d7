import { foreignHost, isSharingHost } from './addresses.ts';
import { type Comparing, isAligned, shownRange, shownText } from './comparing.ts';
import { furnitureValue, isFurnitureText } from './furniture.ts';
import { isWithin } from './page-element.ts';
import { type Zone, zoneOf } from './region.ts';
import type { Segment } from './scan-page.ts';
import { sourceOffset } from './scan-page.ts';
import { withoutInvisible } from './tokens.ts';

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

interface Nature {
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

const textElements = new Set([
  'p',
  'li',
  'td',
  'th',
  'blockquote',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'figcaption',
  'dd',
]);

function natureOf(comparing: Comparing, segment: Segment): Nature {
  const { scan, region, page } = comparing;
  const element = segment.chunks[0]?.element ?? -1;
  const furniture = scan.elements[element]?.furniture ?? -1;
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
    if (host !== null && !isSharingHost(host)) foreign = true;
  }
  const inside =
    furniture >= 0 && furniture !== region.container && !isWithin(scan.elements, region.container, furniture);
  return {
    named: inside,
    area: (scan.elements[element]?.area ?? -1) > region.container,
    linked: letters === 0 ? 0 : linkedLetters / letters,
    foreign,
    list: linkedLetters > 0 && isFurnitureText(unlinked, comparing.values),
    labels: isFurnitureText(segment.text, comparing.values),
    words: segment.text.trim().split(/\s+/).length,
    plain: textElements.has(scan.elements[segment.block]?.name ?? ''),
  };
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

/** Reports hidden words in the article, and approved blocks that a reader cannot see wherever they are hidden. */
export function compareHiddenText(comparing: Comparing): void {
  const { scan, region, flow, list } = comparing;
  const owners = new Map(flow.map((block, owner) => [furnitureValue(block.text), owner] as const));
  owners.delete('');
  for (const segment of scan.hidden) {
    const text = segment.text.replace(/\s+/g, ' ').trim();
    if (!/[\p{L}\p{N}]/u.test(text)) continue;
    const owner = owners.get(furnitureValue(text)) ?? -1;
    const twin = flow[owner];
    // A hidden copy (for print, for small screens) of what stands in sight says nothing else.
    if (twin !== undefined && isShown(comparing, owner)) continue;
    if (twin === undefined) {
      const element = segment.chunks[0]?.element ?? -1;
      if (region.container < 0 || !isWithin(scan.elements, element, region.container)) continue;
      const nature = natureOf(comparing, segment);
      if (nature.labels || (nature.named && !nature.foreign && (nature.words <= 12 || nature.linked >= 0.6))) continue;
    }
    list.add({
      type: twin === undefined ? 'hiddenText' : 'hiddenBlock',
      severity: 'meaning',
      block: twin?.path ?? null,
      approved: '',
      published: text,
      publishedRange: [sourceOffset(scan, segment, 0), sourceOffset(scan, segment, segment.text.length)],
    });
  }
}

/** Whether every word of an approved block stands in sight. */
function isShown({ approved, alignment }: Comparing, owner: number): boolean {
  for (let at = approved.first(owner); at < approved.end(owner); at += 1) {
    if ((alignment.pageOf[at] ?? -1) < 0) return false;
  }
  return true;
}

/** Source range from the first to the last matched text of the body. */
function interiorRange(comparing: Comparing): readonly [number, number] {
  const { scan, region } = comparing;
  const last = scan.visible[region.lastBody];
  return [
    scan.visible[region.firstBody]?.chunks[0]?.source ?? 0,
    last === undefined ? 0 : sourceOffset(scan, last, last.text.length),
  ];
}

const leaving =
  /(?:(?:window|document|top|self|parent)\s*\.\s*)?location(?:\s*\.\s*href)?\s*=\s*["'](https?:)?\/\/([^"'/]+)|location\s*\.\s*(?:replace|assign)\s*\(\s*["'](https?:)?\/\/([^"'/]+)/i;

/** Reports what acts by itself: scripts, frames, event handlers, forms and redirects. */
export function compareActiveContent(comparing: Comparing): void {
  const { scan, region, page, list } = comparing;
  const [start, end] = interiorRange(comparing);
  if (page.requested !== undefined && foreignHost(page.url, page.requested) !== null) {
    list.add({ type: 'redirect', severity: 'meaning', block: null, approved: page.requested, published: page.url });
  }
  for (const [index, element] of scan.elements.entries()) {
    const { attributes } = element;
    const contained =
      region.container >= 0 && index !== region.container && isWithin(scan.elements, index, region.container);
    const interior = contained && element.start >= start && element.start < end;
    const named = element.furniture > region.container;
    const publishedRange = [element.start, element.end] as const;
    const report = (
      type: 'foreignScript' | 'foreignFrame' | 'foreignForm' | 'eventHandler' | 'redirect',
      published: string,
    ): void => {
      list.add({ type, severity: 'meaning', block: null, published, publishedRange });
    };
    if (element.name === 'meta' && /^refresh$/i.test(attributes['http-equiv'] ?? '')) {
      const target = /url\s*=\s*["']?([^"']+)/i.exec(attributes['content'] ?? '')?.[1];
      if (target !== undefined && !samePage(target, page.url)) report('redirect', target);
    } else if (element.name === 'script') {
      const source = attributes['src'];
      const code = scan.scripts.get(index) ?? '';
      const away = leaving.exec(code.slice(0, 200_000));
      const host = away === null ? null : foreignHost(`https://${away[2] ?? away[4] ?? ''}/`, page.url);
      if (host !== null && away !== null) report('redirect', away[0]);
      else if (
        contained &&
        source !== undefined &&
        foreignHost(source, page.url, comparing.base) !== null &&
        (interior || !named)
      )
        report('foreignScript', source);
      else if (
        contained &&
        source === undefined &&
        isProgram(attributes['type']) &&
        code.trim() !== '' &&
        ((interior && !named) || /location|document\.write|eval\(/.test(code))
      ) {
        report('foreignScript', code.trim().slice(0, 300));
      }
    } else if (contained && /^(?:iframe|frame|embed|object|applet)$/.test(element.name)) {
      const source = attributes['src'] ?? attributes['data'] ?? '';
      const host = foreignHost(source, page.url, comparing.base);
      if (interior || !named || (host !== null && !isSharingHost(host))) report('foreignFrame', source);
    } else if (
      contained &&
      element.name === 'form' &&
      (interior || foreignHost(attributes['action'] ?? '', page.url, comparing.base) !== null)
    ) {
      if (!named || foreignHost(attributes['action'] ?? '', page.url, comparing.base) !== null)
        report('foreignForm', attributes['action'] ?? '');
    }
    if (contained && (interior || !named)) {
      for (const [name, value] of Object.entries(attributes)) {
        if (/^on[a-z]+$/.test(name) && !isHarmlessHandler(value, named))
          report('eventHandler', `${name}="${value.slice(0, 300)}"`);
      }
    }
    if (contained && /^(?:a|area|form)$/.test(element.name)) {
      const target = withoutInvisible(attributes['href'] ?? attributes['action'] ?? '').replace(/\s/g, '');
      if (
        /^(?:javascript|vbscript|data):/i.test(target) &&
        !isHarmlessHandler(target.replace(/^javascript:/i, ''), named)
      )
        report('eventHandler', target.slice(0, 300));
    }
  }
}

/** Inline data (JSON-LD, templates) is no program. */
function isProgram(type: string | undefined): boolean {
  return type === undefined || type === '' || /javascript|module|ecmascript/i.test(type);
}

/** Handlers of print, share and zoom buttons. */
function isHarmlessHandler(code: string, named: boolean): boolean {
  const text = code.trim();
  if (/^(?:void\(0\)|;|return false|)?;?$/.test(text)) return true;
  if (/^(?:window\.)?print\(\);?(?:return false;?)?$/.test(text)) return true;
  return named && !/location|document\.write|eval|fetch|XMLHttp|https?:|import|cookie/i.test(text);
}

function samePage(target: string, base: string): boolean {
  if (!URL.canParse(target.trim(), base) || !URL.canParse(base)) return false;
  const url = new URL(target.trim(), base);
  const own = new URL(base);
  return url.host === own.host && url.pathname === own.pathname;
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
