import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '../../portal/start-error.ts';
import { startTrial, type Trial } from '../../portal/trial/trial.ts';
import { ensureBuilt } from './built.ts';
import { findDisplay } from './display.ts';
import { LaunchError, readOptions, type StartOptions } from './options.ts';
import { findShell } from './shell.ts';
import { runWindow } from './window.ts';

const root = join(import.meta.dirname, '../..');

/** Opens one person's desk on a trial portal of its own, until its window closes. */
async function start(options: StartOptions): Promise<number> {
  const { role, fresh, data, watch } = options;
  const shell = findShell(root);
  const display = await findDisplay();
  try {
    ensureBuilt(root);
    if (fresh) rmSync(data, { recursive: true, force: true });
    if (!existsSync(join(data, 'port'))) process.stdout.write('Making the trial board, on the first start only…\n');
    const trial = await startTrial({ dataDir: join(data, 'portal'), port: readPort(data) });
    writeFileSync(join(data, 'port'), String(trial.port));
    try {
      const name = prepareDesk(trial, options);
      process.stdout.write(
        `Trial portal: ${trial.url}\nDesk of ${name} (${role}), in ${shell.name}, on ${display.name}.\n`,
      );
      return await runWindow({ root, shell, display, desk: join(data, 'desks', role), watch });
    } finally {
      await trial.close();
    }
  } finally {
    display.close();
  }
}

/** Leaves in the desk's data what lets it enrol by itself; answers with the person's name. */
function prepareDesk({ people, url, fingerprint }: Trial, { role, data }: StartOptions): string {
  const person = people.find((one) => one.role === role);
  if (person === undefined) throw new LaunchError(`The trial board has nobody in the role ${role}.`);
  const { login, password, name } = person;
  const desk = join(data, 'desks', role);
  mkdirSync(desk, { recursive: true, mode: 0o700 });
  writeFileSync(join(desk, 'trial.json'), JSON.stringify({ address: url, fingerprint, login, password }), {
    mode: 0o600,
  });
  return name;
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
