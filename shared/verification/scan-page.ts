import { Parser } from 'htmlparser2';
import { embeddedStyles, StylesTooCostly } from './hidden-style.ts';
import { pageLimits } from './page-capture.ts';
import { PageElement } from './page-element.ts';

/** A stretch of text from one place of the source. */
export interface TextChunk {
  /** Offset in the segment's text. */
  readonly at: number;
  readonly source: number;
  /** Length in the source when it differs from the text's (a character reference). */
  readonly sourceLength: number;
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
  readonly elements: readonly PageElement[];
  readonly visible: readonly Segment[];
  readonly hidden: readonly Segment[];
  /** Text of scripts, by element index. */
  readonly scripts: ReadonlyMap<number, string>;
  readonly title: string;
}

export type ScanRefusal = 'tooLarge' | 'tooManyNodes' | 'tooDeep';

class LimitReached extends Error {
  readonly refusal: ScanRefusal;
  constructor(refusal: ScanRefusal) {
    super(refusal);
    this.refusal = refusal;
  }
}

/** Elements whose text never reaches a reader of the page. */
const silent = new Set([
  'script',
  'style',
  'title',
  'template',
  'noscript',
  'iframe',
  'object',
  'audio',
  'video',
  'canvas',
  'datalist',
  'head',
  'noframes',
  'noembed',
]);

const inline = new Set(
  'a abbr acronym b bdi bdo big cite code data del dfn em font i img input ins kbd label mark q ruby rt rp s samp small span strike strong sub sup time tt u var wbr picture source svg path nobr o:p st1:place st1:city link meta script style noscript template'.split(
    ' ',
  ),
);

type Part =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly source: number;
      readonly sourceLength: number;
      readonly element: number;
    }
  | { readonly kind: 'break' }
  | { readonly kind: 'block' };

/** Links that touch each other are buttons in a row, not one word. */
function followsLink(parts: readonly Part[], elements: readonly PageElement[]): boolean {
  const last = parts.at(-1);
  if (last?.kind !== 'text' || /\s$/.test(last.text)) return false;
  for (let at = elements[last.element]; at !== undefined; at = elements[at.parent]) {
    if (at.name === 'a') return true;
    if (isBlock(at.name)) return false;
  }
  return false;
}

const isBlock = (name: string): boolean => !inline.has(name);

/** Reads a page in one pass under limits; the first limit reached ends it. */
export function scanPage(html: string): PageScan | ScanRefusal {
  if (html.length > pageLimits.characters) return 'tooLarge';
  const elements: PageElement[] = [];
  const parts: Part[] = [];
  const stack: number[] = [];
  const scripts = new Map<number, string>();
  const sheets: string[] = [];
  let title = '';
  let silence = 0;
  let nodes = 0;
  const count = (): void => {
    nodes += 1;
    if (nodes > pageLimits.nodes) throw new LimitReached('tooManyNodes');
  };
  const parser = new Parser({
    onopentag(name, attributes) {
      count();
      if (stack.length >= pageLimits.depth) throw new LimitReached('tooDeep');
      const index = elements.length;
      elements.push(new PageElement(name, attributes, stack.at(-1) ?? -1, parser.startIndex, html.length));
      stack.push(index);
      if (silent.has(name)) silence += 1;
      if (name === 'br' || (name === 'a' && followsLink(parts, elements))) parts.push({ kind: 'break' });
      else if (isBlock(name)) parts.push({ kind: 'block' });
    },
    ontext(text) {
      const element = stack.at(-1) ?? -1;
      if (silence > 0) {
        const name = elements[element]?.name;
        if (name === 'style') sheets.push(text);
        else if (name === 'script') scripts.set(element, (scripts.get(element) ?? '') + text);
        else if (name === 'title' && title.length < 2_000) title += text;
        return;
      }
      const last = parts.at(-1);
      if (last?.kind !== 'text') count();
      if (parts.length > pageLimits.parts) throw new LimitReached('tooLarge');
      parts.push({
        kind: 'text',
        text,
        source: parser.startIndex,
        sourceLength: parser.endIndex - parser.startIndex + 1,
        element,
      });
    },
    onclosetag(name) {
      const index = stack.pop();
      const element = index === undefined ? undefined : elements[index];
      if (element === undefined) return;
      element.end = parser.endIndex + 1;
      element.last = elements.length - 1;
      if (silent.has(name)) silence -= 1;
      if (name !== 'br' && isBlock(name)) parts.push({ kind: 'block' });
    },
  });
  try {
    parser.end(html);
  } catch (error) {
    if (error instanceof LimitReached) return error.refusal;
    throw error;
  }
  try {
    const styles = embeddedStyles(sheets);
    elements.forEach((element, index) => {
      element.settle(index, elements, styles, isBlock(element.name));
    });
  } catch (error) {
    if (error instanceof StylesTooCostly) return 'tooManyNodes';
    throw error;
  }
  return {
    elements,
    scripts,
    title,
    visible: segments(parts, elements, false),
    hidden: segments(parts, elements, true),
  };
}

function segments(parts: readonly Part[], elements: readonly PageElement[], hidden: boolean): Segment[] {
  const list: Segment[] = [];
  let chunks: TextChunk[] = [];
  let texts: string[] = [];
  let length = 0;
  let afterBreak = false;
  const flush = (isBreak: boolean): void => {
    const text = texts.join('');
    const first = chunks[0];
    if (first !== undefined && /\S/.test(text)) {
      list.push({ text, chunks, block: elements[first.element]?.block ?? -1, afterBreak });
      afterBreak = isBreak;
    } else if (!isBreak) afterBreak = false;
    if (chunks.length > 0) {
      chunks = [];
      texts = [];
      length = 0;
    }
  };
  for (const part of parts) {
    if (part.kind !== 'text') flush(part.kind === 'break');
    else if ((elements[part.element]?.hidden ?? false) === hidden) {
      chunks.push({ at: length, source: part.source, sourceLength: part.sourceLength, element: part.element });
      texts.push(part.text);
      length += part.text.length;
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
export function sourceOffset(segment: Segment, offset: number): number {
  const chunk = chunkAt(segment, offset);
  if (chunk === undefined) return 0;
  return chunk.source + Math.min(offset - chunk.at, chunk.sourceLength);
}
