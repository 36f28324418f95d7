import { describe, expect, test } from 'vitest';
import { foldCosmetic, foldForSearch, foldToneStyle, syllables } from './fold.ts';

describe('folding', () => {
  test('search ignores tone marks, hats, đ and case, in either normal form', () => {
    const forms = ['Đường Thuỷ', 'đường thủy', 'DUONG THUY', 'Đường Thuỷ'.normalize('NFD'), 'Ðuờng thuy'];
    expect(new Set(forms.map(foldForSearch))).toEqual(new Set(['duong thuy']));
  });

  test.each([
    ['hoà', 'hòa'],
    ['HOÀ BÌNH', 'HÒA BÌNH'],
    ['khoẻ', 'khỏe'],
    ['thuỷ', 'thủy'],
    ['Uỷ ban', 'Ủy ban'],
    ['loã xoã', 'lõa xõa'],
    ['hoà.', 'hòa.'],
  ])('%s is %s', (newStyle, oldStyle) => {
    expect([newStyle, oldStyle, newStyle.normalize('NFD')].map(foldToneStyle)).toEqual([oldStyle, oldStyle, oldStyle]);
  });

  test.each(['quý', 'hoàn', 'thuyền', 'hoặc', 'tuệ', 'xoáy', 'thuở', 'quỷ', 'Toàn', 'khoản'])(
    '%s has one style only',
    (word) => {
      expect(foldToneStyle(word)).toBe(word);
    },
  );

  test('tones that make another word stay apart', () => {
    expect(new Set(['hòa', 'hóa', 'hỏa', 'hoa', 'họa', 'hõa'].map(foldToneStyle)).size).toBe(6);
  });

  test('the cosmetic fold keeps words, dashes and invisible insertions apart', () => {
    expect(foldCosmetic('“Hoà  bình” ‘a’\u00a0b')).toBe('"Hòa bình" \'a\' b');
    expect(foldCosmetic('a\u200bb')).not.toBe(foldCosmetic('ab'));
    expect(foldCosmetic('1–2')).not.toBe(foldCosmetic('1-2'));
  });

  test('syllables are words and numbers without punctuation', () => {
    expect(syllables('Quyết định 1060/QĐ-UBND, “hoà”'.normalize('NFD'))).toEqual([
      'Quyết',
      'định',
      '1060',
      'QĐ',
      'UBND',
      'hoà',
    ]);
  });
});
