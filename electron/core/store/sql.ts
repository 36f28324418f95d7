import type { Statement } from 'better-sqlite3';
import type { DeskDatabase } from './open-store.ts';

/** What a statement of the desk's store may be given. */
export type SqlValue = string | number | Uint8Array | null;

type Prepared = Statement<unknown[], unknown>;

/** Runs statements that are prepared at their first use and kept; every repository speaks to the database through it. */
export class Sql {
  readonly #database: DeskDatabase;
  readonly #prepared = new Map<string, Prepared>();
  readonly #plucked = new Map<string, Prepared>();

  constructor(database: DeskDatabase) {
    this.#database = database;
  }

  /** Every row; `Row` is what the statement selects from columns that this program itself wrote under a strict schema. */
  all<Row>(sql: string, values: readonly SqlValue[] = []): Row[] {
    return this.#statement(sql).all(...values) as Row[];
  }

  first<Row>(sql: string, values: readonly SqlValue[] = []): Row | null {
    return (this.#statement(sql).get(...values) as Row | undefined) ?? null;
  }

  /** The numbers of a single column, without the cost of a row for each. */
  numbers(sql: string, values: readonly SqlValue[] = []): number[] {
    return this.#statement(sql, 'pluck').all(...values) as number[];
  }

  /** A single number, such as a count; 0 when there is no row or it holds NULL. */
  number(sql: string, values: readonly SqlValue[] = []): number {
    const row = this.first<Record<string, unknown>>(sql, values);
    return row === null ? 0 : Number(Object.values(row)[0] ?? 0);
  }

  /** Answers how many rows changed. */
  run(sql: string, values: readonly SqlValue[] = []): number {
    return this.#statement(sql).run(...values).changes;
  }

  /** One transaction over everything `work` does; a throw undoes all of it. */
  transaction<Value>(work: () => Value): Value {
    return this.#database.inTransaction ? work() : this.#database.transaction(work).immediate();
  }

  /** Writes the log back into the database file, so that it does not grow without end. */
  checkpoint(): void {
    this.#database.pragma('wal_checkpoint(PASSIVE)');
  }

  #statement(sql: string, shape: 'rows' | 'pluck' = 'rows'): Prepared {
    const prepared = shape === 'rows' ? this.#prepared : this.#plucked;
    const known = prepared.get(sql);
    if (known !== undefined) return known;
    const statement = this.#database.prepare<unknown[], unknown>(sql);
    if (shape === 'pluck') statement.pluck();
    prepared.set(sql, statement);
    return statement;
  }
}
