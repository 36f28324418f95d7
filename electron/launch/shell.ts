import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LaunchError } from './options.ts';

export interface Shell {
  readonly name: string;
  readonly executable: string;
}

/** Electron where its binary is there, else the stand-in, which draws the same windows in an installed Chromium. */
export function findShell(root: string): Shell {
  const named = join(root, 'node_modules/electron/path.txt');
  if (existsSync(named)) {
    const binary = join(root, 'node_modules/electron/dist', readFileSync(named, 'utf8').trim());
    if (existsSync(binary)) return { name: 'Electron', executable: binary };
  }
  const standIn = join(root, 'tests/electron-host/bin/electron-host');
  if (existsSync(standIn)) {
    return { name: 'the stand-in for Electron (its binary is not on this machine)', executable: standIn };
  }
  throw new LaunchError('Electron is not installed: run `npx install-electron` where its download can be reached.');
}
