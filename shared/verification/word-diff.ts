import type { TokenList } from './tokens.ts';

/** Half-open range of token indexes. */
export interface TokenRange {
  readonly from: number;
  readonly to: number;
}

const cellLimit = 1_500_000;

/**
 * Longest common subsequence of two short ranges as index pairs; common ends are taken first. Beyond 1.5 million cells the
 * middle counts as replaced whole.
 */
export function commonTokens(
  approved: TokenList,
  page: TokenList,
  one: TokenRange,
  other: TokenRange,
): readonly (readonly [number, number])[] {
  const pairs: [number, number][] = [];
  let { from: a, to: aEnd } = one;
  let { from: p, to: pEnd } = other;
  while (a < aEnd && p < pEnd && approved.key(a) === page.key(p)) pairs.push([a++, p++]);
  const tail: [number, number][] = [];
  while (aEnd > a && pEnd > p && approved.key(aEnd - 1) === page.key(pEnd - 1)) tail.push([--aEnd, --pEnd]);
  pairs.push(...middlePairs(approved, page, { from: a, to: aEnd }, { from: p, to: pEnd }), ...tail.reverse());
  return pairs;
}

function middlePairs(approved: TokenList, page: TokenList, one: TokenRange, other: TokenRange): [number, number][] {
  const rows = one.to - one.from;
  const columns = other.to - other.from;
  if (rows === 0 || columns === 0 || rows * columns > cellLimit) return [];
  const width = columns + 1;
  const lengths = new Uint32Array((rows + 1) * width);
  for (let row = rows - 1; row >= 0; row -= 1) {
    const key = approved.key(one.from + row);
    for (let column = columns - 1; column >= 0; column -= 1) {
      lengths[row * width + column] =
        key === page.key(other.from + column)
          ? (lengths[(row + 1) * width + column + 1] ?? 0) + 1
          : Math.max(lengths[(row + 1) * width + column] ?? 0, lengths[row * width + column + 1] ?? 0);
    }
  }
  const pairs: [number, number][] = [];
  let row = 0;
  let column = 0;
  while (row < rows && column < columns) {
    const here = lengths[row * width + column] ?? 0;
    if (
      approved.key(one.from + row) === page.key(other.from + column) &&
      here === (lengths[(row + 1) * width + column + 1] ?? 0) + 1
    ) {
      pairs.push([one.from + row, other.from + column]);
      row += 1;
      column += 1;
    } else if (here === (lengths[(row + 1) * width + column] ?? 0)) row += 1;
    else column += 1;
  }
  return withoutChance(approved, pairs, one, other);
}

/** Drops a lone sign that matched by chance between two rewritten stretches. */
function withoutChance(
  approved: TokenList,
  pairs: [number, number][],
  one: TokenRange,
  other: TokenRange,
): [number, number][] {
  return pairs.filter(([a, p], index) => {
    if (/[\p{L}\p{N}]/u.test(approved.raw(a))) return true;
    const [aBefore, pBefore] = pairs[index - 1] ?? [one.from - 1, other.from - 1];
    const [aAfter, pAfter] = pairs[index + 1] ?? [one.to, other.to];
    const editedBefore = aBefore !== a - 1 && pBefore !== p - 1;
    const editedAfter = aAfter !== a + 1 && pAfter !== p + 1;
    return !(editedBefore && editedAfter);
  });
}
