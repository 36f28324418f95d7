import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canonicalArticle, contentHash } from '#shared/content/canonical.ts';
import { canonicalHash, type Hash, sha256Hash } from '#shared/lib/hash.ts';
import {
  authorityIdSchema,
  type BoardId,
  boardIdSchema,
  commandIdSchema,
  deviceIdSchema,
  type ItemId,
  itemIdSchema,
  personIdSchema,
  sectionIdSchema,
} from '#shared/lib/ids.ts';
import { type Instant, instantFromMs } from '#shared/lib/instant.ts';
import { parseProfile } from '#shared/regulation/profile.ts';
import { roleGrant } from '#shared/workflow/board-state.ts';
import { followChain } from '#shared/workflow/chain.ts';
import { type BoardEvent, eventSchema, type Fact, genesisHash } from '#shared/workflow/event.ts';
import { evolveBoard } from '#shared/workflow/evolve-board.ts';
import { evolveItem } from '#shared/workflow/evolve-item.ts';
import type { ItemState } from '#shared/workflow/item-state.ts';
import { unknownSupply } from '#shared/workflow/supply.ts';
import type { PortalStore, Sight } from '../../portal/store/portal-store.ts';
import { freshId, plainArticle } from '../integration/portal-desk.ts';
import { profile } from '../integration/portal-world.ts';

/** How a suite gets at one implementation. */
export interface PortalStoreHarness {
  /** A store over data of its own, new each time. */
  open(): Promise<PortalStore>;
  /** The same data opened again, as after a restart; the store given is closed already. */
  reopen(store: PortalStore): Promise<PortalStore>;
  /** Removes the data of every store opened. */
  dispose(): Promise<void>;
}

const person = personIdSchema.parse('per0000000000000000000001');
const other = personIdSchema.parse('per0000000000000000000002');
const device = deviceIdSchema.parse('dev0000000000000000000001');
const grant = authorityIdSchema.parse('grt0000000000000000000001');
const section = sectionIdSchema.parse('tin-tuc');
const everything: Sight = { person, all: true, sections: [], unit: [] };
const start = Date.parse('2026-11-22T00:00:00.000Z');

