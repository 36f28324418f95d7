/** One first sync in a process of its own: `floor`, or `desk` by the desk's own client, store and search index. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { instantFromMs } from '#shared/lib/instant.ts';
import { deviceKey } from '../../electron/core/session/device-key.ts';
import { enrolmentSchema } from '../../electron/core/session/enrolment.ts';
import { DeskState } from '../../electron/core/state/desk-state.ts';
import { openDeskStore } from '../../electron/core/store/desk-store.ts';
import { buildIndex, fetchSnapshot } from '../../electron/core/sync/fetch-snapshot.ts';
import { PortalClient } from '../../electron/core/sync/portal-client.ts';
import { rawSync } from './raw-sync.ts';

const [, , kind = 'desk', settingsFile = ''] = process.argv;
const settings: { port: number; certificate: string; enrolment: unknown } = JSON.parse(
  readFileSync(settingsFile, 'utf8'),
);
const directory = mkdtempSync(path.join(tmpdir(), 'bench-pull-'));

async function byFloor(): Promise<object> {
  const started = performance.now();
  const rows = await rawSync(settings.port, settings.certificate, path.join(directory, 'raw.db'));
  return { rows, ms: performance.now() - started };
}

async function byDesk(): Promise<object> {
  const enrolment = enrolmentSchema.parse(settings.enrolment);
  const signal = new AbortController().signal;
  const started = performance.now();
  const store = openDeskStore(directory, 'bench');
  const state = new DeskState(store, () => instantFromMs(Date.now()));
  const key = deviceKey(crypto.getRandomValues(new Uint8Array(32)));
  const client = new PortalClient({
    server: { address: enrolment.address, caPem: enrolment.caPem, expected: enrolment },
    credential: () => ({ token: 'x'.repeat(32), key }),
    random: (count) => crypto.getRandomValues(new Uint8Array(count)),
  });
  await fetchSnapshot({ store, state, client, enrolment, onProgress: () => undefined }, signal);
  const ms = performance.now() - started;
  await buildIndex(store, signal);
  const indexed = performance.now() - started;
  const rows = store.heads.total();
  await client.close();
  store.close();
  return { rows, ms, indexed };
}

try {
  const sample = await (kind === 'floor' ? byFloor() : byDesk());
  console.log(JSON.stringify({ ...sample, peakMb: process.resourceUsage().maxRSS / 1024 }));
} finally {
  rmSync(directory, { recursive: true, force: true });
}
