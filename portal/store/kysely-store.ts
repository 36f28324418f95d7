import type { Kysely } from 'kysely';
import { type Article, articleSchema } from '#shared/content/article.ts';
import { must } from '#shared/lib/assert.ts';
import { type Hash, hashSchema } from '#shared/lib/hash.ts';
import { type BoardId, boardIdSchema } from '#shared/lib/ids.ts';
import { instantSchema } from '#shared/lib/instant.ts';
import type { BoardState } from '#shared/workflow/board-state.ts';
import { genesisHash } from '#shared/workflow/event.ts';
import { faultPoint } from '../fault-point.ts';
import type { Engine } from './engine.ts';
import { accountPart } from './kysely-accounts.ts';
import { type BoardStanding, KyselyBoardTransaction, nextCounter } from './kysely-board-transaction.ts';
import { readPublication, readPublicationChanges } from './kysely-publications.ts';
import {
  addToCount,
  readBoardState,
  readHead,
  readHistory,
  readItem,
  readPage,
  readSnapshot,
} from './kysely-reading.ts';
import { migrate, readMeta, writeMeta } from './migrate.ts';
import type { PortalStore, ServerRecord } from './portal-store.ts';
import type { Tables } from './schema.ts';

interface KnownState {
  readonly seq: number;
  readonly state: BoardState;
}

/** Opens the store over an engine, migrated; `newId` names the server the first time. */
export async function openKyselyStore(engine: Engine, newId: () => string): Promise<PortalStore> {
  const { database } = engine;
  try {
    await migrate(database);
    return storeOver(engine, await serverRecord(database, newId));
  } catch (error) {
    await database.destroy();
    throw error;
  }
}

function storeOver(engine: Engine, server: ServerRecord): PortalStore {
  const { database } = engine;
  const listeners = new Set<(board: BoardId, seq: number) => void>();
  /** Folded states by board, valid for the `state_seq` they were read with. */
  const known = new Map<BoardId, KnownState>();

  const transact: PortalStore['transact'] = async (board, work) => {
    const { outcome, before, after } = await database.transaction().execute(async (transaction) => {
      await engine.lockBoard(transaction, board);
      const standing = await readStanding(transaction, board, known.get(board));
      const unit = new KyselyBoardTransaction(board, transaction, standing);
      const worked = await work(unit);
      faultPoint('before-commit');
      return { outcome: worked, before: standing, after: unit.standing() };
    });
    faultPoint('after-commit');
    // Memory follows the commit, never the other way round (law 3).
    if (after.state !== null) known.set(board, { seq: after.stateSeq, state: after.state });
    if (after.head.seq !== before.head.seq) for (const listener of listeners) listener(board, after.head.seq);
    return outcome;
  };

  return {
    ...accountPart(database),
    server,
    secret: (name, make) => readOrMakeSecret(database, name, make),
    putSecret: async (name, value) => {
      await database
        .insertInto('secrets')
        .values({ name, value })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
        .execute();
    },
    raiseEpoch: async () => {
      const epoch = Number((await readMeta(database, 'epoch')) ?? 1) + 1;
      await writeMeta(database, 'epoch', String(epoch));
      return epoch;
    },
    boards: async () => {
      const rows = await database.selectFrom('boards').selectAll().orderBy('id').execute();
      return rows.map((row) => ({
        id: boardIdSchema.parse(row.id),
        name: row.name,
        head: { seq: row.head_seq, hash: hashSchema.parse(row.head_hash) },
      }));
    },
    boardState: async (board) => {
      const seq = await database.selectFrom('boards').select('state_seq').where('id', '=', board).executeTakeFirst();
      const cached = known.get(board);
      return cached !== undefined && cached.seq === seq?.state_seq ? cached.state : readBoardState(database, board);
    },
    head: (board) => readHead(database, board),
    createBoard: async (board, name) => {
      const empty = { head_seq: 0, head_hash: genesisHash, head_at: '', state_seq: 0, state: '' };
      await database
        .insertInto('boards')
        .values({ id: board, name, ...empty })
        .execute();
    },
    transact,
    onAppend: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    page: (board, after, limit, sight) =>
      database.transaction().execute((moment) => readPage(moment, board, after, limit, sight)),
    snapshot: async (board, person, work) => {
      const reader = engine.openReader();
      try {
        return await readSnapshot(reader, board, person, work);
      } finally {
        await reader.destroy();
      }
    },
    item: (board, item) => readItem(database, board, item),
    history: (board, item) => database.transaction().execute((moment) => readHistory(moment, board, item)),
    article: async (hash) => {
      const text = await articleText(database, hash);
      return text === null ? null : parsedArticle(text);
    },
    articleText: (hash) => articleText(database, hash),
    nextCounter: (device) => nextCounter(database, device),
    publicationChanges: (board, after, limit) => readPublicationChanges(database, board, after, limit),
    publication: (item) => readPublication(database, item),
    count: (name, add) => addToCount(database, name, add),
    counts: async (prefix) => {
      const rows = await database.selectFrom('counters').selectAll().where('name', 'like', `${prefix}%`).execute();
      return new Map(rows.map(({ name, value }) => [name, Number(value)]));
    },
    close: () => database.destroy(),
  };
}

async function readStanding(
  database: Pick<Kysely<Tables>, 'selectFrom'>,
  board: BoardId,
  known: KnownState | undefined,
): Promise<BoardStanding> {
  const row = must(
    await database
      .selectFrom('boards')
      .select(['head_seq', 'head_hash', 'head_at', 'state_seq'])
      .where('id', '=', board)
      .executeTakeFirst(),
    'work is done only on a board that exists',
  );
  const state = known?.seq === row.state_seq ? known.state : await readBoardState(database, board);
  return {
    head: { seq: row.head_seq, hash: hashSchema.parse(row.head_hash) },
    headAt: row.head_at === '' ? null : instantSchema.parse(row.head_at),
    stateSeq: row.state_seq,
    state,
  };
}

async function articleText(database: Kysely<Tables>, hash: Hash): Promise<string | null> {
  const row = await database.selectFrom('articles').select('json').where('hash', '=', hash).executeTakeFirst();
  return row?.json ?? null;
}

function parsedArticle(text: string): Article {
  return articleSchema.parse(JSON.parse(text));
}

async function serverRecord(database: Kysely<Tables>, newId: () => string): Promise<ServerRecord> {
  return database.transaction().execute(async (transaction) => {
    const server = (await readMeta(transaction, 'server')) ?? newId();
    const epoch = (await readMeta(transaction, 'epoch')) ?? '1';
    await writeMeta(transaction, 'server', server);
    await writeMeta(transaction, 'epoch', epoch);
    return { server, epoch: Number(epoch) };
  });
}

async function readOrMakeSecret(database: Kysely<Tables>, name: string, make: () => string): Promise<string> {
  return database.transaction().execute(async (transaction) => {
    const row = await transaction.selectFrom('secrets').select('value').where('name', '=', name).executeTakeFirst();
    if (row !== undefined) return row.value;
    const value = make();
    await transaction.insertInto('secrets').values({ name, value }).execute();
    return value;
  });
}
