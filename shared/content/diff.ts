import { Interner, matchEqual, matchSimilar } from './align.ts';
import type { Article } from './article.ts';
import { contentHash } from './canonical.ts';
import { compareText, type TextSegment } from './diff-text.ts';
import { type Unit, unitKey, unitSimilarity, unitsOf } from './diff-units.ts';
import { foldCosmetic, syllables } from './fold.ts';
import { type FormattedBlock, formattedBlocks, plainBlock, type TextBlock, type TextBlockKind } from './text-blocks.ts';

/** What about a block differs; `cosmetic` is the same words written another way. */
export type DiffChange =
  | 'text'
  | 'cosmetic'
  | 'formatting'
  | 'link'
  | 'kind'
  | 'level'
  | 'number'
  | 'align'
  | 'image'
  | 'file'
  | 'cell'
  | 'structure';

/** One block of either version, or of both; rows of the screen that compares two versions. */
export type DiffPart = {
  /** `moved`: the same words at another place; its own differences, if any, are in `changes` too. */
  readonly kind: 'same' | 'added' | 'removed' | 'changed' | 'moved';
  readonly field: TextBlockKind | 'language';
  readonly before: TextBlock | null;
  readonly after: TextBlock | null;
  readonly changes: readonly DiffChange[];
  /** True when nothing but spaces, quotes, NFC/NFD or tone placement differs. */
  readonly cosmetic: boolean;
  readonly segments: readonly TextSegment[];
};

/** Both versions side by side, in the order of the new one with what was removed at its old place. */
export type ArticleDiff = {
  readonly parts: readonly DiffPart[];
  readonly counts: Readonly<Record<DiffPart['kind'] | 'cosmetic', number>>;
  /** True when both have one content hash. */
  readonly identical: boolean;
  /**
   * What was not looked into: pictures and files are told apart by their bytes only; `grouping` is there when the
   * hashes differ in something no part shows (two lists joined into one).
   */
  readonly notCompared: readonly ('imagePixels' | 'fileContent' | 'grouping')[];
};

/** Blocks less alike than this are one removed and one added, not one changed. */
const leastSimilarity = 0.35;
/** Shorter blocks are too common for the same words elsewhere to mean a move. */
const leastMovedSyllables = 3;

const leadingFields = ['title', 'summary'] as const;
const trailingFields = ['documentField', 'author', 'source', 'sourceDate'] as const;
const bodyKinds = new Set<TextBlockKind>([
  'paragraph',
  'heading',
  'listItem',
  'quote',
  'tableCell',
  'image',
  'caption',
  'rule',
]);

/** Every difference between two versions of an article, block by block and word by word inside them. */
export function diffArticles(before: Article, after: Article): ArticleDiff {
  const oldBlocks = formattedBlocks(before);
  const newBlocks = formattedBlocks(after);
  const inBody = (block: FormattedBlock): boolean => bodyKinds.has(block.kind);
  const parts = [
    ...leadingFields.flatMap((kind) => compareFields(kind, oldBlocks, newBlocks)),
    ...compareUnits(unitsOf(oldBlocks.filter(inBody)), unitsOf(newBlocks.filter(inBody))),
    ...compareAttachments(oldBlocks, newBlocks),
    ...trailingFields.flatMap((kind) => compareFields(kind, oldBlocks, newBlocks)),
    ...compareLanguage(before.language, after.language),
  ];
  const counts = { same: 0, added: 0, removed: 0, changed: 0, moved: 0, cosmetic: 0 };
  for (const part of parts) counts[part.cosmetic ? 'cosmetic' : part.kind] += 1;
  const identical = contentHash(before) === contentHash(after);
  const unexplained = !identical && parts.every((part) => part.kind === 'same');
  return {
    parts,
    counts,
    identical,
    notCompared: ['imagePixels', 'fileContent', ...(unexplained ? (['grouping'] as const) : [])],
  };
}

