import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { must } from '#shared/lib/assert.ts';
import type { ItemId } from '#shared/lib/ids.ts';
import { sectionIdSchema } from '#shared/lib/ids.ts';
import { instantFromMs } from '#shared/lib/instant.ts';
import { enrolDesk, eventually, type RunningDesk, removeData, settled, startDesk } from './desk-harness.ts';
import { plainArticle } from './portal-desk.ts';
import { createWorld, password, type Who, type World } from './portal-world.ts';

let world: World;
const desks: RunningDesk[] = [];

async function deskOf(who: Who): Promise<RunningDesk> {
  const dataDir = mkdtempSync(path.join(tmpdir(), `desk-${who}-`));
  const desk = await startDesk({ dataDir, holdMilliseconds: 50 });
  desks.push(desk);
  const { url, fingerprint } = world.portal;
  await enrolDesk(desk, { url, fingerprint, login: who, password });
  return desk;
}

beforeAll(async () => {
  world = await createWorld();
});

afterAll(async () => {
  for (const desk of desks) {
    await desk.stop();
    removeData(desk.dataDir);
  }
  await world.close();
});

test('an item goes from intake over approval and upload to publication between real desks', async () => {
  const centre = await deskOf('centre');
  const head = await deskOf('head');
  const secretary = await deskOf('secretary');

  const received = await centre.client.intake.receive({
    transfer: '',
    article: plainArticle('Khánh thành cầu mới'),
    kind: 'news',
    section: sectionIdSchema.parse('tin-tuc'),
    channel: 'mailbox',
    sender: 'Phòng Văn xã',
    receivedAt: instantFromMs(Date.now()),
  });
  const { item } = received;
  const optimistic = await centre.client.items.open({ item });
  expect(optimistic).toMatchObject({
    sync: expect.stringMatching(/^(held|waiting|sending)$/),
    title: 'Khánh thành cầu mới',
  });
  await settled(centre);
  const stateAt = async (desk: RunningDesk, id: ItemId): Promise<string> =>
    (await desk.client.items.open({ item: id })).item.state;

  const opened = await centre.client.items.open({ item });
  expect(opened).toMatchObject({ sync: 'none', pending: [], timeline: [{ action: 'receive', signature: 'valid' }] });
  await centre.client.items.act({ item, action: 'submit', version: opened.item.current });
  await settled(centre);
  await eventually(
    () => queueIds(head, 'awaitingApproval'),
    (ids) => ids.includes(item),
  );
  await head.client.items.act({ item, action: 'approve', version: opened.item.current });
  await settled(head);
  await eventually(
    () => queueIds(centre, 'awaitingUpload'),
    (ids) => ids.includes(item),
  );
  await centre.client.items.act({ item, action: 'upload', version: null });
  await settled(centre);
  await eventually(
    () => queueIds(secretary, 'awaitingVerification'),
    (ids) => ids.includes(item),
  );
  expect(await stateAt(secretary, item)).toBe('uploaded');

  let verdict = '';
  for await (const step of await secretary.client.verification.run({ item, phase: 'preview' })) {
    if (step.step === 'done') verdict = step.view.comparison.verdict;
  }
  expect(verdict).toBe('match');
  await settled(secretary);
  await secretary.client.items.act({ item, action: 'publish', version: null });
  await settled(secretary);
  await eventually(
    () => stateAt(head, item),
    (state) => state === 'published',
  );

  const final = await head.client.items.open({ item });
  expect(final.timeline.map(({ action, signature }) => `${action} ${signature}`)).toEqual([
    'receive valid',
    'submit valid',
    'approve valid',
    'upload valid',
    'verify valid',
    'publish valid',
  ]);
  const told = await head.client.notifications.list();
  expect(told.map(({ action }) => action)).toEqual(['submit']);
  await head.client.notifications.seen({ event: must(told[0], 'one notification').event });
  await settled(head);
  const notices = (await head.client.items.open({ item })).item.notices.find(({ action }) => action === 'submit');
  expect(notices?.seen.map(({ person }) => person)).toEqual([world.members.head.person]);
});

async function queueIds(
  desk: RunningDesk,
  queue: 'awaitingApproval' | 'awaitingUpload' | 'awaitingVerification',
): Promise<ItemId[]> {
  const query = { queue, section: null, state: null, text: '', sort: 'newest', offset: 0, limit: 50 } as const;
  return (await desk.client.queues.rows(query)).rows.map(({ id }) => id);
}
