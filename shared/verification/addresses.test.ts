import { expect, test } from 'vitest';
import { foreignHost, linkTarget } from './addresses.ts';

const base = 'https://portal.example.gov.vn/tin/1';

test.each([
  ['https://a.example/x?utm_source=y&id=3#m', 'https://a.example/x?id=3#m', true],
  ['http://a.example/x/', 'https://www.a.example/x', true],
  ['/tin/2', 'https://portal.example.gov.vn/tin/2', true],
  ['https://a.example/t%E1%BA%ADp', 'https://a.example/tập', true],
  ['https://a.example/x', 'https://a.example/y', false],
  ['https://a.example/x?id=3', 'https://a.example/x?id=4', false],
  ['https://a.example/x', 'https://a.example.evil.example/x', false],
  ['mailto:a@b.vn', 'mailto:A@b.vn', true],
  ['tel:0258', 'mailto:0258', false],
])('%s and %s', (one, other, same) => {
  expect(linkTarget(one, base) === linkTarget(other, base)).toBe(same);
});

test('a host is foreign unless it is the page’s own or below it', () => {
  expect(
    [
      '/x',
      '#a',
      'mailto:a@b.vn',
      'javascript:x',
      'https://cdn.portal.example.gov.vn/a',
      'https://other.gov.vn/',
      '//other.gov.vn/x',
    ].map((href) => foreignHost(href, base)),
  ).toEqual([null, null, null, null, null, 'other.gov.vn', 'other.gov.vn']);
});
