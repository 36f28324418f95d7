import { type EmbeddedStyles, type StyledElement, styleEffect } from './hidden-style.ts';

/** Elements that are never part of an article's text. */
const furnitureNames = new Set(['nav', 'aside', 'footer', 'button', 'select', 'menu', 'label', 'textarea', 'option']);

/** Words in class, id or role by which portals name what stands around an article. */
const furnitureWords = new RegExp(
  `(?:^|[^a-z])(?:${[
    'share|sharing|social|addthis|sharethis|zalo|facebook|fb|twitter|like|plugin|follow',
    'related?|relation|lien-?quan|tin-?(?:khac|moi|cu|cung)[a-z-]*|others?|other-?news|news-?other|more-?news|newer|older|next|prev(?:ious)?',
    'tags?|keywords?|tu-?khoa|comments?|binh-?luan|feedback|rating|rate|stars?|votes?|danh-?gia|likert',
    'print|in-?trang|toolbar|tools?|tienich|tien-?ich|utilit(?:y|ies)|font-?size|co-?chu|zoom|audio|player|speech|tts|listen|nghe',
    'breadcrumbs?|pagination|pager|paging|toc|sidebar|widgets?|menu|nav|navigation|navbar|complementary|toolbar|search',
    'ads?|adv|advert[a-z]*|banners?|quang-?cao|sponsor[a-z]*|promo|popup|modal|cookie|subscribe|newsletter',
    'views?|view-?count|luot-?xem|hits?|counter|count|statistic[a-z]*|meta|post-?meta|entry-?meta|byline|info|news-?info',
    'dates?|times?|datetime|pub-?date|published|posted|posttime|updated|ngay|thoi-?gian|copyright|footer',
  ].join('|')})(?:$|[^a-z])`,
);

/** Whole areas that stand before or after an article: comments, related items, the foot of a page. */
const areaWords =
  /(?:^|[^a-z])(?:comments?|respond|binh-?luan|y-?kien|related?|relatedposts|lien-?quan|tin-?(?:khac|moi|cu|cung)[a-z-]*|others?|other-?news|news-?other|more-?news|sidebar|widgets?|footer|copyright|rating|newsletter)(?:$|[^a-z])/;
const areaNames = new Set(['aside', 'nav', 'footer']);
const textNames = /^(?:p|li|td|th|h[1-6]|blockquote|span|a|b|i|em|strong|figcaption)$/;

/** Class names of the common style frameworks that hide without a rule of the page's own. */
const hidingClasses = new Set([
  'd-none',
  'hidden',
  'invisible',
  'sr-only',
  'visually-hidden',
  'uk-hidden',
  'is-hidden',
  'display-none',
]);
/** Their companions that show again on some screens. */
const showingClasses = /(?:^|[:-])(?:block|flex|inline|grid|table|visible)/;

const tableRoles: Readonly<Record<string, 'table' | 'row' | 'cell'>> = {
  table: 'table',
  grid: 'table',
  row: 'row',
  cell: 'cell',
  gridcell: 'cell',
  columnheader: 'cell',
  rowheader: 'cell',
};

const noClasses: readonly string[] = [];

function classNames(value: string): readonly string[] {
  const text = value.trim();
  return /\s/.test(text) ? text.split(/\s+/, 50) : [text];
}

