import type { Block, Body, Figure, Inline, ListItem, Mark, TableCell, TableRow } from './article.ts';
import { normalizeBlocks, normalizeInline, normalizeLine } from './normalize.ts';

/** Containers nest at most this deep; what stands deeper joins the one above (table + row + cell count as three). */
const containerDepth = 36;

/** A longer line goes on in a new paragraph; half of what one text node may hold, as NFC may lengthen text. */
const lineCharacters = 50_000;

type Span = { readonly header: boolean; readonly colspan: number; readonly rowspan: number };
type Align = 'left' | 'center' | 'right' | 'justify';
type Line = {
  readonly make: (runs: readonly Inline[]) => Block;
  /** Opened by text alone, so without text it leaves nothing behind. */
  readonly implicit: boolean;
  readonly runs: Inline[];
  characters: number;
};
type Container =
  | { readonly type: 'doc' | 'quote' | 'item'; readonly blocks: Block[] }
  | { readonly type: 'cell'; readonly blocks: Block[]; readonly span: Span }
  | { readonly type: 'list'; readonly items: Block[][]; readonly start: number | null }
  | { readonly type: 'table'; readonly rows: (readonly TableCell[])[] }
  | { readonly type: 'row'; readonly cells: TableCell[] };

/**
 * Builds a valid body from a stream of openings, text and endings in any order: an item outside a list gets one, text
 * in a row gets a cell, empty containers vanish.
 */
export class BodyBuilder {
  readonly #stack: Container[] = [{ type: 'doc', blocks: [] }];
  /** How many containers each open call put on the stack, so that one end closes them together. */
  readonly #opened: number[] = [];
  #line: Line | null = null;
  /** Containers left out because they were nested too deep. */
  flattened = 0;

  text(text: string, marks: readonly Mark[]): void {
    if (text === '') return;
    if (this.#line === null && /^[ \t\n\r]*$/.test(text)) return;
    for (let rest = text; rest !== ''; ) {
      const line = this.#openLine();
      const room = lineCharacters - line.characters;
      const part = rest.length <= room ? rest : rest.slice(0, endOfCharacter(rest, room));
      line.runs.push(
        marks.length === 0 ? { type: 'text', text: part } : { type: 'text', text: part, marks: [...marks] },
      );
      line.characters += part.length;
      rest = rest.slice(part.length);
      if (rest !== '') this.endLine();
    }
  }

  hardBreak(): void {
    this.#openLine().runs.push({ type: 'hardBreak' });
  }

  startParagraph(align: Align): void {
    this.endLine();
    this.#line = { make: paragraph(align), implicit: false, runs: [], characters: 0 };
  }

  startHeading(level: 2 | 3 | 4): void {
    this.endLine();
    const make = (runs: readonly Inline[]): Block => ({ type: 'heading', attrs: { level }, content: runs });
    this.#line = { make, implicit: false, runs: [], characters: 0 };
  }

  /** Ends the open paragraph or heading. */
  endLine(): void {
    const line = this.#line;
    this.#line = null;
    if (line === null) return;
    const runs = normalizeInline(line.runs);
    if (runs.length > 0 || !line.implicit) this.#target().push(line.make(runs));
  }

  /** Adds a picture or a rule; a paragraph it stands in is cut there. */
  add(block: Block): void {
    if (this.#line !== null && normalizeInline(this.#line.runs).length === 0) this.#line = null;
    this.endLine();
    this.#target().push(block);
  }

  lastFigure(): Figure | null {
    if (this.#line !== null) return null;
    const last = this.#blocksAtTop()?.at(-1);
    return last?.type === 'image' ? last : null;
  }

  captionLastFigure(caption: string): void {
    const figure = this.lastFigure();
    const blocks = this.#blocksAtTop();
    if (figure === null || blocks === null) return;
    blocks[blocks.length - 1] = { type: 'image', attrs: { ...figure.attrs, caption: normalizeLine(caption) } };
  }

  openQuote(): boolean {
    return this.#push({ type: 'quote', blocks: [] });
  }

  openList(start: number | null): boolean {
    return this.#push({ type: 'list', items: [], start });
  }

  openItem(): boolean {
    const item: Container = { type: 'item', blocks: [] };
    this.endLine();
    if (this.#top().type === 'list') return this.#push(item);
    return this.#push({ type: 'list', items: [], start: null }, item);
  }

  openTable(): boolean {
    return this.#push({ type: 'table', rows: [] });
  }

  openRow(): boolean {
    this.endLine();
    return this.#top().type === 'table' ? this.#push({ type: 'row', cells: [] }) : false;
  }

  openCell(span: Span): boolean {
    this.endLine();
    const cell: Container = { type: 'cell', blocks: [], span };
    const top = this.#top().type;
    if (top === 'row') return this.#push(cell);
    return top === 'table' ? this.#push({ type: 'row', cells: [] }, cell) : false;
  }

  closeContainer(): void {
    this.endLine();
    for (let left = this.#opened.pop() ?? 0; left > 0; left -= 1) this.#pop();
  }

  /** Closes all that is open; a body is never empty. */
  finish(): Body['content'] {
    this.endLine();
    while (this.#opened.length > 0) this.closeContainer();
    const [root] = this.#stack;
    const blocks = root?.type === 'doc' ? root.blocks : [];
    return normalizeBlocks(blocks.length === 0 ? [{ type: 'paragraph' }] : blocks);
  }

  #openLine(): Line {
    this.#line ??= { make: paragraph('left'), implicit: true, runs: [], characters: 0 };
    return this.#line;
  }

  #top(): Container {
    return this.#stack.at(-1) ?? { type: 'doc', blocks: [] };
  }

  #push(...containers: readonly Container[]): boolean {
    this.endLine();
    if (this.#stack.length + containers.length > containerDepth) {
      this.flattened += 1;
      return false;
    }
    this.#stack.push(...containers);
    this.#opened.push(containers.length);
    return true;
  }

  #blocksAtTop(): Block[] | null {
    const top = this.#top();
    return 'blocks' in top ? top.blocks : null;
  }

  /** Where blocks go now; opens an item or a cell when the innermost container holds only those. */
  #target(): Block[] {
    const top = this.#top();
    if ('blocks' in top) return top.blocks;
    if (top.type === 'list') {
      const last = top.items.at(-1);
      if (last !== undefined) return last;
      const blocks: Block[] = [];
      top.items.push(blocks);
      return blocks;
    }
    const blocks: Block[] = [];
    const cell: TableCell = { type: 'tableCell', content: blocks };
    if (top.type === 'row') top.cells.push(cell);
    else top.rows.push([cell]);
    return blocks;
  }

  #pop(): void {
    const closed = this.#stack.pop();
    if (closed === undefined) return;
    switch (closed.type) {
      case 'quote':
        if (closed.blocks.length > 0) this.#target().push({ type: 'blockquote', content: closed.blocks });
        return;
      case 'item': {
        const list = this.#top();
        if (list.type === 'list') list.items.push(closed.blocks);
        return;
      }
      case 'list':
        if (closed.items.length > 0) this.#target().push(listOf(closed.items, closed.start));
        return;
      case 'cell': {
        const row = this.#top();
        if (row.type === 'row') row.cells.push(cellOf(closed.blocks, closed.span));
        return;
      }
      case 'row': {
        const table = this.#top();
        if (table.type === 'table') table.rows.push(closed.cells);
        return;
      }
      case 'table': {
        const rows = withoutEmptyRows(closed.rows);
        if (rows.length > 0) this.#target().push({ type: 'table', content: rows });
        return;
      }
    }
  }
}

