/**
 * A queue's first rows out of 100,000 items, in a fresh process: module, open and query together. The figure is the store
 * as it opens for rows (connection, its promises checked, schema checked, first page and count); beside it stands the
 * desk's whole store with its lock, its look for damage and every repository. Each is one bundled file.
 */
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
  const kinds = ['queue', 'desk', 'floor'] as const;
  const scripts = new Map<string, string>();
  for (const kind of kinds) {
    scripts.set(kind, await bundleForNode(path.join(import.meta.dirname, `inbox-${kind}-sample.ts`)));
  }
  const sample = async (kind: (typeof kinds)[number], queue: string): Promise<z.infer<typeof sampleSchema>> =>
    sampleSchema.parse(await sampleInProcess(scripts.get(kind) ?? '', [directory, queue]));
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
