import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { impureCallsIn, lawsCitedIn, loopholesIn, nameFaultOf, provincesNamedIn, sizeFaultOf } from './code-rules.ts';
import { isTest, PRODUCT_ROOMS, ROOT, readSources, type SourceFile } from './source-files.ts';

const everything = readSources([...PRODUCT_ROOMS, 'tests']);
const product = everything.filter((file) => !isTest(file.path));
const bait = (text: string): SourceFile => ({ path: 'shared/content/bait.ts', text });

/** The one place of each room where the machine's clock and randomness come in. */
const DOORS_OF_TIME = /^electron\/core\/(process\.ts|workers\/|[\w-]+-ports?\.ts$)/;
const mustBePure = product.filter(
  (file) => /^(shared|electron\/core)\//.test(file.path) && !DOORS_OF_TIME.test(file.path),
);

describe('rules of the code', () => {
  test('no product file is so long that it should be split', () => {
    expect(product.flatMap((file) => sizeFaultOf(file) ?? [])).toEqual([]);
  });

  test('every file is named in kebab-case after a thing', () => {
    expect(everything.flatMap((file) => nameFaultOf(file.path) ?? [])).toEqual([]);
  });

  test('code names no province: a regulation is data (law 11)', () => {
    const code = product.filter((file) => !file.path.startsWith('portal/trial/'));
    expect(code.flatMap(provincesNamedIn)).toEqual([]);
  });

  test('shared and core take time and chance as arguments', () => {
    expect(mustBePure.flatMap(impureCallsIn)).toEqual([]);
  });

  test('no file silences the compiler or the linter without a reason', () => {
    expect(product.flatMap(loopholesIn)).toEqual([]);
  });

  test('every law that code or tests cite is written in docs/architecture.md', () => {
    const text = readFileSync(path.join(ROOT, 'docs/architecture.md'), 'utf8');
    const laws = new Set([...text.matchAll(/^(\d+)\. \*\*/gm)].map((match) => Number(match[1])));
    const cited = everything
      .filter((file) => !file.path.startsWith('tests/architecture/'))
      .flatMap((file) => lawsCitedIn(file).map((law) => ({ file: file.path, law })));
    expect(cited.filter(({ law }) => !laws.has(law))).toEqual([]);
    expect([...laws]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  });
});

describe('the rules catch what they are for', () => {
  test('provinces in Vietnamese, in file names and in identifiers, but not the time zone or plain words', () => {
    const text = `const a = 'Khánh Hòa'; import p from '#resources/khanh-hoa-2020.json'; const binhPhuoc = 'Asia/Ho_Chi_Minh';
      // how long an item waits; the longAnswer; hanoverian`;
    expect(provincesNamedIn(bait(text)).map((fault) => fault.replace(/.* names /, ''))).toEqual([
      'Khánh Hòa',
      'khanh-hoa',
      'binhPhuoc',
    ]);
    expect(provincesNamedIn(bait('Khánh Hòa'.normalize('NFD')))).toHaveLength(1);
  });

  test('the clock and chance, but not a date made of an argument or an injected source of bytes', () => {
    const text = `const a = Date.now();\nconst b = new Date(instant);\nconst c = Math.random() + new Date().getTime(); // Date.now()
      const d = 'Math.random()'; clock.now(); ids(randomBytes(16));\nimport { createHash, randomUUID } from 'node:crypto';`;
    expect(impureCallsIn(bait(text))).toEqual([
      'shared/content/bait.ts:1 uses Date.now',
      'shared/content/bait.ts:3 uses Math.random',
      'shared/content/bait.ts:3 uses new Date()',
      'shared/content/bait.ts:5 uses import { createHash, randomUUID } from',
    ]);
  });

  test('names that are not kebab-case or name no thing', () => {
    expect(nameFaultOf('renderer/ui/DecisionBar.tsx')).toContain('not kebab-case');
    expect(nameFaultOf('shared/utils/fold.ts')).toContain('names no thing');
    expect(nameFaultOf('shared/lib/string-helpers.ts')).toContain('names no thing');
    expect(nameFaultOf('portal/store/event-log.test.ts')).toBeUndefined();
    expect(nameFaultOf('shared/platform.d.ts')).toBeUndefined();
  });

  test('files past the limit', () => {
    expect(sizeFaultOf(bait('a\n'.repeat(400)))).toBeUndefined();
    expect(sizeFaultOf(bait('a\n'.repeat(401)))).toContain('401 lines');
  });

  test('loopholes', () => {
    const text =
      "const a = b as any;\n// @ts-ignore\n// biome-ignore lint/style/x:\nconst c = 'as any'; // any of these";
    expect(loopholesIn(bait(text))).toHaveLength(3);
    expect(loopholesIn(bait('// biome-ignore lint/style/x: the driver types this loosely\nlet a: anyOf;'))).toEqual([]);
  });

  test('cited laws', () => {
    expect(lawsCitedIn(bait('/** Law 4: a decision binds to bytes (see law 12). */'))).toEqual([4, 12]);
  });
});
