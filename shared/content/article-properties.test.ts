import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hashSchema } from '../lib/hash.ts';
import {
  type Article,
  articleSchema,
  type Block,
  type Body,
  type Inline,
  type Mark,
  type TableCell,
} from './article.ts';
import { contentHash, normalizeArticle, normalizeBody } from './canonical.ts';
import { diffArticles } from './diff.ts';
import { htmlToBody } from './html-in.ts';
import { bodyToHtml } from './html-out.ts';
import { mergeArticles } from './merge.ts';
import { articleBlocks, formattedBlocks } from './text-blocks.ts';

const words = fc.constantFrom(
  'Uỷ ban',
  'nhân dân',
  'tỉnh',
  'Khánh Hòa',
  'hoà',
  'khoẻ',
  'thủy',
  'duyệt',
  ' ',
  '  ',
  '\n',
  '\u00a0',
  'đ',
  '&',
  '<b>',
  '"',
  'e\u0301',
  '\u0323',
  '1.234,5',
  '“',
  '”',
  ',',
  '😀',
  '&nbsp;',
  'Ấ'.normalize('NFD'),
  'x',
);
const text = fc.array(words, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''));
const line = fc.array(words, { maxLength: 4 }).map((parts) => parts.join(''));
const hash = fc
  .array(fc.constantFrom('0', '7', 'a', 'f'), { minLength: 64, maxLength: 64 })
  .map((digits) => hashSchema.parse(digits.join('')));
const mark: fc.Arbitrary<Mark> = fc.oneof(
  fc
    .constantFrom('bold', 'italic', 'underline', 'strike', 'superscript', 'subscript')
    .map((type) => ({ type }) as Mark),
  fc
    .constantFrom('https://example.vn/a?b=1&c="2"', 'mailto:a@example.vn', '#muc-1', '/tin/1')
    .map((href): Mark => ({ type: 'link', attrs: { href } })),
);
const inline: fc.Arbitrary<Inline> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .record({ text, marks: fc.array(mark, { maxLength: 3 }) })
      .map((run): Inline => ({ type: 'text', ...run })),
  },
  { weight: 1, arbitrary: fc.constant<Inline>({ type: 'hardBreak' }) },
);
const runs = fc.array(inline, { maxLength: 5 });

const { blocks } = fc.letrec<{ block: Block; blocks: Body['content'] }>((tie) => {
  const contained = tie('blocks');
  const items = fc.array(
    contained.map((content) => ({ type: 'listItem' as const, content })),
    { minLength: 1, maxLength: 3 },
  );
  const cell: fc.Arbitrary<TableCell> = fc.record({
    type: fc.constantFrom('tableCell', 'tableHeader'),
    attrs: fc.record({ colspan: fc.integer({ min: 1, max: 3 }), rowspan: fc.integer({ min: 1, max: 3 }) }),
    content: contained,
  });
  return {
    blocks: fc.array(tie('block'), { minLength: 1, maxLength: 3, depthIdentifier: 'body' }),
    block: fc.oneof(
      { depthIdentifier: 'body', maxDepth: 4, depthSize: 'small' },
      fc
        .record({ align: fc.constantFrom('left', 'center', 'right', 'justify', undefined), content: runs })
        .map(({ align, content }): Block => ({ type: 'paragraph', attrs: { textAlign: align }, content })),
      fc
        .record({ level: fc.constantFrom(2, 3, 4), content: runs })
        .map(({ level, content }): Block => ({ type: 'heading', attrs: { level }, content })),
      fc
        .record({
          sha256: hash,
          alt: line,
          caption: line,
          width: fc.option(fc.integer({ min: 1, max: 5000 }), { nil: undefined }),
        })
        .map((attrs): Block => ({ type: 'image', attrs: { ...attrs, mediaType: 'image/png' } })),
      fc.constant<Block>({ type: 'horizontalRule' }),
      items.map((content): Block => ({ type: 'bulletList', content })),
      fc
        .record({ start: fc.integer({ min: 0, max: 9 }), content: items })
        .map(({ start, content }): Block => ({ type: 'orderedList', attrs: { start }, content })),
      contained.map((content): Block => ({ type: 'blockquote', content })),
      fc
        .array(fc.array(cell, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 })
        .map((rows): Block => ({ type: 'table', content: rows.map((content) => ({ type: 'tableRow', content })) })),
    ),
  };
});

/** Any valid body, not normalised. */
const arbitraryBody: fc.Arbitrary<Body> = blocks.map((content) => ({ type: 'doc', content }));

/** Any valid article, not normalised. */
const arbitraryArticle: fc.Arbitrary<Article> = fc.record({
  language: fc.constantFrom('vi', 'en'),
  title: line,
  summary: line,
  author: line,
  source: line,
  sourceDate: fc.constant(null),
  body: arbitraryBody,
  attachments: fc.array(
    fc.record({
      sha256: hash,
      name: fc.constantFrom('Phụ lục 1.pdf', 'bảng kê.xlsx'),
      mediaType: fc.constant('application/pdf'),
      size: fc.nat(),
    }),
    { maxLength: 2 },
  ),
  document: fc.option(
    fc.record({ number: line, symbol: line, subject: line, issuedOn: fc.constant(null), issuer: line, signer: line }),
    { nil: null },
  ),
});

const reordered = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, child]) => [key, reordered(child)]),
  );
};
const mapText = (value: unknown, change: (text: string) => string): unknown => {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((child) => mapText(child, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, mapText(child, change)]));
};

