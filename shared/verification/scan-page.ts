import { sourceOffsetOf } from './character-references.ts';
import { embeddedStyles, StylesTooCostly } from './hidden-style.ts';
import { pageLimits } from './page-capture.ts';
import type { PageElement } from './page-element.ts';
import { LimitReached, PageTree, type ScanRefusal } from './page-tree.ts';
import { type Attributes, type PageSink, type RawContent, tokenisePage } from './tokenise-page.ts';

/** A stretch of text from one place of the source. */
export interface TextChunk {
  /** Offset in the segment's text. */
  readonly at: number;
  readonly source: number;
  readonly sourceEnd: number;
  /** The source holds character references. */
  readonly coded: boolean;
  readonly element: number;
}

/** Text between two block boundaries or line breaks, as a reader sees one line or paragraph. */
export interface Segment {
  readonly text: string;
  readonly chunks: readonly TextChunk[];
  /** Nearest block element. */
  readonly block: number;
  /** The boundary before it is a line break, not a block's. */
  readonly afterBreak: boolean;
}

/** A page as flat lists in source order; elements refer to their parents by index. */
export interface PageScan {
  readonly html: string;
  readonly elements: readonly PageElement[];
  readonly visible: readonly Segment[];
  readonly hidden: readonly Segment[];
  /** Text of scripts, by element index. */
  readonly scripts: ReadonlyMap<number, string>;
  readonly title: string;
}

/** Elements whose text never reaches a reader of the page. */
const silent = new Set(
  'script style title template noscript iframe object audio video canvas datalist head noframes noembed'.split(' '),
);

type Part =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly source: number;
      readonly sourceEnd: number;
      readonly coded: boolean;
      readonly element: number;
    }
  | { readonly kind: 'break' }
  | { readonly kind: 'block' };

const aBreak: Part = { kind: 'break' };
const aBlock: Part = { kind: 'block' };

/** Gathers a page's texts beside its tree. */
class PageReader implements PageSink {
  readonly tree: PageTree;
  readonly parts: Part[] = [];
  readonly scripts = new Map<number, string>();
  readonly sheets: string[] = [];
  title = '';
  /** The first title of the page; a drawing's title is none. */
  #titleElement = -1;
  /** Innermost element whose text nobody sees, -1 outside. */
  #silence = -1;

  constructor(size: number) {
    this.tree = new PageTree(size);
  }

  inForeign(): boolean {
    return this.tree.inForeign;
  }

