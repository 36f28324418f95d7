import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { contentHash } from '#shared/content/canonical.ts';
import { sha256Hash } from '#shared/lib/hash.ts';
import {
  authorityIdSchema,
  boardIdSchema,
  type CommandId,
  commandIdSchema,
  deviceIdSchema,
  type ItemId,
  itemIdSchema,
  personIdSchema,
  sectionIdSchema,
} from '#shared/lib/ids.ts';
import { instantFromMs } from '#shared/lib/instant.ts';
import { genesisHash } from '#shared/workflow/event.ts';
import type { Statement } from '#shared/workflow/statement.ts';
import { type DeskStore, openDeskStore } from '../../electron/core/store/desk-store.ts';
import { type ItemHead, ItemHeads } from '../../electron/core/store/item-heads.ts';
import { migrateStore } from '../../electron/core/store/migrate-store.ts';
import { allMigrations } from '../../electron/core/store/migrations/all-migrations.ts';
import { prepareConnection } from '../../electron/core/store/open-store.ts';
import { matchesSearch } from '../../electron/core/store/search-text.ts';
import { Sql } from '../../electron/core/store/sql.ts';
import { StoreError, type StoreErrorCode, storeErrorCode } from '../../electron/core/store/store-error.ts';
import { plainArticle } from '../integration/portal-desk.ts';

let directory: string;
const opened: DeskStore[] = [];
const at = instantFromMs(1_760_000_000_000);
const person = personIdSchema.parse('person0000000000001');
const device = deviceIdSchema.parse('device0000000000001');

beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'desk-store-'));
});

afterEach(() => {
  for (const store of opened.splice(0)) store.close();
  rmSync(directory, { recursive: true, force: true });
});

function open(): DeskStore {
  const store = openDeskStore(directory, at);
  opened.push(store);
  return store;
}

function close(store: DeskStore): void {
  opened.splice(opened.indexOf(store), 1);
  store.close();
}

function codeOf(work: () => unknown): StoreErrorCode | null {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof StoreError) return error.code;
    throw error;
  }
}

function itemId(count: number): ItemId {
  return itemIdSchema.parse(`item${String(count).padStart(16, '0')}`);
}

function commandId(count: number): CommandId {
  return commandIdSchema.parse(`command${String(count).padStart(13, '0')}`);
}

function hold(store: DeskStore, count: number): void {
  const article = plainArticle(`Tin ${count}`);
  const statement: Statement = {
    format: 1,
    board: boardIdSchema.parse('board00000000000001'),
    item: itemId(count),
    version: contentHash(article),
    action: 'edit',
    reason: null,
    authority: authorityIdSchema.parse('grant00000000000001'),
    command: commandId(count),
    device,
    counter: 1,
    claimedAt: at,
    head: { seq: 0, hash: genesisHash },
    details: { action: 'edit', base: sha256Hash('trước'), section: null },
  };
  store.outbox.hold({
    command: commandId(count),
    server: 'server0000000000001',
    person,
    device,
    item: itemId(count),
    action: 'edit',
    title: article.title,
    actedAt: at,
    holdUntil: at,
    statement,
    articles: [article],
    blobs: [],
  });
}

function head(count: number, title: string, change: Partial<ItemHead> = {}): ItemHead {
  return {
    id: itemId(count),
    title,
    summary: '',
    kind: 'news',
    section: sectionIdSchema.parse('tin-tuc'),
    state: 'submitted',
    open: true,
    holderRole: 'head',
    holderPerson: null,
    holderName: null,
    receivedBy: person,
    since: at,
    receivedAt: instantFromMs(1_760_000_000_000 + (count % 7)),
    updatedAt: at,
    seq: count,
    current: sha256Hash(title),
    sync: 'none',
    pinned: false,
    comments: 0,
    words: 0,
    original: null,
    ready: true,
    ...change,
  };
}

