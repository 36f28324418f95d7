import { expect, test } from 'vitest';
import { articleSchema } from '#shared/content/article.ts';
import { compare } from '#shared/verification/compare.ts';

const approved = articleSchema.parse({
  language: 'vi',
  title: 'Đăng ký khai sinh trực tuyến',
  summary: '',
  author: 'Bùi Văn Thành',
  source: 'Văn phòng Ủy ban nhân dân tỉnh',
  sourceDate: null,
  body: {
    type: 'doc',
    content: [
      {
        type: 'paragraph',
        content: [{ type: 'text', text: 'Cha, mẹ đăng ký khai sinh cho con trong 60 ngày kể từ ngày sinh.' }],
      },
      {
        type: 'paragraph',
        content: [{ type: 'text', text: 'Hồ sơ nộp trên Cổng được giải quyết như hồ sơ nộp trực tiếp.' }],
      },
    ],
  },
  attachments: [],
  document: null,
  fields: [
    { id: 'procedureCode', label: 'Mã thủ tục', value: '2.002621' },
    { id: 'timeLimit', label: 'Thời hạn giải quyết', value: 'Không quá 04 ngày làm việc' },
    { id: 'fee', label: 'Phí, lệ phí', value: 'Không thu' },
  ],
});

function compared(rows: readonly (readonly [string, string])[]): ReturnType<typeof compare> {
  const html = `<html><body><article><h1>${approved.title}</h1><dl>${rows
    .map(([label, value]) => `<div><dt>${label}</dt><dd>${value}</dd></div>`)
    .join('')}</dl><div class="body"><p>Cha, mẹ đăng ký khai sinh cho con trong 60 ngày kể từ ngày sinh.</p>
<p>Hồ sơ nộp trên Cổng được giải quyết như hồ sơ nộp trực tiếp.</p></div>
<p>Tác giả: Bùi Văn Thành</p><p>Nguồn: Văn phòng Ủy ban nhân dân tỉnh</p></article></body></html>`;
  return compare(approved, {
    url: 'https://portal.invalid/tin',
    html,
    resources: new Map(),
    approvedImages: new Map(),
  });
}

const asApproved = [
  ['Mã thủ tục', '2.002621'],
  ['Thời hạn giải quyết', 'Không quá 04 ngày làm việc'],
  ['Phí, lệ phí', 'Không thu'],
] as const;

test('a procedure is compared field by field: the same fields match', () => {
  const { verdict, discrepancies } = compared(asApproved);
  expect({ verdict, discrepancies }).toEqual({ verdict: 'match', discrepancies: [] });
});

test.each([
  ['fields/timeLimit', 'Không quá 40 ngày làm việc', 1],
  ['fields/procedureCode', '2.002612', 0],
  ['fields/fee', 'Có thu', 2],
])('a changed field is found and named: %s', (path, value, index) => {
  const { verdict, discrepancies } = compared(
    asApproved.map(([label, stated], at) => [label, at === index ? value : stated] as const),
  );
  expect({ verdict, blocks: [...new Set(discrepancies.map(({ block }) => block))] }).toEqual({
    verdict: 'mismatch',
    blocks: [path],
  });
});

test('a field left out is found', () => {
  const { verdict, discrepancies } = compared(asApproved.slice(0, 2));
  expect({ verdict, blocks: discrepancies.map(({ block }) => block) }).toEqual({
    verdict: 'mismatch',
    blocks: ['fields/fee'],
  });
});
