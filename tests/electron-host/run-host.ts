import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A stand-in started by a test, with what it wrote. */
export interface HostRun {
  readonly child: ChildProcess;
  readonly directory: string;
  output(): string;
  errors(): string;
  /** Resolves with the exit code. */
  readonly ended: Promise<number | null>;
  dispose(): Promise<void>;
}

/** Starts the stand-in on an app; `arguments_` gets a fresh directory that `dispose` removes. */
export function runHost(app: string, args: (directory: string) => readonly string[]): HostRun {
  const directory = mkdtempSync(join(tmpdir(), 'host-'));
  const child = spawn(join(import.meta.dirname, 'bin/electron-host'), [app, ...args(directory)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    errors += chunk;
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    child,
    directory,
    output: () => output,
    errors: () => errors,
    ended,
    async dispose() {
      child.kill();
      await ended;
      rmSync(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}
