import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { findProgram } from './prepare-machine.ts';

test('a program is found where it can be run, in the order of the search path', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'programs-'));
  try {
    const [first, second] = [path.join(folder, 'first'), path.join(folder, 'second')];
    for (const place of [first, second]) mkdirSync(place);
    writeFileSync(path.join(first, 'chromium'), '');
    writeFileSync(path.join(second, 'chromium'), '#!/bin/sh\n');
    chmodSync(path.join(second, 'chromium'), 0o755);
    const searchPath = [first, '', second].join(path.delimiter);
    expect(findProgram(['chromium'], searchPath)).toBe(path.join(second, 'chromium'));
    expect(findProgram(['no-such-browser', 'chromium'], searchPath)).toBe(path.join(second, 'chromium'));
    expect(findProgram(['no-such-browser'], searchPath)).toBeUndefined();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
