import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contentHash } from '#shared/content/canonical.ts';
import type { ItemId } from '#shared/lib/ids.ts';
import { sectionIdSchema } from '#shared/lib/ids.ts';
import { instantFromMs } from '#shared/lib/instant.ts';
import { createPortal, type Portal } from '../../portal/portal.ts';
import { enrolDesk, eventually, failure, type RunningDesk, removeData, settled, startDesk } from './desk-harness.ts';
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts';
import { plainArticle } from './portal-desk.ts';
import { furnish, password } from './portal-world.ts';

let portal: Portal;
let proxy: FaultProxy;
let data: string;
let centre: RunningDesk;
let head: RunningDesk;

beforeAll(async () => {
  data = mkdtempSync(path.join(tmpdir(), 'portal-'));
  portal = await createPortal({ dataDirectory: data, port: 0 });
  await furnish(portal);
  proxy = await startFaultProxy(portal.port);
  centre = await enrolled('centre');
  head = await enrolled('head');
});

afterAll(async () => {
  for (const desk of [centre, head]) {
    await desk.stop();
    removeData(desk.dataDir);
  }
  await proxy.close();
  await portal.close();
  removeData(data);
});

async function enrolled(login: string): Promise<RunningDesk> {
  const desk = await startDesk({ dataDir: mkdtempSync(path.join(tmpdir(), `desk-${login}-`)), holdMilliseconds: 10 });
  await enrolDesk(desk, { url: `https://127.0.0.1:${proxy.port}`, fingerprint: portal.fingerprint, login, password });
  return desk;
}

