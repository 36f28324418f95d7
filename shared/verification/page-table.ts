import type { Comparing } from './comparing.ts';
import type { PageElement } from './page-element.ts';
import type { TokenRange } from './word-diff.ts';

/** A cell of a page's table: grid position with spans applied, and its words. */
export interface PageCell {
  readonly row: number;
  readonly column: number;
  readonly colspan: number;
  readonly rowspan: number;
  readonly tokens: TokenRange;
}

function span(element: PageElement, name: 'colspan' | 'rowspan'): number {
  const value = Number.parseInt(element.attributes[name] ?? '1', 10);
  return Number.isInteger(value) && value > 0 && value <= 100 ? value : 1;
}

/** The cells of one page table with spans applied; cells of tables inside it belong to those. */
export function pageCells(comparing: Comparing, table: number): readonly PageCell[] {
  const { scan, shown } = comparing;
  const { elements } = scan;
  const ranges = new Map<number, { from: number; to: number }>();
  const last = elements[table]?.last ?? table;
  const cellOf = (element: number): number => {
    let cell = elements[element]?.cell ?? -1;
    while (cell >= 0 && elements[cell]?.table !== table) cell = elements[elements[cell]?.parent ?? -1]?.cell ?? -1;
    return cell;
  };
  scan.visible.forEach((segment, index) => {
    const element = segment.chunks[0]?.element ?? -1;
    if (element < table || element > last) return;
    const cell = cellOf(element);
    if (cell < 0) return;
    const range = ranges.get(cell);
    if (range === undefined) ranges.set(cell, { from: shown.first(index), to: shown.end(index) });
    else range.to = shown.end(index);
  });
  const cells: PageCell[] = [];
  const heldUntil: number[] = [];
  let row = -1;
  let column = 0;
  for (let index = table + 1; index <= last; index += 1) {
    const element = elements[index];
    if (element === undefined || element.table !== table || element.hidden) continue;
    if (element.tablePart === 'row') {
      row += 1;
      column = 0;
    } else if (element.tablePart === 'cell') {
      while ((heldUntil[column] ?? 0) > row) column += 1;
      const colspan = span(element, 'colspan');
      const rowspan = span(element, 'rowspan');
      for (let held = column; held < column + colspan; held += 1) heldUntil[held] = row + rowspan;
      cells.push({ row, column, colspan, rowspan, tokens: ranges.get(index) ?? { from: 0, to: 0 } });
      column += colspan;
    }
  }
  return cells;
}
