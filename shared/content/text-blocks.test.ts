import { expect, test } from 'vitest';
import { hashSchema } from '../lib/hash.ts';
import type { Article } from './article.ts';
import { htmlToBody } from './html-in.ts';
import { articleBlocks } from './text-blocks.ts';

const sha256 = hashSchema.parse('a'.repeat(64));
const html =
  '<h2>Đề mục</h2><p>Một <a href="https://a.vn/">liên <b>kết</b></a><br>hai</p><p></p>' +
  '<ol start="3"><li>ba<p>tiếp</p><ul><li>con</li></ul></li><li>bốn</li></ol><blockquote><p>trích</p></blockquote>' +
  '<table><tr><th rowspan="2">A</th><th>B</th></tr><tr><td><p>c</p><p>d</p><img src=x alt=y></td></tr></table>' +
  '<figure><img src=x alt="ảnh"><figcaption>chú thích</figcaption></figure><hr>';

test('an article is a flat list in reading order, each block with its address', () => {
  const article: Article = {
    language: 'vi',
    title: 'Tiêu đề',
    summary: 'Tóm tắt',
    author: 'Lan',
    source: '',
    sourceDate: null,
    body: htmlToBody(html, () => ({ sha256, mediaType: 'image/png' })).body,
    attachments: [{ sha256, name: 'phụ lục.pdf', mediaType: 'application/pdf', size: 1 }],
    document: { number: '12', symbol: '', subject: '', issuedOn: null, issuer: '', signer: '' },
  };
  const plain = (path: string, kind: string, text: string, more = {}): object => ({
    path,
    kind,
    text,
    links: [],
    ...more,
  });
  const cell = (row: number, column: number, header: boolean, rowspan = 1): object => ({
    table: { table: 0, row, column, header, colspan: 1, rowspan },
  });
  expect(articleBlocks(article)).toEqual([
    plain('title', 'title', 'Tiêu đề'),
    plain('summary', 'summary', 'Tóm tắt'),
    plain('body/0', 'heading', 'Đề mục', { level: 2 }),
    plain('body/1', 'paragraph', 'Một liên kết\nhai', { links: [{ text: 'liên kết', href: 'https://a.vn/' }] }),
    plain('body/3/0/0', 'listItem', 'ba', { level: 1, list: { number: 3 } }),
    plain('body/3/0/1', 'listItem', 'tiếp', { level: 1 }),
    plain('body/3/0/2/0/0', 'listItem', 'con', { level: 2, list: { number: null } }),
    plain('body/3/1/0', 'listItem', 'bốn', { level: 1, list: { number: 4 } }),
    plain('body/4/0', 'quote', 'trích'),
    plain('body/5/0/0', 'tableCell', 'A', cell(0, 0, true, 2)),
    plain('body/5/0/1', 'tableCell', 'B', cell(0, 1, true)),
    plain('body/5/1/0', 'tableCell', 'c\nd', cell(1, 1, false)),
    plain('body/5/1/0/2', 'image', 'y', { image: { sha256, alt: 'y', caption: '' }, ...cell(1, 1, false) }),
    plain('body/6', 'image', 'ảnh', { image: { sha256, alt: 'ảnh', caption: 'chú thích' } }),
    plain('body/6/caption', 'caption', 'chú thích'),
    plain('body/7', 'rule', ''),
    plain('attachments/0', 'attachment', 'phụ lục.pdf', { attachment: { sha256, name: 'phụ lục.pdf' } }),
    plain('document/number', 'documentField', '12'),
    plain('author', 'author', 'Lan'),
  ]);
});
