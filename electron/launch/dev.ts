import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { findShell } from './shell.ts';

const root = join(import.meta.dirname, '../..');

/** Runs the desk from sources with reload on change, in Electron or its stand-in. */
const { executable } = findShell(root);
const server = spawn(
  process.execPath,
  [join(root, 'node_modules/electron-vite/bin/electron-vite.js'), 'dev', '--watch', '--', ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit', env: { ...process.env, ELECTRON_EXEC_PATH: executable } },
);
const [code] = await once(server, 'exit');
process.exitCode = typeof code === 'number' ? code : 0;
