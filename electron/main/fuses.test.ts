import { FuseV1Options } from '@electron/fuses';
import { expect, test } from 'vitest';
import { fuses } from './fuses.ts';

test('every fuse of the installed version is decided, and each one that opens a back door is off', () => {
  expect(Object.keys(fuses).sort()).toEqual(
    Object.keys(FuseV1Options)
      .filter((name) => Number.isNaN(Number(name)))
      .sort(),
  );
  expect(
    Object.entries(fuses)
      .filter(([, on]) => on)
      .map(([name]) => name),
  ).toEqual([
    'EnableCookieEncryption',
    'EnableEmbeddedAsarIntegrityValidation',
    'OnlyLoadAppFromAsar',
    'WasmTrapHandlers',
  ]);
});
