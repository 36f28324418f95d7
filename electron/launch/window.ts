import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch as watchFolder } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt, sources } from './built.ts';
import type { Display } from './display.ts';
import { LaunchError } from './options.ts';
import type { Shell } from './shell.ts';

interface WindowOptions {
  readonly root: string;
  readonly shell: Shell;
  readonly display: Display;
  /** Data directory of the desk to open. */
  readonly desk: string;
  /** Builds and opens again whenever a source changes. */
  readonly watch: boolean;
}

/** Runs the shell until its window closes, or, while watching, until it closes by itself. */
export async function runWindow({ root, shell, display, desk, watch }: WindowOptions): Promise<number> {
  let current: ChildProcess | null = null;
  let reopen = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => current?.kill(signal));
  const changed = debounced(() => {
    reopen = true;
    current?.kill();
  });
  const watchers = watch ? sources.map((path) => watchFolder(join(root, path), { recursive: true }, changed)) : [];
  try {
    for (;;) {
      reopen = false;
      current = spawn(shell.executable, [root, `--desk-data=${desk}`], {
        stdio: 'inherit',
        env: { ...process.env, ...display.environment },
      });
      const [code] = await once(current, 'exit');
      if (!reopen) return typeof code === 'number' ? code : 0;
      rebuild(root);
    }
  } finally {
    for (const watcher of watchers) watcher.close();
  }
}

/** A source that does not build yet keeps the window of before; the build has said why. */
function rebuild(root: string): void {
  try {
    ensureBuilt(root);
  } catch (error) {
    if (!(error instanceof LaunchError)) throw error;
    process.stderr.write(`${error.message}\n`);
  }
}

const quietMs = 300;

function debounced(run: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(run, quietMs);
  };
}
