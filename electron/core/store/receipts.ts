import type { CommandId } from '#shared/lib/ids.ts';
import type { Instant } from '#shared/lib/instant.ts';
import type { Sql } from './sql.ts';

/** The server's final word on a command, kept apart from the queue so that the one can be checked by the other. */
export interface Receipt {
  readonly command: CommandId;
  readonly server: string;
  readonly epoch: number;
  readonly outcome: 'accepted' | 'rejected';
  /** Sequence of the event it became; null for a rejection. */
  readonly seq: number | null;
  readonly at: Instant;
}

export class Receipts {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  keep({ command, server, epoch, outcome, seq, at }: Receipt): void {
    this.#sql.run(
      `INSERT INTO receipt VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (command) DO UPDATE
        SET epoch = excluded.epoch, outcome = excluded.outcome, seq = excluded.seq, at = excluded.at`,
      [command, server, epoch, outcome, seq, at],
    );
  }

  read(command: CommandId): Receipt | null {
    return this.#sql.first<Receipt>('SELECT command, server, epoch, outcome, seq, at FROM receipt WHERE command = ?', [
      command,
    ]);
  }
}
