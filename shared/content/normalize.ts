import type { Block, Body, Inline, Mark, TableCell } from './article.ts';

/** The order in which marks nest, outermost first. */
export const markOrder = ['link', 'bold', 'italic', 'underline', 'strike', 'superscript', 'subscript'] as const;

/** One line of text: NFC, white space as a browser shows it, no space at the ends; no-break spaces stay. */
export function normalizeLine(text: string): string {
  return text
    .replace(/[ \t\n\r]+/g, ' ')
    .replace(/^ | $/g, '')
    .normalize('NFC');
}

/** Blocks in their one form; see `normalizeArticle`. */
export function normalizeBlocks(blocks: readonly Block[]): Body['content'] {
  return blocks.map(normalizeBlock);
}

/** Runs in their one form: joined, NFC, spaces collapsed and none at the edges of a line. */
export function normalizeInline(runs: readonly Inline[]): readonly Inline[] {
  const joined: { text: string; marks: readonly Mark[]; key: string }[] = [];
  const lines: Inline[] = [];
  let afterSpace = true;
  const endLine = (): void => {
    const last = joined.at(-1);
    if (last?.text.endsWith(' ')) last.text = last.text.slice(0, -1);
    if (last?.text === '') joined.pop();
    for (const { text, marks } of joined) {
      const nfc = text.normalize('NFC');
      lines.push(marks.length === 0 ? { type: 'text', text: nfc } : { type: 'text', text: nfc, marks: [...marks] });
    }
    joined.length = 0;
    afterSpace = true;
  };
  for (const run of runs) {
    if (run.type === 'hardBreak') {
      endLine();
      lines.push({ type: 'hardBreak' });
      continue;
    }
    let text = run.text.replace(/[ \t\n\r]+/g, ' ');
    if (afterSpace && text.startsWith(' ')) text = text.slice(1);
    if (text === '') continue;
    afterSpace = text.endsWith(' ');
    const marks = normalizeMarks(run.marks ?? []);
    const key = JSON.stringify(marks);
    const last = joined.at(-1);
    if (last !== undefined && last.key === key) last.text += text;
    else joined.push({ text, marks, key });
  }
  endLine();
  return lines;
}

/** Marks in fixed order, one of each type. */
export function normalizeMarks(marks: readonly Mark[]): readonly Mark[] {
  const found: Mark[] = [];
  for (const type of markOrder) {
    const mark = marks.find((candidate) => candidate.type === type);
    if (mark !== undefined)
      found.push(mark.type === 'link' ? { type: 'link', attrs: { href: mark.attrs.href } } : { type: mark.type });
  }
  return found;
}

function normalizeBlock(block: Block): Block {
  switch (block.type) {
    case 'paragraph': {
      const align = block.attrs?.textAlign;
      return {
        type: 'paragraph',
        ...(align === undefined || align === 'left' ? {} : { attrs: { textAlign: align } }),
        ...contentOf(block.content),
      };
    }
    case 'heading':
      return { type: 'heading', attrs: { level: block.attrs.level }, ...contentOf(block.content) };
    case 'bulletList':
      return {
        type: 'bulletList',
        content: block.content.map((item) => ({ type: 'listItem', content: normalizeBlocks(item.content) })),
      };
    case 'orderedList': {
      const start = block.attrs?.start;
      return {
        type: 'orderedList',
        ...(start === undefined || start === 1 ? {} : { attrs: { start } }),
        content: block.content.map((item) => ({ type: 'listItem', content: normalizeBlocks(item.content) })),
      };
    }
    case 'blockquote':
      return { type: 'blockquote', content: normalizeBlocks(block.content) };
    case 'table':
      return {
        type: 'table',
        content: block.content.map((row) => ({ type: 'tableRow', content: row.content.map(normalizeCell) })),
      };
    case 'image': {
      const { sha256, mediaType, alt, caption, width, height } = block.attrs;
      return {
        type: 'image',
        attrs: {
          sha256,
          mediaType,
          alt: normalizeLine(alt),
          caption: normalizeLine(caption),
          ...(width === undefined ? {} : { width }),
          ...(height === undefined ? {} : { height }),
        },
      };
    }
    case 'horizontalRule':
      return { type: 'horizontalRule' };
  }
}

function normalizeCell(cell: TableCell): TableCell {
  const colspan = cell.attrs?.colspan ?? 1;
  const rowspan = cell.attrs?.rowspan ?? 1;
  const attrs = { ...(colspan === 1 ? {} : { colspan }), ...(rowspan === 1 ? {} : { rowspan }) };
  return {
    type: cell.type,
    ...(colspan === 1 && rowspan === 1 ? {} : { attrs }),
    content: normalizeBlocks(cell.content),
  };
}

function contentOf(runs: readonly Inline[] | undefined): { readonly content?: readonly Inline[] } {
  const content = normalizeInline(runs ?? []);
  return content.length === 0 ? {} : { content };
}