describe('the store', () => {
  test('opens with the durability the desk promises', () => {
    const store = open();
    const pragma = (name: string): unknown => store.sql.first<Record<string, unknown>>(`PRAGMA ${name}`)?.[name];
    expect([
      pragma('journal_mode'),
      pragma('synchronous'),
      pragma('trusted_schema'),
      pragma('cell_size_check'),
    ]).toEqual(['wal', 2, 0, 1]);
  });

  test('is refused to a second process and free again the moment its holder is killed', () => {
    const program = fileURLToPath(new URL('../integration/desk-process.ts', import.meta.url));
    const store = open();
    const second = spawnSync(process.execPath, [program, directory], { input: '', encoding: 'utf8' });
    expect([second.status, second.stderr]).toEqual([1, expect.stringContaining('in-use')]);
    expect(codeOf(() => openDeskStore(directory, at))).toBe('in-use');
    close(store);
    const killed = spawnSync(process.execPath, ['--input-type=module', '-e', holdAndDie], {
      env: { ...process.env, DESK_DIRECTORY: directory },
      encoding: 'utf8',
    });
    expect(killed.signal).toBe('SIGKILL');
    expect(codeOf(open)).toBeNull();
  });

  test('is left untouched when a newer program wrote it, unless that one called it safe', () => {
    close(open());
    const file = path.join(directory, 'desk.db');
    const newer = new Database(file);
    newer.exec(`UPDATE meta SET value = '9' WHERE name = 'minSafe'; PRAGMA user_version = 9`);
    newer.pragma('wal_checkpoint(TRUNCATE)');
    newer.close();
    const before = readFileSync(file);
    expect(codeOf(open)).toBe('newer');
    expect(readFileSync(file).equals(before)).toBe(true);
    const safe = new Database(file);
    safe.exec(`UPDATE meta SET value = '1' WHERE name = 'minSafe'`);
    safe.close();
    expect(codeOf(open)).toBeNull();
  });

  test('keeps a whole copy before a migration and undoes one that fails', () => {
    close(open());
    const database = new Database(path.join(directory, 'desk.db'));
    prepareConnection(database);
    const present = allMigrations.at(-1)?.version ?? 0;
    const broken = { version: present + 1, minSafe: 1, sql: 'CREATE TABLE extra (a INTEGER) STRICT; SELECT nonsense' };
    expect(() => migrateStore(database, directory, [...allMigrations, broken])).toThrow();
    expect(database.pragma('user_version', { simple: true })).toBe(present);
    expect(database.prepare(`SELECT count(*) AS n FROM sqlite_schema WHERE name = 'extra'`).get()).toEqual({ n: 0 });
    database.close();
    expect(existsSync(path.join(directory, `before-${present}.db`))).toBe(true);
  });

  test('has the search of an earlier schema indexed anew', () => {
    const database = new Database(path.join(directory, 'desk.db'));
    prepareConnection(database);
    migrateStore(database, directory, allMigrations.slice(0, 1));
    new ItemHeads(new Sql(database)).insert(head(1, 'Họp báo thường kỳ'), 0);
    database.close();
    const store = open();
    expect(store.settings.read('unindexed')).toBe(true);
    store.sql.transaction(() => {
      store.heads.beginIndex();
      store.heads.indexAfter(-1, 10);
    });
    const query = { queue: 'all', section: null, state: null, sort: 'newest', offset: 0, limit: 5 } as const;
    expect(store.heads.page({ ...query, text: 'bao thuong k' }, { person, roles: [] }).total).toBe(1);
  });
});

describe('a full disk', () => {
  test('lets no decision be acknowledged, and loses none made before or after', () => {
    const store = open();
    hold(store, 1);
    const pages = store.sql.number('PRAGMA page_count');
    store.sql.number(`PRAGMA max_page_count = ${pages}`);
    const failed: (StoreErrorCode | null)[] = [];
    let acknowledged = 1;
    for (let count = 2; count <= 30; count += 1) {
      try {
        store.sql.transaction(() => hold(store, count));
        acknowledged += 1;
      } catch (error) {
        failed.push(storeErrorCode(error));
      }
    }
    expect([failed.length > 0, new Set(failed)]).toEqual([true, new Set(['full'])]);
    expect(store.outbox.inState('held').length).toBe(acknowledged);
    store.sql.number('PRAGMA max_page_count = 1000000');
    store.sql.transaction(() => hold(store, 99));
    expect(store.outbox.inState('held').length).toBe(acknowledged + 1);
  });
});

