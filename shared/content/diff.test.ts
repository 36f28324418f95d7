import { describe, expect, test } from 'vitest';
import { hashSchema } from '../lib/hash.ts';
import type { Article, Block } from './article.ts';
import { parseArticle } from './canonical.ts';
import { type DiffPart, diffArticles } from './diff.ts';
import { htmlToBody } from './html-in.ts';

const picture = (digit: string) => hashSchema.parse(digit.repeat(64));
const articleOf = (html: string, more: Partial<Article> = {}): Article => ({
  ...parseArticle({
    language: 'vi',
    title: 'Tiêu đề',
    summary: '',
    author: '',
    source: '',
    sourceDate: null,
    body: htmlToBody(html, (source) => ({ sha256: picture(source), mediaType: 'image/png' })).body,
    attachments: [],
    document: null,
  }),
  ...more,
});

/** Parts that differ, in short: `changed paragraph [text] một[-hai-]{+ba+}`. */
const told = (before: Article, after: Article): readonly string[] =>
  diffArticles(before, after)
    .parts.filter((part) => part.kind !== 'same')
    .map(short);
const short = (part: DiffPart): string => {
  const marks = { same: '', added: '+', removed: '-', cosmetic: '~', formatted: '*' };
  const text = part.segments
    .map(({ kind, before, after }) => {
      if (kind === 'same') return after;
      if (kind === 'cosmetic') return `[~${before}|${after}~]`;
      return `[${marks[kind]}${kind === 'removed' ? before : after}${marks[kind]}]`;
    })
    .join('');
  return `${part.kind} ${part.field} (${part.changes.join(' ')})${part.cosmetic ? ' cosmetic' : ''}: ${text}`;
};