/** `end`, or one less where it would cut a surrogate pair; never 0. */
function endOfCharacter(text: string, end: number): number {
  const code = text.charCodeAt(end - 1);
  return end > 1 && code >= 0xd800 && code < 0xdc00 ? end - 1 : Math.max(1, end);
}

function paragraph(align: Align): (runs: readonly Inline[]) => Block {
  return (runs) => ({ type: 'paragraph', attrs: { textAlign: align }, content: runs });
}

function orParagraph(blocks: readonly Block[]): readonly Block[] {
  return blocks.length === 0 ? [{ type: 'paragraph' }] : blocks;
}

function listOf(items: readonly (readonly Block[])[], start: number | null): Block {
  const content = items.map((blocks): ListItem => ({ type: 'listItem', content: orParagraph(blocks) }));
  return start === null ? { type: 'bulletList', content } : { type: 'orderedList', attrs: { start }, content };
}

function cellOf(blocks: readonly Block[], span: Span): TableCell {
  return {
    type: span.header ? 'tableHeader' : 'tableCell',
    attrs: { colspan: span.colspan, rowspan: span.rowspan },
    content: orParagraph(blocks),
  };
}

/** A row wholly covered by spans from above has no cells and cannot stand; the spans that cover it shrink by one. */
function withoutEmptyRows(rows: readonly (readonly TableCell[])[]): readonly TableRow[] {
  const emptyUpTo: number[] = [0];
  for (const cells of rows) emptyUpTo.push((emptyUpTo.at(-1) ?? 0) + (cells.length === 0 ? 1 : 0));
  const kept: TableRow[] = [];
  rows.forEach((cells, index) => {
    if (cells.length === 0) return;
    const content = cells.map((cell): TableCell => {
      const rowspan = cell.attrs?.rowspan ?? 1;
      const end = Math.min(rows.length, index + rowspan);
      const covered = (emptyUpTo[end] ?? 0) - (emptyUpTo[index] ?? 0);
      return covered === 0 ? cell : { ...cell, attrs: { ...cell.attrs, rowspan: rowspan - covered } };
    });
    kept.push({ type: 'tableRow', content });
  });
  return kept;
}
