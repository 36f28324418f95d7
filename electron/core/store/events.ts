import type { Hash } from '#shared/lib/hash.ts';
import type { ItemId } from '#shared/lib/ids.ts';
import type { BoardEvent, Stub } from '#shared/workflow/event.ts';
import { packText, unpackText } from './body-codec.ts';
import type { Sql } from './sql.ts';

/** Links of the board's chain that reached this desk, facts of newer versions included (law 12). */
export class Events {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  keep(event: BoardEvent): void {
    this.#sql.run(
      `INSERT INTO event VALUES (?, ?, ?, ?, ?) ON CONFLICT (seq) DO UPDATE
        SET hash = excluded.hash, prev = excluded.prev, item = excluded.item, body = excluded.body`,
      [event.seq, event.hash, event.prev, event.item, packText(JSON.stringify(event))],
    );
  }

  keepStub({ seq, hash, prev }: Stub): void {
    this.#sql.run('INSERT OR IGNORE INTO event VALUES (?, ?, ?, NULL, NULL)', [seq, hash, prev]);
  }

  ofItem(item: ItemId): readonly BoardEvent[] {
    return this.#sql
      .all<{ body: Uint8Array }>('SELECT body FROM event WHERE item = ? ORDER BY seq', [item])
      .map(({ body }) => parsed(body));
  }

  lastOfItem(item: ItemId): number {
    return this.#sql.number('SELECT max(seq) FROM event WHERE item = ?', [item]);
  }

  countOfItem(item: ItemId): number {
    return this.#sql.number('SELECT count(*) FROM event WHERE item = ?', [item]);
  }

  read(seq: number): BoardEvent | null {
    const row = this.#sql.first<{ body: Uint8Array | null }>('SELECT body FROM event WHERE seq = ?', [seq]);
    return row === null || row.body === null ? null : parsed(row.body);
  }

  hashOf(seq: number): Hash | null {
    return this.#sql.first<{ hash: Hash }>('SELECT hash FROM event WHERE seq = ?', [seq])?.hash ?? null;
  }

  forgetItem(item: ItemId): void {
    this.#sql.run('UPDATE event SET item = NULL, body = NULL WHERE item = ?', [item]);
  }

  clear(): void {
    this.#sql.run('DELETE FROM event');
  }
}

function parsed(body: Uint8Array): BoardEvent {
  const event: BoardEvent = JSON.parse(unpackText(body));
  return event;
}
