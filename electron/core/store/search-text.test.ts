import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldForSearch, syllables } from '#shared/content/fold.ts';
import { matchesSearch, searchExpression, searchForm } from './search-text.ts';

const definition = (text: string): string => syllables(foldForSearch(text)).join(' ');

test('the table of characters agrees with the definition on any text', () => {
  const latin = fc.string({ unit: fc.integer({ min: 0x20, max: 0x1eff }).map((code) => String.fromCharCode(code)) });
  const vietnamese = fc.string({ unit: fc.constantFrom(...'Đường Lê Hồng Phong, số 12/3 – “Tết” (ưỡẫợ)\u0301\t ') });
  fc.assert(
    fc.property(fc.oneof(vietnamese, latin, fc.string({ unit: 'binary' })), (text) => {
      expect(searchForm(text)).toBe(definition(text));
      expect(searchForm(text.normalize('NFD'))).toBe(definition(text.normalize('NFD')));
    }),
    { numRuns: 2_000 },
  );
});

test('a search is folded syllables in order, the last one unfinished', () => {
  expect(searchForm('Thông báo: 12/QĐ-UBND – Đà Lạt!')).toBe('thong bao 12 qd ubnd da lat');
  expect(searchExpression('  Đà  Lạ')).toBe('"da la" *');
  expect(searchExpression(' – ')).toBeNull();
  expect(matchesSearch('Thành phố Đà Lạt', 'da la')).toBe(true);
  expect(matchesSearch('Thành phố Đà Lạt', 'la da')).toBe(false);
  expect(matchesSearch('Thành phố Đà Lạt', 'a lat')).toBe(false);
});