  open(name: string, attributes: Attributes, start: number, end: number, selfClosing: boolean): RawContent {
    const before = this.tree.top;
    const [index, content] = this.tree.open(name, attributes, start, end, selfClosing);
    this.#leaveSilence();
    if (name === 'br') this.parts.push(aBreak);
    else if (name === 'a' && this.#followsLink()) this.parts.push(aBreak);
    else if (this.tree.isBlock(index) || this.#boundaryLeft(before)) this.parts.push(aBlock);
    else if (this.#followsPart(index)) this.parts.push(aBreak);
    if (this.#silence < 0 && silent.has(name) && this.tree.top === index) this.#silence = index;
    return content;
  }

  close(name: string, _start: number, end: number): void {
    const before = this.tree.top;
    const drawn = this.tree.close(name, end);
    this.#leaveSilence();
    if (drawn || (this.tree.top !== before && this.#boundaryLeft(before)))
      this.parts.push(name === 'br' ? aBreak : aBlock);
  }

  text(text: string, source: number, sourceEnd: number, coded: boolean): void {
    const top = this.tree.top;
    if (this.#silence >= 0) {
      const name = this.tree.elements[top]?.name;
      if (name === 'style') this.sheets.push(text);
      else if (name === 'script') this.scripts.set(top, (this.scripts.get(top) ?? '') + text);
      else if (name === 'title' && (this.#titleElement < 0 || this.#titleElement === top)) {
        this.#titleElement = top;
        if (this.title.length < 2_000) this.title += text;
      }
      return;
    }
    if (text.charCodeAt(0) > 32 || /\S/.test(text)) {
      this.tree.reopen(source);
      this.tree.count();
    }
    if (this.parts.length > pageLimits.parts) throw new LimitReached('tooLarge');
    this.parts.push({ kind: 'text', text, source, sourceEnd, coded, element: this.tree.top });
  }

  /** Leaving an element that draws a boundary draws one. */
  #boundaryLeft(before: number): boolean {
    const { elements } = this.tree;
    for (let at = before; at >= 0 && elements[at]?.last !== Number.MAX_SAFE_INTEGER; at = elements[at]?.parent ?? -1) {
      if (this.tree.isBlock(at)) return true;
    }
    return false;
  }

  #leaveSilence(): void {
    if (this.#silence >= 0 && this.tree.elements[this.#silence]?.last !== Number.MAX_SAFE_INTEGER) this.#silence = -1;
  }

  /** Neighbouring parts of a row with names of their own (author, time, size) are no word together. */
  #followsPart(index: number): boolean {
    const last = this.parts.at(-1);
    const { elements } = this.tree;
    const element = elements[index];
    if (last?.kind !== 'text' || element === undefined || element.classes.length === 0 || /\s$/.test(last.text))
      return false;
    const before = elements[last.element];
    if (before === undefined || before.parent !== element.parent || before.classes.length === 0) return false;
    return before.attributes['class'] !== element.attributes['class'];
  }

  /** Links that touch each other are buttons in a row, not one word. */
  #followsLink(): boolean {
    const last = this.parts.at(-1);
    if (last?.kind !== 'text' || /\s$/.test(last.text)) return false;
    const { elements } = this.tree;
    for (let at = last.element; at >= 0; at = elements[at]?.parent ?? -1) {
      if (elements[at]?.name === 'a') return true;
      if (this.tree.isBlock(at)) return false;
    }
    return false;
  }
}

/** Reads a page in one pass under limits; the first limit reached ends it. */
export function scanPage(html: string): PageScan | ScanRefusal {
  if (html.length > pageLimits.characters) return 'tooLarge';
  const reader = new PageReader(html.length);
  try {
    tokenisePage(html, reader);
    reader.tree.finish(embeddedStyles(reader.sheets));
  } catch (error) {
    if (error instanceof LimitReached) return error.refusal;
    if (error instanceof StylesTooCostly) return 'tooManyNodes';
    throw error;
  }
  const { elements } = reader.tree;
  return {
    html,
    elements,
    scripts: reader.scripts,
    title: reader.title,
    visible: segments(reader.parts, elements, false),
    hidden: segments(reader.parts, elements, true),
  };
}

function segments(parts: readonly Part[], elements: readonly PageElement[], hidden: boolean): Segment[] {
  const list: Segment[] = [];
  let chunks: TextChunk[] = [];
  let text = '';
  let afterBreak = false;
  const flush = (isBreak: boolean): void => {
    const first = chunks[0];
    if (first !== undefined && /\S/.test(text)) {
      list.push({ text, chunks, block: elements[first.element]?.block ?? -1, afterBreak });
      afterBreak = isBreak;
    } else if (!isBreak) afterBreak = false;
    if (first !== undefined) {
      chunks = [];
      text = '';
    }
  };
  for (const part of parts) {
    if (part.kind !== 'text') flush(part.kind === 'break');
    else if ((elements[part.element]?.hidden ?? false) === hidden) {
      const { source, sourceEnd, coded, element } = part;
      chunks.push({ at: text.length, source, sourceEnd, coded, element });
      text += part.text;
    }
  }
  flush(false);
  return list;
}

/** The chunk an offset of a segment's text lies in. */
export function chunkAt(segment: Segment, offset: number): TextChunk | undefined {
  let low = 0;
  let high = segment.chunks.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((segment.chunks[middle]?.at ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return segment.chunks[low];
}

/** Offset in the HTML source of an offset in a segment's text. */
export function sourceOffset(scan: PageScan, segment: Segment, offset: number): number {
  const chunk = chunkAt(segment, offset);
  if (chunk === undefined) return 0;
  const inside = offset - chunk.at;
  if (!chunk.coded) return Math.min(chunk.source + inside, chunk.sourceEnd);
  return Math.min(
    chunk.source + sourceOffsetOf(scan.html.slice(chunk.source, chunk.sourceEnd), inside),
    chunk.sourceEnd,
  );
}
