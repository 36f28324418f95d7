/** Positions of one element in both sequences. */
export type Pair = { readonly before: number; readonly after: number };

/** Edits the exact search may spend on one stretch before anchors cut it into smaller ones. */
const editLimit = 200;
/** Comparisons the similarity search may spend on one gap before it looks only a few steps ahead. */
const comparisonLimit = 2_500;
const lookAhead = 6;

/** Numbers for values, equal numbers for equal values. */
export class Interner {
  readonly #numbers = new Map<string, number>();

  number(value: string): number {
    const known = this.#numbers.get(value);
    if (known !== undefined) return known;
    this.#numbers.set(value, this.#numbers.size);
    return this.#numbers.size - 1;
  }
}

/**
 * Equal elements of both sequences in order, rising on both sides; the longest such list (Myers, "An O(ND) difference
 * algorithm", 1986) while few edits suffice, else cut at elements that occur once in each. Time stays near linear.
 */
export function matchEqual(before: readonly number[], after: readonly number[]): readonly Pair[] {
  const pairs: Pair[] = [];
  const pending: Range[] = [{ from: 0, to: before.length, fromAfter: 0, toAfter: after.length }];
  for (let range = pending.pop(); range !== undefined; range = pending.pop()) {
    const rest = trimmed(before, after, range, pairs);
    if (rest.from === rest.to || rest.fromAfter === rest.toAfter) continue;
    if (shortestEdit(before, after, rest, pairs)) continue;
    const anchors = uniqueAnchors(before, after, rest);
    let { from, fromAfter } = rest;
    for (const anchor of anchors) {
      pairs.push(anchor);
      pending.push({ from, to: anchor.before, fromAfter, toAfter: anchor.after });
      from = anchor.before + 1;
      fromAfter = anchor.after + 1;
    }
    if (anchors.length > 0) pending.push({ from, to: rest.to, fromAfter, toAfter: rest.toAfter });
  }
  return pairs.sort((left, right) => left.before - right.before);
}

/** Fills the gaps between `pairs` with elements alike enough (`similarity` 0–1, at least `least`), order kept. */
export function matchSimilar<Element>(
  before: readonly Element[],
  after: readonly Element[],
  pairs: readonly Pair[],
  similarity: (before: Element, after: Element) => number,
  least: number,
): readonly Pair[] {
  const all: Pair[] = [];
  let from = 0;
  let fromAfter = 0;
  for (const pair of [...pairs, { before: before.length, after: after.length }]) {
    const range = { from, to: pair.before, fromAfter, toAfter: pair.after };
    const alike = (left: number, right: number): number => {
      const [one, other] = [before[left], after[right]];
      const value = one === undefined || other === undefined ? 0 : similarity(one, other);
      return value < least ? 0 : value;
    };
    const cells = (range.to - range.from) * (range.toAfter - range.fromAfter);
    if (cells > 0) all.push(...(cells <= comparisonLimit ? bestInGap(range, alike) : nextInGap(range, alike)));
    if (pair.before < before.length) all.push(pair);
    from = pair.before + 1;
    fromAfter = pair.after + 1;
  }
  return all;
}

type Range = { readonly from: number; readonly to: number; readonly fromAfter: number; readonly toAfter: number };

function trimmed(before: readonly number[], after: readonly number[], range: Range, pairs: Pair[]): Range {
  let { from, to, fromAfter, toAfter } = range;
  while (from < to && fromAfter < toAfter && before[from] === after[fromAfter]) {
    pairs.push({ before: from, after: fromAfter });
    from += 1;
    fromAfter += 1;
  }
  while (from < to && fromAfter < toAfter && before[to - 1] === after[toAfter - 1]) {
    to -= 1;
    toAfter -= 1;
    pairs.push({ before: to, after: toAfter });
  }
  return { from, to, fromAfter, toAfter };
}

/** Adds the pairs of the shortest edit script, or adds nothing and says false when it needs too many edits. */
function shortestEdit(before: readonly number[], after: readonly number[], range: Range, pairs: Pair[]): boolean {
  const width = range.to - range.from;
  const height = range.toAfter - range.fromAfter;
  const most = Math.min(editLimit, width + height);
  const trace: Int32Array[] = [];
  let furthest = new Int32Array(2 * most + 3);
  const centre = most + 1;
  for (let edits = 0; edits <= most; edits += 1) {
    trace.push(furthest);
    furthest = furthest.slice();
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const down =
        diagonal === -edits ||
        (diagonal !== edits && at(furthest, centre + diagonal - 1) < at(furthest, centre + diagonal + 1));
      let x = down ? at(furthest, centre + diagonal + 1) : at(furthest, centre + diagonal - 1) + 1;
      let y = x - diagonal;
      while (x < width && y < height && before[range.from + x] === after[range.fromAfter + y]) {
        x += 1;
        y += 1;
      }
      furthest[centre + diagonal] = x;
      if (x >= width && y >= height) {
        backtrack(trace, centre, range, width, height, pairs);
        return true;
      }
    }
  }
  return false;
}

