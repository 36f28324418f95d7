import path from 'node:path';
import Database from 'better-sqlite3';
import { StartError } from '../start-error.ts';

/** Holds a data directory for one process; the kernel frees it at once when the process dies. */
export interface DataLock {
  release(): void;
}

/** Takes the directory's lock or refuses: two processes on one store would lose each other's rows. */
export function lockDataDirectory(directory: string): DataLock {
  const file = path.join(directory, 'lock.sqlite');
  let database: Database.Database;
  try {
    database = new Database(file, { timeout: 0 });
  } catch (cause) {
    throw new StartError('data-unreadable', directory, cause);
  }
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    database.close();
    const busy = cause instanceof Database.SqliteError && cause.code.startsWith('SQLITE_BUSY');
    throw new StartError(busy ? 'data-in-use' : 'data-unreadable', directory, cause);
  }
  return { release: () => void database.close() };
}
