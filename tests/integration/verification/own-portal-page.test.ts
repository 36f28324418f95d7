import { describe, expect, test } from 'vitest';
import type { Article } from '#shared/content/article.ts';
import { contentHash } from '#shared/content/canonical.ts';
import { articleBlocks } from '#shared/content/text-blocks.ts';
import { hashSchema } from '#shared/lib/hash.ts';
import { itemIdSchema, sectionIdSchema } from '#shared/lib/ids.ts';
import { instantSchema } from '#shared/lib/instant.ts';
import { compare } from '#shared/verification/compare.ts';
import type { PageResource } from '#shared/verification/page-capture.ts';
import { pageReferences } from '#shared/verification/page-references.ts';
import type { Comparison } from '#shared/verification/verdict.ts';
import { articlePage } from '../../../portal/site/article-page.ts';
import type { SiteIdentity } from '../../../portal/site/publication-source.ts';
import { articles } from '../../fixtures/verification/articles.ts';

const section = sectionIdSchema.parse('tin-tuc');
const at = instantSchema.parse('2026-11-22T02:00:00.000Z');
const site: SiteIdentity = {
  name: { vi: 'Cổng thông tin điện tử thử nghiệm', en: 'Trial portal' },
  owner: 'Ủy ban nhân dân tỉnh',
  unit: 'Trung tâm Công nghệ thông tin',
  responsiblePerson: 'Nguyễn Văn Minh, Trưởng ban Biên tập',
  address: 'Số 1 đường Trần Phú',
  phone: '0258 3822 222',
  email: 'bbt@example.gov.vn',
  licence: '',
  sections: [{ id: section, title: { vi: 'Tin tức', en: 'News' }, field: '', subPortal: null }],
};

function pageOf(article: Article, preview: boolean): string {
  const publication = {
    item: itemIdSchema.parse('abcdefgh12345678'),
    kind: article.document === null ? ('news' as const) : ('document' as const),
    section,
    article,
    revision: 1,
    entered: contentHash(article),
    uploadedAt: at,
    publishedAt: preview ? null : at,
    views: 1_024,
  };
  const related = ['Ra quân dọn vệ sinh bãi biển', 'Hội nghị giao ban quý IV'].map((title, index) => ({
    item: itemIdSchema.parse(`abcdefgh1234567${index}`),
    kind: 'news' as const,
    section,
    language: 'vi' as const,
    title,
    summary: `${title}, sáng 20/11/2026, với hơn 500 người tham gia.`,
    image: null,
    publishedAt: at,
    views: 12,
  }));
  const around = { site, now: at, origin: 'https://portal.example.gov.vn', visits: 99_000 };
  return articlePage(around, {
    publication,
    preview: preview ? { token: 'a'.repeat(32), expiresAt: at } : null,
    related,
    mostRead: related,
  }).text;
}

/** The page with every picture and file served as its address says. */
function judge(approved: Article, html: string): Comparison {
  const page = { url: 'https://portal.example.gov.vn/tin-tuc/x', html };
  const { images, files } = pageReferences(approved, page);
  const resources = new Map<string, PageResource>();
  for (const url of [...images, ...files]) {
    const sha256 = hashSchema.parse(/[0-9a-f]{64}/.exec(url)?.[0]);
    resources.set(url, { url, status: 200, sha256, perceptualHash: null, mediaType: null, size: 1 });
  }
  return compare(approved, { ...page, resources, approvedImages: new Map() });
}

describe.each([
  ['the public page', false],
  ['the preview', true],
])('%s of the portal', (_name, preview) => {
  test.each(Object.entries(articles))('shows %s as approved', (_article, article) => {
    const comparison = judge(article, pageOf(article, preview));
    expect([comparison.verdict, comparison.discrepancies, comparison.unchecked]).toEqual(['match', [], []]);
    const pictures = articleBlocks(article).filter((block) => block.kind === 'image').length;
    expect([comparison.covered.images, comparison.covered.attachments]).toEqual([pictures, article.attachments.length]);
  });

  test('shows an altered digit, author, source, date and document number', () => {
    const { news, decision } = articles;
    if (news === undefined || decision === undefined) throw new Error('fixtures are missing');
    const found = (article: Article, from: string, to: string): unknown => {
      const html = pageOf(article, preview);
      expect(html).toContain(from);
      return judge(article, html.replace(from, to)).discrepancies.map(({ type, approved, published }) => [
        type,
        approved,
        published,
      ]);
    };
    expect([
      found(news, '80 km/giờ', '90 km/giờ'),
      found(news, '<span class="author">Nguyễn Thị Hải Vân', '<span class="author">Nguyễn Thị Hải Yến'),
      found(news, '<span class="source">Báo Biển Đông', '<span class="source">Báo Biển Tây'),
      found(news, '>15/11/2026</time>', '>16/11/2026</time>'),
      found(decision, '<dd>1846</dd>', '<dd>1864</dd>'),
      found(decision, '<dd>Lê Thủy Tiên</dd>', '<dd>Lê Thủy Liên</dd>'),
      found(decision, '<td>8.000</td>', '<td>8.500</td>'),
    ]).toEqual([
      [['changedNumber', '80', '90']],
      [['changedAuthor', 'Vân', 'Yến']],
      [['changedSource', 'Đông', 'Tây']],
      [['changedSourceDate', '2026-11-15', '16/11/2026']],
      [['changedDocumentField', '1846', '1864']],
      [['changedDocumentField', 'Tiên', 'Liên']],
      [['tableCell', '8.000', '8.500']],
    ]);
  });
});
