import { existsSync, mkdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { unpackText } from './body-codec.ts';
import { type DeskDatabase, storeFile } from './open-store.ts';
import { statementDigest } from './outbox.ts';

type Row = Record<string, unknown>;

/** The person's own work, read out of a damaged store row by row. */
export interface Salvaged {
  /** Where the damaged files are kept, untouched. */
  readonly quarantine: string;
  readonly commands: number;
  readonly drafts: number;
  /** Rows that were there but could not be read or were not what was once written. */
  readonly lost: number;
  /** Puts what was saved into a fresh store. */
  restore(database: DeskDatabase): void;
}

const tables = ['setting', 'secret', 'outbox', 'receipt', 'draft', 'blob', 'notification'] as const;

/**
 * Moves a damaged store aside and reads what is readable of the tables that exist nowhere else. A row is taken only
 * when it proves itself: a command by the digest of its statement, a draft by the checksum of its body.
 */
export function salvageStore(directory: string, stamp: string): Salvaged {
  const quarantine = path.join(directory, `quarantine-${stamp.replaceAll(/[^0-9A-Za-z]/g, '')}`);
  mkdirSync(quarantine, { recursive: true, mode: 0o700 });
  for (const suffix of ['', '-wal', '-shm']) {
    const file = `${storeFile(directory)}${suffix}`;
    if (existsSync(file)) renameSync(file, path.join(quarantine, path.basename(file)));
  }
  const saved = new Map<string, Row[]>();
  let lost = 0;
  const database = openDamaged(path.join(quarantine, 'desk.db'));
  if (database !== null) {
    for (const table of tables) {
      const read = readTable(database, table);
      const sound = read.rows.filter((row) => isSound(table, row));
      lost += read.unreadable + read.rows.length - sound.length;
      saved.set(table, sound);
    }
    database.close();
  }
  return {
    quarantine,
    commands: saved.get('outbox')?.length ?? 0,
    drafts: saved.get('draft')?.length ?? 0,
    lost,
    restore(fresh) {
      fresh.transaction(() => {
        for (const [table, rows] of saved) for (const row of rows) insert(fresh, table, row);
        fresh.prepare(`DELETE FROM setting WHERE name = 'damaged'`).run();
      })();
    },
  };
}

function openDamaged(file: string): DeskDatabase | null {
  try {
    const database = new Database(file, { timeout: 0 });
    database.pragma('trusted_schema = OFF');
    return database;
  } catch {
    return null;
  }
}

/** Reads a table forwards, then backwards from the end, so that a broken page in the middle costs only its own rows. */
function readTable(database: DeskDatabase, table: string): { rows: Row[]; unreadable: number } {
  const found = new Map<string, Row>();
  let broken = 0;
  for (const order of ['ASC', 'DESC']) {
    try {
      for (const row of database.prepare(`SELECT * FROM ${table} ORDER BY 1 ${order}`).iterate()) {
        if (typeof row === 'object' && row !== null) found.set(String(Object.values(row)[0]), { ...row });
      }
    } catch {
      broken = 1;
    }
    if (broken === 0) break;
  }
  return { rows: [...found.values()], unreadable: broken };
}

/** Whether a row is what was once written, as far as it can prove it. */
export function isSound(table: string, row: Row): boolean {
  try {
    switch (table) {
      case 'outbox':
        return (
          statementDigest(String(row['statement'])) === row['digest'] &&
          readable(row['articles']) &&
          Array.isArray(JSON.parse(String(row['blobs']))) &&
          [row['refusal'], row['error']].every((text) => text === null || JSON.parse(String(text)) !== null)
        );
      case 'draft':
      case 'board':
        return readable(row['body']);
      case 'setting':
        return JSON.parse(String(row['value'])) !== undefined;
      default:
        return true;
    }
  } catch {
    return false;
  }
}

function readable(body: unknown): boolean {
  return body instanceof Uint8Array && JSON.parse(unpackText(body)) !== null;
}

function insert(database: DeskDatabase, table: string, row: Row): void {
  const names = Object.keys(row);
  try {
    database
      .prepare(`INSERT OR IGNORE INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`)
      .run(...Object.values(row));
  } catch {
    // A row that the fresh schema refuses is not what was written; the quarantined file still has it.
  }
}