async function receive(desk: RunningDesk, title: string): Promise<ItemId> {
  const { item } = await desk.client.intake.receive({
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

async function actionsOf(desk: RunningDesk, item: ItemId): Promise<string[]> {
  return (await desk.client.items.open({ item })).timeline.map(
    ({ seq, action }) => `${seq > 0 ? '' : 'own '}${action}`,
  );
}

test('decisions made without a network take effect in their order when it is back', async () => {
  const item = await receive(centre, 'Duyệt khi mất mạng');
  await settled(centre);
  proxy.set({ kind: 'refuse' });
  await eventually(
    () => centre.client.sync.connection(),
    ({ state }) => state === 'offline',
  );
  const opened = await centre.client.items.open({ item });
  await centre.client.items.act({ item, action: 'submit', version: opened.item.current });
  const offline = await centre.client.items.open({ item });
  expect([offline.item.state, await actionsOf(centre, item)]).toEqual(['submitted', ['receive', 'own submit']]);
  const states = async (): Promise<string[]> =>
    (await centre.client.sync.outbox()).slice(0, 2).map(({ state }) => state);
  expect(await eventually(states, ([last]) => last === 'waiting')).toEqual(['waiting', 'accepted']);
  proxy.set({ kind: 'none' });
  await settled(centre);
  expect(await actionsOf(centre, item)).toEqual(['receive', 'submit']);
  expect((await centre.client.items.open({ item })).pending).toEqual([]);
});

test('answers lost at every point leave each command with exactly one effect', async () => {
  const items: ItemId[] = [];
  // From the middle of the handshake to the middle of the answer to a push.
  for (const bytes of [500, 1_500, 2_500, 2_900, 3_300, 3_700, 4_100, 4_600]) {
    proxy.set({ kind: 'cutAnswers', bytes });
    items.push(await receive(centre, `Mất câu trả lời sau ${bytes} byte`));
    await centre.client.sync.now();
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  for (const bytes of [700, 1_400, 2_200]) {
    proxy.set({ kind: 'cutQuestions', bytes });
    items.push(await receive(centre, `Mất câu hỏi sau ${bytes} byte`));
    await centre.client.sync.now();
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  proxy.set({ kind: 'none' });
  await settled(centre, 40_000);
  await settled(head, 40_000);
  for (const item of items) {
    expect(await actionsOf(centre, item)).toEqual(['receive']);
    expect(
      await eventually(
        () => head.client.items.open({ item }),
        ({ timeline }) => timeline.length === 1,
      ),
    ).toBeDefined();
  }
});

test('a network that answers in the place of the server moves nothing and is named', async () => {
  const before = (await centre.client.sync.connection()).head;
  const page = '<html><body>Chào mừng đến khách sạn</body></html>';
  const text = `HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: ${page.length}\r\n\r\n${page}`;
  proxy.set({ kind: 'answer', text });
  await centre.client.sync.now();
  const seen = await eventually(
    () => centre.client.sync.connection(),
    ({ state }) => state === 'notOurServer',
  );
  expect([seen.head, seen.error?.code]).toEqual([before, 'not-our-server']);
  proxy.set({ kind: 'none' });
  await settled(centre);
});

test('a server with another authority is refused at enrolment and later', async () => {
  const other = mkdtempSync(path.join(tmpdir(), 'portal-'));
  const impostor = await createPortal({ dataDirectory: other, port: 0 });
  await furnish(impostor);
  const desk = await startDesk({ dataDir: mkdtempSync(path.join(tmpdir(), 'desk-')) });
  try {
    const input = { address: impostor.url, login: 'head', password, deviceName: 'máy', passphrase: 'mật khẩu máy' };
    expect(await failure(desk.client.session.enrol({ ...input, fingerprint: portal.fingerprint }))).toBe(
      'fingerprint-mismatch',
    );
    proxy.lead(impostor.port);
    await centre.client.sync.now();
    const seen = await eventually(
      () => centre.client.sync.connection(),
      ({ state }) => state === 'notOurServer',
    );
    expect(seen.error?.code).toBe('not-our-server');
  } finally {
    proxy.lead(portal.port);
    await desk.stop();
    await impostor.close();
    removeData(desk.dataDir);
    removeData(other);
  }
  await settled(centre);
});

test('a server that stops and starts again finds its desks where they were', async () => {
  const item = await receive(centre, 'Trước khi máy chủ dừng');
  await settled(centre);
  await portal.close();
  const opened = await centre.client.items.open({ item });
  await centre.client.items.act({ item, action: 'submit', version: opened.item.current });
  await eventually(
    () => centre.client.sync.connection(),
    ({ state }) => state === 'offline',
  );
  portal = await createPortal({ dataDirectory: data, port: 0 });
  proxy.lead(portal.port);
  await settled(centre, 40_000);
  await settled(head, 40_000);
  const query = {
    queue: 'awaitingApproval',
    section: null,
    state: null,
    text: '',
    sort: 'newest',
    offset: 0,
    limit: 50,
  } as const;
  expect((await head.client.queues.rows(query)).rows.map(({ id }) => id)).toContain(item);
});

test('files travel before the command that names them and arrive whole at the desk that needs them', async () => {
  const bytes = new Uint8Array(3_000_000).map((_, index) => (index * 7_919) % 251);
  const { transfer } = await centre.client.intake.begin({ name: 'phụ lục.pdf', size: bytes.length });
  for (let offset = 0; offset < bytes.length; offset += 400_000) {
    const base64 = Buffer.from(bytes.subarray(offset, offset + 400_000)).toString('base64');
    await centre.client.intake.chunk({ transfer, offset, base64 });
  }
  const { sha256, name, mediaType, size } = await centre.client.intake.attach({
    transfer,
    mediaType: 'application/pdf',
  });
  const item = await receive(centre, 'Có tệp đính kèm');
  await settled(centre);
  const opened = await centre.client.items.open({ item });
  const article = { ...opened.article, attachments: [{ sha256, name, mediaType, size }] };
  proxy.set({ kind: 'cutQuestions', bytes: 1_500_000 });
  await centre.client.items.act({ item, action: 'edit', version: opened.item.current, article });
  await new Promise((resolve) => setTimeout(resolve, 800));
  proxy.set({ kind: 'none' });
  await settled(centre, 40_000);
  const edited = await centre.client.items.open({ item });
  expect(edited.item.current).toBe(contentHash(article));
  await centre.client.items.act({ item, action: 'submit', version: edited.item.current });
  await settled(centre);
  const arrived = await eventually(
    () => head.desk.readBlob(sha256),
    (blob) => blob !== null,
    30_000,
  );
  expect(Buffer.compare(arrived?.bytes ?? new Uint8Array(), bytes)).toBe(0);
  await eventually(
    () => head.client.items.open({ item }),
    ({ offlineReady }) => offlineReady,
  );
});
