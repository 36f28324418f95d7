import Database from 'better-sqlite3';
import { StartError } from '../start-error.ts';

/** Older SQLite can corrupt a database when its write-ahead log is reset. */
const oldestSafeVersion = [3, 51, 3] as const;

/** Opens a SQLite database so that a commit survives a power cut (law 3), and refuses one that cannot promise it. */
export function openDatabase(file: string, options: { readonly readonly?: boolean } = {}): Database.Database {
  const readonly = options.readonly === true;
  let database: Database.Database;
  try {
    database = new Database(file, { readonly, timeout: 5_000 });
  } catch (cause) {
    throw new StartError('data-unreadable', file, cause);
  }
  try {
    if (!readonly) database.pragma('journal_mode = WAL');
    // The binding lowers this to NORMAL once WAL is on; FULL is what makes an acknowledged command durable.
    database.pragma('synchronous = FULL');
    database.pragma('fullfsync = ON');
    database.pragma('trusted_schema = OFF');
    database.pragma('cell_size_check = ON');
    database.pragma('foreign_keys = ON');
    assertDurable(database, file, readonly);
  } catch (cause) {
    database.close();
    throw cause instanceof StartError ? cause : new StartError('data-unreadable', file, cause);
  }
  return database;
}

function assertDurable(database: Database.Database, file: string, readonly: boolean): void {
  const version = String(database.prepare('select sqlite_version()').pluck().get());
  if (!isAtLeast(version, oldestSafeVersion)) throw new StartError('data-unsafe', `SQLite ${version}`);
  const synchronous = database.pragma('synchronous', { simple: true });
  if (synchronous !== 2) throw new StartError('data-unsafe', `${file}: synchronous=${String(synchronous)}`);
  const journal = database.pragma('journal_mode', { simple: true });
  if (!readonly && journal !== 'wal') throw new StartError('data-unsafe', `${file}: journal_mode=${String(journal)}`);
}

function isAtLeast(version: string, oldest: readonly number[]): boolean {
  const parts = version.split('.').map(Number);
  for (const [index, least] of oldest.entries()) {
    const part = parts[index] ?? 0;
    if (part !== least) return part > least;
  }
  return true;
}
