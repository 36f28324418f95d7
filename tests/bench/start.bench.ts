/** Launch to a usable queue, its first rows drawn and answering a key, against an empty page in the same shell. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron } from '@playwright/test';
import { findDisplay } from '../../electron/launch/display.ts';
import { findShell } from '../../electron/launch/shell.ts';
import { startTrial } from '../../portal/trial/trial.ts';
import { report } from './measure.ts';

const ROUNDS = Number(process.argv[2] ?? 10);
const root = path.resolve(import.meta.dirname, '../..');
const directory = mkdtempSync(path.join(tmpdir(), 'bench-start-'));
const shell = findShell(root);
const display = await findDisplay();
const trial = await startTrial({ dataDir: path.join(directory, 'portal') });

/** An app of one window with an empty page: the least that this shell can show. */
function writeEmptyApp(): string {
  const app = path.join(directory, 'empty');
  mkdirSync(app);
  writeFileSync(path.join(app, 'package.json'), JSON.stringify({ name: 'empty', type: 'module', main: 'index.js' }));
  writeFileSync(
    path.join(app, 'index.js'),
    `import { app, BrowserWindow } from 'electron';
app.enableSandbox();
void app.whenReady().then(() => {
  const window = new BrowserWindow({ webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true } });
  return window.loadURL('about:blank');
});
app.on('window-all-closed', () => app.quit());
`,
  );
  return app;
}

/** Milliseconds from the start of the process until what is waited for is on screen. */
async function launch(app: string, words: readonly string[], shown: string | null): Promise<number> {
  const started = performance.now();
  const running = await _electron.launch({
    executablePath: shell.executable,
    args: [app, ...words],
    cwd: root,
    env: { ...environment(), ...display.environment },
  });
  try {
    const page = await running.firstWindow();
    if (shown === null) await page.waitForLoadState('load');
    else {
      await page.locator(shown).first().waitFor({ state: 'visible', timeout: 60_000 });
      await page.keyboard.press('j');
      await page.locator('[role="row"][data-cursor="true"]').waitFor({ state: 'visible', timeout: 60_000 });
    }
    return performance.now() - started;
  } finally {
    await running.close();
  }
}

function environment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

try {
  const head = trial.people.find((person) => person.role === 'head');
  if (head === undefined) throw new Error('The trial board has no Head');
  const desk = path.join(directory, 'desk');
  mkdirSync(desk);
  const { login, password } = head;
  writeFileSync(
    path.join(desk, 'trial.json'),
    JSON.stringify({ address: trial.url, fingerprint: trial.fingerprint, login, password }),
  );
  const empty = writeEmptyApp();
  const words = [`--desk-data=${desk}`];
  const row = '[role="grid"] [role="row"] [role="gridcell"]';
  // The first launch enrols the desk and syncs; it is not what a working day starts with.
  await launch(root, words, row);
  const own: number[] = [];
  const floor: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    floor.push(await launch(empty, [], null));
    own.push(await launch(root, words, row));
  }
  report({
    bench: 'start',
    figure: 'launch to a usable queue',
    unit: 'ms',
    samples: own,
    floor: { what: 'an empty page in the same shell', samples: floor },
    limit: { atMost: 1.5, of: 'floor' },
    facts: { shell: shell.name },
  });
} finally {
  await trial.close();
  display.close();
  rmSync(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
