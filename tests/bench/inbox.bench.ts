/** A queue's first rows out of 100,000 items, in a fresh process: module, open and query together. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { bundleForNode } from './bundle.ts';
import { fillStore } from './fill-store.ts';
import { report, sampleInProcess } from './measure.ts';

const ITEMS = Number(process.argv[2] ?? 100_000);
const SAMPLES = 25;
const sampleSchema = z.object({ ms: z.number(), rows: z.number(), modules: z.number(), open: z.number() });

const directory = mkdtempSync(path.join(tmpdir(), 'bench-inbox-'));
try {
  fillStore(directory, ITEMS);
  const script = await bundleForNode(path.join(import.meta.dirname, 'inbox-sample.ts'));
  const sample = async (kind: 'queue' | 'desk' | 'floor', queue: string): Promise<z.infer<typeof sampleSchema>> =>
    sampleSchema.parse(await sampleInProcess(script, [kind, directory, queue]));
  for (const queue of ['awaitingApproval', 'all']) {
    const own: number[] = [];
    const whole: number[] = [];
    const floor: number[] = [];
    const { rows } = await sample('queue', queue);
    for (let round = 0; round < SAMPLES; round += 1) {
      own.push((await sample('queue', queue)).ms);
      whole.push((await sample('desk', queue)).ms);
      floor.push((await sample('floor', queue)).ms);
    }
    const common = {
      bench: 'inbox',
      unit: 'ms',
      floor: { what: 'better-sqlite3 alone: import, open, one SELECT', samples: floor },
      facts: { items: ITEMS },
    } as const;
    report({ ...common, figure: `first ${rows} rows of ${queue}`, samples: own, limit: { atMost: 20, of: 'median' } });
    report({ ...common, figure: `first ${rows} rows of ${queue}, the whole store opened`, samples: whole });
  }
} finally {
  rmSync(directory, { recursive: true, force: true });
}
