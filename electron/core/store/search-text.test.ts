import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldForSearch, syllables } from '#shared/content/fold.ts';
import { matchesSearch, searchExpression, searchForm } from './search-text.ts';

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

test('what is typed becomes one phrase whose last syllable may be unfinished', () => {
  expect(searchExpression('  Ủy BAN nhân d ')).toBe('"uy ban nhan d" *');
  expect(searchExpression('“–” ')).toBeNull();
  expect(matchesSearch('Họp Uỷ ban nhân dân', 'ủy ban nhân d')).toBe(true);
  expect(matchesSearch('Họp Uỷ ban nhân dân', 'ban uỷ')).toBe(false);
});
