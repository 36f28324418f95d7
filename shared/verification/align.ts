import { commonStretches, heaviestChain, type TokenMatch } from './anchors.ts';
import { joinNearbyEdits, releaseMoved, slideToEnds } from './settle-alignment.ts';
import type { TokenList } from './tokens.ts';
import { commonTokens, type TokenRange } from './word-diff.ts';

/** Which page token stands for which approved token; strictly increasing on both sides, -1 where none does. */
export interface Alignment {
  readonly pageOf: Int32Array;
  readonly approvedOf: Int32Array;
  /** Every common stretch found, chained or not: where moved and repeated text is looked up. */
  readonly stretches: readonly TokenMatch[];
}

/** A part of one block or segment inside a gap. */
interface Piece extends TokenRange {
  readonly owner: number;
}

const piecesPerGap = 400;

/** Aligns the approved text with the page: exact anchors, the best chain of them, then word by word inside the gaps. */
export function align(approved: TokenList, page: TokenList, titleTokens = 0): Alignment {
  const pageOf = new Int32Array(approved.length).fill(-1);
  const approvedOf = new Int32Array(page.length).fill(-1);
  const stretches = commonStretches(approved, page);
  const pair = (a: number, p: number): void => {
    pageOf[a] = p;
    approvedOf[p] = a;
  };
  for (const match of withoutStrays(heaviestChain(stretches, titleTokens), approved, page)) {
    for (let offset = 0; offset < match.length; offset += 1) pair(match.approved + offset, match.page + offset);
  }
  for (const gap of gaps(pageOf, page.length)) {
    for (const [one, other] of pairedPieces(approved, page, gap, pageOf)) {
      for (const [a, p] of commonTokens(approved, page, one, other)) pair(a, p);
    }
  }
  releaseMoved(approved, stretches, pageOf, approvedOf);
  slideToEnds(approved, page, pageOf, approvedOf);
  joinNearbyEdits(approved, page, pageOf, approvedOf);
  return { pageOf, approvedOf, stretches };
}

/**
 * Drops anchors that are phrases of the portal's own (its name, its office) and not of the article: they cover little
 * both of their block and of their segment.
 */
function withoutStrays(chain: readonly TokenMatch[], approved: TokenList, page: TokenList): readonly TokenMatch[] {
  const perPair = new Map<string, number>();
  const each = (match: TokenMatch, visit: (block: number, segment: number, count: number) => void): void => {
    let from = 0;
    while (from < match.length) {
      const block = approved.owner(match.approved + from);
      const segment = page.owner(match.page + from);
      const to = Math.min(match.length, approved.end(block) - match.approved, page.end(segment) - match.page);
      visit(block, segment, to - from);
      from = to;
    }
  };
  for (const match of chain) {
    each(match, (block, segment, count) => {
      const key = `${block} ${segment}`;
      perPair.set(key, (perPair.get(key) ?? 0) + count);
    });
  }
  const kept: TokenMatch[] = [];
  for (const match of chain) {
    let at = 0;
    each(match, (block, segment, count) => {
      const shared = perPair.get(`${block} ${segment}`) ?? 0;
      const ofBlock = shared / Math.max(1, approved.end(block) - approved.first(block));
      const ofSegment = shared / Math.max(1, page.end(segment) - page.first(segment));
      if (ofBlock >= 0.35 || ofSegment >= 0.5) {
        kept.push({ approved: match.approved + at, page: match.page + at, length: count });
      }
      at += count;
    });
  }
  return kept;
}

interface Gap {
  readonly approved: TokenRange;
  readonly page: TokenRange;
}

function gaps(pageOf: Int32Array, pageLength: number): readonly Gap[] {
  const list: Gap[] = [];
  let from = 0;
  let pageFrom = 0;
  for (let at = 0; at <= pageOf.length; at += 1) {
    const match = at < pageOf.length ? (pageOf[at] ?? -1) : pageLength;
    if (match < 0) continue;
    if (at > from && match > pageFrom) list.push({ approved: { from, to: at }, page: { from: pageFrom, to: match } });
    from = at + 1;
    pageFrom = match + 1;
  }
  return list;
}

function pieces(tokens: TokenList, range: TokenRange): Piece[] {
  const list: Piece[] = [];
  for (let from = range.from; from < range.to; ) {
    const owner = tokens.owner(from);
    const to = Math.min(range.to, tokens.end(owner));
    list.push({ owner, from, to });
    from = to;
  }
  return list;
}

