import type { Hash } from '#shared/lib/hash.ts';
import type { Instant } from '#shared/lib/instant.ts';
import type { Sql } from './sql.ts';

/** How far this desk has followed which server's chain; absent until a first sync is whole. */
export interface Cursor {
  readonly server: string;
  readonly epoch: number;
  readonly seq: number;
  readonly hash: Hash;
  readonly at: Instant;
}

/** The one row that moves in the same transaction as the data it stands for (law 3). */
export class Cursors {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  read(): Cursor | null {
    return this.#sql.first<Cursor>('SELECT server, epoch, seq, hash, at FROM cursor');
  }

  write({ server, epoch, seq, hash, at }: Cursor): void {
    this.#sql.run(
      `INSERT INTO cursor VALUES (1, ?, ?, ?, ?, ?) ON CONFLICT (one) DO UPDATE
        SET server = excluded.server, epoch = excluded.epoch, seq = excluded.seq, hash = excluded.hash, at = excluded.at`,
      [server, epoch, seq, hash, at],
    );
  }

  clear(): void {
    this.#sql.run('DELETE FROM cursor');
  }
}
