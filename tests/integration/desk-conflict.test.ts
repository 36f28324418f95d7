import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { must } from '#shared/lib/assert.ts';
import { type ItemId, sectionIdSchema } from '#shared/lib/ids.ts';
import { instantFromMs, localDateSchema } from '#shared/lib/instant.ts';
import { createPortal, type Portal } from '../../portal/portal.ts';
import {
  enrolDesk,
  eventually,
  failureData,
  type RunningDesk,
  removeData,
  settled,
  startDesk,
} from './desk-harness.ts';
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts';
import { plainArticle } from './portal-desk.ts';
import { furnish, type Member, password, type Who } from './portal-world.ts';

const day = 86_400_000;
let portal: Portal;
let members: Record<Who, Member>;
let data: string;
/** How far the server's clock is ahead of the machine's. */
let ahead = 0;
const line = new Map<Who, FaultProxy>();
const desks = new Map<Who, RunningDesk>();

beforeAll(async () => {
  data = mkdtempSync(path.join(tmpdir(), 'portal-'));
  portal = await createPortal({ dataDirectory: data, port: 0 }, undefined, () => Date.now() + ahead);
  ({ members } = await furnish(portal));
  for (const who of ['head', 'deputy', 'centre'] as const) {
    const proxy = await startFaultProxy(portal.port);
    const desk = await startDesk({ dataDir: mkdtempSync(path.join(tmpdir(), `desk-${who}-`)), holdMilliseconds: 10 });
    line.set(who, proxy);
    desks.set(who, desk);
    const url = `https://127.0.0.1:${proxy.port}`;
    await enrolDesk(desk, { url, fingerprint: portal.fingerprint, login: who, password });
  }
});

afterAll(async () => {
  for (const desk of desks.values()) {
    await desk.stop();
    removeData(desk.dataDir);
  }
  for (const proxy of line.values()) await proxy.close();
  await portal.close();
  removeData(data);
});

function deskOf(who: Who): RunningDesk {
  return must(desks.get(who), 'started before all');
}

async function unplug(who: Who): Promise<void> {
  must(line.get(who), 'started before all').set({ kind: 'refuse' });
  await eventually(
    () => deskOf(who).client.sync.connection(),
    ({ state }) => state === 'offline',
  );
}

async function plug(who: Who): Promise<void> {
  must(line.get(who), 'started before all').set({ kind: 'none' });
  await settled(deskOf(who));
}

async function submitted(title: string): Promise<ItemId> {
  const { client } = deskOf('centre');
  const { item } = await client.intake.receive({
    transfer: '',
    article: plainArticle(title),
    kind: 'news',
    section: sectionIdSchema.parse('y-te'),
    channel: 'mailbox',
    sender: 'Phòng Văn xã',
    receivedAt: instantFromMs(Date.now()),
  });
  const { item: state } = await client.items.open({ item });
  await client.items.act({ item, action: 'submit', version: state.current });
  await settled(deskOf('centre'));
  for (const who of ['head', 'deputy'] as const) {
    await eventually(
      () => stateOf(who, item),
      (seen) => seen === 'submitted',
    );
  }
  return item;
}

async function stateOf(who: Who, item: ItemId): Promise<string> {
  const { rows } = await deskOf(who).client.queues.rows({
    queue: 'all',
    section: null,
    state: null,
    text: '',
    sort: 'newest',
    offset: 0,
    limit: 500,
  });
  return rows.find(({ id }) => id === item)?.state ?? 'unknown';
}

async function delegate(number: string, days: number): Promise<void> {
  const today = new Date(Date.now() + ahead + 7 * 3_600_000);
  const last = new Date(today.getTime() + days * day);
  await deskOf('head').client.delegations.give({
    to: members.deputy.person,
    actions: ['edit', 'approve'],
    sections: [sectionIdSchema.parse('y-te')],
    number,
    validFrom: localDateSchema.parse(today.toISOString().slice(0, 10)),
    validTo: localDateSchema.parse(last.toISOString().slice(0, 10)),
  });
  await settled(deskOf('head'));
  await eventually(
    async () => (await deskOf('deputy').client.board.view()).delegations.map((given) => given.number),
    (numbers) => numbers.includes(number),
  );
}

test('without a delegation the deputy is told which article asks for one', async () => {
  const item = await submitted('Chưa có ủy quyền');
  const { forecast, item: state } = await deskOf('deputy').client.items.open({ item });
  const approve = must(
    forecast.find(({ action }) => action === 'approve'),
    'the profile knows approve',
  );
  expect([approve.allowed, approve.refusal?.code, approve.citation?.article]).toEqual([
    false,
    'delegation-missing',
    '5',
  ]);
  const refused = await failureData(
    deskOf('deputy').client.items.act({ item, action: 'approve', version: state.current }),
  );
  expect([refused.code, refused.refusal?.code]).toEqual(['rejected-by-rule', 'delegation-missing']);
});

