import type { Block, ListItem, Table, TableCell, TableRow } from './article.ts';
import { choose, type MergeInside, threeWay } from './three-way.ts';

/**
 * Merges a block that both sides changed, by what it holds: items of a list, rows and cells of a table of unchanged
 * width, blocks of a quote. A paragraph, heading or picture is never merged inside.
 */
export function mergeInside(base: Block, mine: Block, theirs: Block): Block | null {
  if (base.type === 'blockquote' && mine.type === 'blockquote' && theirs.type === 'blockquote') {
    return withContent(mine, mergeAll(base.content, mine.content, theirs.content, mergeInside));
  }
  if (base.type === 'bulletList' && mine.type === 'bulletList' && theirs.type === 'bulletList') {
    return withContent(mine, mergeAll(base.content, mine.content, theirs.content, mergeItem));
  }
  if (base.type === 'orderedList' && mine.type === 'orderedList' && theirs.type === 'orderedList') {
    const start = choose(base.attrs?.start ?? 1, mine.attrs?.start ?? 1, theirs.attrs?.start ?? 1);
    const content = mergeAll(base.content, mine.content, theirs.content, mergeItem);
    if (start === null || content === null) return null;
    return { type: 'orderedList', ...(start.value === 1 ? {} : { attrs: { start: start.value } }), content };
  }
  if (base.type === 'table' && mine.type === 'table' && theirs.type === 'table') {
    // A column more on one side and a row more on the other would leave a ragged table.
    const sameWidth = width(base) === width(mine) && width(base) === width(theirs);
    return sameWidth ? withContent(mine, mergeAll(base.content, mine.content, theirs.content, mergeRow)) : null;
  }
  return null;
}

/** Merged elements, or null on any conflict or when nothing would be left. */
function mergeAll<Element>(
  base: readonly Element[],
  mine: readonly Element[],
  theirs: readonly Element[],
  inside: MergeInside<Element>,
): readonly Element[] | null {
  const merged: Element[] = [];
  for (const stretch of threeWay(base, mine, theirs, inside)) {
    if (!('merged' in stretch)) return null;
    merged.push(...stretch.merged);
  }
  return merged.length === 0 ? null : merged;
}

function mergeItem(base: ListItem, mine: ListItem, theirs: ListItem): ListItem | null {
  return withContent(mine, mergeAll(base.content, mine.content, theirs.content, mergeInside));
}

function mergeRow(base: TableRow, mine: TableRow, theirs: TableRow): TableRow | null {
  const sameCells = base.content.length === mine.content.length && base.content.length === theirs.content.length;
  return sameCells ? withContent(mine, mergeAll(base.content, mine.content, theirs.content, mergeCell)) : null;
}

function mergeCell(base: TableCell, mine: TableCell, theirs: TableCell): TableCell | null {
  const shape = ({ type, attrs }: TableCell): string => `${type} ${attrs?.colspan ?? 1} ${attrs?.rowspan ?? 1}`;
  const sameShape = shape(base) === shape(mine) && shape(base) === shape(theirs);
  return sameShape ? withContent(mine, mergeAll(base.content, mine.content, theirs.content, mergeInside)) : null;
}

function withContent<Node extends { readonly content: readonly unknown[] }>(
  node: Node,
  content: Node['content'] | null,
): Node | null {
  return content === null ? null : { ...node, content };
}

/** Columns of the first row, spans counted. */
function width(table: Table): number {
  return (table.content[0]?.content ?? []).reduce((sum, cell) => sum + (cell.attrs?.colspan ?? 1), 0);
}
