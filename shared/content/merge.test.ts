import { describe, expect, test } from 'vitest';
import type { Article } from './article.ts';
import { parseArticle } from './canonical.ts';
import { htmlToBody } from './html-in.ts';
import { bodyToHtml } from './html-out.ts';
import { mergeArticles } from './merge.ts';

const articleOf = (html: string, more: Partial<Article> = {}): Article => ({
  ...parseArticle({
    language: 'vi',
    title: 'Tiêu đề',
    summary: 'Tóm tắt',
    author: '',
    source: '',
    sourceDate: null,
    body: htmlToBody(html).body,
    attachments: [],
    document: { number: '1', symbol: '', subject: 'V/v', issuedOn: null, issuer: '', signer: '' },
  }),
  ...more,
});
const print = (article: Article): string => bodyToHtml(article.body, { imageUrl: (sha256) => sha256 });
const letters = (text: string): string => text.replace(/./g, '<p>$&</p>');
/** `a,b` merges of bodies given as letters, one paragraph each; a conflict as `base|mine|theirs`. */
const merged = (base: string, mine: string, theirs: string): string => {
  const result = mergeArticles(articleOf(letters(base)), articleOf(letters(mine)), articleOf(letters(theirs)));
  if (result.merged !== null) return print(result.merged).replace(/<\/?p>/g, '');
  return result.conflicts
    .map((conflict) => {
      if (conflict.part !== 'body') return conflict.part;
      const text = [conflict.base, conflict.mine, conflict.theirs].map((blocks) =>
        blocks.length === 0 ? '' : print(articleOf('', { body: { type: 'doc', content: [...blocks] } })),
      );
      return `${conflict.at}:${text.join('|').replace(/<\/?p>/g, '')}`;
    })
    .join(' ');
};

describe('three-way merge', () => {
  test.each([
    ['abc', 'aXc', 'abc', 'aXc'],
    ['abc', 'Xbc', 'abY', 'XbY'],
    ['abc', 'Xbc', 'aYc', 'XYc'],
    ['abc', 'abcX', 'Yabc', 'YabcX'],
    ['abcd', 'acd', 'abd', 'ad'],
    ['abcd', 'acd', 'abYd', 'aYd'],
    ['abc', 'aXc', 'abZc', 'aXZc'],
    ['abcd', 'aXd', 'abZd', '1:bc|X|bZ'],
    ['abc', 'aXc', 'aXc', 'aXc'],
    ['abc', 'aXbc', 'abYc', 'aXbYc'],
    ['abc', 'aXc', 'aYc', '1:b|X|Y'],
    ['abc', 'ac', 'aYc', '1:b||Y'],
    ['abc', 'aXbc', 'aYbc', '1:|X|Y'],
    ['abcde', 'aXcYe', 'aZcde', '1:b|X|Z'],
    ['abcde', 'aXcYe', 'aZcWe', '1:b|X|Z 3:d|Y|W'],
    ['ab', 'a', 'b', '0:ab|a|b'],
  ])('%s, mine %s, theirs %s: %s', (base, mine, theirs, expected) => {
    expect(merged(base, mine, theirs)).toBe(expected);
  });

  test.each<readonly [string, string, string, string, string | null]>([
    [
      'items of one list',
      '<ul><li>a<li>b<li>c</ul>',
      '<ul><li>A<li>b<li>c</ul>',
      '<ul><li>a<li>b<li>c<li>d</ul>',
      '<ul><li>A</li><li>b</li><li>c</li><li>d</li></ul>',
    ],
    ['one item twice', '<ul><li>a<li>b</ul>', '<ul><li>A<li>b</ul>', '<ul><li>x<li>b</ul>', null],
    [
      'nested lists',
      '<ul><li>a<ul><li>b<li>c</ul></ul>',
      '<ul><li>a<ul><li>B<li>c</ul></ul>',
      '<ul><li>a<ul><li>b<li>C</ul></ul>',
      '<ul><li>a<ul><li>B</li><li>C</li></ul></li></ul>',
    ],
    ['start and items', '<ol><li>a</ol>', '<ol start=3><li>a</ol>', '<ol><li>b</ol>', '<ol start="3"><li>b</li></ol>'],
    [
      'cells of one row',
      '<table><tr><td>a<td>b</table>',
      '<table><tr><td>A<td>b</table>',
      '<table><tr><td>a<td>B</table>',
      '<table><tbody><tr><td>A</td><td>B</td></tr></tbody></table>',
    ],
    [
      'a row and a cell',
      '<table><tr><td>a</table>',
      '<table><tr><td>A</table>',
      '<table><tr><td>a<tr><td>b</table>',
      '<table><tbody><tr><td>A</td></tr><tr><td>b</td></tr></tbody></table>',
    ],
    [
      'a column and a row',
      '<table><tr><td>a</table>',
      '<table><tr><td>a<td>x</table>',
      '<table><tr><td>a<tr><td>b</table>',
      null,
    ],
    ['a list turned into another', '<ul><li>a</ul>', '<ol><li>a</ol>', '<ul><li>b</ul>', null],
    ['all items taken out', '<ul><li>a<li>b</ul>', '<ul><li>a</ul>', '<ul><li>b</ul>', null],
    [
      'a quote',
      '<blockquote><p>a</p><p>b</p></blockquote>',
      '<blockquote><p>A</p><p>b</p></blockquote>',
      '<blockquote><p>a</p><p>B</p></blockquote>',
      '<blockquote><p>A</p><p>B</p></blockquote>',
    ],
  ])('inside a block, %s', (_name, base, mine, theirs, expected) => {
    const { merged: result } = mergeArticles(articleOf(base), articleOf(mine), articleOf(theirs));
    expect(result === null ? null : print(result)).toBe(expected);
  });

  test('fields are merged one by one, and a field changed by both is a conflict with all three texts', () => {
    const base = articleOf('<p>a</p>');
    const mine = articleOf('<p>a</p>', {
      title: 'Của tôi',
      document: { ...base.document, number: '2' } as Article['document'],
    });
    const theirs = articleOf('<p>a</p>', {
      summary: 'Của họ',
      document: { ...base.document, subject: 'Khác' } as Article['document'],
    });
    const both = {
      ...base,
      title: 'Của tôi',
      summary: 'Của họ',
      document: { ...base.document, number: '2', subject: 'Khác' },
    };
    expect(mergeArticles(base, mine, theirs)).toEqual({ merged: both, draft: both, conflicts: [] });
    expect(mergeArticles(base, mine, { ...theirs, title: 'Của họ' })).toEqual({
      merged: null,
      draft: both,
      conflicts: [{ part: 'field', path: 'title', base: 'Tiêu đề', mine: 'Của tôi', theirs: 'Của họ' }],
    });
  });
});
