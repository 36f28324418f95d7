import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** Builds the bundles once per run, so that what is tested is what the sources say. */
// biome-ignore lint/style/noDefaultExport: Playwright calls a global setup by its default export.
export default function buildOnce(): void {
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
