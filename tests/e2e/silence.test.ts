import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { internetSockets, processTree } from '../electron-host/sockets.ts';
import { shellExecutable, test } from './launch.ts';

const root = join(import.meta.dirname, '../..');

test('no process of a desk without a server listens on, or speaks to, any network', async ({ shell }) => {
  const executable = shellExecutable(shell);
  test.skip(executable === null, 'not run: no Electron binary');
  const directory = mkdtempSync(join(tmpdir(), 'desk-'));
  // Started as a person starts it: a test tool's own launch would open a debugging port.
  const child: ChildProcess = spawn(executable ?? '', [root, `--desk-data=${directory}`], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  try {
    let errors = '';
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      errors += chunk;
    });
    await expect.poll(() => errors, { timeout: 30_000 }).toContain('shell.core-ready');
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    const tree = processTree(child.pid ?? 0);
    expect(tree.length).toBeGreaterThan(4);
    expect(internetSockets(tree)).toEqual([]);
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    expect(await ended, errors).toBe(0);
  } finally {
    child.kill('SIGKILL');
    rmSync(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
});
