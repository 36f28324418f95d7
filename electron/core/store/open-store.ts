import path from 'node:path';
import Database from 'better-sqlite3';
import { migrateStore } from './migrate-store.ts';
import { StoreError } from './store-error.ts';

/** One open database of the desk; every repository works on the same one. */
export type DeskDatabase = Database.Database;

const oldestSqlite = [3, 51, 3] as const;

/** The desk's database file in a data directory. */
export function storeFile(directory: string): string {
  return path.join(directory, 'desk.db');
}

/**
 * Opens and migrates the desk's database: WAL with `synchronous=FULL` (law 3), which SQLite in this build lowers to
 * NORMAL by itself when WAL is switched on, so it is set and read back. The caller holds the lock of the directory.
 */
export function openStore(directory: string): DeskDatabase {
  const database = new Database(storeFile(directory), { timeout: 0 });
  try {
    prepareConnection(database);
    migrateStore(database, directory);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Sets what every connection to the store must have, and checks that it holds. */
export function prepareConnection(database: DeskDatabase): void {
  const version = String(database.prepare('SELECT sqlite_version()').pluck().get());
  if (!notOlder(version)) throw new StoreError('unsafe', `SQLite ${version}`);
  database.pragma('trusted_schema = OFF');
  database.pragma('cell_size_check = ON');
  const journal = database.pragma('journal_mode = WAL', { simple: true });
  database.pragma('synchronous = FULL');
  database.pragma('fullfsync = ON');
  database.pragma('cache_size = -10000');
  // A first sync touches the same pages again and again: written back seldom, they are written once.
  database.pragma('wal_autocheckpoint = 8000');
  const synchronous = database.pragma('synchronous', { simple: true });
  const trusted = database.pragma('trusted_schema', { simple: true });
  if (journal !== 'wal' || synchronous !== 2 || trusted !== 0) {
    throw new StoreError('unsafe', `journal ${String(journal)}, synchronous ${String(synchronous)}`);
  }
}

function notOlder(version: string): boolean {
  const parts = version.split('.').map(Number);
  for (const [place, oldest] of oldestSqlite.entries()) {
    const part = parts[place] ?? 0;
    if (part !== oldest) return part > oldest;
  }
  return true;
}