function compareFields(
  kind: TextBlockKind,
  before: readonly FormattedBlock[],
  after: readonly FormattedBlock[],
): readonly DiffPart[] {
  const ofKind = (blocks: readonly FormattedBlock[]): readonly FormattedBlock[] =>
    blocks.filter((block) => block.kind === kind);
  const paths = new Set([...ofKind(before), ...ofKind(after)].map((block) => block.path));
  return [...paths].map((path) => {
    const [one, other] = [before, after].map((blocks) => blocks.find((block) => block.path === path));
    return one !== undefined && other !== undefined ? paired(one, other, false) : single(one, other);
  });
}

function compareAttachments(before: readonly FormattedBlock[], after: readonly FormattedBlock[]): readonly DiffPart[] {
  const left = before.filter((block) => block.kind === 'attachment');
  const taken = new Set<FormattedBlock>();
  const parts = after
    .filter((block) => block.kind === 'attachment')
    .map((block) => {
      const free = left.filter((candidate) => !taken.has(candidate));
      const match =
        free.find(
          (candidate) => candidate.attachment?.sha256 === block.attachment?.sha256 && candidate.text === block.text,
        ) ??
        free.find((candidate) => candidate.attachment?.sha256 === block.attachment?.sha256) ??
        free.find((candidate) => candidate.text === block.text);
      if (match === undefined) return single(undefined, block);
      taken.add(match);
      return paired(match, block, match.path !== block.path);
    });
  return [...parts, ...left.filter((block) => !taken.has(block)).map((block) => single(block, undefined))];
}

function compareLanguage(before: string, after: string): readonly DiffPart[] {
  if (before === after) return [];
  const row = (text: string): TextBlock => ({ path: 'language', kind: 'source', text, links: [] });
  const segments: readonly TextSegment[] = [
    { kind: 'removed', before, after: '' },
    { kind: 'added', before: '', after },
  ];
  return [
    {
      kind: 'changed',
      field: 'language',
      before: row(before),
      after: row(after),
      changes: ['text'],
      cosmetic: false,
      segments,
    },
  ];
}

function compareUnits(before: readonly Unit[], after: readonly Unit[]): readonly DiffPart[] {
  const interner = new Interner();
  const keys = (units: readonly Unit[]): readonly number[] => units.map((unit) => interner.number(unitKey(unit)));
  const oldKeys = keys(before);
  const newKeys = keys(after);
  const pairs = matchSimilar(before, after, matchEqual(oldKeys, newKeys), unitSimilarity, leastSimilarity);
  const pairedBefore = new Set(pairs.map((pair) => pair.before));
  const pairedAfter = new Set(pairs.map((pair) => pair.after));
  const free = new Map<number, Unit[]>();
  before.forEach((unit, index) => {
    if (pairedBefore.has(index) || !canMove(unit)) return;
    const key = oldKeys[index] ?? -1;
    free.set(key, [...(free.get(key) ?? []), unit]);
  });
  const moves = new Map<Unit, Unit>();
  after.forEach((unit, index) => {
    const origin = pairedAfter.has(index) ? undefined : free.get(newKeys[index] ?? -1)?.shift();
    if (origin !== undefined) moves.set(unit, origin);
  });
  const moved = new Set(moves.values());

  const parts: DiffPart[] = [];
  let from = 0;
  let fromAfter = 0;
  for (const pair of [...pairs, { before: before.length, after: after.length }]) {
    for (const unit of before.slice(from, pair.before)) if (!moved.has(unit)) parts.push(...wholeUnit(unit, 'removed'));
    for (const unit of after.slice(fromAfter, pair.after)) {
      const origin = moves.get(unit);
      parts.push(...(origin === undefined ? wholeUnit(unit, 'added') : pairedUnits(origin, unit, true)));
    }
    const [one, other] = [before[pair.before], after[pair.after]];
    if (one !== undefined && other !== undefined) parts.push(...pairedUnits(one, other, false));
    from = pair.before + 1;
    fromAfter = pair.after + 1;
  }
  return parts;
}

