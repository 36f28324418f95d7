import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { retryClasses } from '#shared/contract/app-error.ts';
import { filesBelow, ROOT } from './source-files.ts';

type Sentences = ReadonlyMap<string, string>;

/** Every sentence of a language under its full key; a function of the wording counts by its source. */
async function sentencesOf(language: 'vi' | 'en'): Promise<Sentences> {
  const sentences = new Map<string, string>();
  const collect = (key: string, value: unknown): void => {
    if (typeof value === 'string') sentences.set(key, value);
    else if (typeof value === 'function') sentences.set(key, String(value));
    else if (typeof value === 'object' && value !== null) {
      for (const [name, inner] of Object.entries(value)) collect(`${key}.${name}`, inner);
    }
  };
  const files = filesBelow(`renderer/i18n/${language}`).filter((file) => /(?<!\.test)\.ts$/.test(file));
  for (const file of files) {
    const module: object = await import(pathToFileURL(path.join(ROOT, file)).href);
    collect(path.basename(file, '.ts'), module);
  }
  return sentences;
}

const placeholders = (sentence: string): readonly string[] =>
  [...new Set([...sentence.matchAll(/\{\{\s*-?\s*([\w.]+)/g)].map((match) => match[1] ?? ''))].sort();

/** Where two languages differ in what they can say. */
function gapsBetween(vi: Sentences, en: Sentences): readonly string[] {
  const plural = (key: string): string => key.replace(/_(zero|one|two|few|many|other)$/, '');
  const has = (sentences: Sentences, key: string): boolean =>
    [...sentences.keys()].some((other) => plural(other) === plural(key));
  return [
    ...[...vi.keys()].filter((key) => !has(en, key)).map((key) => `${key} is missing in English`),
    ...[...en.keys()].filter((key) => !has(vi, key)).map((key) => `${key} is missing in Vietnamese`),
    ...[...vi].flatMap(([key, sentence]) => {
      const other = en.get(key) ?? sentence;
      const same = placeholders(sentence).join() === placeholders(other).join();
      return same ? [] : [`${key} has other placeholders in English`];
    }),
    ...[...vi, ...en].filter(([, sentence]) => sentence.trim() === '').map(([key]) => `${key} says nothing`),
    ...[...vi].filter(([, sentence]) => sentence !== sentence.normalize('NFC')).map(([key]) => `${key} is not NFC`),
  ];
}

describe('wording', () => {
  test('Vietnamese and English say the same things with the same placeholders', async () => {
    const vi = await sentencesOf('vi');
    expect(vi.size).toBeGreaterThan(0);
    expect(gapsBetween(vi, await sentencesOf('en'))).toEqual([]);
  });

  test('every error code has words in both languages', async () => {
    for (const language of ['vi', 'en'] as const) {
      const keys = [...(await sentencesOf(language)).keys()].filter((key) => key.startsWith('errors.'));
      const worded = (code: string): boolean => keys.some((key) => key.split('.').includes(code));
      expect(
        Object.keys(retryClasses).filter((code) => !worded(code)),
        language,
      ).toEqual([]);
    }
  });

  test('a gap is noticed', () => {
    const vi = new Map([
      ['a.save', 'Lưu {{name}}'],
      ['a.close', 'Đóng'],
      ['a.empty', ''],
      ['a.count_other', '{{count}} mục'],
      ['a.approve', 'Duyệt'.normalize('NFD')],
    ]);
    const en = new Map([
      ['a.save', 'Save'],
      ['a.empty', 'Nothing'],
      ['a.extra', 'Extra'],
      ['a.count_one', '{{count}} item'],
      ['a.count_other', '{{count}} items'],
      ['a.approve', 'Approve'],
    ]);
    expect(gapsBetween(vi, en)).toEqual([
      'a.close is missing in English',
      'a.extra is missing in Vietnamese',
      'a.save has other placeholders in English',
      'a.empty says nothing',
      'a.approve is not NFC',
    ]);
  });
});
