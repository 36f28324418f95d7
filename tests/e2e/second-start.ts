import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { type ShellName, shellExecutable } from './launch.ts';

const root = join(import.meta.dirname, '../..');

/** Starts a desk that should find another one running; resolves with its exit code. */
export function launchSecond(shell: ShellName, dataDir: string, link: string): Promise<number | null> {
  const executable = shellExecutable(shell);
  if (executable === null) throw new Error('no Electron binary');
  const child = spawn(executable, [root, `--desk-data=${dataDir}`, link], { stdio: 'ignore', timeout: 20_000 });
  return new Promise((resolve) => child.once('exit', resolve));
}
