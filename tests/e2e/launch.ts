import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, test as base, type ElectronApplication, type Page } from '@playwright/test';

const root = join(import.meta.dirname, '../..');
const hostExecutable = join(root, 'tests/electron-host/bin/electron-host');

/** Which shell draws the windows: Electron itself, or the stand-in for its binary. */
export type ShellName = 'electron' | 'electron-host';

/** The option each Playwright project sets. */
export interface DeskProject {
  shell: ShellName;
}

/** Electron's own binary, or null where its download could not be had. */
function electronBinary(): string | null {
  const name = join(root, 'node_modules/electron/path.txt');
  if (!existsSync(name)) return null;
  const binary = join(root, 'node_modules/electron/dist', readFileSync(name, 'utf8').trim());
  return existsSync(binary) ? binary : null;
}

/** What to run for a shell, or null when it is not here. */
export function shellExecutable(shell: ShellName): string | null {
  return shell === 'electron' ? electronBinary() : hostExecutable;
}

/** How to start one desk. */
export interface LaunchOptions {
  /** One person's data; a temporary directory, removed on close, when left out. */
  readonly dataDir?: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly project: ShellName;
}

/** A running desk. */
export interface LaunchedDesk {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly dataDir: string;
  /** Everything the shell and core wrote to standard error so far. */
  log(): string;
  close(): Promise<void>;
}

/** Starts a desk and waits for its window to show a page of the app. */
export async function launchDesk(options: LaunchOptions): Promise<LaunchedDesk> {
  const executablePath = shellExecutable(options.project);
  if (executablePath === null) throw new Error('no Electron binary');
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'desk-'));
  const app = await _electron.launch({
    executablePath,
    args: [root, `--desk-data=${dataDir}`, ...(options.args ?? [])],
    env: { ...definedEnvironment(), ...options.env },
    cwd: root,
  });
  let closed = false;
  let log = '';
  app.process().stderr?.on('data', (chunk: Buffer) => {
    log += chunk.toString('utf8');
  });
  const page = await app.firstWindow();
  await page.waitForURL(/^(app:\/\/desk\/|https:\/\/desk\.app\.localhost\/)/);
  return {
    app,
    page,
    dataDir,
    log: () => log,
    async close() {
      if (closed) return;
      closed = true;
      await app.close();
      if (options.dataDir === undefined)
        rmSync(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** What a test can ask for. */
export interface DeskFixtures {
  /** Starts desks that are closed when the test ends. */
  readonly launch: (options?: Omit<LaunchOptions, 'project'>) => Promise<LaunchedDesk>;
}

/** Playwright's `test` with desks; a project whose binary is missing is skipped with its reason. */
export const test = base.extend<DeskFixtures & DeskProject>({
  shell: ['electron-host', { option: true }],
  launch: async ({ shell }, use, testInfo) => {
    testInfo.skip(shellExecutable(shell) === null, 'not run: no Electron binary');
    const desks: LaunchedDesk[] = [];
    await use(async (options = {}) => {
      const desk = await launchDesk({ ...options, project: shell });
      desks.push(desk);
      return desk;
    });
    for (const desk of desks) await desk.close();
  },
});
