import type { Block, Inline, ListItem } from '#shared/content/article.ts';

/** Brackets from the private use area around a number that travels with its list item through the converter. */
const marked = /^\ue000(\d+)\ue001/;

/** The text that carries an item's number to `applyListNumbers`. */
export function numberMark(value: number): string {
  return `\ue000${value}\ue001`;
}

/** Takes the marks out again: each list starts where its first item says, and is cut where the count breaks off. */
export function applyListNumbers(blocks: readonly Block[]): Block[] {
  return blocks.flatMap((block): readonly Block[] => {
    switch (block.type) {
      case 'orderedList':
        return splitList(block.content.map(readItem));
      case 'bulletList':
        return [{ ...block, content: block.content.map((item) => readItem(item).item) }];
      case 'blockquote':
        return [{ ...block, content: applyListNumbers(block.content) }];
      case 'table':
        return [
          {
            ...block,
            content: block.content.map((row) => ({
              ...row,
              content: row.content.map((cell) => ({ ...cell, content: applyListNumbers(cell.content) })),
            })),
          },
        ];
      default:
        return [block];
    }
  });
}

type NumberedItem = { readonly item: ListItem; readonly number: number | null };

function readItem(item: ListItem): NumberedItem {
  const [first, ...rest] = item.content;
  if (first?.type !== 'paragraph') return { item: { ...item, content: applyListNumbers(item.content) }, number: null };
  const [start, ...runs] = first.content ?? [];
  const found = start?.type === 'text' ? marked.exec(start.text) : null;
  if (start?.type !== 'text' || found === null) {
    return { item: { ...item, content: [first, ...applyListNumbers(rest)] }, number: null };
  }
  const text = start.text.slice(found[0].length);
  const kept: readonly Inline[] = text === '' ? runs : [{ ...start, text }, ...runs];
  const paragraph: Block = { ...first, content: kept };
  return { item: { ...item, content: [paragraph, ...applyListNumbers(rest)] }, number: Number(found[1]) };
}

function splitList(items: readonly NumberedItem[]): readonly Block[] {
  const lists: { start: number; content: ListItem[] }[] = [];
  for (const { item, number } of items) {
    const last = lists.at(-1);
    const next = last === undefined ? 1 : last.start + last.content.length;
    if (last !== undefined && (number === null || number === next)) last.content.push(item);
    else lists.push({ start: number ?? 1, content: [item] });
  }
  return lists.map(
    ({ start, content }): Block => ({ type: 'orderedList', attrs: { start: Math.min(start, 100_000) }, content }),
  );
}
