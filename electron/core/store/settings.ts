import type { Sql } from './sql.ts';

/** Small JSON documents by name: the person's settings, the enrolment, marks of unfinished work. */
export class SettingsTable {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  /** The parsed document, to be checked by the reader's schema; null when there is none. */
  read(name: string): unknown {
    const row = this.#sql.first<{ value: string }>('SELECT value FROM setting WHERE name = ?', [name]);
    return row === null ? null : JSON.parse(row.value);
  }

  write(name: string, value: unknown): void {
    this.#sql.run('INSERT INTO setting VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value', [
      name,
      JSON.stringify(value),
    ]);
  }

  remove(name: string): void {
    this.#sql.run('DELETE FROM setting WHERE name = ?', [name]);
  }
}

/** Sealed bytes by name; nothing in it is readable without the seal. */
export class Secrets {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  read(name: string): Uint8Array | null {
    return this.#sql.first<{ value: Uint8Array }>('SELECT value FROM secret WHERE name = ?', [name])?.value ?? null;
  }

  write(name: string, value: Uint8Array): void {
    this.#sql.run('INSERT INTO secret VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value', [
      name,
      value,
    ]);
  }

  remove(name: string): void {
    this.#sql.run('DELETE FROM secret WHERE name = ?', [name]);
  }
}