/** What every implementation of the portal's store promises, whatever database is below. */
export function runPortalStoreContractSuite(name: string, harness: PortalStoreHarness): void {
  describe(`the portal store on ${name}`, () => {
    let store: PortalStore;
    beforeAll(async () => {
      store = await harness.open();
    });
    afterAll(async () => {
      await store.close();
      await harness.dispose();
    });

    test('keeps who the server is and its secrets through a restart', async () => {
      const own = await harness.open();
      const before = { server: own.server, secret: await own.secret('khóa', () => 'một') };
      await own.close();
      const again = await harness.reopen(own);
      expect({ server: again.server, secret: await again.secret('khóa', () => 'hai') }).toEqual(before);
      await again.close();
    });

    test('gives a board one gapless sequence and one chain, however many append at once', async () => {
      const board = await newBoard(store);
      await Promise.all(Array.from({ length: 40 }, (_, index) => appendItem(store, board, `Tin ${index}`)));
      const links = await eventsOf(store, board);
      expect(links.map(({ seq }) => seq)).toEqual(Array.from({ length: links.length }, (_, index) => index + 1));
      expect(followChain({ seq: 0, hash: genesisHash }, links)).toEqual(await store.head(board));
    });

    test('keeps the folds that its events lead to', async () => {
      const board = await newBoard(store);
      const item = await appendItem(store, board, 'Tin gộp');
      const events = await eventsOf(store, board);
      const folded = events.reduce<ReturnType<typeof evolveBoard>>((state, event) => evolveBoard(state, event), null);
      const own = events.filter((event) => event.item === item);
      const state = own.reduce<ItemState | null>((before, event) => evolveItem(before, event), null);
      expect([await store.boardState(board), await store.item(board, item)]).toEqual([folded, state]);
      expect((await store.history(board, item))?.events).toEqual(own);
    });

    test('undoes everything when the work fails, and rings nobody', async () => {
      const board = await newBoard(store);
      const before = await store.head(board);
      const rung: number[] = [];
      const stop = store.onAppend((_board, seq) => void rung.push(seq));
      const failing = store.transact(board, async (transaction) => {
        await transaction.putArticle(sha256Hash('bỏ'), '{}');
        await transaction.append([{ item: null, fact: personFact('Sẽ bị bỏ') }], at(1));
        await transaction.putReceipt(commandIdSchema.parse(freshId()), 1, receiptOf('bỏ'));
        throw new Error('hỏng giữa chừng');
      });
      await expect(failing).rejects.toThrow('hỏng giữa chừng');
      stop();
      const state = await store.boardState(board);
      expect([await store.head(board), await store.articleText(sha256Hash('bỏ')), rung]).toEqual([before, null, []]);
      expect(state?.people.some(({ name: called }) => called === 'Sẽ bị bỏ')).toBe(false);
    });

    test('tells of an append after its commit, with the new head', async () => {
      const board = await newBoard(store);
      const heard: (readonly [number, number | undefined])[] = [];
      const stop = store.onAppend((which, seq) => {
        void store.head(which).then((head) => heard.push([seq, head?.seq]));
      });
      await appendItem(store, board, 'Tin báo');
      stop();
      await expect.poll(() => heard.length).toBe(1);
      expect(heard[0]?.[0]).toBe(heard[0]?.[1]);
    });

    test('keeps receipts through a restart and counts each device by them', async () => {
      const own = await harness.open();
      const board = await newBoard(own);
      const command = commandIdSchema.parse(freshId());
      const receipt = receiptOf('lần đầu', command);
      expect(await own.nextCounter(device)).toBe(1);
      await own.transact(board, (transaction) => transaction.putReceipt(command, 1, receipt));
      await own.close();
      const again = await harness.reopen(own);
      const kept = await again.transact(board, async (transaction) => ({
        receipt: await transaction.receipt(command),
        next: await transaction.nextCounter(device),
      }));
      expect(kept).toEqual({ receipt, next: 2 });
      await again.close();
    });

    test('refuses a second receipt for one command and for one counter of a device', async () => {
      const own = await harness.open();
      const board = await newBoard(own);
      const command = commandIdSchema.parse(freshId());
      const put = (id: typeof command, counter: number): Promise<void> =>
        own.transact(board, (transaction) => transaction.putReceipt(id, counter, receiptOf('một', id)));
      await put(command, 1);
      await expect(put(command, 2)).rejects.toThrow();
      await expect(put(commandIdSchema.parse(freshId()), 1)).rejects.toThrow();
      await own.close();
    });

    test('notes each conflict once', async () => {
      const board = await newBoard(store);
      const command = commandIdSchema.parse(freshId());
      const note = (payload: Hash): Promise<boolean> =>
        store.transact(board, (transaction) => transaction.noteConflict(command, payload));
      const [one, two] = [sha256Hash('một'), sha256Hash('hai')];
      expect([await note(one), await note(one), await note(two)]).toEqual([true, false, true]);
    });

    test('shows in a page what the person sees and only the links of the rest', async () => {
      const board = await newBoard(store);
      const [mine, theirs] = [
        await appendItem(store, board, 'Của tôi'),
        await appendItem(store, board, 'Của họ', other),
      ];
      const head = await store.head(board);
      const seen = async (sight: Sight): Promise<readonly (string | null)[]> => {
        const { links, head: told } = await store.page(board, 0, 1_000, sight);
        expect(told).toEqual(head);
        return links.map(({ event }) => (event === null ? null : eventSchema.parse(JSON.parse(event)).item));
      };
      const board5 = Array<null>(5).fill(null);
      expect(await seen({ person, all: false, sections: [], unit: [person] })).toEqual([...board5, mine, null]);
      expect(await seen({ person: other, all: false, sections: [], unit: [other] })).toEqual([...board5, null, theirs]);
      expect(await seen({ person, all: false, sections: [section], unit: [person] })).toEqual([
        ...board5,
        mine,
        theirs,
      ]);
      expect(await seen(everything)).toEqual([...board5, mine, theirs]);
      const { links } = await store.page(board, 5, 1, everything);
      expect(links.map(({ seq, articles }) => [seq, articles.length])).toEqual([[6, 1]]);
    });

    test('gives a snapshot of one moment even while others append', async () => {
      const board = await newBoard(store);
      for (let index = 0; index < 6; index += 1) await appendItem(store, board, `Ảnh chụp ${index}`);
      const taken = await store.snapshot(board, person, async (snapshot) => {
        const items: string[] = [];
        for await (const rows of snapshot.items(2)) {
          items.push(...rows.map(({ item }) => item));
          await appendItem(store, board, 'Đến sau');
        }
        return { head: snapshot.head, count: items.length };
      });
      expect(taken).toEqual({ head: expect.objectContaining({ seq: 11 }), count: 6 });
      expect((await store.head(board))?.seq).toBe(14);
      expect(await store.snapshot(boardIdSchema.parse(freshId()), person, async () => 'có')).toBeNull();
    });

    test('tells whoever loses sight of an item, by an event of that item', async () => {
      const board = await newBoard(store);
      const item = await appendItem(store, board, 'Trong chuyên mục', other);
      const member = roleGrant({
        id: authorityIdSchema.parse(freshId()),
        person,
        role: 'member',
        sections: [section],
      });
      await appendFact(store, board, { type: 'roleRevoked', grant });
      await appendFact(store, board, { type: 'roleGranted', grant: member });
      await appendFact(store, board, { type: 'roleRevoked', grant: member.id });
      const lost = (await eventsOf(store, board)).flatMap(({ item: about, fact }) =>
        fact.type === 'sightLost' ? [{ about, fact }] : [],
      );
      const loss = { about: item, fact: { type: 'sightLost', person } };
      expect(lost).toEqual([loss, loss]);
    });

    test('keeps logins, failures and sessions', async () => {
      const board = await newBoard(store);
      const login = { login: freshId(), board, person, passwordHash: '$argon2id$…' };
      await store.putLogin(login);
      await store.putLogin({ ...login, passwordHash: '$argon2id$mới' });
      const failures = { failures: 5, firstAt: start, lockedUntil: start + 900_000 };
      await store.putFailures(login.login, '::1', failures);
      const session = {
        tokenHash: sha256Hash(login.login),
        board,
        person,
        device,
        createdAt: start,
        usedAt: start,
        expiresAt: start + 1,
      };
      await store.putSession(session);
      await store.touchSession(session.tokenHash, start + 1);
      expect([
        await store.login(login.login),
        await store.failures(login.login, '::1'),
        await store.failures(login.login, '::2'),
        await store.session(session.tokenHash),
      ]).toEqual([{ ...login, passwordHash: '$argon2id$mới' }, failures, null, { ...session, usedAt: start + 1 }]);
      await store.putFailures(login.login, '::1', null);
      await store.endSessions({ tokenHash: session.tokenHash });
      expect([await store.failures(login.login, '::1'), await store.session(session.tokenHash)]).toEqual([null, null]);
    });

    test('registers blobs, names the missing ones and adds up counts', async () => {
      const [one, two] = [sha256Hash(freshId()), sha256Hash(freshId())];
      await store.putBlob(one, 7, at(0));
      await store.putBlob(one, 7, at(1));
      expect([await store.blobSize(one), await store.blobSize(two)]).toEqual([7, null]);
      expect(await store.missingBlobs([one, two, two])).toEqual([two]);
      await store.count('view:a', 2);
      expect([await store.count('view:a', 3), await store.counts('view:')]).toEqual([5, new Map([['view:a', 5]])]);
    });
  });
}

