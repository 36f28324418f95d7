import { describe, expect, test } from 'vitest';
import { dictionaries } from './i18n.ts';

type Tree = { readonly [key: string]: string | Tree | undefined };

function leaves(tree: Tree, path = ''): readonly (readonly [string, string])[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    value === undefined
      ? []
      : typeof value === 'string'
        ? [[`${path}${key}`, value] as const]
        : leaves(value, `${path}${key}.`),
  );
}

const vietnamese = leaves(dictionaries.vi);
const english = new Map(leaves(dictionaries.en));
const blanks = (text: string): readonly string[] =>
  [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? ''))].sort();

describe('the dictionaries', () => {
  test('every text is in both languages and leaves the same blanks', () => {
    const differing = vietnamese
      .map(([key, text]) => [key, blanks(text), blanks(english.get(key) ?? '')] as const)
      .filter(([key, here, there]) => !english.has(key) || here.join() !== there.join());
    expect(differing).toEqual([]);
  });

  test('English has nothing that Vietnamese lacks, apart from its singulars', () => {
    const known = new Set(vietnamese.map(([key]) => key));
    expect([...english.keys()].filter((key) => !known.has(key.replace(/_one$/, '')))).toEqual([]);
  });

  test('Vietnamese is composed, leaves the subject out and never raises its voice', () => {
    const faults = vietnamese.filter(
      ([, text]) =>
        text !== text.normalize('NFC') ||
        /!|\bOops\b|trực tuyến|chữ ký số/.test(text) ||
        /(^|\s)bạn(\s|[,.])/i.test(text),
    );
    expect(faults).toEqual([]);
  });
});
