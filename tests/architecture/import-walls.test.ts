import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { isTest, PRODUCT_ROOMS, ROOT, readSources } from './source-files.ts';
import { barrelsIn, breachesOf } from './walls.ts';

const product = readSources(PRODUCT_ROOMS).filter((file) => !isTest(file.path));
const breach = (file: string, text: string): string => breachesOf({ path: file, text }).join('\n');

describe('import walls', () => {
  test('no product file imports what its room may not', () => {
    expect(product.flatMap(breachesOf)).toEqual([]);
  });

  test('there is no barrel: nothing is re-exported', () => {
    expect(product.flatMap(barrelsIn)).toEqual([]);
  });

  test('nothing but the launcher knows of the stand-in for Electron', () => {
    const knowing = product.filter(
      (file) => !file.path.startsWith('electron/launch/') && /electron-host/.test(file.text),
    );
    expect(knowing.map((file) => file.path)).toEqual([]);
  });

  test.each([
    ['shared/content/x.ts', "import { a } from 'node:fs';", 'no use for this package'],
    ['shared/lib/x.ts', "import { a } from '../content/article.ts';", 'shared/lib stands below shared/content'],
    ['shared/workflow/x.ts', "import { a } from '../verification/compare.ts';", 'stands below shared/verification'],
    ['shared/workflow/x.ts', "import { a } from '../../portal/store/store.ts';", 'may import only shared'],
    ['shared/content/x.ts', "import { a } from '#shared/lib/result.ts';", 'use a relative path'],
    ['renderer/ui/x.tsx', "import { ipcRenderer } from 'electron';", 'no use for this package'],
    ['renderer/ui/x.tsx', "const fs = await import('node:fs');", 'no use for this package'],
    [
      'renderer/state/x.ts',
      "import type { Desk } from '../../electron/core/desk.ts';",
      'may import only renderer, shared',
    ],
    ['renderer/features/inbox/x.tsx', "import { a } from '../item/pane.tsx';", 'never imports another feature'],
    ['renderer/features/inbox/rows/x.tsx', "import { a } from '../../item/pane.tsx';", 'never imports another feature'],
    ['electron/core/store/x.ts', "import { app } from 'electron';", 'no use for this package'],
    ['electron/core/store/x.ts', "import { a } from '../../../shared/lib/result.ts';", 'say #shared/lib/result.ts'],
    ['electron/main/x.ts', "import { createDesk } from '../core/desk.ts';", 'may take only types from electron/core'],
    ['electron/preload/x.ts', "import { a } from 'node:fs';", 'no use for this package'],
    [
      'portal/api/x.ts',
      "import { a } from '../../electron/core/desk.ts';",
      'may import only portal, shared, resources',
    ],
    ['portal/api/x.ts', "import { a } from '../../tests/fixtures/board.ts';", 'nobody imports tests'],
  ])('%s with %s is caught', (file, text, reason) => {
    expect(breach(file, text)).toContain(reason);
  });

  test.each([
    ['shared/workflow/x.ts', "import { z } from 'zod';\nimport { a } from '../content/article.ts';"],
    [
      'renderer/features/inbox/rows/x.tsx',
      "import { a } from '../inbox-view.tsx';\nimport { b } from '../../../ui/badge.tsx';",
    ],
    ['electron/main/x.ts', "import type { Ports } from '../core/ports.ts';\nimport { app } from 'electron';"],
    ['electron/core/x.ts', "import Database from 'better-sqlite3';\nimport { a } from '#shared/lib/result.ts';"],
  ])('%s may use its own doors', (file, text) => {
    expect(breach(file, text)).toBe('');
  });

  test('a barrel is caught', () => {
    expect(barrelsIn({ path: 'portal/index.ts', text: "export * from './api.ts';" })).toEqual([
      'portal/index.ts:1 re-exports ./api.ts',
    ]);
  });
});

describe('walls made of tsconfig', () => {
  test.each([
    ['shared', { types: [], dom: false }],
    ['portal', { types: ['node'], dom: false }],
    ['renderer', { types: ['vite/client'], dom: true }],
    ['electron/core', { types: ['node'], dom: false }],
    ['electron/main', { types: ['node'], dom: false }],
    ['electron/preload', { types: [], dom: true }],
    ['electron/launch', { types: ['node'], dom: false }],
  ])('%s sees only its own world', (room, world) => {
    const { compilerOptions } = JSON.parse(readFileSync(path.join(ROOT, room, 'tsconfig.json'), 'utf8'));
    expect({ types: compilerOptions.types, dom: compilerOptions.lib.includes('DOM') }).toEqual(world);
  });
});

/** Lints bait files with the project's own rules, in a folder of their own so that the tree stays clean. */
function lintBait(bait: readonly (readonly [file: string, text: string, door: string])[]): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'import-walls-'));
  try {
    copyFileSync(path.join(ROOT, 'biome.json'), path.join(folder, 'biome.json'));
    for (const [file, text] of bait) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), `${text}\n`);
    }
    const biome = path.join(ROOT, 'node_modules/.bin/biome');
    const words = ['lint', '--vcs-enabled=false', '--max-diagnostics=none', '--colors=off', '.'];
    const run = spawnSync(biome, words, { cwd: folder, encoding: 'utf8' });
    return `${run.stdout}${run.stderr}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('walls made of lint messages', () => {
  const bait = [
    ['shared/content/a.ts', "import { readFileSync } from 'node:fs';", 'shared is pure'],
    ['shared/content/b.ts', "import { decide } from '../workflow/decide.ts';", 'content may use lib only'],
    ['renderer/features/inbox/c.ts', "import { pane } from '../item/pane.ts';", 'lift what both need'],
    ['renderer/state/d.ts', "import { app } from 'electron';", 'call the desk contract'],
    ['electron/core/store/e.ts', "import { app } from 'electron';", 'electron/core/ports.ts'],
    ['electron/main/f.ts', "import { pane } from '../../renderer/ui/pane.ts';", 'no product logic and no SQL'],
    ['portal/api/g.ts', "import { desk } from '../../electron/core/desk.ts';", 'imports only #shared'],
    ['electron/core/sync/h.ts', 'export const now = (): number => Date.now();', 'Time is injected'],
    ['portal/index.ts', "export * from './api.ts';", 'Avoid barrel files'],
  ] as const;
  const report = lintBait(bait);

  test.each(bait)('%s with %s is told the right door', (file, _text, door) => {
    const told = report.split(/\n(?=\S+:\d+:\d+ lint)/).filter((part) => part.startsWith(`${file}:`));
    expect(told.join('\n')).toContain(door);
  });

  test('an import through the right door is not complained of', () => {
    expect(lintBait([['electron/core/store/ok.ts', "import '#shared/lib/result.ts';", '']])).not.toContain(
      'lint/style',
    );
  });
});
