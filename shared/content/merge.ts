import { canonicalJson } from '../lib/canonical-json.ts';
import { Interner, matchEqual } from './align.ts';
import type { Article, Attachment, Block, DocumentFields } from './article.ts';
import { normalizeArticle } from './canonical.ts';

/** What both sides changed differently; `base`, `mine` and `theirs` hold the whole of it, so that nothing is dropped. */
export type MergeConflict =
  | {
      readonly part: 'body';
      /** Index in the base's body at which the stretch begins. */
      readonly at: number;
      readonly base: readonly Block[];
      readonly mine: readonly Block[];
      readonly theirs: readonly Block[];
    }
  | {
      readonly part: 'attachments';
      readonly base: readonly Attachment[];
      readonly mine: readonly Attachment[];
      readonly theirs: readonly Attachment[];
    }
  | {
      readonly part: 'field';
      /** `title`, `sourceDate`, `document/number`, or `document` when a side added or removed it whole. */
      readonly path: string;
      readonly base: string;
      readonly mine: string;
      readonly theirs: string;
    };

/**
 * `merged` holds both sides' changes, or is null when there is any conflict. `draft` is as far as the merge came, with
 * mine wherever they conflict: a start for the person who decides, never to be taken unseen.
 */
export type ArticleMerge = {
  readonly merged: Article | null;
  readonly draft: Article;
  readonly conflicts: readonly MergeConflict[];
};

const documentPaths = ['number', 'symbol', 'subject', 'issuedOn', 'issuer', 'signer'] as const;

/**
 * Three-way merge by field, attachment and top-level block. A change of one side is taken; the same change on both
 * sides is taken once; different changes of one block, or different blocks put in at one place, are a conflict.
 */
export function mergeArticles(base: Article, mine: Article, theirs: Article): ArticleMerge {
  const [from, left, right] = [normalizeArticle(base), normalizeArticle(mine), normalizeArticle(theirs)];
  const conflicts: MergeConflict[] = [];
  const field = <Name extends keyof Article>(name: Name): Article[Name] => {
    const chosen = choose(from[name], left[name], right[name]);
    if (chosen !== null) return chosen.value;
    conflicts.push({ part: 'field', path: name, ...asTexts(from[name], left[name], right[name]) });
    return left[name];
  };
  const draft: Article = {
    language: field('language'),
    title: field('title'),
    summary: field('summary'),
    author: field('author'),
    source: field('source'),
    sourceDate: field('sourceDate'),
    body: { type: 'doc', content: mergeBody(from, left, right, conflicts) },
    attachments: mergeAttachments(from, left, right, conflicts),
    document: mergeDocument(from.document, left.document, right.document, conflicts),
  };
  return { merged: conflicts.length === 0 ? draft : null, draft, conflicts };
}

function choose<Value>(base: Value, mine: Value, theirs: Value): { readonly value: Value } | null {
  const [from, left, right] = [base, mine, theirs].map((value) => canonicalJson(value));
  if (left === right || right === from) return { value: mine };
  return left === from ? { value: theirs } : null;
}

function asTexts(
  base: unknown,
  mine: unknown,
  theirs: unknown,
): { readonly base: string; readonly mine: string; readonly theirs: string } {
  const text = (value: unknown): string =>
    typeof value === 'string' ? value : value === null ? '' : canonicalJson(value);
  return { base: text(base), mine: text(mine), theirs: text(theirs) };
}

function mergeDocument(
  base: DocumentFields | null,
  mine: DocumentFields | null,
  theirs: DocumentFields | null,
  conflicts: MergeConflict[],
): DocumentFields | null {
  const whole = choose(base, mine, theirs);
  if (whole !== null) return whole.value;
  if (base === null || mine === null || theirs === null) {
    conflicts.push({ part: 'field', path: 'document', ...asTexts(base, mine, theirs) });
    return mine;
  }
  const merged = { ...mine };
  for (const path of documentPaths) {
    const chosen = choose(base[path], mine[path], theirs[path]);
    if (chosen === null)
      conflicts.push({ part: 'field', path: `document/${path}`, ...asTexts(base[path], mine[path], theirs[path]) });
    else Object.assign(merged, { [path]: chosen.value });
  }
  return merged;
}

function mergeBody(base: Article, mine: Article, theirs: Article, conflicts: MergeConflict[]): Block[] {
  const stretches = threeWay(base.body.content, mine.body.content, theirs.body.content);
  const content = stretches.flatMap((stretch): readonly Block[] => {
    if ('merged' in stretch) return stretch.merged;
    conflicts.push({ part: 'body', ...stretch });
    return stretch.mine;
  });
  if (content.length > 0) return content;
  // Each side took away what the other left; an article without any block is no article.
  if (conflicts.length === 0) {
    const [from, left, right] = [base.body.content, mine.body.content, theirs.body.content];
    conflicts.push({ part: 'body', at: 0, base: from, mine: left, theirs: right });
  }
  return mine.body.content;
}

function mergeAttachments(base: Article, mine: Article, theirs: Article, conflicts: MergeConflict[]): Attachment[] {
  const stretches = threeWay(base.attachments, mine.attachments, theirs.attachments);
  return stretches.flatMap((stretch): readonly Attachment[] => {
    if ('merged' in stretch) return stretch.merged;
    const { base: from, mine: left, theirs: right } = stretch;
    conflicts.push({ part: 'attachments', base: from, mine: left, theirs: right });
    return left;
  });
}

type Stretch<Element> =
  | { readonly merged: readonly Element[] }
  | {
      readonly at: number;
      readonly base: readonly Element[];
      readonly mine: readonly Element[];
      readonly theirs: readonly Element[];
    };

/**
 * Cuts three sequences wherever both sides show, by an element they kept, where the base's boundary lies, and decides
 * each stretch alone; finer than diff3, so that changes of neighbouring elements by different sides do not collide.
 */
function threeWay<Element>(
  base: readonly Element[],
  mine: readonly Element[],
  theirs: readonly Element[],
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
      stretches.push(...decideStretch(from.base, base.slice(from.base, to.base), one, other));
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
): readonly Stretch<Element>[] {
  const whole = choose(base, mine, theirs);
  if (whole !== null) return [{ merged: whole.value }];
  // Where all have as many, each element is decided on its own, which keeps conflicts small.
  if (base.length > 1 && base.length === mine.length && base.length === theirs.length) {
    return base.flatMap((element, index) =>
      decideStretch(at + index, [element], mine.slice(index, index + 1), theirs.slice(index, index + 1)),
    );
  }
  return [{ at, base, mine, theirs }];
}
