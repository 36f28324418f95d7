import type { BoardState } from '#shared/workflow/board-state.ts';
import { packText, unpackText } from './body-codec.ts';
import type { Sql } from './sql.ts';

/** The board as the server confirmed it. */
export class Boards {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  read(): BoardState | null {
    const row = this.#sql.first<{ body: Uint8Array }>('SELECT body FROM board');
    if (row === null) return null;
    const board: BoardState = JSON.parse(unpackText(row.body));
    return board;
  }

  write(board: BoardState): void {
    this.#sql.run('INSERT INTO board VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET body = excluded.body', [
      packText(JSON.stringify(board)),
    ]);
  }
}
