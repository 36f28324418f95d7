import { request } from 'node:https';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiPrefix, doorbellEvent, snapshotProofText } from '#shared/contract/protocol.ts';
import type { PullLine, SnapshotLine } from '#shared/contract/sync-messages.ts';
import { sha256Hash } from '#shared/lib/hash.ts';
import type { ItemId } from '#shared/lib/ids.ts';
import type { BoardState } from '#shared/workflow/board-state.ts';
import { followChain } from '#shared/workflow/chain.ts';
import type { Details } from '#shared/workflow/details.ts';
import { type BoardEvent, genesisHash, type Stub } from '#shared/workflow/event.ts';
import { evolveBoard } from '#shared/workflow/evolve-board.ts';
import { evolveItem } from '#shared/workflow/evolve-item.ts';
import type { ItemState } from '#shared/workflow/item-state.ts';
import type { Head } from '#shared/workflow/statement.ts';
import { isSignedBy } from '../../portal/accounts/ed25519.ts';
import { call, type PortalDesk, plainArticle } from './portal-desk.ts';
import {
  accepted,
  createWorld,
  itemOf,
  publishItem,
  receive,
  threeDesks,
  uploadItem,
  type World,
} from './portal-world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

interface Folded {
  readonly head: Head;
  readonly board: BoardState | null;
  readonly items: ReadonlyMap<ItemId, ItemState>;
  readonly stubs: number;
  readonly lines: readonly PullLine[];
}

/** Pulls everything in pages of `limit`, checking the chain as a desk does, and folds it. */
async function pullAll(desk: PortalDesk, limit = 500): Promise<Folded> {
  let head: Head = { seq: 0, hash: genesisHash };
  let board: BoardState | null = null;
  const items = new Map<ItemId, ItemState>();
  const all: PullLine[] = [];
  for (;;) {
    const lines = await desk.pull(head.seq, limit);
    all.push(...lines);
    const links = lines.flatMap((line): (BoardEvent | Stub)[] =>
      'event' in line ? [line.event] : 'stub' in line ? [line.stub] : [],
    );
    const followed = followChain(head, links);
    if ('fault' in followed) throw new Error(JSON.stringify(followed));
    for (const link of links) {
      if (!('fact' in link)) continue;
      board = evolveBoard(board, link);
      if (link.item === null) continue;
      const item = evolveItem(items.get(link.item) ?? null, link);
      if (item !== null) items.set(link.item, item);
    }
    const end = lines.at(-1);
    if (end === undefined || !('end' in end)) throw new Error('a page has an end');
    expect(end.end.head).toEqual(followed);
    head = followed;
    if (!end.end.more) {
      const stubs = all.filter((line) => 'stub' in line).length;
      return { head, board, items, stubs, lines: all };
    }
  }
}

function byId(items: Iterable<ItemState>): readonly ItemState[] {
  return [...items].sort((one, other) => (one.id < other.id ? -1 : 1));
}

function itemsOf(lines: readonly SnapshotLine[]): readonly ItemState[] {
  return byId(lines.flatMap((line) => ('item' in line ? [line.item] : [])));
}

describe('pull and snapshot', () => {
  test('fold to the same board and items, for those who see all and for those who see their own', async () => {
    const desks = await threeDesks(world);
    const { item, version } = await uploadItem(world, desks, 'Tin để gộp');
    await publishItem(world, desks, item, version);
    const health = await world.desk('health');
    const own = receive(health, world.members.health, 'y-te', plainArticle('Tin y tế'));
    await accepted(health, own);
    for (const desk of [desks.head, health]) {
      const [pulled, snapshot] = [await pullAll(desk, 7), await desk.snapshot()];
      const start = snapshot[0];
      if (start === undefined || !('start' in start)) throw new Error('a snapshot has a start');
      expect({ board: start.start.board, head: start.start.head, items: itemsOf(snapshot) }).toEqual({
        board: pulled.board,
        head: pulled.head,
        items: byId(pulled.items.values()),
      });
      expect(snapshot.at(-1)).toEqual({ end: { items: pulled.items.size } });
    }
    const [all, some] = [await pullAll(desks.head), await pullAll(health)];
    expect(all.stubs).toBe(0);
    expect(some.stubs).toBeGreaterThan(0);
    expect([...some.items.keys()]).toEqual([itemOf(own)]);
    expect(some.head).toEqual(all.head);
  });

  test('a snapshot’s head is signed by the server’s key', async () => {
    const desk = await world.desk('head');
    const { publicKey } = (await call(world.portal, `${apiPrefix}/hello`)).json() as { publicKey: string };
    const [first] = await desk.snapshot();
    if (first === undefined || !('start' in first)) throw new Error('a snapshot has a start');
    const { board, head, at, signature } = first.start;
    expect(isSignedBy(publicKey, snapshotProofText({ board: board.id, head, at }), signature)).toBe(true);
    const later = { ...head, seq: head.seq + 1 };
    expect(isSignedBy(publicKey, snapshotProofText({ board: board.id, head: later, at }), signature)).toBe(false);
  });

  test('the same page comes zstd, gzip or plain', async () => {
    const desk = await world.desk('head');
    const [zstd, gzip, plain] = [
      await desk.pull(0, 20),
      await desk.pull(0, 20, 'gzip'),
      await desk.pull(0, 20, 'identity'),
    ];
    expect([gzip, plain]).toEqual([zstd, zstd]);
  });

  test('articles ride with the event that introduces them', async () => {
    const desk = await world.desk('centre');
    const article = plainArticle('Bài đi kèm');
    const seq = await accepted(desk, receive(desk, world.members.centre, 'tin-tuc', article));
    const [line] = await desk.pull(seq - 1);
    expect(line).toEqual({ event: expect.objectContaining({ seq }), articles: [article] });
  });

  test('past the head there is nothing, and the answer says where the head is', async () => {
    const desk = await world.desk('head');
    const { head } = await pullAll(desk);
    expect(await desk.pull(head.seq + 100)).toEqual([{ end: { head, more: false } }]);
  });
});

