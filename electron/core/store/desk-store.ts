import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { Articles } from './articles.ts';
import { BlobFiles } from './blob-files.ts';
import { Boards } from './board.ts';
import { Cursors } from './cursor.ts';
import { Drafts } from './drafts.ts';
import { Events } from './events.ts';
import { ItemBodies } from './item-bodies.ts';
import { ItemDeadlines } from './item-deadlines.ts';
import { ItemHeads } from './item-heads.ts';
import { Notifications } from './notifications.ts';
import { openStore } from './open-store.ts';
import { Outbox } from './outbox.ts';
import { Receipts } from './receipts.ts';
import { isSound, type Salvaged, salvageStore } from './salvage-store.ts';
import { Secrets, SettingsTable } from './settings.ts';
import { Sql } from './sql.ts';
import { StoreError, storeErrorCode } from './store-error.ts';
import { lockStore } from './store-lock.ts';
import { Verifications } from './verifications.ts';

/** Everything the desk keeps on this machine, one repository per kind of thing. */
export interface DeskStore {
  readonly sql: Sql;
  readonly heads: ItemHeads;
  readonly deadlines: ItemDeadlines;
  readonly bodies: ItemBodies;
  readonly articles: Articles;
  readonly blobs: BlobFiles;
  readonly events: Events;
  readonly cursor: Cursors;
  readonly board: Boards;
  readonly outbox: Outbox;
  readonly receipts: Receipts;
  readonly drafts: Drafts;
  readonly notifications: Notifications;
  readonly verifications: Verifications;
  readonly settings: SettingsTable;
  readonly secrets: Secrets;
  /** What was saved out of a damaged store at this opening; null when the store was whole. */
  readonly salvaged: Salvaged | null;
  close(): void;
}

/**
 * Takes the data directory for this process and opens its store. A damaged store is put aside whole, what can still be
 * read of the person's own work is carried over, and the rest comes again from the server.
 */
export function openDeskStore(directory: string, stamp: string): DeskStore {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const lock = lockStore(directory);
  try {
    return open(directory, stamp, () => lock.release());
  } catch (error) {
    lock.release();
    throw error;
  }
}

function open(directory: string, stamp: string, release: () => void): DeskStore {
  let salvaged: Salvaged | null = null;
  let database: ReturnType<typeof openStore>;
  try {
    database = openStore(directory);
    try {
      probe(database);
    } catch (error) {
      database.close();
      throw error;
    }
  } catch (error) {
    // A schema that no longer makes sense to SQLite is damage too, whatever it calls it.
    const code = storeErrorCode(error) ?? (isSqliteError(error) ? 'damaged' : null);
    if (code !== 'damaged')
      throw code === null || error instanceof StoreError ? error : new StoreError(code, directory, error);
    salvaged = salvageStore(directory, stamp);
    database = openStore(directory);
    salvaged.restore(database);
  }
  const sql = new Sql(database);
  return {
    sql,
    heads: new ItemHeads(sql),
    deadlines: new ItemDeadlines(sql),
    bodies: new ItemBodies(sql),
    articles: new Articles(sql),
    blobs: new BlobFiles(sql, path.join(directory, 'blobs')),
    events: new Events(sql),
    cursor: new Cursors(sql),
    board: new Boards(sql),
    outbox: new Outbox(sql),
    receipts: new Receipts(sql),
    drafts: new Drafts(sql),
    notifications: new Notifications(sql),
    verifications: new Verifications(sql),
    settings: new SettingsTable(sql),
    secrets: new Secrets(sql),
    salvaged,
    close() {
      database.close();
      release();
    },
  };
}

/** Reads the small tables whole: damage there must show before anything is promised on top of it. */
function probe(database: ReturnType<typeof openStore>): void {
  if (database.prepare(`SELECT value FROM setting WHERE name = 'damaged'`).get() !== undefined) {
    throw new StoreError('damaged', 'damage was met while the desk was running');
  }
  for (const table of ['cursor', 'board', 'setting', 'secret', 'draft', 'outbox']) {
    const unsettled = table === 'outbox' ? ` WHERE state IN ('held', 'waiting', 'failed', 'rejected')` : '';
    for (const row of database.prepare<[], Record<string, unknown>>(`SELECT * FROM ${table}${unsettled}`).iterate()) {
      if (isSound(table, row)) continue;
      throw new StoreError('damaged', `a row of ${table}`);
    }
  }
}

function isSqliteError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_');
}
