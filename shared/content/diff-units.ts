import { foldCosmetic, foldToneStyle, syllables } from './fold.ts';
import type { FormattedBlock } from './text-blocks.ts';

/**
 * What is aligned as one: a block, or a table of rows of cells; `inner` is what a cell holds besides its text. `blocks`
 * are all blocks of the unit in reading order.
 */
export type Unit =
  | { readonly type: 'block'; readonly blocks: readonly FormattedBlock[]; readonly block: FormattedBlock }
  | { readonly type: 'table'; readonly blocks: readonly FormattedBlock[]; readonly rows: readonly Unit[] }
  | { readonly type: 'row'; readonly blocks: readonly FormattedBlock[]; readonly cells: readonly Unit[] }
  | {
      readonly type: 'cell';
      readonly blocks: readonly FormattedBlock[];
      readonly cell: FormattedBlock;
      readonly inner: readonly Unit[];
    };

/** Groups the blocks of a body, or of the inside of a cell, into units. */
export function unitsOf(blocks: readonly FormattedBlock[]): readonly Unit[] {
  const units: Unit[] = [];
  for (let index = 0; index < blocks.length; ) {
    const block = blocks[index];
    if (block === undefined) break;
    const tablePath = block.kind === 'tableCell' ? pathAbove(pathAbove(block.path)) : null;
    if (tablePath === null) {
      units.push({ type: 'block', blocks: [block], block });
      index += 1;
      continue;
    }
    const end = endOf(blocks, index, tablePath);
    units.push(tableOf(blocks.slice(index, end)));
    index = end;
  }
  return units;
}

/** Equal for units that differ at most in formatting or in how the same words are written. */
export function unitKey(unit: Unit): string {
  return unit.blocks
    .map((block) => `${block.kind} ${block.image?.sha256 ?? ''} ${foldCosmetic(block.text)}`)
    .join('\n');
}

/** How alike two units are, 0–1, by the syllables they share (Dice); units of different sort are not alike at all. */
export function unitSimilarity(before: Unit, after: Unit): number {
  if (before.type !== after.type) return 0;
  if (before.type === 'block' && after.type === 'block') {
    const [one, other] = [before.block.kind, after.block.kind];
    if (one === 'image' || other === 'image' || one === 'rule' || other === 'rule') return one === other ? 0.5 : 0;
    if ((one === 'caption') !== (other === 'caption')) return 0;
  }
  const left = bagOf(before);
  const right = bagOf(after);
  if (left.size + right.size === 0) return 1;
  let shared = 0;
  for (const [syllable, count] of left.counts) shared += Math.min(count, right.counts.get(syllable) ?? 0);
  return (2 * shared) / (left.size + right.size);
}

type Bag = { readonly counts: ReadonlyMap<string, number>; readonly size: number };

/** Long blocks are judged by their beginning. */
const judgedCharacters = 4_000;
const bags = new WeakMap<Unit, Bag>();

function bagOf(unit: Unit): Bag {
  const known = bags.get(unit);
  if (known !== undefined) return known;
  const text = unit.blocks
    .map((block) => block.text)
    .join(' ')
    .slice(0, judgedCharacters);
  const counts = new Map<string, number>();
  const words = syllables(foldToneStyle(text).toLowerCase());
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const bag = { counts, size: words.length };
  bags.set(unit, bag);
  return bag;
}

function tableOf(blocks: readonly FormattedBlock[]): Unit {
  const rows: Unit[] = [];
  for (let index = 0; index < blocks.length; ) {
    const end = endOf(blocks, index, pathAbove(blocks[index]?.path ?? ''));
    const row = blocks.slice(index, end);
    rows.push({ type: 'row', blocks: row, cells: cellsOf(row) });
    index = end;
  }
  return { type: 'table', blocks, rows };
}

function cellsOf(blocks: readonly FormattedBlock[]): readonly Unit[] {
  const cells: Unit[] = [];
  for (let index = 0; index < blocks.length; ) {
    const cell = blocks[index];
    if (cell === undefined) break;
    const end = endOf(blocks, index, cell.path);
    cells.push({ type: 'cell', blocks: blocks.slice(index, end), cell, inner: unitsOf(blocks.slice(index + 1, end)) });
    index = end;
  }
  return cells;
}

/** End of the stretch from `start` on whose paths lie at or below `path`. */
function endOf(blocks: readonly FormattedBlock[], start: number, path: string): number {
  let end = start + 1;
  for (let next = blocks[end]; next?.path.startsWith(`${path}/`); next = blocks[end]) end += 1;
  return end;
}

function pathAbove(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}
