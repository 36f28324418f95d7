import { expect, test } from 'vitest';
import { answerCase, judgeCase } from './case-answer.ts';

const approved = {
  title: 'Khởi công cầu Vĩnh Hải',
  summary: null,
  author: 'Hải Lăng',
  source: null,
  date: '2026-11-22',
  lang: 'vi',
  url: null,
  body: [
    { type: 'paragraph', text: 'Cầu dài 1.250 m, không thu phí trong 12 tháng.' },
    {
      type: 'table',
      rows: [
        ['Hạng mục', 'Kinh phí'],
        ['Cầu chính', '45 tỷ'],
      ],
    },
    { type: 'paragraph', text: 'Xem bản đồ tại trang dự án.', links: [{ text: 'trang dự án', href: '/du-an?id=1' }] },
  ],
  attachments: [],
  imagesComplete: true,
};
const page = (body: string, byline = 'Hải Lăng'): string =>
  `<html><head><title>x</title></head><body><div class="page"><h1>Khởi công cầu Vĩnh Hải</h1><p class="date">22/11/2026</p><div class="body">${body}</div><p class="author">${byline}</p></div></body></html>`;
const clean = page(
  '<p>Cầu dài 1.250 m, không thu phí trong 12 tháng.</p><table><tr><td>Hạng mục</td><td>Kinh phí</td></tr><tr><td>Cầu chính</td><td>45 tỷ</td></tr></table><p>Xem bản đồ tại <a href="/du-an?id=1">trang dự án</a>.</p>',
);
const told = (html: string): unknown => {
  const reply = judgeCase({ id: 'a', approved, pageHtml: html, url: 'https://portal.example.gov.vn/tin/1' });
  return 'error' in reply
    ? reply
    : [reply.verdict, ...reply.discrepancies.map((one) => [one.type, one.approved, one.published])];
};

test('a page that shows the approved text is a match', () => {
  expect(told(clean)).toEqual(['match']);
});

test('each difference is shown by its words and a few beside them', () => {
  expect([
    told(clean.replace('không thu', 'thu')),
    told(clean.replace('45 tỷ', '54 tỷ')),
    told(clean.replace('id=1', 'id=2')),
    told(clean.replace('>Hải Lăng<', '>Hải Long<')),
    told(clean.replace('>22/11/2026<', '>23/11/2026<')),
  ]).toEqual([
    ['mismatch', ['changedNegation', '1.250 m, không thu phí', '1.250 m, thu phí']],
    ['mismatch', ['tableCell', '45 tỷ', '54 tỷ']],
    ['mismatch', ['changedLink', '/du-an?id=1', '/du-an?id=2']],
    ['mismatch', ['changedAuthor', 'Hải Lăng', 'Hải Long']],
    ['mismatch', ['changedSourceDate', '2026-11-22', '23/11/2026']],
  ]);
});

test('a field that is null is not checked', () => {
  const open = { ...approved, author: null, date: null };
  const html = clean.replace('>Hải Lăng<', '>Ai Khác<').replace('>22/11/2026<', '><');
  expect(judgeCase({ id: 1, approved: open, pageHtml: html, url: 'https://portal.example.gov.vn/' })).toMatchObject({
    verdict: 'match',
  });
});

test('scripts and frames of hosts that the portal does not use are told wherever they stand', () => {
  const portal = { host: 'portal.example.gov.vn', scriptHosts: ['cdn.example.vn'], frameHosts: ['video.example.vn'] };
  const verdictOf = (html: string): unknown => {
    const reply = judgeCase({ id: 1, approved: { ...approved, portal }, pageHtml: html, url: null });
    return 'error' in reply ? reply : reply.discrepancies.map(({ type }) => type);
  };
  const inHead = (html: string): string => clean.replace('</head>', `${html}</head>`);
  expect([
    verdictOf(inHead('<script src="https://cdn.example.vn/a.js"></script>')),
    verdictOf(inHead('<script src="https://cdn.example.vn.other.example/a.js"></script>')),
    verdictOf(clean.replace('</body>', '<iframe src="https://video.example.vn/1"></iframe></body>')),
    verdictOf(clean.replace('</body>', '<iframe src="https://other.example/1"></iframe></body>')),
    verdictOf(inHead('<script>location.href = "https://other.example/"</script>')),
  ]).toEqual([[], ['foreignScript'], [], ['foreignFrame'], ['redirect']]);
});

test.each([
  ['no JSON at all', 'x'.repeat(50), null],
  ['a list a million deep', '['.repeat(1_000_000), null],
  ['an object a hundred thousand deep', `{"id":7,"approved":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`, 7],
  ['a case without a page', JSON.stringify({ id: 'q', approved }), 'q'],
  [
    'a body of an unknown kind',
    JSON.stringify({ id: 3, approved: { ...approved, body: [{ type: 'song' }] }, pageHtml: '', url: '' }),
    3,
  ],
])('%s is answered with an error', (_name, line, id) => {
  expect(answerCase(line)).toEqual({ id, error: expect.any(String) });
});
