import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { FullConfig } from '@playwright/test';
import { type ShellName, shellExecutable } from './launch.ts';

const root = join(import.meta.dirname, '../..');

/** Says which projects cannot run, then builds the bundles once, so that what is tested is what the sources say. */
// biome-ignore lint/style/noDefaultExport: Playwright calls a global setup by its default export.
export default function buildOnce(config: FullConfig): void {
  for (const { name } of config.projects) {
    const found = shellExecutable(name as ShellName) !== null;
    process.stdout.write(`project ${name}: ${found ? 'runs' : 'not run: no Electron binary'}\n`);
  }
  if (process.env.BANBIENTAP_E2E_BUILT) return;
  execFileSync(
    join(root, 'node_modules/.bin/node'),
    [join(root, 'node_modules/electron-vite/bin/electron-vite.js'), 'build'],
    {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
}
