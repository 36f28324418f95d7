import { describe, expect, test } from 'vitest';
import { sha256Hash } from '../lib/hash.ts';
import { type Article, articleLimits, articleSchema, type Block } from './article.ts';
import { canonicalArticle, contentHash, normalizeArticle, parseArticle, utf8Length } from './canonical.ts';
import { ContentError } from './content-error.ts';

const picture = 'a'.repeat(64);
const example = parseArticle({
  language: 'vi',
  title: 'Uỷ ban nhân dân tỉnh họp phiên thường kỳ',
  summary: 'Sáng 12/11, phiên họp bàn 5 nội dung.',
  author: 'Nguyễn Văn Hoà',
  source: 'Cổng thông tin điện tử',
  sourceDate: '2026-11-12',
  body: {
    type: 'doc',
    content: [
      { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: 'Nội dung' }] },
      {
        type: 'paragraph',
        attrs: { textAlign: 'center' },
        content: [
          { type: 'text', text: 'Đoạn ' },
          { type: 'text', text: 'đậm', marks: [{ type: 'bold' }, { type: 'link', attrs: { href: 'https://a.vn/1' } }] },
          { type: 'hardBreak' },
          { type: 'text', text: 'sau' },
        ],
      },
      { type: 'orderedList', attrs: { start: 2 }, content: [{ type: 'listItem', content: [{ type: 'paragraph' }] }] },
      {
        type: 'table',
        content: [
          {
            type: 'tableRow',
            content: [{ type: 'tableHeader', attrs: { colspan: 2, rowspan: 3 }, content: [{ type: 'paragraph' }] }],
          },
        ],
      },
      {
        type: 'image',
        attrs: { sha256: picture, mediaType: 'image/png', alt: 'ảnh', caption: 'Chú thích', width: 10, height: 20 },
      },
      {
        type: 'bulletList',
        content: [{ type: 'listItem', content: [{ type: 'blockquote', content: [{ type: 'horizontalRule' }] }] }],
      },
    ],
  },
  attachments: [{ sha256: picture, name: 'phụ lục.pdf', mediaType: 'application/pdf', size: 12 }],
  document: { number: '1', symbol: 'QĐ-UBND', subject: 'V/v', issuedOn: '2026-11-11', issuer: 'UBND', signer: 'A' },
});

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Every article that differs from `value` in one leaf, one entry left out or one entry doubled, and where. */
function* singleChanges(value: Json, path = ''): Generator<{ readonly path: string; readonly changed: Json }> {
  if (typeof value === 'string') yield { path, changed: `${value}x` };
  else if (typeof value === 'number') yield { path, changed: value + 1 };
  else if (Array.isArray(value)) {
    for (const [index, child] of value.entries()) {
      yield { path: `${path}/${index}-`, changed: value.filter((_, at) => at !== index) };
      yield { path: `${path}/${index}+`, changed: value.toSpliced(index, 0, child) };
      for (const { path: at, changed } of singleChanges(child, `${path}/${index}`)) {
        yield { path: at, changed: value.with(index, changed) };
      }
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, child] of Object.entries(value)) {
      for (const { path: at, changed } of singleChanges(child, `${path}/${key}`)) {
        yield { path: at, changed: { ...value, [key]: changed } };
      }
      yield { path: `${path}/${key}=null`, changed: { ...value, [key]: null } };
      yield {
        path: `${path}/${key}-`,
        changed: Object.fromEntries(Object.entries(value).filter(([name]) => name !== key)),
      };
    }
  }
}

const outcome = (input: unknown): string => {
  try {
    parseArticle(input);
    return 'accepted';
  } catch (error) {
    return error instanceof ContentError ? error.code : String(error);
  }
};
const withBody = (content: readonly Block[]): Article => ({ ...example, body: { type: 'doc', content: [...content] } });
const nested = (levels: number): Block =>
  levels <= 1 ? { type: 'paragraph' } : { type: 'blockquote', content: [nested(levels - 1)] };

