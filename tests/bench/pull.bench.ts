/** First sync of 100,000 items over loopback TLS, against the least it can cost. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { bundleForNode } from './bundle.ts';
import { MADE_UP_PEOPLE } from './made-up-items.ts';
import { report, sampleInProcess } from './measure.ts';
import { serveRecordedSnapshot } from './recorded-snapshot.ts';

const ITEMS = Number(process.argv[2] ?? 100_000);
const ROUNDS = Number(process.argv[3] ?? 3);
const floorSchema = z.object({ rows: z.number(), ms: z.number(), peakMb: z.number() });
const deskSchema = floorSchema.extend({ indexed: z.number() });

const directory = mkdtempSync(path.join(tmpdir(), 'bench-snapshot-'));
const server = await serveRecordedSnapshot(path.join(directory, 'items.zst'), ITEMS);
try {
  const script = await bundleForNode(path.join(import.meta.dirname, 'pull-sample.ts'));
  const settingsFile = path.join(directory, 'settings.json');
  const enrolment = {
    address: server.address,
    name: 'Loopback',
    server: server.server,
    epoch: server.epoch,
    serverKey: server.serverKey,
    caPem: server.certificate,
    fingerprint: Array.from({ length: 32 }, () => '00').join(':'),
    board: server.board,
    person: MADE_UP_PEOPLE[0]?.id,
    device: server.device,
    deviceName: 'bench',
    login: 'bench',
    keyStrength: 'passphrase',
    trial: false,
  };
  writeFileSync(settingsFile, JSON.stringify({ port: server.port, certificate: server.certificate, enrolment }));
  const floor: number[] = [];
  const desk: number[] = [];
  const indexed: number[] = [];
  const peak: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const raw = floorSchema.parse(await sampleInProcess(script, ['floor', settingsFile]));
    const own = deskSchema.parse(await sampleInProcess(script, ['desk', settingsFile]));
    if (raw.rows !== ITEMS || own.rows !== ITEMS) throw new Error(`Arrived: ${raw.rows} and ${own.rows} of ${ITEMS}`);
    floor.push(raw.ms);
    desk.push(own.ms);
    indexed.push(own.indexed);
    peak.push(own.peakMb);
  }
  const what = 'zstd NDJSON over loopback TLS into one prepared insert per row, transactions of 1,000';
  const facts = { items: ITEMS };
  const common = { bench: 'pull', unit: 'ms', floor: { what, samples: floor }, facts } as const;
  report({ ...common, figure: 'first sync', samples: desk, limit: { atMost: 1.3, of: 'floor' } });
  report({ ...common, figure: 'first sync and search index', samples: indexed, limit: { atMost: 1.7, of: 'floor' } });
  report({
    bench: 'pull',
    figure: 'peak memory of the core',
    unit: 'MB',
    samples: peak,
    limit: { atMost: 300, of: 'median' },
    facts,
  });
} finally {
  await server.close();
  rmSync(directory, { recursive: true, force: true });
}
