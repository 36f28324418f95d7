import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ItemId, sectionIdSchema } from '#shared/lib/ids.ts';
import { instantFromMs } from '#shared/lib/instant.ts';
import { parseConfig } from '../../portal/config.ts';
import { createPortal, openPortalData, type Portal } from '../../portal/portal.ts';
import { enrolDesk, eventually, type RunningDesk, removeData, settled, startDesk } from './desk-harness.ts';
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts';
import { plainArticle } from './portal-desk.ts';
import { furnish, password } from './portal-world.ts';

let data: string;
let backup: string;
let portal: Portal;
let proxy: FaultProxy;
const desks: RunningDesk[] = [];

beforeEach(async () => {
  data = mkdtempSync(path.join(tmpdir(), 'portal-'));
  backup = mkdtempSync(path.join(tmpdir(), 'portal-backup-'));
  portal = await createPortal({ dataDirectory: data, port: 0 });
  await furnish(portal);
  proxy = await startFaultProxy(portal.port);
});

afterEach(async () => {
  for (const desk of desks.splice(0)) {
    await desk.stop();
    removeData(desk.dataDir);
  }
  await proxy.close();
  await portal.close();
  for (const directory of [data, backup]) removeData(directory);
});

async function enrolled(login: string): Promise<RunningDesk> {
  const desk = await startDesk({ dataDir: mkdtempSync(path.join(tmpdir(), `desk-${login}-`)), holdMilliseconds: 10 });
  desks.push(desk);
  await enrolDesk(desk, { url: `https://127.0.0.1:${proxy.port}`, fingerprint: portal.fingerprint, login, password });
  return desk;
}

async function receive({ client }: RunningDesk, title: string): Promise<ItemId> {
  const { item } = await client.intake.receive({
    transfer: '',
    article: plainArticle(title),
    kind: 'news',
    section: sectionIdSchema.parse('tin-tuc'),
    channel: 'mailbox',
    sender: 'Phòng Văn xã',
    receivedAt: instantFromMs(Date.now()),
  });
  return item;
}

/** Puts the server back to what it was when the backup was taken. */
async function restore(raiseEpoch: boolean): Promise<void> {
  await portal.close();
  if (raiseEpoch) {
    const opened = await openPortalData(parseConfig({ dataDirectory: backup, port: 0 }));
    await opened.store.raiseEpoch();
    await opened.close();
  }
  portal = await createPortal({ dataDirectory: backup, port: 0 });
  proxy.lead(portal.port);
}

async function backedUpInTheMiddle(): Promise<{ centre: RunningDesk; early: ItemId; late: ItemId }> {
  const centre = await enrolled('centre');
  const early = await receive(centre, 'Trước bản sao lưu');
  await settled(centre);
  await portal.close();
  cpSync(data, backup, { recursive: true });
  portal = await createPortal({ dataDirectory: data, port: 0 });
  proxy.lead(portal.port);
  await settled(centre, 30_000);
  const late = await receive(centre, 'Sau bản sao lưu');
  const { item } = await centre.client.items.open({ item: early });
  await centre.client.items.act({ item: early, action: 'submit', version: item.current });
  await settled(centre);
  return { centre, early, late };
}

test('a server restored from a backup gets back from its desks what it had acknowledged since', async () => {
  const { centre, early, late } = await backedUpInTheMiddle();
  await restore(true);
  await settled(centre, 40_000);
  const head = await enrolled('head');
  const states = async (): Promise<string[]> => {
    const opened = await Promise.all([early, late].map((item) => head.client.items.open({ item })));
    return opened.map(({ item }) => item.state);
  };
  expect(await states()).toEqual(['submitted', 'received']);
  const actions = async (item: ItemId): Promise<string[]> =>
    (await centre.client.items.open({ item })).timeline.map(({ action, signature }) => `${action} ${signature}`);
  await eventually(
    () => actions(early),
    (seen) => seen.join() === 'receive valid,submit valid',
  );
  await eventually(
    () => actions(late),
    (seen) => seen.join() === 'receive valid',
  );
});

test('a server whose history became another one is not followed, and says so', async () => {
  const { centre, early } = await backedUpInTheMiddle();
  await restore(false);
  const seen = await eventually(
    async () => {
      await centre.client.sync.now();
      return centre.client.sync.connection();
    },
    ({ state }) => state === 'blocked',
    30_000,
  );
  expect(seen.error?.code).toBe('chain-broken');
  expect((await centre.client.items.open({ item: early })).item.state).toBe('submitted');
});
