import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ItemId, sectionIdSchema } from '#shared/lib/ids.ts';
import { instantFromMs } from '#shared/lib/instant.ts';
import { enrolDesk, eventually, failure, type RunningDesk, removeData, settled, startDesk } from './desk-harness.ts';
import { plainArticle } from './portal-desk.ts';
import { createWorld, password, type Who, type World } from './portal-world.ts';

const passphrase = 'cụm từ mở máy';
let world: World;
/** How far the desks' clocks are ahead. */
let ahead = 0;
const desks: RunningDesk[] = [];

beforeEach(async () => {
  ahead = 0;
  world = await createWorld();
});

afterEach(async () => {
  for (const desk of desks.splice(0)) {
    await desk.stop();
    removeData(desk.dataDir);
  }
  await world.close();
});

async function start(dataDir = mkdtempSync(path.join(tmpdir(), 'desk-session-'))): Promise<RunningDesk> {
  const epochMilliseconds = (): number => Date.now() + ahead;
  const clock = { now: () => new Date(epochMilliseconds()).toISOString(), epochMilliseconds };
  const desk = await startDesk({ dataDir, clock, holdMilliseconds: 10 });
  desks.push(desk);
  return desk;
}

async function enrolled(who: Who): Promise<RunningDesk> {
  const desk = await start();
  const { url, fingerprint } = world.portal;
  await enrolDesk(desk, { url, fingerprint, login: who, password });
  return desk;
}

async function receive({ client }: RunningDesk, title: string, section = 'tin-tuc'): Promise<ItemId> {
  const { item } = await client.intake.receive({
    transfer: '',
    article: plainArticle(title),
    kind: 'news',
    section: sectionIdSchema.parse(section),
    channel: 'mailbox',
    sender: 'Phòng Văn xã',
    receivedAt: instantFromMs(Date.now()),
  });
  return item;
}

const everything = {
  queue: 'all',
  section: null,
  state: null,
  text: '',
  sort: 'newest',
  offset: 0,
  limit: 100,
} as const;

test('a locked desk shows nothing, opens to its passphrase alone, and keeps sending meanwhile', async () => {
  const first = await start();
  const { url, fingerprint } = world.portal;
  const deviceName = 'máy của Trung tâm';
  await first.client.session.enrol({ address: url, fingerprint, login: 'centre', password, deviceName, passphrase });
  const item = await receive(first, 'Gửi trong lúc khóa');
  await first.client.session.lock();
  expect(await failure(first.client.items.open({ item }))).toBe('desk-locked');
  expect(await failure(first.client.queues.rows(everything))).toBe('desk-locked');
  await eventually(
    () => first.client.sync.connection(),
    ({ waiting, head }) => waiting === 0 && head > 0,
  );
  await first.stop();
  desks.splice(desks.indexOf(first), 1);

  const again = await start(first.dataDir);
  expect((await again.client.session.view()).stage).toBe('locked');
  expect(await failure(again.client.session.unlock({ passphrase: 'không phải' }))).toBe('wrong-passphrase');
  expect((await again.client.session.unlock({ passphrase })).stage).toBe('open');
  await settled(again);
  expect((await again.client.items.open({ item })).sync).toBe('none');
});

test('a desk left alone for the time that was set locks by itself', async () => {
  const desk = await enrolled('head');
  await desk.client.settings.write({ lockAfterMinutes: 5 });
  ahead = 4 * 60_000;
  await desk.client.queues.counts();
  expect((await desk.client.session.view()).stage).toBe('open');
  ahead = 6 * 60_000;
  await eventually(
    () => desk.client.session.view(),
    ({ stage }) => stage === 'locked',
    25_000,
  );
}, 40_000);

test('signing out ends the session on the server and closes the desk until the person signs in again', async () => {
  const desk = await enrolled('head');
  expect((await desk.client.session.signOut()).stage).toBe('signedOut');
  expect(await failure(desk.client.board.view())).toBe('sign-in-required');
  expect(await failure(desk.client.session.signIn({ login: 'head', password: 'sai' }))).toBe('sign-in-refused');
  expect((await desk.client.session.signIn({ login: 'head', password })).stage).toBe('open');
  await settled(desk);
});

test('a person given a wider role sees what became visible, and loses sight of it when it is taken back', async () => {
  const centre = await enrolled('centre');
  const hidden = await receive(centre, 'Ngoài lĩnh vực của Sở Y tế');
  const own = await receive(centre, 'Trong lĩnh vực của Sở Y tế', 'y-te');
  await settled(centre);
  const health = await enrolled('health');
  const ids = async (): Promise<ItemId[]> => (await health.client.queues.rows(everything)).rows.map(({ id }) => id);
  expect(await ids()).toEqual([own]);
  const { admin } = world.portal;
  const grant = await admin.grantRole(world.board, world.members.health.person, 'secretary', null);
  await eventually(ids, (seen) => seen.length === 2 && seen.includes(hidden));
  await admin.revokeRole(world.board, grant);
  await eventually(ids, (seen) => seen.join() === own);
});

test('a device that was revoked is told so and loses nothing it holds', async () => {
  const desk = await enrolled('centre');
  const item = await receive(desk, 'Trước khi thu hồi máy');
  await settled(desk);
  const { device } = await desk.client.session.view();
  if (device === null) throw new Error('an enrolled desk has a device');
  await world.portal.admin.revokeDevice(world.board, device.id);
  await desk.client.sync.now();
  await eventually(
    () => desk.client.sync.connection(),
    ({ state, error }) => state === 'blocked' && error?.code === 'device-revoked',
  );
  expect((await desk.client.items.open({ item })).title).toBe('Trước khi thu hồi máy');
});