test('two people editing one item apart: the later text becomes a named draft and nothing is lost', async () => {
  await delegate('01/UQ', 1);
  const item = await submitted('Hai người cùng sửa');
  const { item: before } = await deskOf('head').client.items.open({ item });
  await unplug('deputy');
  const mine = plainArticle('Bản sửa của Phó Trưởng ban');
  await deskOf('deputy').client.items.act({ item, action: 'edit', version: before.current, article: mine });
  const theirs = plainArticle('Bản sửa của Trưởng ban');
  await deskOf('head').client.items.act({ item, action: 'edit', version: before.current, article: theirs });
  await settled(deskOf('head'));
  expect((await deskOf('deputy').client.items.open({ item })).title).toBe('Bản sửa của Phó Trưởng ban');
  await plug('deputy');

  const after = await deskOf('deputy').client.items.open({ item });
  expect([after.title, after.sync, after.drafts.map(({ kind }) => kind)]).toEqual([
    'Bản sửa của Trưởng ban',
    'rejected',
    ['rejected'],
  ]);
  const entry = must((await deskOf('deputy').client.sync.outbox())[0], 'the rejected command is listed');
  expect([entry.state, entry.refusal?.code, entry.draft]).toEqual(['rejected', 'version-changed', after.drafts[0]?.id]);
  const kept = await deskOf('deputy').client.items.readDraft({ draft: must(entry.draft, 'its text is kept') });
  expect(kept.title).toBe('Bản sửa của Phó Trưởng ban');
  await deskOf('deputy').client.sync.dismiss({ command: entry.command });
  expect((await deskOf('deputy').client.items.open({ item })).sync).toBe('draft');
});

test('an approval under a delegation in force takes effect', async () => {
  const item = await submitted('Duyệt theo ủy quyền');
  const { item: state } = await deskOf('deputy').client.items.open({ item });
  await deskOf('deputy').client.items.act({ item, action: 'approve', version: state.current });
  await settled(deskOf('deputy'));
  const { item: approved, timeline } = await deskOf('deputy').client.items.open({ item });
  expect([approved.state, timeline.at(-1)?.delegation !== null]).toEqual(['approved', true]);
});

test('an approval signed while a delegation stood but accepted after it was revoked goes to the Head in one step', async () => {
  const item = await submitted('Ủy quyền bị thu hồi');
  const { item: state } = await deskOf('deputy').client.items.open({ item });
  await unplug('deputy');
  const act = { item, action: 'approve', version: state.current, reason: 'Đã kiểm tra số liệu' } as const;
  const { command } = await deskOf('deputy').client.items.act(act);
  const { delegations } = await deskOf('head').client.board.view();
  await deskOf('head').client.delegations.revoke({ delegation: must(delegations.at(-1), 'one stands').id });
  await settled(deskOf('head'));
  await plug('deputy');
  const entry = must(
    (await deskOf('deputy').client.sync.outbox()).find((listed) => listed.command === command),
    'listed',
  );
  expect([entry.state, entry.refusal?.code]).toEqual(['rejected', 'delegation-ended']);
  expect(await stateOf('deputy', item)).toBe('submitted');

  await deskOf('deputy').client.sync.resubmitToHead({ command });
  await settled(deskOf('deputy'));
  const seen = await eventually(
    () => deskOf('head').client.items.open({ item }),
    (view) => view.item.comments.length > 0,
  );
  expect(seen.item.comments[0]).toMatchObject({ pinned: true, by: members.deputy.person });
  expect(seen.item.comments[0]?.text).toContain('Đã kiểm tra số liệu');
  expect((await deskOf('deputy').client.sync.connection()).rejected).toBe(0);
});

test('a delegation that ran out while the deputy was away approves nothing', async () => {
  await delegate('02/UQ', 0);
  const item = await submitted('Ủy quyền hết hạn');
  const { item: state } = await deskOf('deputy').client.items.open({ item });
  await unplug('deputy');
  const { command } = await deskOf('deputy').client.items.act({ item, action: 'approve', version: state.current });
  ahead = 2 * day;
  must(line.get('deputy'), 'started before all').set({ kind: 'none' });
  for (const login of ['deputy', 'head'] as const) {
    const { client } = deskOf(login);
    await client.sync.now();
    // After two days without use the server asks for the password again; what waits stays.
    await eventually(
      () => client.sync.connection(),
      (seen) => seen.state === 'signedOut',
    );
    expect((await client.session.view()).stage).toBe('open');
    await client.session.signIn({ login, password });
    await settled(deskOf(login));
  }
  const entry = must(
    (await deskOf('deputy').client.sync.outbox()).find((listed) => listed.command === command),
    'listed',
  );
  expect([entry.state, entry.refusal?.code]).toEqual(['rejected', 'delegation-ended']);
  expect(await stateOf('head', item)).toBe('submitted');
});
