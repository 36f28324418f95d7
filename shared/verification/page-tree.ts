import {
  breaksOut,
  buttonWalls,
  cellWalls,
  closesParagraph,
  drawings,
  formatting,
  headings,
  impliedEnds,
  inline,
  none,
  rawNames,
  scopeWalls,
  tableWalls,
  tableWord,
  templateWall,
  voids,
} from './element-kinds.ts';
import type { EmbeddedStyles } from './hidden-style.ts';
import { pageLimits } from './page-capture.ts';
import { PageElement } from './page-element.ts';
import type { Attributes, RawContent } from './tokenise-page.ts';

export type ScanRefusal = 'tooLarge' | 'tooManyNodes' | 'tooDeep';

/** Ends a scan at the first limit reached. */
export class LimitReached extends Error {
  readonly refusal: ScanRefusal;
  constructor(refusal: ScanRefusal) {
    super(refusal);
    this.refusal = refusal;
  }
}

/** An entry of the formatting elements that a browser opens again after a block ended around them. */
interface Formatting {
  /** Null marks the wall of a cell. */
  readonly name: string | null;
  readonly attributes: Attributes;
  /** Element index while open, else -1. */
  open: number;
}

/** The tree a browser builds from a page's tags, as a flat list: implied end tags, misnested formatting, foreign content. */
export class PageTree {
  readonly elements: PageElement[] = [];
  readonly #stack: number[] = [];
  readonly #formatting: Formatting[] = [];
  readonly #size: number;
  #foreign = 0;
  #paragraphs = 0;
  #nodes = 0;

  constructor(size: number) {
    this.#size = size;
  }

  get top(): number {
    return this.#stack.at(-1) ?? -1;
  }

  get inForeign(): boolean {
    return this.#foreign > 0;
  }

  isBlock(index: number): boolean {
    return !inline.has(this.elements[index]?.name ?? '');
  }

  count(): void {
    this.#nodes += 1;
    if (this.#nodes > pageLimits.nodes) throw new LimitReached('tooManyNodes');
  }

  #name(place: number): string {
    return this.elements[this.#stack[place] ?? -1]?.name ?? '';
  }

  #push(name: string, attributes: Attributes, start: number, end: number): number {
    this.count();
    if (this.#stack.length >= pageLimits.depth) throw new LimitReached('tooDeep');
    const index = this.elements.length;
    this.elements.push(new PageElement(name, attributes, this.top, start, end));
    this.#stack.push(index);
    if (name === 'svg' || name === 'math') this.#foreign += 1;
    if (name === 'p') this.#paragraphs += 1;
    return index;
  }

  /** Ends the innermost element at a source offset. */
  #pop(end: number): void {
    const index = this.#stack.pop();
    const element = index === undefined ? undefined : this.elements[index];
    if (element === undefined) return;
    element.end = end;
    element.last = this.elements.length - 1;
    if (element.name === 'svg' || element.name === 'math') this.#foreign -= 1;
    if (element.name === 'p') this.#paragraphs -= 1;
    if (formatting.has(element.name)) {
      const entry = this.#formatting.findLast((known) => known.open === index);
      if (entry !== undefined) entry.open = -1;
    }
    if (cellWalls.has(element.name)) {
      const wall = this.#formatting.findLastIndex((known) => known.name === null);
      if (wall >= 0) this.#formatting.length = wall;
    }
  }

  #popTo(place: number, end: number): void {
    while (this.#stack.length > place) this.#pop(end);
  }