describe('a damaged store', () => {
  test('is put aside whole, and what can be read of the person´s own work is carried over', () => {
    const store = open();
    for (let count = 1; count <= 40; count += 1) hold(store, count);
    store.drafts.write(
      itemId(1),
      { id: 'draft1', name: 'nháp', kind: 'autosave', base: sha256Hash('a'), hash: sha256Hash('b'), savedAt: at },
      plainArticle('Bản nháp'),
    );
    store.settings.write('damaged', true);
    close(store);
    const again = open();
    expect(again.salvaged).toMatchObject({ commands: 40, drafts: 1, lost: 0 });
    expect(again.outbox.inState('held').map(({ command }) => command)).toEqual(
      Array.from({ length: 40 }, (_, index) => commandId(index + 1)),
    );
    expect(again.drafts.read('draft1')?.article.title).toBe('Bản nháp');
    expect(existsSync(path.join(again.salvaged?.quarantine ?? '', 'desk.db'))).toBe(true);
  });

  test('is found out or harmless wherever bytes were changed, and never opened into a wrong outbox', () => {
    const store = open();
    for (let count = 1; count <= 30; count += 1) hold(store, count);
    const written = store.outbox.inState('held').map(({ statement }) => JSON.stringify(statement));
    store.sql.checkpoint();
    close(store);
    const file = path.join(directory, 'desk.db');
    const sound = readFileSync(file);
    const size = statSync(file).size;
    fc.assert(
      fc.property(
        fc.nat({ max: size - 1 }),
        fc.integer({ min: 1, max: 255 }),
        fc.integer({ min: 1, max: 600 }),
        (from, mask, length) => {
          const bytes = Buffer.from(sound);
          for (let place = from; place < Math.min(size, from + length); place += 1)
            bytes[place] = (bytes[place] ?? 0) ^ mask;
          for (const suffix of ['-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
          writeFileSync(file, bytes);
          try {
            const found = openDeskStore(directory, at);
            try {
              const held = found.outbox.soundInState('held').map(({ statement }) => JSON.stringify(statement));
              for (const statement of held) expect(written).toContain(statement);
            } finally {
              found.close();
            }
          } catch (error) {
            if (!(error instanceof StoreError)) throw error;
          }
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);
});

describe('search', () => {
  const words = ['Uỷ', 'ban', 'nhân', 'dân', 'đà', 'nẵng', 'họp', 'về', 'đê', 'điều', 'Đảng', 'ủy', 'bàn', 'bán', 'an'];
  const title = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 6 }).map((parts) => parts.join(' '));

  test('finds exactly what a scan of every title finds, newest first', () => {
    const store = open();
    const titles = fc.sample(title, { numRuns: 400, seed: 11 });
    store.sql.transaction(() => {
      titles.forEach((text, count) => {
        const row = head(count, text, { receivedAt: instantFromMs(1_760_000_000_000 + (count % 23) * 400) });
        store.heads.index(store.heads.insert(row, 0), row);
      });
    });
    const all = { queue: 'all', section: null, state: null, sort: 'newest', offset: 0, limit: 500 } as const;
    const viewer = { person, roles: ['head' as const] };
    const newest = store.heads.page({ ...all, text: '' }, viewer).rows;
    expect(newest.length).toBe(400);
    fc.assert(
      fc.property(title, fc.nat({ max: 3 }), (text, cut) => {
        const typed = text.slice(0, Math.max(1, text.length - cut));
        const found = store.heads.page({ ...all, text: typed }, viewer).rows.map(({ id }) => id);
        const scanned = newest.filter((row) => matchesSearch(row.title, typed)).map(({ id }) => id);
        expect(found).toEqual(scanned);
        const pages = [0, 7, 14].flatMap((offset) =>
          store.heads.page({ ...all, text: typed, offset, limit: 7 }, viewer).rows.map(({ id }) => id),
        );
        expect(pages).toEqual(scanned.slice(0, 21));
      }),
      { numRuns: 300, seed: 5 },
    );
  });

  test('follows a changed title and forgets a removed item', () => {
    const store = open();
    const row = head(1, 'Họp báo thường kỳ');
    store.heads.index(store.heads.insert(row, 0), row);
    const place = store.heads.place(itemId(1));
    if (place === null) throw new Error('it was inserted');
    const find = (text: string): number =>
      store.heads.page(
        { queue: 'all', section: null, state: null, sort: 'newest', offset: 0, limit: 5, text },
        { person, roles: [] },
      ).rows.length;
    store.heads.update(place, head(1, 'Khởi công đường ven biển'));
    expect([find('hop bao'), find('duong ven b')]).toEqual([0, 1]);
    store.heads.remove(itemId(1));
    expect(find('duong ven b')).toBe(0);
  });
});

const holdAndDie = `
const { openDeskStore } = await import(${JSON.stringify(fileURLToPath(new URL('../../electron/core/store/desk-store.ts', import.meta.url)))});
openDeskStore(process.env.DESK_DIRECTORY, 'x');
process.kill(process.pid, 'SIGKILL');
`;

test('the order by deadline pages through what is due first, then the rest newest first, each row once', () => {
  const store = open();
  const facts = {
    infoType: null,
    starts: {},
    receivedAt: 0,
    postedFirst: null,
    postedLast: null,
    ended: false,
    supplier: '',
    responsible: null,
  };
  store.sql.transaction(() => {
    for (let count = 0; count < 23; count += 1) {
      const late = count % 3 === 0 ? 1_000 - count : null;
      store.heads.insert({ ...head(count, `Tin ${count}`), deadline: { running: true, late, facts } }, 0);
    }
  });
  const query = { queue: 'all', section: null, state: null, text: '', sort: 'deadline' } as const;
  const viewer = { person, roles: [] };
  const titles = (offset: number, limit: number): string[] =>
    store.heads.page({ ...query, offset, limit }, viewer).rows.map(({ title }) => title);
  const whole = titles(0, 50);
  expect(whole.slice(0, 9)).toEqual([
    'Tin 21',
    'Tin 18',
    'Tin 15',
    'Tin 12',
    'Tin 9',
    'Tin 6',
    'Tin 3',
    'Tin 0',
    // Of the moment received last among the rest.
    'Tin 20',
  ]);
  expect(new Set(whole).size).toBe(23);
  for (const limit of [3, 4, 8]) {
    const paged = Array.from({ length: Math.ceil(23 / limit) }, (_, page) => titles(page * limit, limit)).flat();
    expect(paged).toEqual(whole);
  }
});
