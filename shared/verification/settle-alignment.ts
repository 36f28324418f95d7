import type { TokenMatch } from './anchors.ts';
import type { TokenList } from './tokens.ts';

/** At most this many unchanged words between two changes of one place are shown with them, as one change. */
const joinedOver = 2;

/** A name of which two parts were exchanged is one change, though a middle part stayed. */
export function joinNearbyEdits(
  approved: TokenList,
  page: TokenList,
  pageOf: Int32Array,
  approvedOf: Int32Array,
): void {
  for (let owner = 0; owner < approved.texts.length; owner += 1) {
    const end = approved.end(owner);
    let from = approved.first(owner);
    while (from < end) {
      const start = pageOf[from] ?? -1;
      if (start < 0) {
        from += 1;
        continue;
      }
      let to = from + 1;
      while (to < end && pageOf[to] === start + to - from) to += 1;
      const before = from > approved.first(owner) ? lastPlaced(pageOf, from - 1, approved.first(owner)) : -1;
      const after = to < end ? (pageOf.subarray(to, end).find((match) => match >= 0) ?? -1) : -1;
      const changed = before >= 0 && after >= 0 && (pageOf[from - 1] ?? -1) < 0 && (pageOf[to] ?? -1) < 0;
      const stays = page.owner(before) === page.owner(start) && page.owner(after) === page.owner(start);
      const replaced = before < start - 1 && after > start + to - from;
      if (to - from <= joinedOver && changed && stays && replaced) {
        for (let at = from; at < to; at += 1) {
          approvedOf[pageOf[at] ?? -1] = -1;
          pageOf[at] = -1;
        }
      }
      from = to;
    }
  }
}

/** Page token of the nearest placed approved token at or before `at`, or -1. */
function lastPlaced(pageOf: Int32Array, at: number, first: number): number {
  for (let token = at; token >= first; token -= 1) if ((pageOf[token] ?? -1) >= 0) return pageOf[token] ?? -1;
  return -1;
}

/**
 * Where a block begins like what was put before it (item 3, `3. 3.400 …`), the words belong to the later place: the
 * extra ones then stand at the segment's start, where list markers are.
 */
export function slideToEnds(approved: TokenList, page: TokenList, pageOf: Int32Array, approvedOf: Int32Array): void {
  for (let owner = 0; owner < approved.texts.length; owner += 1) {
    const first = approved.first(owner);
    const start = first < approved.end(owner) ? (pageOf[first] ?? -1) : -1;
    if (start < 0 || start !== page.first(page.owner(start))) continue;
    let count = 1;
    while (first + count < approved.end(owner) && pageOf[first + count] === start + count) count += 1;
    const next = first + count < approved.end(owner) ? (pageOf[first + count] ?? -1) : -1;
    if (next < 0 || page.owner(next) !== page.owner(start)) continue;
    const shift = next - start - count;
    let same = true;
    for (let at = 0; at < count; at += 1) same &&= page.key(start + shift + at) === approved.key(first + at);
    if (!same) continue;
    for (let at = 0; at < count; at += 1) approvedOf[start + at] = -1;
    for (let at = 0; at < count; at += 1) {
      pageOf[first + at] = start + shift + at;
      approvedOf[start + shift + at] = first + at;
    }
  }
}

/** A block that stands whole elsewhere is not also partly here: chance words it shares with its old place are released. */
export function releaseMoved(
  approved: TokenList,
  stretches: readonly TokenMatch[],
  pageOf: Int32Array,
  approvedOf: Int32Array,
): void {
  for (const stretch of stretches) {
    const end = stretch.approved + stretch.length;
    for (let owner = approved.owner(stretch.approved); owner >= 0 && approved.first(owner) < end; owner += 1) {
      const first = approved.first(owner);
      const size = approved.end(owner) - first;
      if (size === 0 || first < stretch.approved || first + size > end) {
        if (owner + 1 >= approved.texts.length) break;
        continue;
      }
      const shift = stretch.page - stretch.approved;
      let placed = 0;
      let free = true;
      for (let at = first; at < first + size; at += 1) {
        if ((pageOf[at] ?? -1) >= 0) placed += 1;
        if ((approvedOf[at + shift] ?? -1) >= 0) free = false;
      }
      if (free && placed > 0 && placed < size * 0.6) {
        for (let at = first; at < first + size; at += 1) {
          const match = pageOf[at] ?? -1;
          if (match >= 0) approvedOf[match] = -1;
          pageOf[at] = -1;
        }
      }
      if (owner + 1 >= approved.texts.length) break;
    }
  }
}
