import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { LaunchError } from './options.ts';

export interface Display {
  /** Variables a program needs to draw on it. */
  readonly environment: Readonly<Record<string, string>>;
  /** What it is, for the one line said at start. */
  readonly name: string;
  close(): void;
}

/** The screen at hand; without one, a virtual one by Xvfb; without that, a sentence saying what to run instead. */
export async function findDisplay(): Promise<Display> {
  const own = process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'];
  if (process.platform !== 'linux' || (own !== undefined && own !== '')) {
    return { environment: {}, name: 'this screen', close: () => undefined };
  }
  for (let number = 90; number < 120; number += 1) {
    if (existsSync(`/tmp/.X11-unix/X${number}`)) continue;
    const server = spawn('Xvfb', [`:${number}`, '-screen', '0', '1440x900x24', '-nolisten', 'tcp'], {
      stdio: 'ignore',
    });
    if (await drawing(server, number)) {
      return {
        environment: { DISPLAY: `:${number}` },
        name: `a virtual screen (Xvfb :${number})`,
        close: () => server.kill(),
      };
    }
  }
  throw new LaunchError(
    'There is no screen here and no Xvfb. Install Xvfb, or run `npm run demo`, which plays the same without a window.',
  );
}

async function drawing(server: ChildProcess, number: number): Promise<boolean> {
  let failed = false;
  server.once('error', () => {
    failed = true;
  });
  server.once('exit', () => {
    failed = true;
  });
  for (let attempt = 0; attempt < 50 && !failed; attempt += 1) {
    if (existsSync(`/tmp/.X11-unix/X${number}`)) return true;
    await wait(100);
  }
  return false;
}
