import path from 'node:path';
import Database from 'better-sqlite3';
import { StoreError, storeErrorCode } from './store-error.ts';

/** Held for as long as a process has the store open. */
export interface StoreLock {
  release(): void;
}

/**
 * Takes the data directory for this process: a kernel lock on a tiny database of its own, so that it is free again
 * the moment its holder dies, and that nothing about the store itself is read before it is held.
 */
export function lockStore(directory: string): StoreLock {
  const database = new Database(path.join(directory, 'desk.lock'), { timeout: 0 });
  try {
    database.pragma('journal_mode = DELETE');
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (storeErrorCode(error) === 'in-use') throw new StoreError('in-use', directory, error);
    throw error;
  }
  return {
    release() {
      if (database.open) database.close();
    },
  };
}
