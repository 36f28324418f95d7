import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { LaunchError } from './options.ts';

/** What the desk's bundles are made of. */
export const sources = ['electron', 'renderer', 'shared', 'resources', 'electron.vite.config.ts', 'package.json'];
const made = ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html'];

/** Builds the desk when any source is newer than what was built; says so, since it takes some seconds. */
export function ensureBuilt(root: string): void {
  if (!isStale(root)) return;
  process.stdout.write('Building the desk…\n');
  const { status } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/electron-vite/bin/electron-vite.js'), 'build'],
    {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  if (status !== 0) throw new LaunchError('The desk could not be built; run `npm run build` to see why.');
}

function isStale(root: string): boolean {
  const outputs = made.map((path) => join(root, path));
  if (!outputs.every((path) => existsSync(path))) return true;
  const built = Math.min(...outputs.map((path) => statSync(path).mtimeMs));
  return sources.some((path) => newest(join(root, path)) > built);
}

function newest(path: string): number {
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  return Math.max(mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}
