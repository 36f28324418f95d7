import type { TokenList } from './tokens.ts';

/** The same tokens in the approved text from `approved` and in the page from `page`. */
export interface TokenMatch {
  readonly approved: number;
  readonly page: number;
  readonly length: number;
}

const shingleLength = 4;
const placesPerShingle = 8;
const chainLimit = 2_500;

function shingleHash(tokens: TokenList, at: number): number {
  let hash = 17;
  for (let offset = 0; offset < shingleLength; offset += 1)
    hash = (Math.imul(hash, 0x01000193) ^ tokens.key(at + offset)) | 0;
  return hash;
}

/** Longest common stretches of at least four tokens; a stretch may cross blocks and segments. */
export function commonStretches(approved: TokenList, page: TokenList): readonly TokenMatch[] {
  const places = new Map<number, number[]>();
  for (let at = 0; at + shingleLength <= approved.length; at += 1) {
    const hash = shingleHash(approved, at);
    const known = places.get(hash);
    if (known === undefined) places.set(hash, [at]);
    else if (known.length < placesPerShingle) known.push(at);
  }
  const matches: TokenMatch[] = [];
  const coveredUntil = new Map<number, number>();
  for (let at = 0; at + shingleLength <= page.length; at += 1) {
    const candidates = places.get(shingleHash(page, at));
    if (candidates === undefined) continue;
    for (const start of candidates) {
      if ((coveredUntil.get(at - start) ?? -1) > at) continue;
      let length = 0;
      while (
        start + length < approved.length &&
        at + length < page.length &&
        approved.key(start + length) === page.key(at + length)
      ) {
        length += 1;
      }
      if (length < shingleLength) continue;
      let back = 0;
      while (start > back && at > back && approved.key(start - back - 1) === page.key(at - back - 1)) back += 1;
      coveredUntil.set(at - start, at + length);
      matches.push({ approved: start - back, page: at - back, length: length + back });
    }
  }
  return matches;
}

/**
 * The heaviest order-preserving chain of stretches. Leaving the neighbourhood costs up to three tokens, so that a slightly
 * altered sentence in its place outweighs an unaltered copy elsewhere on the page. The first `titleTokens` tokens found
 * whole count double: a title cut short in a list is no place for the title.
 */
export function heaviestChain(stretches: readonly TokenMatch[], titleTokens = 0): readonly TokenMatch[] {
  const longest =
    stretches.length <= chainLimit
      ? stretches
      : [...stretches].sort((a, b) => b.length - a.length).slice(0, chainLimit);
  const list = [...longest].sort((a, b) => a.page - b.page || a.approved - b.approved);
  const size = list.length;
  const starts = Int32Array.from(list, ({ approved }) => approved);
  const places = Int32Array.from(list, ({ page }) => page);
  const lengths = Int32Array.from(list, ({ length }) => length);
  const scores = new Float64Array(size);
  const previous = new Int32Array(size).fill(-1);
  let best = -1;
  for (let index = 0; index < size; index += 1) {
    const start = starts[index] ?? 0;
    const place = places[index] ?? 0;
    const length = lengths[index] ?? 0;
    const weight = titleTokens > 0 && start === 0 && length >= titleTokens ? length + titleTokens : length;
    let score = weight;
    let from = -1;
    for (let earlier = index - 1; earlier >= 0; earlier -= 1) {
      const known = scores[earlier] ?? 0;
      // Nothing can be gained where even a perfect neighbour would not do.
      if (known + weight <= score) continue;
      const skippedApproved = start - (starts[earlier] ?? 0) - (lengths[earlier] ?? 0);
      const skippedPage = place - (places[earlier] ?? 0) - (lengths[earlier] ?? 0);
      if ((starts[earlier] ?? 0) >= start || (places[earlier] ?? 0) >= place) continue;
      const overlap = Math.max(0, -skippedApproved, -skippedPage);
      if (overlap >= length) continue;
      const distance = Math.min(3, Math.abs(skippedPage - skippedApproved) * 0.02);
      const total = known + weight - overlap - distance;
      if (total > score) {
        score = total;
        from = earlier;
      }
    }
    scores[index] = score;
    previous[index] = from;
    if (best < 0 || score > (scores[best] ?? 0)) best = index;
  }
  const chain: TokenMatch[] = [];
  for (let at = best; at >= 0; at = previous[at] ?? -1) {
    const match = list[at];
    if (match !== undefined) chain.push(match);
  }
  return withoutOverlaps(chain.reverse());
}

function withoutOverlaps(chain: readonly TokenMatch[]): readonly TokenMatch[] {
  const clean: TokenMatch[] = [];
  let approvedEnd = 0;
  let pageEnd = 0;
  for (const match of chain) {
    const overlap = Math.max(0, approvedEnd - match.approved, pageEnd - match.page);
    if (overlap >= match.length) continue;
    const kept = { approved: match.approved + overlap, page: match.page + overlap, length: match.length - overlap };
    clean.push(kept);
    approvedEnd = kept.approved + kept.length;
    pageEnd = kept.page + kept.length;
  }
  return clean;
}
