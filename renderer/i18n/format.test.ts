import { expect, test } from 'vitest';
import { formatDate, formatLocalDate, formatMoment, formatSize, formatSpan, formatTime, shortCode } from './format.ts';
import { translate } from './i18n.ts';

test('moments are told in Vietnam time, as Vietnamese writes them', () => {
  const evening = '2026-11-21T18:05:00.000Z';
  const now = Date.parse('2026-11-22T02:00:00.000Z');
  expect([
    formatDate(evening),
    formatTime(evening, 'vi'),
    formatTime(evening, 'en'),
    formatMoment(evening, 'vi', now),
    formatMoment('2026-11-20T07:05:00.000Z', 'vi', now),
    formatMoment('2026-11-20T07:05:00.000Z', 'en', now),
    formatLocalDate('2026-11-02'),
  ]).toEqual([
    '22/11/2026',
    '01 giờ 05',
    '01:05',
    '01 giờ 05',
    '14 giờ 05 ngày 20/11/2026',
    '14:05 on 20/11/2026',
    '02/11/2026',
  ]);
});

test('spans, sizes and content codes are short and whole', () => {
  const minute = 60_000;
  expect([0, 59 * minute, 60 * minute, 47 * 60 * minute].map((span) => formatSpan(span, translate))).toEqual([
    'vừa xong',
    '59 phút',
    '1 giờ',
    '1 ngày',
  ]);
  expect([formatSize(900, 'vi'), formatSize(1_572_864, 'vi'), formatSize(1_572_864, 'en')]).toEqual([
    '900 B',
    '1,5 MB',
    '1.5 MB',
  ]);
  expect(shortCode('abcdef0123456789')).toBe('abcd ef01 2345');
});
