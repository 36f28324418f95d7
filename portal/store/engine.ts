import type Database from 'better-sqlite3';
import { Kysely, SqliteDialect, type Transaction } from 'kysely';
import { openDatabase } from './open-database.ts';
import type { Tables } from './schema.ts';

/** The few things in which databases differ; every query above is the same for all of them. */
export interface Engine {
  readonly database: Kysely<Tables>;
  /** A connection of its own, whose one transaction sees one moment; the caller destroys it. */
  openReader(): Kysely<Tables>;
  /** Keeps every other append to the board out until the transaction ends. */
  lockBoard(transaction: Transaction<Tables>, board: string): Promise<void>;
}

const mostPrepared = 500;

/** SQLite in one file. One connection writes, and Kysely lets one transaction at it at a time: that is the append lock. */
export function sqliteEngine(file: string): Engine {
  const writer = openDatabase(file);
  return {
    database: kyselyOver(writer),
    openReader: () => kyselyOver(openDatabase(file, { readonly: true })),
    lockBoard: async () => undefined,
  };
}

function kyselyOver(database: Database.Database): Kysely<Tables> {
  const prepared = new Map<string, Database.Statement>();
  // Preparing costs more than running here; the texts are few because every value is a parameter.
  const prepare = (sql: string): Database.Statement => {
    const known = prepared.get(sql);
    if (known !== undefined) return known;
    if (prepared.size >= mostPrepared) prepared.clear();
    const made = database.prepare(sql);
    prepared.set(sql, made);
    return made;
  };
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database: { prepare, close: () => database.close() } }) });
}