/** Which parts of a gap's blocks are compared with which parts of its segments, in order. */
function pairedPieces(
  approved: TokenList,
  page: TokenList,
  gap: Gap,
  pageOf: Int32Array,
): readonly (readonly [Piece, Piece])[] {
  let blocks = pieces(approved, gap.approved);
  let segments = pieces(page, gap.page);
  const pairs: [Piece, Piece][] = [];
  const firstBlock = blocks[0];
  const firstSegment = segments[0];
  // A gap in the middle of a block and of a segment is one changed place, whatever the words have in common.
  if (
    firstBlock !== undefined &&
    firstSegment !== undefined &&
    continues(approved, page, firstBlock.from, firstSegment.from, pageOf)
  ) {
    pairs.push([firstBlock, firstSegment]);
    blocks = blocks.slice(1);
    segments = segments.slice(1);
  }
  const lastBlock = blocks.at(-1);
  const lastSegment = segments.at(-1);
  let tail: [Piece, Piece] | null = null;
  if (
    lastBlock !== undefined &&
    lastSegment !== undefined &&
    gap.approved.to < approved.length &&
    gap.page.to < page.length &&
    approved.owner(gap.approved.to) === lastBlock.owner &&
    page.owner(gap.page.to) === lastSegment.owner
  ) {
    tail = [lastBlock, lastSegment];
    blocks = blocks.slice(0, -1);
    segments = segments.slice(0, -1);
  }
  if (blocks.length > 0 && segments.length > 0) {
    pairs.push(...similarPieces(approved, page, blocks, nearest(segments, gap, approved.length)));
  }
  if (tail !== null) pairs.push(tail);
  return pairs;
}

function continues(approved: TokenList, page: TokenList, a: number, p: number, pageOf: Int32Array): boolean {
  return (
    a > 0 &&
    p > 0 &&
    pageOf[a - 1] === p - 1 &&
    approved.owner(a) === approved.owner(a - 1) &&
    page.owner(p) === page.owner(p - 1)
  );
}

/** The segments a gap's blocks can reasonably stand in: those beside the anchors. */
function nearest(segments: Piece[], gap: Gap, approvedLength: number): Piece[] {
  if (segments.length <= piecesPerGap) return segments;
  if (gap.approved.from === 0) return segments.slice(-piecesPerGap);
  if (gap.approved.to === approvedLength) return segments.slice(0, piecesPerGap);
  return [...segments.slice(0, piecesPerGap / 2), ...segments.slice(-piecesPerGap / 2)];
}

function bag(tokens: TokenList, piece: Piece): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (let at = piece.from; at < piece.to; at += 1) counts.set(tokens.key(at), (counts.get(tokens.key(at)) ?? 0) + 1);
  return counts;
}

/** Order-preserving assignment of the greatest total likeness. */
function similarPieces(
  approved: TokenList,
  page: TokenList,
  blocks: readonly Piece[],
  segments: readonly Piece[],
): readonly [Piece, Piece][] {
  const columns = segments.length + 1;
  if (blocks.length * segments.length > 400_000) return [];
  const bags = segments.map((segment) => bag(page, segment));
  const likeness = new Float64Array(blocks.length * segments.length);
  blocks.forEach((block, row) => {
    const words = bag(approved, block);
    bags.forEach((other, column) => {
      const segment = segments[column];
      if (segment !== undefined) likeness[row * segments.length + column] = likenessOf(block, segment, words, other);
    });
  });
  const best = new Float64Array((blocks.length + 1) * columns);
  for (let row = blocks.length - 1; row >= 0; row -= 1) {
    for (let column = segments.length - 1; column >= 0; column -= 1) {
      const value = likeness[row * segments.length + column] ?? 0;
      best[row * columns + column] = Math.max(
        value > 0 ? value + (best[(row + 1) * columns + column + 1] ?? 0) : 0,
        best[(row + 1) * columns + column] ?? 0,
        best[row * columns + column + 1] ?? 0,
      );
    }
  }
  const pairs: [Piece, Piece][] = [];
  let row = 0;
  let column = 0;
  while (row < blocks.length && column < segments.length) {
    const here = best[row * columns + column] ?? 0;
    const value = likeness[row * segments.length + column] ?? 0;
    const block = blocks[row];
    const segment = segments[column];
    if (here === (best[row * columns + column + 1] ?? 0)) column += 1;
    else if (here === (best[(row + 1) * columns + column] ?? 0)) row += 1;
    else {
      if (value > 0 && block !== undefined && segment !== undefined) pairs.push([block, segment]);
      row += 1;
      column += 1;
    }
  }
  return pairs;
}

/** Shared tokens when two pieces are plainly versions of one text, else 0. */
function likenessOf(
  block: Piece,
  segment: Piece,
  words: ReadonlyMap<number, number>,
  other: ReadonlyMap<number, number>,
): number {
  const size = block.to - block.from;
  const otherSize = segment.to - segment.from;
  if (otherSize < size * 0.3) return 0;
  let shared = 0;
  for (const [key, times] of words) shared += Math.min(times, other.get(key) ?? 0);
  const alike = shared / Math.max(size, otherSize) >= 0.5 || (size >= 3 && shared / size >= 0.8);
  return alike ? shared + (shared === size && size === otherSize ? 1 : 0) : 0;
}