function canMove(unit: Unit): boolean {
  return (
    unit.type !== 'block' || unit.block.kind === 'image' || syllables(unit.block.text).length >= leastMovedSyllables
  );
}

function wholeUnit(unit: Unit, side: 'added' | 'removed'): readonly DiffPart[] {
  return unit.blocks.map((block) => (side === 'added' ? single(undefined, block) : single(block, undefined)));
}

function pairedUnits(before: Unit, after: Unit, moved: boolean): readonly DiffPart[] {
  if (before.type === 'block' && after.type === 'block') return [paired(before.block, after.block, moved)];
  if (before.type === 'cell' && after.type === 'cell') {
    return [paired(before.cell, after.cell, moved), ...compareUnits(before.inner, after.inner)];
  }
  if (before.type === 'table' && after.type === 'table') {
    const parts = compareUnits(before.rows, after.rows);
    return moved ? parts.map((part) => (part.kind === 'same' ? { ...part, kind: 'moved' } : part)) : parts;
  }
  if (before.type === 'row' && after.type === 'row') {
    // Rows of one width are compared column by column, so that a cell swapped for another is a change, not a move.
    if (before.cells.length !== after.cells.length) return compareUnits(before.cells, after.cells);
    return before.cells.flatMap((cell, index) => {
      const other = after.cells[index];
      return other === undefined ? [] : pairedUnits(cell, other, false);
    });
  }
  return [...wholeUnit(before, 'removed'), ...wholeUnit(after, 'added')];
}

function single(before: FormattedBlock | undefined, after: FormattedBlock | undefined): DiffPart {
  const block = before ?? after;
  const text = block?.text ?? '';
  const [kind, segment]: readonly ['added' | 'removed', TextSegment] =
    before === undefined
      ? ['added', { kind: 'added', before: '', after: text }]
      : ['removed', { kind: 'removed', before: text, after: '' }];
  return {
    kind,
    field: block?.kind ?? 'paragraph',
    before: before === undefined ? null : plainBlock(before),
    after: after === undefined ? null : plainBlock(after),
    changes: [],
    // A blank line more or less is white space.
    cosmetic: block?.kind === 'paragraph' && foldCosmetic(text.replaceAll('\n', ' ')) === '',
    segments: text === '' ? [] : [segment],
  };
}

function paired(before: FormattedBlock, after: FormattedBlock, moved: boolean): DiffPart {
  const text = compareText(before.runs, after.runs);
  const changes: readonly DiffChange[] = [...text.changes, ...blockChanges(before, after)];
  return {
    kind: moved ? 'moved' : changes.length === 0 ? 'same' : 'changed',
    field: after.kind,
    before: plainBlock(before),
    after: plainBlock(after),
    changes,
    cosmetic: !moved && changes.length > 0 && changes.every((change) => change === 'cosmetic'),
    segments: text.segments,
  };
}

function blockChanges(before: FormattedBlock, after: FormattedBlock): readonly DiffChange[] {
  const changes: DiffChange[] = [];
  const [from, to] = [before.table, after.table];
  const cellDiffers = from?.header !== to?.header || from?.colspan !== to?.colspan || from?.rowspan !== to?.rowspan;
  if (before.kind !== after.kind) changes.push('kind');
  if (before.level !== after.level && before.kind === after.kind) changes.push('level');
  if (before.list?.number !== after.list?.number && before.kind === after.kind) changes.push('number');
  if ((before.align ?? 'left') !== (after.align ?? 'left')) changes.push('align');
  if (before.image?.sha256 !== after.image?.sha256) changes.push('image');
  if (before.attachment?.sha256 !== after.attachment?.sha256) changes.push('file');
  if (cellDiffers && after.kind === 'tableCell') changes.push('cell');
  if (before.shape !== after.shape && changes.every((change) => change !== 'kind')) changes.push('structure');
  return changes;
}
