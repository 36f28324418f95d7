import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { compare } from '#shared/verification/compare.ts';
import { decodePage } from '../../../electron/core/verify/decode-page.ts';
import { articles } from '../../fixtures/verification/articles.ts';
import { pageCaptureOf } from '../../fixtures/verification/page-capture-of.ts';
import { portalTemplates } from '../../fixtures/verification/portal-pages.ts';

const { notice } = articles;
const [simple] = portalTemplates;
if (notice === undefined || simple === undefined) throw new Error('fixtures are missing');
const html = simple.render(notice);
const undeclared = html.replace('<meta charset="utf-8">', '');
const marked = (mark: readonly number[], text: string, charset: string): Buffer =>
  Buffer.concat([Buffer.from(mark), iconv.encode(text, charset)]);

/** Letters as windows-1258 has them: tone marks apart, other marks joined. */
const inParts = (text: string): string =>
  text
    .normalize('NFD')
    .replace(
      /(\p{L})([\u0300\u0301\u0303\u0309\u0323]?)([\u0302\u0306\u031b])/gu,
      (_whole, letter: string, tone: string, mark: string) => `${(letter + mark).normalize('NFC')}${tone}`,
    );

const verdictOf = (bytes: Uint8Array, contentType: string): string => {
  const { text } = decodePage(bytes, contentType);
  return compare(notice, pageCaptureOf(notice, simple.url, text)).verdict;
};

test.each([
  ['UTF-8 without a word about it', Buffer.from(undeclared), 'text/html', 'match'],
  ['UTF-16 with its mark', marked([0xff, 0xfe], undeclared, 'utf-16le'), 'text/html', 'match'],
  ['UTF-16, big end first', marked([0xfe, 0xff], undeclared, 'utf-16be'), 'text/html; charset=windows-1258', 'match'],
  [
    'windows-1258, declared',
    iconv.encode(inParts(undeclared), 'windows-1258'),
    'text/html; charset=windows-1258',
    'cosmetic',
  ],
  ['UTF-8 whose header lies', Buffer.from(undeclared), 'text/html; charset=windows-1252', 'mismatch'],
  ['UTF-8 with NULs between its words', Buffer.from(html.replace(/ (?=\p{L})/gu, ' \0')), 'text/html', 'cosmetic'],
  [
    'UTF-8 cut in the middle of a letter',
    Buffer.from(html).subarray(0, Buffer.from(html).indexOf('Rất') + 2),
    'text/html',
    'mismatch',
  ],
] as const)('a page in %s is judged as a browser shows it', (_name, bytes, contentType, verdict) => {
  expect(verdictOf(bytes, contentType)).toBe(verdict);
});
