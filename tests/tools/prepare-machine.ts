/**
 * Installs what the end-to-end tests need beside npm packages: a Chromium to draw windows in, and Xvfb where there is
 * no display. On a machine where it may not install anything it says exactly what is missing and how to get it.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/** One program the tests need, and the Debian package that brings it. */
interface Need {
  readonly commands: readonly string[];
  readonly debianPackage: string;
  readonly purpose: string;
}

/** What this machine can run after preparation. */
export interface Machine {
  readonly chromium: string | undefined;
  readonly xvfb: string | undefined;
  readonly missing: readonly string[];
}

const CHROMIUM: Need = {
  commands: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'],
  debianPackage: 'chromium',
  purpose: 'draws the windows of the end-to-end tests',
};
const XVFB: Need = { commands: ['Xvfb'], debianPackage: 'xvfb', purpose: 'is the display where there is none' };

/** Finds a program on the search path, or says undefined. */
export function findProgram(commands: readonly string[], searchPath = process.env['PATH'] ?? ''): string | undefined {
  for (const command of commands) {
    for (const folder of searchPath.split(path.delimiter)) {
      const file = path.join(folder, command);
      if (folder !== '' && isExecutable(file)) return file;
    }
  }
  return undefined;
}

/** Finds Chromium and, where no display is set, Xvfb; installs them by apt-get when the machine allows it. */
export function prepareMachine(say: (line: string) => void): Machine {
  const needs = process.platform === 'linux' && !process.env['DISPLAY'] ? [CHROMIUM, XVFB] : [CHROMIUM];
  const absent = (): readonly Need[] => needs.filter((need) => findProgram(need.commands) === undefined);
  if (absent().length > 0 && mayInstall()) install(absent(), say);
  return {
    chromium: findProgram(CHROMIUM.commands),
    xvfb: findProgram(XVFB.commands),
    missing: absent().map((need) => explain(need)),
  };
}

function explain(need: Need): string {
  return `${need.commands[0]} is missing (${need.purpose}): install it, on Debian or Ubuntu by "sudo apt-get install ${need.debianPackage}", then run again.`;
}

function mayInstall(): boolean {
  return process.getuid?.() === 0 && findProgram(['apt-get']) !== undefined;
}

function install(needs: readonly Need[], say: (line: string) => void): void {
  const packages = needs.map((need) => need.debianPackage);
  say(`Installing ${packages.join(', ')} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...words: readonly string[]): boolean =>
    spawnSync('apt-get', ['-q', '-y', ...words], { env, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
  const wanted = ['install', '--no-install-recommends', ...packages];
  if (!apt(...wanted) && !(apt('update') && apt(...wanted))) say(`apt-get could not install ${packages.join(', ')}.`);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

if (import.meta.main) {
  const machine = prepareMachine((line) => console.log(line));
  for (const line of machine.missing) console.error(line);
  if (machine.missing.length === 0)
    console.log(`Ready: ${[machine.chromium, machine.xvfb].filter(Boolean).join(', ')}`);
  process.exitCode = machine.missing.length === 0 ? 0 : 1;
}
