import type { DeskNotification } from '#shared/contract/desk-views.ts';
import type { Instant } from '#shared/lib/instant.ts';
import type { Sql } from './sql.ts';

/** Hand-overs this person was told of, with the times of sending and seeing. */
export class Notifications {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  list(limit: number): readonly DeskNotification[] {
    return this.#sql.all<DeskNotification>(
      `SELECT event, item, title, action, by, sent_at AS sentAt, seen_at AS seenAt FROM notification
        ORDER BY event DESC LIMIT ?`,
      [limit],
    );
  }

  read(event: number): DeskNotification | null {
    return this.#sql.first<DeskNotification>(
      'SELECT event, item, title, action, by, sent_at AS sentAt, seen_at AS seenAt FROM notification WHERE event = ?',
      [event],
    );
  }

  /** False when it was known already. */
  add({ event, item, title, action, by, sentAt, seenAt }: DeskNotification): boolean {
    return (
      this.#sql.run('INSERT OR IGNORE INTO notification VALUES (?, ?, ?, ?, ?, ?, ?)', [
        event,
        item,
        title,
        action,
        by,
        sentAt,
        seenAt,
      ]) > 0
    );
  }

  markSeen(event: number, at: Instant): void {
    this.#sql.run('UPDATE notification SET seen_at = coalesce(seen_at, ?) WHERE event = ?', [at, event]);
  }
}
