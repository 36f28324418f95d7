/**
 * What `npm test` runs: prepares the machine, then every check and every test, one stage after the other, each under
 * its own heading with its duration. The last line is "N passed, N failed, N skipped"; any failure fails the run.
 * Stages can be named to run only those: `npm test -- unit e2e`.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { type Machine, prepareMachine } from './prepare-machine.ts';
import {
  addTotals,
  countPlaywright,
  countVitest,
  NO_TESTS,
  ONE_FAILURE,
  type TestTotals,
  totalsLine,
} from './test-totals.ts';

interface Stage {
  readonly name: string;
  readonly title: string;
  readonly minutes: number;
  readonly command: readonly string[];
  readonly report?: { readonly file: string; readonly count: (report: unknown) => TestTotals };
  readonly needsDisplay?: true;
}

const ROOT = path.resolve(import.meta.dirname, '../..');
const REPORTS = path.join(ROOT, 'out/test-reports');

function vitest(name: string, title: string, minutes: number): Stage {
  const file = path.join(REPORTS, `${name}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  return {
    name,
    title,
    minutes,
    command: ['vitest', 'run', '--project', name, ...reporters],
    report: { file, count: countVitest },
  };
}

const STAGES: readonly Stage[] = [
  { name: 'types', title: 'Types, room by room', minutes: 6, command: ['tsc', '-b'] },
  {
    name: 'lint',
    title: 'Format, lint, import walls',
    minutes: 6,
    command: ['biome', 'check', '--error-on-warnings', '.'],
  },
  { name: 'unused', title: 'Unused files, exports, packages', minutes: 6, command: ['knip'] },
  vitest('unit', 'Unit tests, architecture, lock', 12),
  vitest('integration', 'Integration tests and contracts', 20),
  { name: 'build', title: 'Build', minutes: 6, command: ['electron-vite', 'build'] },
  {
    name: 'e2e',
    title: 'End-to-end tests',
    minutes: 25,
    command: ['playwright', 'test', '--reporter=list,json'],
    report: { file: path.join(REPORTS, 'e2e.json'), count: countPlaywright },
    needsDisplay: true,
  },
];

async function runAll(wanted: readonly string[]): Promise<number> {
  const unknown = wanted.filter((name) => !STAGES.some((stage) => stage.name === name));
  if (unknown.length > 0) {
    console.error(
      `No stage is called ${unknown.join(', ')}; there are: ${STAGES.map((stage) => stage.name).join(', ')}.`,
    );
    return 2;
  }
  rmSync(REPORTS, { recursive: true, force: true });
  mkdirSync(REPORTS, { recursive: true });
  const stages = STAGES.filter((stage) => wanted.length === 0 || wanted.includes(stage.name));
  const needsDisplay = stages.some((stage) => stage.needsDisplay);
  const machine = needsDisplay ? prepareMachine((line) => console.log(line)) : undefined;
  const totals: TestTotals[] = [];
  const summary: string[] = [];
  for (const stage of stages) {
    console.log(`\n━━ ${stage.title} ━━`);
    const started = performance.now();
    const result = await runStage(stage, machine);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const verdict = result.failed === 0 ? 'ok' : 'FAILED';
    console.log(`── ${stage.title}: ${verdict}, ${seconds} s`);
    summary.push(`${verdict.padEnd(7)} ${seconds.padStart(7)} s  ${stage.title}`);
    totals.push(result);
  }
  const sum = addTotals(totals);
  console.log(`\n${summary.join('\n')}\n${totalsLine(sum)}`);
  return sum.failed === 0 ? 0 : 1;
}

async function runStage(stage: Stage, machine: Machine | undefined): Promise<TestTotals> {
  if (!stage.needsDisplay || machine === undefined) return count(stage, await run(stage, {}));
  if (machine.missing.length > 0) {
    for (const line of machine.missing) console.error(line);
    return ONE_FAILURE;
  }
  if (process.env['DISPLAY'] || machine.xvfb === undefined) return count(stage, await run(stage, {}));
  const display = await startXvfb(machine.xvfb);
  try {
    return count(stage, await run(stage, { DISPLAY: display.name }));
  } finally {
    display.process.kill();
  }
}

/** A report and an exit code must agree; when the code says failed and the report does not, the failure counts. */
function count(stage: Stage, succeeded: boolean): TestTotals {
  if (stage.report === undefined) return succeeded ? NO_TESTS : ONE_FAILURE;
  try {
    const totals = stage.report.count(JSON.parse(readFileSync(stage.report.file, 'utf8')));
    return succeeded || totals.failed > 0 ? totals : addTotals([totals, ONE_FAILURE]);
  } catch (error) {
    console.error(`${stage.title} left no readable report:`, error);
    return ONE_FAILURE;
  }
}

function run(stage: Stage, extra: Readonly<Record<string, string>>): Promise<boolean> {
  const [command = '', ...words] = stage.command;
  const bin = path.join(ROOT, 'node_modules/.bin');
  const env = {
    ...process.env,
    PATH: `${bin}${path.delimiter}${process.env['PATH'] ?? ''}`,
    PLAYWRIGHT_JSON_OUTPUT_NAME: stage.report?.file ?? '',
    ...extra,
  };
  return new Promise((resolve) => {
    const onWindows = process.platform === 'win32';
    const child = spawn(command, words, { cwd: ROOT, env, stdio: 'inherit', shell: onWindows, detached: !onWindows });
    const limit = setTimeout(() => {
      console.error(`${stage.title} took longer than ${stage.minutes} minutes and was stopped.`);
      stop(child);
    }, stage.minutes * 60_000);
    const stopToo = (): void => {
      stop(child);
      process.exit(130);
    };
    process.once('SIGINT', stopToo).once('SIGTERM', stopToo);
    const done = (succeeded: boolean): void => {
      clearTimeout(limit);
      process.off('SIGINT', stopToo).off('SIGTERM', stopToo);
      resolve(succeeded);
    };
    child.once('error', (error) => {
      console.error(`${command} did not start: ${error.message}`);
      done(false);
    });
    child.once('exit', (code) => done(code === 0));
  });
}

/** Ends a stage with everything it started: the stage leads its own process group. */
function stop(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
}

/** Starts a display of its own; Xvfb picks a free number and writes it to the third descriptor. */
function startXvfb(program: string): Promise<{ readonly name: string; readonly process: ChildProcess }> {
  return new Promise((resolve, reject) => {
    const words = ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'];
    const child = spawn(program, words, { stdio: ['ignore', 'ignore', 'inherit', 'pipe'] });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`Xvfb ended at once with code ${code}`)));
    child.stdio[3]?.once('data', (number: Buffer) => {
      resolve({ name: `:${number.toString('utf8').trim()}`, process: child });
    });
  });
}

process.exitCode = await runAll(process.argv.slice(2));