function backtrack(
  trace: readonly Int32Array[],
  centre: number,
  range: Range,
  width: number,
  height: number,
  pairs: Pair[],
): void {
  let x = width;
  let y = height;
  for (let edits = trace.length - 1; edits >= 0; edits -= 1) {
    const furthest = trace[edits] ?? new Int32Array();
    const diagonal = x - y;
    const down =
      diagonal === -edits ||
      (diagonal !== edits && at(furthest, centre + diagonal - 1) < at(furthest, centre + diagonal + 1));
    const fromDiagonal = down ? diagonal + 1 : diagonal - 1;
    const fromX = edits === 0 ? 0 : at(furthest, centre + fromDiagonal);
    const fromY = edits === 0 ? 0 : fromX - fromDiagonal;
    const [startX, startY] = edits === 0 ? [0, 0] : down ? [fromX, fromY + 1] : [fromX + 1, fromY];
    while (x > startX && y > startY) {
      x -= 1;
      y -= 1;
      pairs.push({ before: range.from + x, after: range.fromAfter + y });
    }
    x = fromX;
    y = fromY;
  }
}

function at(values: Int32Array, index: number): number {
  return values[index] ?? 0;
}

/** Elements that occur once on each side, thinned to the longest list rising on both (patience sorting). */
function uniqueAnchors(before: readonly number[], after: readonly number[], range: Range): readonly Pair[] {
  const inAfter = new Map<number, number>();
  for (let index = range.fromAfter; index < range.toAfter; index += 1) {
    const value = after[index] ?? -1;
    inAfter.set(value, inAfter.has(value) ? -1 : index);
  }
  const inBefore = new Map<number, number>();
  for (let index = range.from; index < range.to; index += 1) {
    const value = before[index] ?? -1;
    inBefore.set(value, inBefore.has(value) ? -1 : index);
  }
  const common: Pair[] = [];
  for (const [value, index] of inBefore) {
    const other = inAfter.get(value) ?? -1;
    if (index >= 0 && other >= 0) common.push({ before: index, after: other });
  }
  return longestRising(common);
}

function longestRising(pairs: readonly Pair[]): readonly Pair[] {
  const tops: number[] = [];
  const previous: number[] = [];
  pairs.forEach((pair, index) => {
    let low = 0;
    let high = tops.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[tops[middle] ?? 0]?.after ?? 0) < pair.after) low = middle + 1;
      else high = middle;
    }
    previous[index] = low === 0 ? -1 : (tops[low - 1] ?? -1);
    tops[low] = index;
  });
  const rising: Pair[] = [];
  for (let index = tops.at(-1) ?? -1; index >= 0; index = previous[index] ?? -1) {
    const pair = pairs[index];
    if (pair !== undefined) rising.push(pair);
  }
  return rising.reverse();
}

/** The order-keeping pairing with the greatest total similarity. */
function bestInGap(range: Range, alike: (before: number, after: number) => number): readonly Pair[] {
  const rows = range.to - range.from;
  const columns = range.toAfter - range.fromAfter;
  const width = columns + 1;
  const likeness = new Float64Array(rows * columns);
  const best = new Float64Array((rows + 1) * width);
  const value = (row: number, column: number): number => best[row * width + column] ?? 0;
  for (let row = rows - 1; row >= 0; row -= 1) {
    for (let column = columns - 1; column >= 0; column -= 1) {
      const like = alike(range.from + row, range.fromAfter + column);
      likeness[row * columns + column] = like;
      const together = like > 0 ? like + value(row + 1, column + 1) : 0;
      best[row * width + column] = Math.max(together, value(row + 1, column), value(row, column + 1));
    }
  }
  const pairs: Pair[] = [];
  for (let row = 0, column = 0; row < rows && column < columns; ) {
    const like = likeness[row * columns + column] ?? 0;
    if (like > 0 && value(row, column) === like + value(row + 1, column + 1)) {
      pairs.push({ before: range.from + row, after: range.fromAfter + column });
      row += 1;
      column += 1;
    } else if (value(row, column) === value(row + 1, column)) row += 1;
    else column += 1;
  }
  return pairs;
}

/** For gaps too large for the best pairing: each element takes the most alike of the next few. */
function nextInGap(range: Range, alike: (before: number, after: number) => number): readonly Pair[] {
  const pairs: Pair[] = [];
  let after = range.fromAfter;
  for (let before = range.from; before < range.to && after < range.toAfter; before += 1) {
    let best = { like: 0, at: -1 };
    for (let ahead = after; ahead < Math.min(after + lookAhead, range.toAfter); ahead += 1) {
      const like = alike(before, ahead);
      if (like > best.like) best = { like, at: ahead };
    }
    if (best.at < 0) continue;
    pairs.push({ before, after: best.at });
    after = best.at + 1;
  }
  return pairs;
}