  /** Place on the stack of the nearest element of a name within reach, or -1. */
  #inScope(name: string, walls: ReadonlySet<string> = scopeWalls): number {
    for (let place = this.#stack.length - 1; place >= 0; place -= 1) {
      const here = this.#name(place);
      if (here === name) return place;
      if (walls.has(here)) return -1;
    }
    return -1;
  }

  /** Opens an element; returns its index and how its content is read. `ended` is told of every block that this ends. */
  open(name: string, attributes: Attributes, start: number, end: number, selfClosing: boolean): [number, RawContent] {
    if (this.#foreign > 0) {
      const fonts = name === 'font' && ['color', 'face', 'size'].some((key) => attributes[key] !== undefined);
      if (!breaksOut.has(name) && !fonts) {
        const index = this.#push(name, attributes, start, this.#size);
        if (selfClosing) this.#pop(end);
        return [index, name === 'script' && !selfClosing ? 'script' : 'markup'];
      }
      // Inside a label of a drawing HTML is HTML.
      if (this.#inScope('foreignobject', drawings) < 0 && this.#inScope('desc', drawings) < 0) {
        while (this.#foreign > 0) this.#pop(start);
      }
    }
    this.#implyEnds(name, start);
    if ((name === 'html' || name === 'body') && this.#inScope(name, none) >= 0) {
      // Its attributes count, its nesting does not.
      const index = this.#push(name, attributes, start, end);
      this.#pop(end);
      return [index, 'markup'];
    }
    if (!closesParagraph.has(name) && name !== 'html' && name !== 'body' && name !== 'head') this.reopen(start);
    const index = this.#push(name, attributes, start, this.#size);
    if (formatting.has(name)) this.#remember(name, attributes, index);
    if (cellWalls.has(name)) this.#formatting.push({ name: null, attributes, open: -1 });
    if (voids.has(name)) {
      this.#pop(end);
      return [index, 'markup'];
    }
    return [index, rawNames[name] ?? 'markup'];
  }

  /** A browser keeps at most three alike. */
  #remember(name: string, attributes: Attributes, open: number): void {
    const list = this.#formatting;
    let named = 0;
    for (let at = list.length - 1; at >= 0 && list[at]?.name !== null; at -= 1) if (list[at]?.name === name) named += 1;
    if (named >= 3) {
      const text = JSON.stringify(attributes);
      const alike = list.filter((entry) => entry.name === name && JSON.stringify(entry.attributes) === text);
      const oldest = alike.length >= 3 ? list.lastIndexOf(alike.at(-3) ?? list[0] ?? { name, attributes, open }) : -1;
      if (oldest > list.findLastIndex((entry) => entry.name === null)) list.splice(oldest, 1);
    }
    list.push({ name, attributes, open });
  }

  /** Opens formatting elements again that a block's end closed but no end tag of their own. */
  reopen(at: number): void {
    const list = this.#formatting;
    const last = list.at(-1);
    if (last === undefined || last.name === null || last.open >= 0) return;
    let from = list.length - 1;
    while (from > 0 && list[from - 1]?.name !== null && (list[from - 1]?.open ?? 0) < 0) from -= 1;
    for (const entry of list.slice(from)) {
      if (entry.name !== null) entry.open = this.#push(entry.name, entry.attributes, at, this.#size);
    }
  }

  #implyEnds(name: string, at: number): void {
    const ends = impliedEnds.get(name);
    if (ends !== undefined) this.#endItem(ends.names, ends.walls, at);
    else if (name === 'option' || name === 'optgroup') {
      if (this.#name(this.#stack.length - 1) === 'option') this.#pop(at);
    } else if (name === 'a') {
      const open = this.#formatting.findLast((entry) => entry.name === 'a' || entry.name === null);
      if (open !== undefined && open.name === 'a') this.#closeFormatting('a', at);
    } else if (name === 'button' && this.#inScope('button') >= 0) this.#popTo(this.#inScope('button'), at);
    if (this.#paragraphs > 0 && closesParagraph.has(name)) {
      const place = this.#inScope('p', buttonWalls);
      if (place >= 0) this.#popTo(place, at);
    }
    if (headings.has(name) && headings.has(this.#name(this.#stack.length - 1))) this.#pop(at);
  }

  #endItem(names: ReadonlySet<string>, walls: ReadonlySet<string>, at: number): void {
    for (let place = this.#stack.length - 1; place >= 0; place -= 1) {
      const here = this.#name(place);
      if (names.has(here)) {
        this.#popTo(place, at);
        return;
      }
      if (walls.has(here) || here === 'table' || here === 'html') return;
    }
  }

  /** Ends the element an end tag names, as far as it reaches; returns whether a block boundary was drawn. */
  close(name: string, end: number): boolean {
    if (name === 'body' || name === 'html') return false;
    if (formatting.has(name)) return this.#closeFormatting(name, end);
    if (name === 'p' && this.#inScope('p', buttonWalls) < 0) return true;
    if (headings.has(name)) {
      for (let place = this.#stack.length - 1; place >= 0; place -= 1) {
        if (headings.has(this.#name(place))) {
          this.#popTo(place, end);
          return true;
        }
        if (scopeWalls.has(this.#name(place))) return false;
      }
      return false;
    }
    const walls = name === 'table' ? templateWall : tableWord.has(name) ? tableWalls : scopeWalls;
    const place = this.#inScope(name, walls);
    if (place < 0) return name === 'br';
    if (name === 'form') {
      // A form's end tag does not end what was opened in it.
      const index = this.#stack[place];
      if (place === this.#stack.length - 1) this.#pop(end);
      else if (index !== undefined) {
        this.#stack.splice(place, 1);
        const element = this.elements[index];
        if (element !== undefined) element.end = end;
      }
      return true;
    }
    const block = this.isBlock(this.#stack[place] ?? -1);
    this.#popTo(place, end);
    return block;
  }

  /** What a browser does with misnested `</b>`: blocks opened inside go on without it. */
  #closeFormatting(name: string, end: number): boolean {
    const at = this.#formatting.findLastIndex((entry) => entry.name === name || entry.name === null);
    const entry = this.#formatting[at];
    if (entry === undefined || entry.name === null) {
      const place = this.#inScope(name);
      if (place >= 0 && this.#stack.length - place < 2) this.#pop(end);
      return false;
    }
    this.#formatting.splice(at, 1);
    if (entry.open < 0) return false;
    const place = this.#stack.lastIndexOf(entry.open);
    if (place < 0) return false;
    const inner = this.#stack.slice(place + 1);
    if (inner.every((index) => !this.isBlock(index))) {
      // What stood inside is opened again after it: `<b><i></b>` leaves `<i>` open.
      this.#popTo(place, end);
      return false;
    }
    const names = inner.map((index) => this.elements[index]).filter((element) => element !== undefined);
    this.#popTo(place, end);
    for (const element of names) {
      const index = this.#push(element.name, element.attributes, element.start, this.#size);
      if (formatting.has(element.name)) {
        const known = this.#formatting.findLast((candidate) => candidate.name === element.name && candidate.open < 0);
        if (known !== undefined) known.open = index;
      }
    }
    return false;
  }

  finish(styles: EmbeddedStyles): void {
    this.#popTo(0, this.#size);
    this.elements.forEach((element, index) => {
      element.settle(index, this.elements, styles, this.isBlock(index));
    });
  }
}
