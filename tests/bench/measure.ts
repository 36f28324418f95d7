import { spawn } from 'node:child_process';
import { availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os';

/** One figure of a bench: what was measured, in which unit, against which floor and limit. */
export interface Figure {
  readonly bench: string;
  readonly figure: string;
  readonly unit: 'ms' | 'MB' | 'ratio' | 'count';
  readonly samples: readonly number[];
  /** The same work with nothing of ours in it, measured in the same run. */
  readonly floor?: { readonly what: string; readonly samples: readonly number[] };
  /** What the figure must stay under: an absolute value, or a multiple of the floor. */
  readonly limit?: { readonly atMost: number; readonly of: 'median' | 'p95' | 'floor' };
  readonly facts?: Readonly<Record<string, string | number | boolean>>;
}

/** The middle of the samples; the mean of the middle two when their number is even. */
export function median(samples: readonly number[]): number {
  return quantile(samples, 0.5);
}

/** The value that 95 of 100 samples stay under, interpolated between neighbours. */
export function p95(samples: readonly number[]): number {
  return quantile(samples, 0.95);
}

function quantile(samples: readonly number[], share: number): number {
  if (samples.length === 0) throw new Error('A quantile of no samples');
  const sorted = [...samples].sort((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const low = sorted[Math.floor(place)] ?? 0;
  const high = sorted[Math.ceil(place)] ?? low;
  return low + (high - low) * (place - Math.floor(place));
}

/** True when the figure keeps its limit; a figure without one keeps it. */
export function holds(figure: Figure): boolean {
  if (figure.limit === undefined) return true;
  return limited(figure) <= figure.limit.atMost;
}

function limited(figure: Figure): number {
  if (figure.limit?.of === 'floor') {
    if (figure.floor === undefined) throw new Error(`${figure.figure} is limited by a floor that was not measured`);
    return median(figure.samples) / median(figure.floor.samples);
  }
  return figure.limit?.of === 'p95' ? p95(figure.samples) : median(figure.samples);
}

/** Prints a figure as one JSON line and makes the process fail when its limit is broken. */
export function report(figure: Figure): void {
  const line = {
    bench: figure.bench,
    figure: figure.figure,
    unit: figure.unit,
    median: rounded(median(figure.samples)),
    p95: rounded(p95(figure.samples)),
    samples: figure.samples.length,
    ...(figure.floor === undefined
      ? {}
      : {
          floor: { what: figure.floor.what, median: rounded(median(figure.floor.samples)) },
          ratio: rounded(median(figure.samples) / median(figure.floor.samples)),
        }),
    ...(figure.limit === undefined ? {} : { limit: figure.limit, holds: holds(figure) }),
    ...figure.facts,
    at: new Date().toISOString(),
    machine: {
      processor: cpus()[0]?.model.trim() ?? '',
      cores: availableParallelism(),
      memoryGb: Math.round(totalmem() / 2 ** 30),
      system: `${platform()} ${release()}`,
      node: process.version,
      /** Work waiting for the processor in the last minute: above the number of cores, times are longer than they need be. */
      load: rounded(loadavg()[0] ?? 0),
    },
  };
  console.log(JSON.stringify(line));
  if (!holds(figure)) process.exitCode = 1;
}

/**
 * Runs one sample in a process of its own, so that no cache of an earlier one helps it, and returns what the process
 * printed as its last line of JSON.
 */
export function sampleInProcess(script: string, words: readonly string[] = []): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.once('error', reject);
    child.once('close', (code) => {
      const last = Buffer.concat(chunks).toString('utf8').trim().split('\n').at(-1) ?? '';
      if (code === 0) resolve(JSON.parse(last));
      else reject(new Error(`${script} ${words.join(' ')} ended with code ${code}`));
    });
  });
}

/** Measures how long some work takes, in milliseconds. */
export async function timed(work: () => Promise<void> | void): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
