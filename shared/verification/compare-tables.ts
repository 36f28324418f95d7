import type { TextBlock } from '../content/text-blocks.ts';
import { type Comparing, elementOf, shownRange, shownText } from './comparing.ts';
import { type PageCell, pageCells } from './page-table.ts';
import { pairRows } from './pair-rows.ts';
import { commonTokens, type TokenRange } from './word-diff.ts';
import { wordingFinding } from './wording-finding.ts';

interface ApprovedCell {
  readonly owner: number;
  readonly row: number;
  readonly column: number;
  readonly colspan: number;
  readonly rowspan: number;
}

/** Compares each table cell by cell with the page's table that carries most of its words; returns how many were found. */
export function compareTables(comparing: Comparing): number {
  const tables = new Map<number, ApprovedCell[]>();
  comparing.flow.forEach((block: TextBlock, owner) => {
    if (block.kind !== 'tableCell' || block.table === undefined) return;
    const { table, row, column, colspan, rowspan } = block.table;
    const cells = tables.get(table) ?? [];
    cells.push({ owner, row, column, colspan, rowspan });
    tables.set(table, cells);
  });
  let found = 0;
  for (const cells of tables.values()) {
    const element = pageTable(comparing, cells);
    if (element < 0) continue;
    found += 1;
    compareTable(comparing, cells, element);
  }
  return found;
}

/** The innermost page table with at least half of the aligned words of the cells, unless other blocks stand in it too. */
function pageTable(comparing: Comparing, cells: readonly ApprovedCell[]): number {
  const { approved, alignment, scan } = comparing;
  const counts = new Map<number, number>();
  let total = 0;
  for (const { owner } of cells) {
    for (let at = approved.first(owner); at < approved.end(owner); at += 1) {
      const match = alignment.pageOf[at] ?? -1;
      if (match < 0) continue;
      total += 1;
      const table = scan.elements[elementOf(comparing, match)]?.table ?? -1;
      counts.set(table, (counts.get(table) ?? 0) + 1);
    }
  }
  const best = [...counts].filter(([table]) => table >= 0).sort((one, other) => other[1] - one[1])[0];
  if (best === undefined || best[1] * 2 < total) return -1;
  const own = new Set(cells.map((cell) => cell.owner));
  const shared = comparing.flow.some((block, owner) => {
    if (own.has(owner) || block.table !== undefined) return false;
    const match = alignment.pageOf[approved.first(owner)] ?? -1;
    return match >= 0 && scan.elements[elementOf(comparing, match)]?.table === best[0];
  });
  return shared ? -1 : best[0];
}

function rowsOf<Cell extends { readonly row: number }>(cells: readonly Cell[]): readonly (readonly Cell[])[] {
  const rows = new Map<number, Cell[]>();
  for (const cell of cells) {
    const row = rows.get(cell.row) ?? [];
    row.push(cell);
    rows.set(cell.row, row);
  }
  return [...rows.values()];
}

function compareTable(comparing: Comparing, cells: readonly ApprovedCell[], table: number): void {
  const { approved, shown } = comparing;
  const rows = rowsOf(cells);
  const pageRows = rowsOf(pageCells(comparing, table)).filter(
    (row) => row.some((cell) => cell.tokens.to > cell.tokens.from) || rows.length > 0,
  );
  const key = (list: { keys: (cell: number) => number }, from: number, to: number): string => {
    let text = '';
    for (let at = from; at < to; at += 1) text += `${list.keys(at)} `;
    return text;
  };
  const own = rows.map((row) =>
    row.map((cell) => key({ keys: (at) => approved.key(at) }, approved.first(cell.owner), approved.end(cell.owner))),
  );
  const other = pageRows.map((row) =>
    row.map((cell) => key({ keys: (at) => shown.key(at) }, cell.tokens.from, cell.tokens.to)),
  );
  const pairs = pairRows(own, other);
  const gone = new Map(
    pairs.flatMap(([row, pageRow]) =>
      row !== null && pageRow === null ? [[(own[row] ?? []).join('|'), row] as const] : [],
    ),
  );
  const moved = new Set<number>();
  for (const [row, pageRow] of pairs) {
    const from = pageRow === null || row !== null ? undefined : gone.get((other[pageRow] ?? []).join('|'));
    if (from !== undefined) moved.add(from);
  }
  for (const [row, pageRow] of pairs) {
    const ownCells = row === null ? [] : (rows[row] ?? []);
    const shownCells = pageRow === null ? [] : (pageRows[pageRow] ?? []);
    const wandered = pageRow !== null && row === null && gone.has((other[pageRow] ?? []).join('|'));
    if (wandered) {
      // Told once, with the row that is not in its place.
    } else if (row === null) {
      const from = shownCells.find((cell) => cell.tokens.to > cell.tokens.from)?.tokens.from ?? 0;
      const to = Math.max(from, ...shownCells.map((cell) => cell.tokens.to));
      if (to > from) {
        comparing.list.add({
          type: 'tableShape',
          severity: 'meaning',
          block: comparing.flow[cells[0]?.owner ?? -1]?.path ?? null,
          published: shownText(comparing, from, to),
          publishedRange: shownRange(comparing, from, to),
        });
      }
    } else if (pageRow === null) {
      const texts = ownCells.map((cell) => comparing.flow[cell.owner]?.text ?? '').join('\n');
      if (texts.trim() !== '') {
        comparing.list.add({
          type: moved.has(row) ? 'movedBlock' : 'tableShape',
          severity: 'meaning',
          block: comparing.flow[ownCells[0]?.owner ?? -1]?.path ?? null,
          approved: texts,
          ...(moved.has(row) ? { published: texts } : {}),
        });
      }
    } else compareRow(comparing, ownCells, shownCells);
    for (const cell of ownCells) comparing.settledBlocks.add(cell.owner);
    for (const cell of shownCells) {
      for (let at = cell.tokens.from; at < cell.tokens.to; at = shown.end(shown.owner(at)))
        comparing.explained.add(shown.owner(at));
    }
  }
}

