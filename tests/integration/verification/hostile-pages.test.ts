import { describe, expect, test } from 'vitest';
import { compare } from '#shared/verification/compare.ts';
import { articles } from '../../fixtures/verification/articles.ts';

const { news } = articles;
const first = 'Tham dự buổi lễ có đại diện lãnh đạo các bộ, ngành trung ương';

/** Pages made to cost time or memory, each with the ways it may end. */
const hostile: readonly (readonly [string, string, RegExp])[] = [
  ['a million nested blocks', '<div>'.repeat(1_000_000), /^tooDeep$/],
  ['a million nested inline elements', '<b>'.repeat(1_000_000), /^tooDeep$/],
  ['fifty thousand empty siblings', `<div>${'<i></i>'.repeat(50_000)}</div>`, /^tooManyNodes$/],
  ['thirty thousand paragraphs', '<p>x</p>'.repeat(30_000), /^tooManyNodes$/],
  ['more than five million characters', 'a'.repeat(5_000_001), /^tooLarge$/],
  ['five million characters on one line', 'a '.repeat(2_500_000), /^tooLarge$/],
  ['one word of five million letters', 'a'.repeat(5_000_000), /^mismatch$/],
  ['only NUL bytes', `<p>${'\0'.repeat(2_000_000)}</p>`, /^(?:mismatch|empty)$/],
  ['only less-than signs', '<'.repeat(4_900_000), /^tooLarge$/],
  ['half character references', '&#'.repeat(2_400_000), /^tooLarge$/],
  ['character references', '&amp;'.repeat(900_000), /^tooLarge$/],
  ['a million attributes', `<p ${'a=b '.repeat(1_000_000)}>x`, /^mismatch$/],
  ['an endless attribute', `<p x="${'a'.repeat(4_000_000)}`, /^empty$/],
  ['an endless comment', '<!--'.repeat(1_000_000), /^empty$/],
  ['only end tags', '</div>'.repeat(800_000), /^empty$/],
  ['an unclosed script', `<script>${'location="'.repeat(400_000)}`, /^scriptRendered$/],
  ['unclosed style rules', `<style>${'.a{'.repeat(1_000_000)}`, /^(?:mismatch|empty)$/],
  [
    'costly selectors',
    `<style>${Array.from({ length: 9_000 }, (_, at) => `.a${at} .c{display:none}`).join('')}</style>${'<p class=c>x</p>'.repeat(10_000)}`,
    /^tooManyNodes$/,
  ],
  ['a table of twelve thousand rows', `<table>${'<tr><td>Người đi bộ</td>'.repeat(12_000)}`, /^mismatch$/],
  ['the same sentence over and over', `${first} `.repeat(15_000), /^mismatch$/],
  ['ten thousand pictures', `<div><p>${first}</p>${'<p><img src=/a.jpg></p>'.repeat(10_000)}</div>`, /^mismatch$/],
  ['nothing at all', '', /^empty$/],
];

describe('compare on a hostile page', () => {
  test.each(hostile)('%s ends quickly in a named verdict', (_name, html, expected) => {
    if (news === undefined) throw new Error('fixture is missing');
    const started = process.cpuUsage();
    const comparison = compare(news, {
      url: 'https://x.example/',
      html,
      resources: new Map(),
      approvedImages: new Map(),
    });
    const { user, system } = process.cpuUsage(started);
    expect(comparison.verdict === 'unchecked' ? comparison.unchecked[0]?.reason : comparison.verdict).toMatch(expected);
    // Processor time, collector's threads included, so that a busy machine fails nothing.
    expect((user + system) / 1_000).toBeLessThan(3_000);
  });
});