describe('every article', () => {
  test('normalising twice is normalising once, and gives a valid article', () => {
    fc.assert(
      fc.property(arbitraryArticle, (article) => {
        const once = normalizeArticle(article);
        expect(articleSchema.safeParse(once).error?.issues).toBeUndefined();
        expect(normalizeArticle(once)).toEqual(once);
      }),
    );
  });

  test('the hash ignores key order and NFC/NFD', () => {
    fc.assert(
      fc.property(arbitraryArticle, (article) => {
        const other = mapText(reordered(article), (text) => (text.startsWith('http') ? text : text.normalize('NFD')));
        expect(contentHash(articleSchema.parse(other))).toBe(contentHash(article));
      }),
    );
  });

  test('reading back what was printed gives the same normalised body', () => {
    fc.assert(
      fc.property(arbitraryBody, (body) => {
        const { body: read, warnings } = htmlToBody(bodyToHtml(body, { imageUrl: (sha256) => sha256 }), (source) => ({
          sha256: hashSchema.parse(source),
          mediaType: 'image/png',
        }));
        expect(warnings).toEqual([]);
        expect(read).toEqual(normalizeBody(body));
      }),
      { numRuns: 200 },
    );
  });
});

/** Two articles that share most of their blocks, as versions of one item do. */
const versions = fc
  .tuple(arbitraryArticle, arbitraryArticle, fc.array(fc.nat({ max: 5 }), { minLength: 1, maxLength: 6 }))
  .map(([one, other, choice]): readonly [Article, Article] => {
    const pool = [...one.body.content, ...other.body.content];
    const content = choice.flatMap((index) => pool[index] ?? []);
    const [first = { type: 'paragraph' as const }, ...rest] = content;
    return [
      normalizeArticle(one),
      normalizeArticle({ ...one, title: other.title, body: { type: 'doc', content: [first, ...rest] } }),
    ];
  });

/** Every paragraph, heading and picture at any depth, as JSON. */
const leaves = (blocks: readonly Block[]): readonly string[] =>
  blocks.flatMap((block): readonly string[] => {
    if (block.type === 'table')
      return block.content.flatMap((row) => row.content.flatMap((cell) => leaves(cell.content)));
    if (block.type === 'bulletList' || block.type === 'orderedList')
      return block.content.flatMap((item) => leaves(item.content));
    return block.type === 'blockquote' ? leaves(block.content) : [JSON.stringify(block)];
  });

describe('any two versions', () => {
  test('every block of either stands in exactly one part of the comparison, its whole text in the segments', () => {
    fc.assert(
      fc.property(versions, ([before, after]) => {
        const { parts } = diffArticles(before, after);
        const paths = (blocks: readonly { readonly path: string }[]): readonly string[] =>
          blocks.map((block) => block.path).sort();
        expect(paths(parts.flatMap((part) => part.before ?? []))).toEqual(paths(formattedBlocks(before)));
        expect(paths(parts.flatMap((part) => part.after ?? []))).toEqual(paths(formattedBlocks(after)));
        for (const part of parts) {
          expect(part.segments.map((segment) => segment.before).join('')).toBe(part.before?.text ?? '');
          expect(part.segments.map((segment) => segment.after).join('')).toBe(part.after?.text ?? '');
        }
      }),
      { numRuns: 120 },
    );
  });

  test('no difference is passed over: all parts are the same only when the hashes are, or the comparison says so', () => {
    fc.assert(
      fc.property(versions, ([before, after]) => {
        const { parts, identical, notCompared } = diffArticles(before, after);
        const allSame = parts.every((part) => part.kind === 'same');
        expect(identical).toBe(contentHash(before) === contentHash(after));
        expect(allSame).toBe(identical || notCompared.includes('grouping'));
      }),
      { numRuns: 120 },
    );
  });

  test('a merge with one side unchanged, or both changed alike, is the changed side', () => {
    fc.assert(
      fc.property(versions, ([base, changed]) => {
        const expected = { merged: changed, draft: changed, conflicts: [] };
        expect(mergeArticles(base, changed, base)).toEqual(expected);
        expect(mergeArticles(base, base, changed)).toEqual(expected);
        expect(mergeArticles(base, changed, changed)).toEqual(expected);
      }),
    );
  });

  test('a merge loses no block that either side wrote: it is in the result or in a conflict', () => {
    fc.assert(
      fc.property(versions, arbitraryArticle, ([base, mine], other) => {
        const theirs = normalizeArticle({ ...base, summary: other.summary, body: other.body });
        const { merged, draft, conflicts } = mergeArticles(base, mine, theirs);
        const known = new Set(leaves(base.body.content));
        const kept = JSON.stringify([draft, conflicts]);
        for (const leaf of [...leaves(mine.body.content), ...leaves(theirs.body.content)]) {
          if (!known.has(leaf)) expect(kept).toContain(leaf);
        }
        expect(merged === null).toBe(conflicts.length > 0);
        if (merged !== null) expect(articleSchema.safeParse(merged).error?.issues).toBeUndefined();
      }),
      { numRuns: 120 },
    );
  });

  test('text blocks are addressed once each', () => {
    fc.assert(
      fc.property(arbitraryArticle, (article) => {
        const paths = articleBlocks(article).map((block) => block.path);
        expect(new Set(paths).size).toBe(paths.length);
      }),
    );
  });
});
