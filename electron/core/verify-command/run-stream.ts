import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import type { Readable, Writable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import { readLines } from './read-lines.ts';

/** Cases handed to one worker at a time, so that memory stays bounded by a few pages. */
const ahead = 4;
/** A case that takes longer is given up; the worker is replaced. */
const milliseconds = 30_000;

interface Judge {
  readonly worker: Worker;
  readonly waiting: Map<number, { readonly line: string; readonly timer: NodeJS.Timeout }>;
}

/** Answers cases from `input` as they come, each on a line of its own, in any order; no network is used. */
export async function runStream(
  input: Readable,
  output: Writable,
  threads = Math.min(2, availableParallelism()),
): Promise<void> {
  const judges: Judge[] = [];
  let number = 0;
  let wake: () => void = () => undefined;
  const say = async (line: string): Promise<void> => {
    if (!output.write(`${line}\n`)) await once(output, 'drain');
  };
  const settle = (judge: Judge, id: number, answer: string): void => {
    const known = judge.waiting.get(id);
    if (known === undefined) return;
    clearTimeout(known.timer);
    judge.waiting.delete(id);
    output.write(`${answer}\n`);
    wake();
  };
  const start = (): Judge => {
    const worker = new Worker(new URL('./case-worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: 1_024, stackSizeMb: 8 },
    });
    const judge: Judge = { worker, waiting: new Map() };
    const give = (reason: string): void => {
      const at = judges.indexOf(judge);
      if (at >= 0) judges.splice(at, 1);
      for (const [id, { line }] of judge.waiting) settle(judge, id, JSON.stringify({ id: idIn(line), error: reason }));
      wake();
    };
    worker.on('message', ({ id, answer }: { id: number; answer: string }) => settle(judge, id, answer));
    worker.on('error', (error) => give(`comparison failed: ${String(error).slice(0, 200)}`));
    worker.on('exit', () => give('comparison failed'));
    judges.push(judge);
    return judge;
  };
  const free = async (): Promise<Judge> => {
    for (;;) {
      const idle = judges
        .filter(({ waiting }) => waiting.size < ahead)
        .sort((a, b) => a.waiting.size - b.waiting.size)[0];
      if (judges.length < threads && (idle === undefined || idle.waiting.size > 0)) return start();
      if (idle !== undefined) return idle;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  for await (const read of readLines(input)) {
    if ('error' in read) {
      await say(JSON.stringify({ id: null, error: read.error }));
      continue;
    }
    const judge = await free();
    const id = ++number;
    const timer = setTimeout(() => {
      settle(judge, id, JSON.stringify({ id: idIn(read.text), error: 'comparison took too long' }));
      void judge.worker.terminate();
    }, milliseconds * ahead);
    judge.waiting.set(id, { line: read.text, timer });
    judge.worker.postMessage({ id, line: read.text });
    if (output.writableNeedDrain) await once(output, 'drain');
  }
  while (judges.some(({ waiting }) => waiting.size > 0)) {
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  }
  await Promise.all(judges.map(({ worker }) => worker.terminate()));
}

/** The id of a case whose line was not read to the end. */
function idIn(line: string): string | number | null {
  const found = /"id"\s*:\s*("(?:[^"\\]|\\.){0,1000}"|-?\d+(?:\.\d+)?)/.exec(line.slice(0, 5_000))?.[1];
  if (found === undefined) return null;
  try {
    const value: unknown = JSON.parse(found);
    return typeof value === 'string' || typeof value === 'number' ? value : null;
  } catch {
    return null;
  }
}