function compareRow(comparing: Comparing, own: readonly ApprovedCell[], row: readonly PageCell[]): void {
  const { approved, shown, flow } = comparing;
  own.forEach((cell, index) => {
    const block = flow[cell.owner];
    const other = row[index];
    if (block === undefined) return;
    if (other === undefined) {
      comparing.list.add({ type: 'tableShape', severity: 'meaning', block: block.path, approved: block.text });
      return;
    }
    if (comparing.version.knowsShape && (cell.colspan !== other.colspan || cell.rowspan !== other.rowspan)) {
      comparing.list.add({
        type: 'tableShape',
        severity: 'meaning',
        block: block.path,
        approved: `${cell.colspan} × ${cell.rowspan}`,
        published: `${other.colspan} × ${other.rowspan}`,
        before: block.text,
      });
    }
    const one = { from: approved.first(cell.owner), to: approved.end(cell.owner) };
    const common = commonTokens(approved, shown, one, other.tokens);
    const size = Math.max(one.to - one.from, other.tokens.to - other.tokens.from);
    // Two short cells that share a sign or a digit are two different cells.
    const pairs = size <= 8 && common.length < size * 0.5 ? [] : common;
    rewriteAlignment(comparing, one, other.tokens, pairs);
    let a = one.from;
    let p = other.tokens.from;
    for (const [nextA, nextP] of [...pairs, [one.to, other.tokens.to] as const]) {
      if (nextA > a || nextP > p) {
        const place = {
          block,
          approved,
          owner: cell.owner,
          one: { from: a, to: nextA },
          shown,
          other: { from: p, to: nextP },
        };
        comparing.list.add({ ...wordingFinding(place), publishedRange: shownRange(comparing, p, nextP) });
      }
      a = nextA + 1;
      p = nextP + 1;
    }
  });
  for (const extra of row.slice(own.length)) {
    if (extra.tokens.to === extra.tokens.from) continue;
    comparing.list.add({
      type: 'tableShape',
      severity: 'meaning',
      block: flow[own.at(-1)?.owner ?? -1]?.path ?? null,
      published: shownText(comparing, extra.tokens.from, extra.tokens.to),
      publishedRange: shownRange(comparing, extra.tokens.from, extra.tokens.to),
    });
  }
}

/** The cell's own pairing replaces what the search over the whole page had found. */
function rewriteAlignment(
  comparing: Comparing,
  one: TokenRange,
  other: TokenRange,
  pairs: readonly (readonly [number, number])[],
): void {
  const { pageOf, approvedOf } = comparing.alignment;
  for (let at = one.from; at < one.to; at += 1) {
    const match = pageOf[at] ?? -1;
    if (match >= 0) approvedOf[match] = -1;
    pageOf[at] = -1;
  }
  for (let at = other.from; at < other.to; at += 1) {
    const match = approvedOf[at] ?? -1;
    if (match >= 0) pageOf[match] = -1;
    approvedOf[at] = -1;
  }
  for (const [a, p] of pairs) {
    pageOf[a] = p;
    approvedOf[p] = a;
  }
}