describe('sight', () => {
  test('moves with the assignment: routed to, an item comes with its history; routed on, it is lost by an event', async () => {
    const { centre } = await threeDesks(world);
    const law = await world.desk('law');
    const received = receive(centre, world.members.centre, 'tin-tuc', plainArticle('Cần ý kiến chuyên môn'));
    const item = itemOf(received);
    const { version } = received.statement;
    await accepted(centre, received);
    const route: Details = { action: 'route', specialist: world.members.law.person };
    const seq = await accepted(centre, centre.command(item, version, world.members.centre.grant, route));
    const [routed] = await law.pull(seq - 1);
    expect(routed).toEqual({ event: expect.objectContaining({ seq, item }), articles: [] });
    const history = (await law.signed(law.board(`/items/${item}`))).json() as {
      events: BoardEvent[];
      articles: unknown[];
    };
    expect([history.events.length, history.articles.length]).toEqual([2, 1]);

    const back = law.command(item, version, world.members.law.grant, { action: 'handBack' });
    await accepted(law, back);
    const on: Details = { action: 'route', specialist: world.members.school.person };
    const moved = await accepted(centre, centre.command(item, version, world.members.centre.grant, on));
    expect(await law.pull(moved - 1)).toEqual([
      { stub: expect.objectContaining({ seq: moved }) },
      {
        event: expect.objectContaining({
          seq: moved + 1,
          item,
          fact: { type: 'sightLost', person: world.members.law.person },
        }),
        articles: [],
      },
      { end: { head: expect.objectContaining({ seq: moved + 1 }), more: false } },
    ]);
    expect((await law.signed(law.board(`/items/${item}`))).status).toBe(404);
  });

  test('is lost for every item of a section when the grant for it is revoked', async () => {
    const { centre } = await threeDesks(world);
    const school = await world.desk('school');
    const lost: ItemId[] = [];
    for (const title of ['Giáo dục một', 'Giáo dục hai']) {
      const received = receive(centre, world.members.centre, 'giao-duc', plainArticle(title));
      await accepted(centre, received);
      lost.push(itemOf(received));
    }
    const before = await pullAll(school);
    await world.portal.admin.revokeRole(world.board, world.members.school.grant);
    const after = await school.pull(before.head.seq);
    const facts = after.flatMap((line) =>
      'event' in line ? [{ item: line.event.item, type: line.event.fact.type }] : [],
    );
    expect(facts[0]).toEqual({ item: null, type: 'roleRevoked' });
    const told = facts.slice(1).map(({ item }) => item);
    expect(facts.slice(1).every(({ type }) => type === 'sightLost')).toBe(true);
    expect(told).toEqual(expect.arrayContaining(lost));
    const visible = itemsOf(await school.snapshot()).map(({ id }) => id);
    expect(visible.filter((id) => told.includes(id))).toEqual([]);
  });
});

test('the doorbell rings the head’s sequence when something was appended, and nothing else', async () => {
  const [listener, centre] = [await world.desk('head'), await world.desk('centre')];
  const path = `${apiPrefix}${listener.board('/doorbell')}`;
  const headers = listener.proof('GET', path, sha256Hash(''));
  const heard: string[] = [];
  const ringing = request(`${world.portal.url}${path}`, { ca: world.portal.caPem, headers, agent: false });
  const rang = (count: number): Promise<void> =>
    expect.poll(() => heard.join('').split('\n\n').length - 1, { timeout: 5_000 }).toBeGreaterThanOrEqual(count);
  ringing.on('response', (response) => response.on('data', (bytes: Buffer) => heard.push(bytes.toString('utf8'))));
  ringing.on('error', () => undefined);
  ringing.end();
  await rang(1);
  const seq = await accepted(centre, receive(centre, world.members.centre, 'tin-tuc', plainArticle('Rung chuông')));
  await rang(2);
  ringing.destroy();
  expect(heard.join('').trim().split('\n\n').at(-1)).toBe(`event: ${doorbellEvent}\ndata: ${seq}`);
});
