import { basename, join, normalize, win32 } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { safeFileName } from './safe-file-name.ts';

test.each([
  ['Tờ trình số 12.docx', 'Tờ trình số 12.docx'],
  ['../../etc/passwd', '_.._etc_passwd'],
  ['C:\\Windows\\system32', 'C__Windows_system32'],
  ['CON', '_CON'],
  ['nul.txt', '_nul.txt'],
  ['bảng kê.pdf. . .', 'bảng kê.pdf'],
  ['\u202egnp.exe', 'gnp.exe'],
  ['a\u0000b.txt', 'ab.txt'],
  ['...', 'document'],
])('%j is saved as %j', (name, expected) => {
  expect(safeFileName(name)).toBe(expected);
});

test('a long name keeps its extension and fits every file system', () => {
  const name = safeFileName(`${'ộ'.repeat(300)}.docx`);
  expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
  expect(name.endsWith('.docx')).toBe(true);
});

test('whatever the name, it stays inside the folder chosen', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
      const name = safeFileName(text);
      expect(name).not.toBe('');
      expect(basename(name)).toBe(name);
      expect(win32.basename(name)).toBe(name);
      expect(normalize(join('/chosen', name)).startsWith('/chosen/')).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});
