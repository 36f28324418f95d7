import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldForSearch, syllables } from '#shared/content/fold.ts';
import { matchesSearch, PairWriter, pairExpression, searchForm } from './search-text.ts';

const pieces = fc.constantFrom(
  'Đà ',
  'nẵng',
  'ð',
  '“Ủy ban”',
  ' – ',
  '2026',
  'Ω',
  'ж',
  ' ',
  'hoà',
  'ﬁ',
  '¼',
  'a\u0301',
  '日本',
  '…',
  'Q.',
  '😀',
  'İ',
);

test('the quick form is the form by patterns, whatever the text', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string({ unit: 'grapheme' })), { maxLength: 12 }), (parts) => {
      const text = parts.join('');
      expect(searchForm(text)).toBe(syllables(foldForSearch(text)).join(' '));
    }),
    { numRuns: 2_000 },
  );
});

test('neighbours are looked for by the first three letters of the second', () => {
  expect(pairExpression(searchForm('  Ủy BAN nhân d '))).toBe('"uy_ban" AND "ban_nha" AND "nhan_d"');
  expect(pairExpression(searchForm('Ủy'))).toBeNull();
  expect(new PairWriter().pairsOf(' uy ban nhan\n y te')).toBe('uy_b uy_ba uy_ban ban_n ban_nh ban_nha y_t y_te ');
});

test('a text is found by all syllables in order and the beginning of the last', () => {
  expect(matchesSearch('Họp Uỷ ban nhân dân', 'ủy ban nhân d')).toBe(true);
  expect(matchesSearch('Họp Uỷ ban nhân dân', 'ban uỷ')).toBe(false);
});
