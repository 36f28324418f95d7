import type { VerificationView } from '#shared/contract/desk-views.ts';
import type { CommandId, ItemId } from '#shared/lib/ids.ts';
import type { Instant } from '#shared/lib/instant.ts';
import { packText, unpackText } from './body-codec.ts';
import type { Sql } from './sql.ts';

/** What this desk found when it compared pages; the evidence itself is among the blobs. */
export class Verifications {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  add(view: VerificationView, at: Instant): number {
    this.#sql.run('INSERT INTO verification (item, command, evidence, body, at) VALUES (?, ?, ?, ?, ?)', [
      view.item,
      view.command,
      view.evidence,
      packText(JSON.stringify(view)),
      at,
    ]);
    return this.#sql.number('SELECT last_insert_rowid()');
  }

  latest(item: ItemId): VerificationView | null {
    const row = this.#sql.first<{ body: Uint8Array; command: CommandId | null }>(
      'SELECT body, command FROM verification WHERE item = ? ORDER BY n DESC LIMIT 1',
      [item],
    );
    if (row === null) return null;
    const view: VerificationView = JSON.parse(unpackText(row.body));
    return { ...view, command: row.command };
  }

  /** Notes which command stated the finding, or that it was undone. */
  recordedBy(item: ItemId, evidence: string, command: CommandId | null): void {
    this.#sql.run('UPDATE verification SET command = ? WHERE item = ? AND evidence = ?', [command, item, evidence]);
  }
}
