import type { TextBlock } from '../content/text-blocks.ts';
import { wordingType } from './classify-change.ts';
import type { Finding } from './discrepancy-list.ts';
import { type TokenList, tokenKey } from './tokens.ts';
import type { TokenRange } from './word-diff.ts';

const contextCharacters = 40;

/** One changed place: token ranges of the approved block and of the text that stands in for it. */
export interface ChangedPlace {
  readonly block: TextBlock;
  readonly approved: TokenList;
  readonly owner: number;
  readonly one: TokenRange;
  readonly shown: TokenList;
  readonly other: TokenRange;
}

/** The finding for a changed place; equal but for spaces between words is cosmetic, a number is shown whole. */
export function wordingFinding(place: ChangedPlace): Finding {
  const { block } = place;
  const joined = (tokens: TokenList, range: TokenRange): string => {
    let text = '';
    for (let at = range.from; at < range.to; at += 1) text += tokenKey(tokens.raw(at));
    return text;
  };
  const cosmetic =
    place.one.to > place.one.from &&
    joined(place.approved, place.one) === joined(place.shown, place.other) &&
    !/\p{N}/u.test(joined(place.approved, place.one));
  const { one, other } = cosmetic ? place : wholeNumber(place);
  const text = block.text;
  const from = one.from < one.to ? place.approved.start(one.from) : insertionPoint(place, one.from);
  const to = one.from < one.to ? place.approved.stop(one.to - 1) : from;
  const approved = text.slice(from, to);
  const published = textOf(place.shown, other);
  const pageText = place.shown.texts[place.shown.owner(other.from)] ?? '';
  return {
    type: cosmetic ? 'spacing' : wordingType(block.kind, { approved, published, text, from, to, pageText }),
    severity: cosmetic ? 'cosmetic' : 'meaning',
    block: block.path,
    approved,
    published,
    before: text.slice(Math.max(0, from - contextCharacters), from),
    after: text.slice(to, to + contextCharacters),
    approvedRange: [from, to],
  };
}

/** Token ranges widened over the digits and separators of a number that was cut in two by the change. */
export function wholeNumber(place: ChangedPlace): { readonly one: TokenRange; readonly other: TokenRange } {
  const { approved, shown } = place;
  let { one, other } = place;
  const first = approved.first(place.owner);
  const end = approved.end(place.owner);
  const numeric = (tokens: TokenList, at: number): boolean => /^(?:\p{N}+|[.,/])$/u.test(tokens.raw(at));
  const touching = (tokens: TokenList, at: number): boolean =>
    tokens.owner(at) === tokens.owner(at + 1) && tokens.stop(at) === tokens.start(at + 1);
  const hasDigits = /\p{N}/u.test(textOf(approved, one) + textOf(shown, other));
  if (!hasDigits) return { one, other };
  while (
    one.from > first &&
    other.from > 0 &&
    numeric(approved, one.from - 1) &&
    approved.key(one.from - 1) === shown.key(other.from - 1)
  ) {
    if (one.from < end && !touching(approved, one.from - 1) && one.from < one.to) break;
    if (other.from < other.to && !touching(shown, other.from - 1)) break;
    one = { from: one.from - 1, to: one.to };
    other = { from: other.from - 1, to: other.to };
  }
  while (
    one.to < end &&
    other.to < shown.length &&
    numeric(approved, one.to) &&
    approved.key(one.to) === shown.key(other.to)
  ) {
    if (one.to > one.from && !touching(approved, one.to - 1)) break;
    if (other.to > other.from && !touching(shown, other.to - 1)) break;
    one = { from: one.from, to: one.to + 1 };
    other = { from: other.from, to: other.to + 1 };
  }
  return trimSeparators(approved, shown, one, other);
}

function trimSeparators(
  approved: TokenList,
  shown: TokenList,
  one: TokenRange,
  other: TokenRange,
): { one: TokenRange; other: TokenRange } {
  let [from, to, otherFrom, otherTo] = [one.from, one.to, other.from, other.to];
  const sign = (tokens: TokenList, at: number): boolean => /^[.,/]$/.test(tokens.raw(at));
  while (
    from < to &&
    otherFrom < otherTo &&
    sign(approved, to - 1) &&
    approved.key(to - 1) === shown.key(otherTo - 1)
  ) {
    to -= 1;
    otherTo -= 1;
  }
  while (from < to && otherFrom < otherTo && sign(approved, from) && approved.key(from) === shown.key(otherFrom)) {
    from += 1;
    otherFrom += 1;
  }
  return { one: { from, to }, other: { from: otherFrom, to: otherTo } };
}

function insertionPoint(place: ChangedPlace, at: number): number {
  const { approved, owner } = place;
  if (at < approved.end(owner)) return approved.start(at);
  return at > approved.first(owner) ? approved.stop(at - 1) : 0;
}

function textOf(tokens: TokenList, range: TokenRange): string {
  const parts: string[] = [];
  for (let at = range.from; at < range.to; ) {
    const owner = tokens.owner(at);
    const end = Math.min(range.to, tokens.end(owner));
    parts.push((tokens.texts[owner] ?? '').slice(tokens.start(at), tokens.stop(end - 1)));
    at = end;
  }
  return parts.join('\n').replace(/[ \t\r\n\f]+/g, ' ');
}
