import { canonicalJson } from '../lib/canonical-json.ts';
import type { Article, Attachment, Block, DocumentFields } from './article.ts';
import { normalizeArticle } from './canonical.ts';
import { mergeInside } from './merge-blocks.ts';
import { choose, threeWay } from './three-way.ts';

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
 * Three-way merge by field, attachment and block: list items, quoted blocks and rows of one table count as blocks. A change of one side is taken; the same change on both
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
  const stretches = threeWay(base.body.content, mine.body.content, theirs.body.content, mergeInside);
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
