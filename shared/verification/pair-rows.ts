/** Rows in order: equal ones by longest common subsequence, the rest of a gap one to one while both last. */
export function pairRows(
  own: readonly (readonly string[])[],
  other: readonly (readonly string[])[],
): readonly (readonly [number | null, number | null])[] {
  const one = own.map((row) => row.join('|'));
  const two = other.map((row) => row.join('|'));
  const width = two.length + 1;
  const lengths = new Uint16Array((one.length + 1) * width);
  for (let a = one.length - 1; a >= 0; a -= 1) {
    for (let b = two.length - 1; b >= 0; b -= 1) {
      lengths[a * width + b] =
        one[a] === two[b]
          ? (lengths[(a + 1) * width + b + 1] ?? 0) + 1
          : Math.max(lengths[(a + 1) * width + b] ?? 0, lengths[a * width + b + 1] ?? 0);
    }
  }
  const pairs: (readonly [number | null, number | null])[] = [];
  let gapA: number[] = [];
  let gapB: number[] = [];
  const settle = (): void => {
    pairs.push(...pairGap(own, other, gapA, gapB));
    gapA = [];
    gapB = [];
  };
  let a = 0;
  let b = 0;
  while (a < one.length && b < two.length) {
    if (one[a] === two[b]) {
      settle();
      pairs.push([a++, b++]);
    } else if ((lengths[(a + 1) * width + b] ?? 0) >= (lengths[a * width + b + 1] ?? 0)) gapA.push(a++);
    else gapB.push(b++);
  }
  for (; a < one.length; a += 1) gapA.push(a);
  for (; b < two.length; b += 1) gapB.push(b);
  settle();
  return pairs;
}

/** In a gap of unequal size the rows with most equal cells stay together. */
function pairGap(
  own: readonly (readonly string[])[],
  other: readonly (readonly string[])[],
  gapA: number[],
  gapB: number[],
): readonly (readonly [number | null, number | null])[] {
  if (gapA.length === gapB.length) {
    const text = (row: readonly string[] | undefined): string => (row ?? []).join('|');
    const elsewhere = new Set(gapB.map((b) => text(other[b])));
    return gapA.flatMap((a, index): (readonly [number | null, number | null])[] => {
      const b = gapB[index] ?? null;
      const shared = (other[b ?? -1] ?? []).some((cell, column) => cell === own[a]?.[column]);
      // Rows that changed places are not each other's versions.
      const moved =
        !shared && b !== null && (elsewhere.has(text(own[a])) || gapA.some((row) => text(own[row]) === text(other[b])));
      return moved
        ? [
            [a, null],
            [null, b],
          ]
        : [[a, b]];
    });
  }
  const pairs: (readonly [number | null, number | null])[] = [];
  let from = 0;
  const spare = gapB.length - gapA.length;
  for (const [index, a] of gapA.entries()) {
    const cells = own[a] ?? [];
    let best = -1;
    let bestShared = 0;
    const limit = spare > 0 ? Math.min(gapB.length, index + spare + 1) : gapB.length;
    for (let at = from; at < limit; at += 1) {
      const shared = (other[gapB[at] ?? -1] ?? []).filter((text, column) => text === cells[column]).length;
      if (shared > bestShared) {
        best = at;
        bestShared = shared;
      }
    }
    if (best < 0) {
      pairs.push([a, null]);
      continue;
    }
    for (; from < best; from += 1) pairs.push([null, gapB[from] ?? null]);
    pairs.push([a, gapB[best] ?? null]);
    from = best + 1;
  }
  for (; from < gapB.length; from += 1) pairs.push([null, gapB[from] ?? null]);
  return pairs;
}