function at(step: number): Instant {
  return instantFromMs(start + 3_600_000 + step);
}

function receiptOf(
  text: string,
  command = commandIdSchema.parse(freshId()),
): Parameters<Parameters<Parameters<PortalStore['transact']>[1]>[0]['putReceipt']>[2] {
  return { device, payload: sha256Hash(text), outcome: { outcome: 'accepted', command, seq: 1, at: at(0) } };
}

function personFact(name: string): Fact {
  return { type: 'personSet', person: { id: personIdSchema.parse(freshId()), name, unit: '', enabled: true } };
}

async function appendFact(store: PortalStore, board: BoardId, fact: Fact): Promise<void> {
  await store.transact(board, (transaction) =>
    transaction.append([{ item: null, fact }], transaction.lastAt() ?? at(0)),
  );
}

/** A board with a section and two people, one of whom may take items in: five events. */
async function newBoard(store: PortalStore): Promise<BoardId> {
  const board = boardIdSchema.parse(freshId());
  await store.createBoard(board, 'Ban thử');
  const facts: readonly Fact[] = [
    { type: 'boardCreated', profile: parseProfile(profile) },
    { type: 'sectionSet', section: { id: section, title: { vi: 'Tin tức', en: 'News' }, field: '', subPortal: null } },
    { type: 'personSet', person: { id: person, name: 'Một', unit: '', enabled: true } },
    { type: 'personSet', person: { id: other, name: 'Hai', unit: '', enabled: true } },
    { type: 'roleGranted', grant: roleGrant({ id: grant, person, role: 'centreRep', sections: null }) },
  ];
  await store.transact(board, (transaction) =>
    transaction.append(
      facts.map((fact) => ({ item: null, fact })),
      at(0),
    ),
  );
  return board;
}

/** Appends the receipt of a new item by a person; signatures are not the store's business. */
async function appendItem(store: PortalStore, board: BoardId, title: string, by = person): Promise<ItemId> {
  const item = itemIdSchema.parse(freshId());
  const article = plainArticle(title);
  const version = contentHash(article);
  await store.transact(board, async (transaction) => {
    const fact: Fact = {
      type: 'acted',
      statement: {
        format: 1,
        board,
        item,
        version,
        action: 'receive',
        reason: null,
        authority: grant,
        command: commandIdSchema.parse(freshId()),
        device,
        counter: 1,
        claimedAt: at(0),
        head: transaction.head(),
        details: {
          action: 'receive',
          kind: 'news',
          section,
          channel: 'mailbox',
          sender: '',
          receivedAt: at(0),
          original: null,
          supply: unknownSupply,
        },
      },
      signature: canonicalHash(title).repeat(2).slice(0, 86),
      person: by,
      role: 'centreRep',
      transition: 'receive',
      profileVersion: 1,
      to: 'received',
      holder: { role: 'centreRep', person: null },
      notifies: [],
    };
    await transaction.putArticle(version, canonicalArticle(article));
    await transaction.append([{ item, fact }], transaction.lastAt() ?? at(0));
  });
  return item;
}

async function eventsOf(store: PortalStore, board: BoardId): Promise<readonly BoardEvent[]> {
  const { links } = await store.page(board, 0, 10_000, everything);
  return links.map(({ event }) => eventSchema.parse(JSON.parse(event ?? 'null')));
}
