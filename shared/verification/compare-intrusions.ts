import { foreignHost, isSharingHost } from './addresses.ts';
import { type Comparing, elementOf, isAligned, shownRange, shownText } from './comparing.ts';
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
    const host = foreignHost(link.attributes['href'] ?? '', page.url);
    if (host !== null && !isSharingHost(host)) foreign = true;
  }
  const inside =
    furniture >= 0 && furniture !== region.container && !isWithin(scan.elements, region.container, furniture);
  return {
    named: inside,
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

/** Reports hidden words in the article, and approved blocks that a reader cannot see. */
export function compareHiddenText(comparing: Comparing): void {
  const { scan, region } = comparing;
  for (const segment of scan.hidden) {
    const element = segment.chunks[0]?.element ?? -1;
    if (region.container >= 0 && !isWithin(scan.elements, element, region.container)) continue;
    if (region.container < 0 || !/[\p{L}\p{N}]/u.test(segment.text)) continue;
    const nature = natureOf(comparing, segment);
    if (nature.labels || (nature.named && !nature.foreign && (nature.words <= 12 || nature.linked >= 0.6))) continue;
    const text = segment.text.replace(/\s+/g, ' ').trim();
    const value = furnitureValue(text);
    const twin = comparing.flow.find((block) => furnitureValue(block.text) === value);
    const lastChunk = segment.text.length;
    comparing.list.add({
      type: twin === undefined ? 'hiddenText' : 'hiddenBlock',
      severity: 'meaning',
      block: twin?.path ?? null,
      approved: '',
      published: text,
      publishedRange: [sourceOffset(segment, 0), sourceOffset(segment, lastChunk)],
    });
  }
}

/** Source range from the first to the last matched text of the body. */
function interiorRange(comparing: Comparing): readonly [number, number] {
  const { scan, region } = comparing;
  const last = scan.visible[region.lastBody];
  return [
    scan.visible[region.firstBody]?.chunks[0]?.source ?? 0,
    last === undefined ? 0 : sourceOffset(last, last.text.length),
  ];
}

const leaving =
  /(?:(?:window|document|top|self|parent)\s*\.\s*)?location(?:\s*\.\s*href)?\s*=\s*["'](https?:)?\/\/([^"'/]+)|location\s*\.\s*(?:replace|assign)\s*\(\s*["'](https?:)?\/\/([^"'/]+)/i;

/** Reports what acts by itself: scripts, frames, event handlers, forms and redirects. */
export function compareActiveContent(comparing: Comparing): void {
  const { scan, region, page, list } = comparing;
  const [start, end] = interiorRange(comparing);
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
      else if (contained && source !== undefined && foreignHost(source, page.url) !== null && (interior || !named))
        report('foreignScript', source);
      else if (
        contained &&
        source === undefined &&
        isProgram(attributes['type']) &&
        code.trim() !== '' &&
        (interior || /location|document\.write|eval\(/.test(code))
      ) {
        report('foreignScript', code.trim().slice(0, 300));
      }
    } else if (contained && /^(?:iframe|frame|embed|object|applet)$/.test(element.name)) {
      const source = attributes['src'] ?? attributes['data'] ?? '';
      const host = foreignHost(source, page.url);
      if (interior || !named || (host !== null && !isSharingHost(host))) report('foreignFrame', source);
    } else if (
      contained &&
      element.name === 'form' &&
      (interior || foreignHost(attributes['action'] ?? '', page.url) !== null)
    ) {
      if (!named || foreignHost(attributes['action'] ?? '', page.url) !== null)
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
  reportForeignLinks(comparing);
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

/** Links to other domains standing in the body on words that are nobody's block; those on approved words are judged with their block. */
function reportForeignLinks(comparing: Comparing): void {
  const { scan, shown, region, page, list } = comparing;
  const approved = new Set(
    comparing.blocks.flatMap((block) => block.links.map((link) => foreignHost(link.href, page.url))),
  );
  const seen = new Set<number>();
  for (let at = 0; at < shown.length; at += 1) {
    const segment = shown.owner(at);
    if (segment <= region.firstBody || segment >= region.lastBody) continue;
    const link = scan.elements[elementOf(comparing, at)]?.link ?? -1;
    if (link < 0 || seen.has(link) || !isWithin(scan.elements, link, region.container) || isAligned(comparing, segment))
      continue;
    seen.add(link);
    const href = scan.elements[link]?.attributes['href'] ?? '';
    const host = foreignHost(href, page.url);
    if (host === null || isSharingHost(host) || approved.has(host)) continue;
    list.add({
      type: 'addedLink',
      severity: 'meaning',
      block: null,
      published: href,
      publishedRange: shownRange(comparing, at, at + 1),
    });
  }
}
