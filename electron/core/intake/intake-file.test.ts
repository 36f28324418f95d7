import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { IntakeError } from './intake-error.ts';
import { IntakeFile, sweepIntake } from './intake-file.ts';
import { displayName } from './take-in-docx.ts';

let directory = '';
let counter = 0;
const random = (bytes: number): Uint8Array => {
  counter += 1;
  return new Uint8Array(bytes).fill(counter);
};
const opened = (size: number, limitBytes = 100): Promise<IntakeFile> =>
  IntakeFile.open({ directory, name: 'tin.docx', size, random, limitBytes });
const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'accepted';
  } catch (error) {
    return error instanceof IntakeError ? error.code : String(error);
  }
};

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'intake-'));
});
afterEach(() => rm(directory, { recursive: true }));

describe('a file arriving in chunks', () => {
  test('is whole once all bytes came, and leaves nothing when discarded', async () => {
    const file = await opened(5);
    await Promise.all([file.append(0, Buffer.from('ab')), file.append(2, Buffer.from('cde'))]);
    expect(Buffer.from(await file.bytes()).toString()).toBe('abcde');
    await file.discard();
    expect(await readdir(directory)).toEqual([]);
  });

  test('is judged by its declared size before a byte arrives', async () => {
    const codes = await Promise.all(
      [100, 101, 200_000_000, 0, -1, 1.5, Number.NaN].map((size) => codeOf(opened(size))),
    );
    expect(codes).toEqual(['accepted', 'too-large', 'too-large', 'not-docx', 'not-docx', 'not-docx', 'not-docx']);
    expect(await readdir(directory)).toHaveLength(1);
  });

  test('never grows past what was declared', async () => {
    const file = await opened(3);
    expect(await codeOf(file.append(0, Buffer.from('abcd')))).toBe('too-large');
    expect(await codeOf(file.append(0, Buffer.from('abc')))).toBe('accepted');
    expect(await codeOf(file.append(3, Buffer.from('d')))).toBe('too-large');
    expect(Buffer.from(await file.bytes()).toString()).toBe('abc');
  });

  test('refuses a gap, a repeat and an early end', async () => {
    const file = await opened(4);
    await file.append(0, Buffer.from('ab'));
    expect([
      await codeOf(file.append(3, Buffer.from('d'))),
      await codeOf(file.append(0, Buffer.from('ab'))),
      await codeOf(file.bytes()),
    ]).toEqual(['bad-request', 'bad-request', 'bad-request']);
  });

  test('what a crash left behind is swept away, nothing else', async () => {
    await opened(4);
    await writeFile(path.join(directory, 'khac.txt'), '');
    await sweepIntake(directory);
    await sweepIntake(path.join(directory, 'none'));
    expect(await readdir(directory)).toEqual(['khac.txt']);
  });
});

test.each([
  ['báo cáo.docx', 'báo cáo.docx'],
  ['C:\\Users\\a\\tin.docx', 'tin.docx'],
  ['../../etc/passwd', 'passwd'],
  ['tin\u202excod.exe', 'tinxcod.exe'],
  ['...', 'tai-lieu.docx'],
  ['a'.repeat(300), 'a'.repeat(120)],
  ['e\u0302\u0301', 'ế'],
])('the name %j is shown as %j', (name, shown) => {
  expect(displayName(name)).toBe(shown);
});