describe('canonical article', () => {
  test('the hash ignores how an editor happens to spell the same body', () => {
    const spelled = withBody([
      {
        type: 'paragraph',
        attrs: { textAlign: 'left' },
        content: [
          { type: 'text', text: ' a', marks: [] },
          { type: 'text', text: 'b', marks: [{ type: 'italic' }, { type: 'bold' }] },
          { type: 'text', text: '  c ', marks: [{ type: 'bold' }, { type: 'italic' }] },
        ],
      },
      { type: 'paragraph', content: [] },
    ]);
    const plain = withBody([
      {
        type: 'paragraph',
        content: [
          { type: 'text', text: 'a' },
          { type: 'text', text: 'b c', marks: [{ type: 'bold' }, { type: 'italic' }] },
        ],
      },
      { type: 'paragraph' },
    ]);
    expect(canonicalArticle(spelled)).toBe(canonicalArticle(plain));
  });

  test('the hash changes with every single change that leaves a valid article', () => {
    const unchanged = contentHash(example);
    let tried = 0;
    for (const { path, changed } of singleChanges(JSON.parse(JSON.stringify(example)))) {
      const parsed = articleSchema.safeParse(changed);
      // A mark stated twice is one mark.
      if (!parsed.success || /marks\/\d+\+$/.test(path)) continue;
      tried += 1;
      expect({ path, same: contentHash(parsed.data) === unchanged }).toEqual({ path, same: false });
    }
    expect(tried).toBeGreaterThan(50);
  });

  test('the canonical text is the blob that the hash names', () => {
    expect(sha256Hash(canonicalArticle(example))).toBe(contentHash(example));
    expect(parseArticle(JSON.parse(canonicalArticle(example)))).toEqual(normalizeArticle(example));
  });
});

describe('parseArticle', () => {
  test('depth, nodes and bytes are accepted at the limit and refused one past it', () => {
    const { bodyDepth, bodyNodes, canonicalBytes } = articleLimits;
    const paragraphs = (count: number): readonly Block[] =>
      Array.from({ length: count }, () => ({ type: 'paragraph' }));
    const filled = (bytes: number): Article => {
      const block = (size: number): Block => ({
        type: 'paragraph',
        content: [{ type: 'text', text: 'x'.repeat(size) }],
      });
      const blocks = Array.from({ length: 30 }, () => block(60_000));
      const rest = bytes - utf8Length(canonicalArticle(withBody([...blocks, block(1)])));
      const half = Math.floor(rest / 2) - 100;
      const more = withBody([...blocks, block(half), block(1)]);
      return withBody([...blocks, block(half), block(bytes - utf8Length(canonicalArticle(more)) + 1)]);
    };
    expect({
      depth: [outcome(withBody([nested(bodyDepth)])), outcome(withBody([nested(bodyDepth + 1)]))],
      nodes: [outcome(withBody(paragraphs(bodyNodes))), outcome(withBody(paragraphs(bodyNodes + 1)))],
      bytes: [outcome(filled(canonicalBytes)), outcome(filled(canonicalBytes + 1))],
    }).toEqual({
      depth: ['accepted', 'content-too-deep'],
      nodes: ['accepted', 'content-too-many-nodes'],
      bytes: ['accepted', 'content-too-large'],
    });
  });

  test('hostile values are refused by code, without exhausting the stack', () => {
    let deep: unknown = {};
    for (let level = 0; level < 1_000_000; level += 1) deep = { content: [deep] };
    const circular: { self?: unknown } = {};
    circular.self = circular;
    expect([
      outcome(deep),
      outcome(circular),
      outcome({ ...example, body: deep }),
      outcome({ ...example, extra: 1 }),
      outcome({ ...example, title: 'a\u0000' }),
      outcome({ ...example, title: '\ud800' }),
      outcome({ ...example, attachments: Array(2_000_000).fill(0) }),
      outcome(
        withBody([
          {
            type: 'paragraph',
            content: [{ type: 'text', text: 'x', marks: [{ type: 'link', attrs: { href: 'javascript:1' } }] }],
          },
        ]),
      ),
      outcome('x'.repeat(articleLimits.canonicalBytes + 1)),
      outcome(null),
    ]).toEqual([
      'content-too-deep',
      'content-too-deep',
      'content-too-deep',
      'content-invalid',
      'content-invalid',
      'content-invalid',
      'content-too-many-nodes',
      'content-invalid',
      'content-too-large',
      'content-invalid',
    ]);
  });
});