describe('comparing two versions', () => {
  test.each<readonly [string, string, string, readonly string[]]>([
    [
      'one digit',
      '<p>Kinh phí 1.250 triệu đồng</p>',
      '<p>Kinh phí 1.350 triệu đồng</p>',
      ['changed paragraph (text): Kinh phí [-1.250-][+1.350+] triệu đồng'],
    ],
    [
      'one diacritic',
      '<p>ngày mai họp bàn</p>',
      '<p>ngày mãi họp bàn</p>',
      ['changed paragraph (text): ngày [-mai-][+mãi+] họp bàn'],
    ],
    [
      'tone placement, quotes and spaces',
      '<p>Hoà “bình” của nước</p>',
      '<p>Hòa "bình" của\u00a0nước</p>',
      ['changed paragraph (cosmetic) cosmetic: [~Hoà|Hòa~] [~“|"~]bình[~”|"~] của[~ |\u00a0~]nước'],
    ],
    [
      'an invisible sign',
      '<p>Ủy ban nhân dân</p>',
      '<p>Ủy ban\u200b nhân dân</p>',
      ['changed paragraph (text): Ủy ban[+\u200b+] nhân dân'],
    ],
    [
      'formatting',
      '<p>rất quan trọng</p>',
      '<p>rất <b>quan trọng</b></p>',
      ['changed paragraph (formatting): rất [*quan trọng*]'],
    ],
    [
      'a link',
      '<p><a href="https://a.vn/1">xem thêm</a></p>',
      '<p><a href="https://a.vn/2">xem thêm</a></p>',
      ['changed paragraph (link): [*xem thêm*]'],
    ],
    [
      'a paragraph put in and one taken out',
      '<p>Một hai ba bốn</p><p>Năm sáu bảy tám</p>',
      '<p>Năm sáu bảy tám</p><p>Chín mười</p>',
      ['removed paragraph (): [-Một hai ba bốn-]', 'added paragraph (): [+Chín mười+]'],
    ],
    [
      'a moved paragraph',
      '<p>Một hai ba bốn</p><p>Năm sáu bảy tám</p><p>Chín mười chín</p>',
      '<p>Năm sáu bảy tám</p><p>Chín mười chín</p><p>Một hai ba bốn</p>',
      ['moved paragraph (): Một hai ba bốn'],
    ],
    [
      'heading for paragraph',
      '<p>Phần thứ nhất</p>',
      '<h2>Phần thứ nhất</h2>',
      ['changed heading (kind): Phần thứ nhất'],
    ],
    ['alignment', '<p>giữa</p>', '<p align="center">giữa</p>', ['changed paragraph (align): giữa']],
    [
      'start of a list',
      '<ol><li>a b c</li></ol>',
      '<ol start="2"><li>a b c</li></ol>',
      ['changed listItem (number): a b c'],
    ],
    [
      'one cell',
      '<table><tr><th>Năm<th>Số<tr><td>2025<td>10<tr><td>2026<td>12</table>',
      '<table><tr><th>Năm<th>Số<tr><td>2025<td>10<tr><td>2026<td>13</table>',
      ['changed tableCell (text): [-12-][+13+]'],
    ],
    [
      'a row put in',
      '<table><tr><td>a<td>1<tr><td>c<td>3</table>',
      '<table><tr><td>a<td>1<tr><td>b<td>2<tr><td>c<td>3</table>',
      ['added tableCell (): [+b+]', 'added tableCell (): [+2+]'],
    ],
    [
      'a column put in',
      '<table><tr><td>a<td>c<tr><td>d<td>f</table>',
      '<table><tr><td>a<td>b<td>c<tr><td>d<td>e<td>f</table>',
      ['added tableCell (): [+b+]', 'added tableCell (): [+e+]'],
    ],
    ['a span', '<table><tr><td>a</table>', '<table><tr><td colspan=2>a</table>', ['changed tableCell (cell): a']],
    [
      'another picture, its caption kept',
      '<figure><img src=a alt=x><figcaption>Toàn cảnh</figcaption></figure>',
      '<figure><img src=b alt=x><figcaption>Toàn cảnh</figcaption></figure>',
      ['changed image (image structure): x'.replace(' structure', '')],
    ],
    [
      'a caption',
      '<figure><img src=a><figcaption>Toàn cảnh hội nghị</figcaption></figure>',
      '<figure><img src=a><figcaption>Toàn cảnh cuộc họp</figcaption></figure>',
      ['changed caption (text): Toàn cảnh [-hội nghị-][+cuộc họp+]'],
    ],
    ['a line break', '<p>một hai</p>', '<p>một<br>hai</p>', ['changed paragraph (text): một[- -][+\n+]hai']],
    ['a blank paragraph', '<p>a</p>', '<p>a</p><p></p>', ['added paragraph () cosmetic: ']],
  ])('%s', (_name, before, after, expected) => {
    expect(told(articleOf(before), articleOf(after))).toEqual(expected);
  });

  test('metadata and attachments are rows of their own', () => {
    const file = (digit: string, name: string) => ({
      sha256: picture(digit),
      name,
      mediaType: 'application/pdf',
      size: 1,
    });
    const before = articleOf('<p>a</p>', { author: 'Lan', attachments: [file('a', 'một.pdf'), file('b', 'hai.pdf')] });
    const after = articleOf('<p>a</p>', {
      title: 'Tiêu đề mới',
      source: 'Báo A',
      language: 'en',
      attachments: [file('c', 'một.pdf'), file('d', 'ba.pdf')],
    });
    expect(told(before, after)).toEqual([
      'changed title (text): Tiêu đề[+ mới+]',
      'changed attachment (file): một.pdf',
      'added attachment (): [+ba.pdf+]',
      'removed attachment (): [-hai.pdf-]',
      'removed author (): [-Lan-]',
      'added source (): [+Báo A+]',
      'changed language (text): [-vi-][+en+]',
    ]);
  });

  test('what no part can show is owned up to', () => {
    const joined = diffArticles(articleOf('<ul><li>a</ul><ul><li>b</ul>'), articleOf('<ul><li>a<li>b</ul>'));
    expect([joined.identical, joined.notCompared]).toEqual([false, ['imagePixels', 'fileContent', 'grouping']]);
    expect(diffArticles(articleOf('<p>a</p>'), articleOf('<p>a</p>')).notCompared).toEqual([
      'imagePixels',
      'fileContent',
    ]);
  });
});

describe('speed', () => {
  const words =
    'tỉnh uỷ nhân dân hội đồng quyết định ban hành quy chế cổng thông tin điện tử duyệt đăng tải năm tháng ngày'.split(
      ' ',
    );
  const paragraph = (seed: number, length: number): Block => ({
    type: 'paragraph',
    content: [
      {
        type: 'text',
        text: Array.from({ length }, (_, at) => words[(seed * 7 + at * (seed % 5) + at) % words.length]).join(' '),
      },
    ],
  });
  const bodyOf = (content: readonly Block[]): Article =>
    articleOf('<p>a</p>', { body: { type: 'doc', content: [...content] } });
  test('two unlike articles of the greatest size stay bounded', () => {
    const blocks = (shift: number): readonly Block[] =>
      Array.from({ length: 20_000 }, (_, index) => paragraph(index + shift, 12));
    expect(diffArticles(bodyOf(blocks(0)), bodyOf(blocks(50_001))).identical).toBe(false);
    const long = (shift: number): Article => bodyOf([paragraph(shift, 18_000)]);
    expect(diffArticles(long(1), long(4)).identical).toBe(false);
  });
});
