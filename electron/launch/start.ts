import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '../../portal/start-error.ts';
import { startTrial } from '../../portal/trial/trial.ts';
import { ensureBuilt } from './built.ts';
import { findDisplay } from './display.ts';
import { LaunchError, readOptions, type StartOptions } from './options.ts';
import { findShell } from './shell.ts';

const root = join(import.meta.dirname, '../..');

/** Opens one person's desk on a trial portal of its own, until its window closes. */
async function start({ role, fresh, data }: StartOptions): Promise<number> {
  const shell = findShell(root);
  const display = await findDisplay();
  try {
    ensureBuilt(root);
    if (fresh) rmSync(data, { recursive: true, force: true });
    const trial = await startTrial({ dataDir: join(data, 'portal'), port: readPort(data) });
    writeFileSync(join(data, 'port'), String(trial.port));
    try {
      const person = trial.people.find((one) => one.role === role);
      if (person === undefined) throw new LaunchError(`The trial board has nobody in the role ${role}.`);
      process.stdout.write(
        `Trial portal: ${trial.url}\nDesk of ${person.name} (${role}), in ${shell.name}, on ${display.name}.\n`,
      );
      const desk = join(data, 'desks', role);
      mkdirSync(desk, { recursive: true, mode: 0o700 });
      const { login, password } = person;
      const enrolment = { address: trial.url, fingerprint: trial.fingerprint, login, password };
      writeFileSync(join(desk, 'trial.json'), JSON.stringify(enrolment), { mode: 0o600 });
      const window = spawn(shell.executable, [root, `--desk-data=${desk}`], {
        stdio: 'inherit',
        env: { ...process.env, ...display.environment },
      });
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => window.kill(signal));
      const [code] = await once(window, 'exit');
      return typeof code === 'number' ? code : 0;
    } finally {
      await trial.close();
    }
  } finally {
    display.close();
  }
}

/** The port of the first start, since the desks are enrolled with that address; any free one at first. */
function readPort(data: string): number {
  const kept = join(data, 'port');
  return existsSync(kept) ? Number(readFileSync(kept, 'utf8')) : 0;
}

try {
  process.exitCode = await start(readOptions(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof LaunchError || error instanceof StartError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