/** One element of a page; what it inherits is filled in by `settle`, parents first. */
export class PageElement implements StyledElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly parent: number;
  readonly start: number;
  readonly id: string;
  readonly classes: readonly string[];
  /** Offset after the end tag, and index of the last descendant. */
  end: number;
  last: number;
  hidden = false;
  /** Hidden by its own style or attributes, not merely inside something hidden. */
  hides = false;
  /** Nearest `a[href]`, itself included; -1 when none. */
  link = -1;
  block = -1;
  cell = -1;
  table = -1;
  heading = -1;
  /** Nearest element named as furniture, itself included; -1 when none. */
  furniture = -1;
  /** Nearest area of comments, related items and the like, itself included; -1 when none. */
  area = -1;
  depth = 0;
  /** A background colour is declared here or above. */
  onColour = false;

  constructor(name: string, attributes: Readonly<Record<string, string>>, parent: number, start: number, end: number) {
    this.name = name;
    this.attributes = attributes;
    this.parent = parent;
    this.start = start;
    this.end = end;
    this.last = Number.MAX_SAFE_INTEGER;
    this.id = attributes['id'] ?? '';
    const classes = attributes['class'];
    this.classes = classes === undefined || classes === '' ? noClasses : classNames(classes);
  }

  /** What it is in a table, drawn as one or said to be one. */
  get tablePart(): 'table' | 'row' | 'cell' | null {
    if (this.name === 'table') return 'table';
    if (this.name === 'tr') return 'row';
    if (this.name === 'td' || this.name === 'th') return 'cell';
    const role = this.attributes['role'];
    return role === undefined ? null : (tableRoles[role] ?? null);
  }

  settle(index: number, elements: readonly PageElement[], styles: EmbeddedStyles, isBlock: boolean): void {
    const parent = elements[this.parent];
    const isLink = this.name === 'a' && (this.attributes['href'] ?? this.attributes['xlink:href']) !== undefined;
    this.depth = (parent?.depth ?? -1) + 1;
    this.link = isLink ? index : (parent?.link ?? -1);
    this.block = isBlock ? index : (parent?.block ?? -1);
    this.cell = this.tablePart === 'cell' ? index : (parent?.cell ?? -1);
    this.table = this.tablePart === 'table' ? index : (parent?.table ?? -1);
    this.heading = this.name.length === 2 && /^h[1-6]$/.test(this.name) ? index : (parent?.heading ?? -1);
    this.furniture = this.#namedFurniture() ? index : (parent?.furniture ?? -1);
    this.area = this.#isArea() ? index : (parent?.area ?? -1);
    this.#settleSight(elements, parent, styles);
    if (this.last === Number.MAX_SAFE_INTEGER) this.last = elements.length - 1;
  }

  #settleSight(elements: readonly PageElement[], parent: PageElement | undefined, styles: EmbeddedStyles): void {
    const own = styleEffect(this.attributes['style'] ?? '');
    const ruled = styles.effect(this, () => ancestorsOf(this, elements));
    const pale = own.pale || ruled.pale || /^#?(?:fff(?:fff)?|white)$/i.test(this.attributes['color'] ?? '');
    const hasBackground = own.hasBackground || ruled.hasBackground || this.attributes['bgcolor'] !== undefined;
    const closed = this.name === 'dialog' && this.attributes['open'] === undefined;
    // Pale text stays readable on any background declared at or above it; only such a declaration is known here.
    const onColour = hasBackground || (parent?.onColour ?? false);
    this.onColour = onColour;
    const marked = closed || this.attributes['hidden'] !== undefined || this.#hiddenByClass();
    this.hides = own.hides || ruled.hides || marked || (pale && !onColour);
    this.hidden = this.hides || (parent?.hidden ?? false);
  }

  #hiddenByClass(): boolean {
    if (!this.classes.some((name) => hidingClasses.has(name))) return false;
    return !this.classes.some((name) => showingClasses.test(name));
  }

  #isArea(): boolean {
    if (areaNames.has(this.name)) return true;
    if ((this.classes.length === 0 && this.id === '') || textNames.test(this.name)) return false;
    return judgeNames(`${this.attributes['class'] ?? ''} ${this.id}`).area;
  }

  #namedFurniture(): boolean {
    if (furnitureNames.has(this.name)) return true;
    const role = this.attributes['role'] ?? '';
    if (this.classes.length === 0 && this.id === '' && role === '') return false;
    return judgeNames(`${this.attributes['class'] ?? ''} ${this.id} ${role}`).furniture;
  }
}

interface NameJudgement {
  readonly furniture: boolean;
  readonly area: boolean;
}

/** Portals repeat their class names; what they say is kept from page to page, up to a bound. */
const judgedNames = new Map<string, NameJudgement>();
const judgedNamesLimit = 20_000;

function judgeNames(names: string): NameJudgement {
  const known = judgedNames.get(names);
  if (known !== undefined) return known;
  const spaced = spacedNames(names);
  const judgement = { furniture: furnitureWords.test(spaced), area: areaWords.test(spaced) };
  if (names.length <= 200 && judgedNames.size < judgedNamesLimit) judgedNames.set(names, judgement);
  return judgement;
}

/** Class names in lower case with their humps apart: `relatedNews` as `related-news`. */
function spacedNames(names: string): string {
  return names
    .slice(0, 500)
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase();
}

function ancestorsOf(element: PageElement, elements: readonly PageElement[]): readonly PageElement[] {
  const path: PageElement[] = [];
  for (let at = elements[element.parent]; at !== undefined; at = elements[at.parent]) path.push(at);
  return path;
}

/** Whether `inner` is `outer` or lies within it. */
export function isWithin(elements: readonly PageElement[], inner: number, outer: number): boolean {
  return outer < 0 || (inner >= outer && inner <= (elements[outer]?.last ?? -1));
}

/** Deepest element holding both; -1 is the document. */
export function commonAncestor(elements: readonly PageElement[], one: number, other: number): number {
  let at = one;
  while (at >= 0 && !isWithin(elements, other, at)) at = elements[at]?.parent ?? -1;
  return at;
}
