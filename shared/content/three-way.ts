import { canonicalJson } from '../lib/canonical-json.ts';
import { Interner, matchEqual } from './align.ts';

/** The value that stands when at most one side changed it, or both alike; null when they disagree. */
export function choose<Value>(base: Value, mine: Value, theirs: Value): { readonly value: Value } | null {
  const [from, left, right] = [base, mine, theirs].map((value) => canonicalJson(value));
  if (left === right || right === from) return { value: mine };
  return left === from ? { value: theirs } : null;
}

/** A stretch of three sequences: merged, or changed differently by both sides; `at` is its place in the base. */
export type Stretch<Element> =
  | { readonly merged: readonly Element[] }
  | {
      readonly at: number;
      readonly base: readonly Element[];
      readonly mine: readonly Element[];
      readonly theirs: readonly Element[];
    };

/** Merges what one element holds, when both sides changed it; null when that conflicts or cannot be. */
export type MergeInside<Element> = (base: Element, mine: Element, theirs: Element) => Element | null;

/**
 * Cuts three sequences wherever both sides show, by an element they kept, where the base's boundary lies, and decides
 * each stretch alone; finer than diff3, so that changes of neighbouring elements by different sides do not collide.
 */
export function threeWay<Element>(
  base: readonly Element[],
  mine: readonly Element[],
  theirs: readonly Element[],
  inside: MergeInside<Element> = () => null,
): readonly Stretch<Element>[] {
  const interner = new Interner();
  const keysOf = (elements: readonly Element[]): readonly number[] =>
    elements.map((element) => interner.number(canonicalJson(element)));
  const baseKeys = keysOf(base);
  const cutsInMine = cutsOf(baseKeys, keysOf(mine));
  const cutsInTheirs = cutsOf(baseKeys, keysOf(theirs));
  const stretches: Stretch<Element>[] = [];
  let from = { base: 0, mine: 0, theirs: 0 };
  for (let boundary = 0; boundary <= base.length; boundary += 1) {
    const [left, right] = [cutsInMine[boundary], cutsInTheirs[boundary]];
    if (left === null || left === undefined || right === null || right === undefined) continue;
    // What a side put in between two kept elements is a stretch of its own.
    for (const end of ['low', 'high'] as const) {
      const to = { base: boundary, mine: left[end], theirs: right[end] };
      const [one, other] = [mine.slice(from.mine, to.mine), theirs.slice(from.theirs, to.theirs)];
      stretches.push(...decideStretch(from.base, base.slice(from.base, to.base), one, other, inside));
      from = to;
    }
  }
  return stretches;
}

type Cut = { readonly low: number; readonly high: number };

/** For each boundary of the base, where it lies in the other sequence: from after its left neighbour to before its right one. */
function cutsOf(base: readonly number[], other: readonly number[]): readonly (Cut | null)[] {
  const kept = new Map(matchEqual(base, other).map((pair) => [pair.before, pair.after]));
  return Array.from({ length: base.length + 1 }, (_, boundary) => {
    const left = boundary === 0 ? -1 : kept.get(boundary - 1);
    const right = boundary === base.length ? other.length : kept.get(boundary);
    const low = left === undefined ? right : left + 1;
    const high = right ?? low;
    return low === undefined || high === undefined ? null : { low, high };
  });
}

function decideStretch<Element>(
  at: number,
  base: readonly Element[],
  mine: readonly Element[],
  theirs: readonly Element[],
  inside: MergeInside<Element>,
): readonly Stretch<Element>[] {
  const whole = choose(base, mine, theirs);
  if (whole !== null) return [{ merged: whole.value }];
  // Where all have as many, each element is decided on its own, which keeps conflicts small.
  if (base.length > 1 && base.length === mine.length && base.length === theirs.length) {
    return base.flatMap((element, index) =>
      decideStretch(at + index, [element], mine.slice(index, index + 1), theirs.slice(index, index + 1), inside),
    );
  }
  const [from, left, right] = [base[0], mine[0], theirs[0]];
  const single = base.length === 1 && mine.length === 1 && theirs.length === 1;
  const merged =
    single && from !== undefined && left !== undefined && right !== undefined ? inside(from, left, right) : null;
  return merged === null ? [{ at, base, mine, theirs }] : [{ merged: [merged] }];
}
