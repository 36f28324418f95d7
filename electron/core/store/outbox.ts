import { createHash } from 'node:crypto';
import type { Article } from '#shared/content/article.ts';
import type { AppErrorData } from '#shared/contract/app-error.ts';
import type { OutboxEntry } from '#shared/contract/desk-views.ts';
import type { Hash } from '#shared/lib/hash.ts';
import type { CommandId, DeviceId, ItemId, PersonId } from '#shared/lib/ids.ts';
import type { Instant } from '#shared/lib/instant.ts';
import type { Refusal } from '#shared/workflow/refusal.ts';
import type { Statement } from '#shared/workflow/statement.ts';
import { packText, unpackText } from './body-codec.ts';
import type { Sql } from './sql.ts';

/** States a command is stored in; `sending` is a waiting command that is under way, which no crash can leave behind. */
export type OutboxState = Exclude<OutboxEntry['state'], 'sending'>;

/** One decision of this desk, from the moment it was made until long after the server took it. */
export interface OutboxCommand {
  /** Order in which the person acted. */
  readonly n: number;
  readonly command: CommandId;
  readonly server: string;
  readonly person: PersonId;
  readonly device: DeviceId;
  readonly item: ItemId | null;
  readonly action: Statement['action'];
  readonly title: string;
  readonly state: OutboxState;
  readonly actedAt: Instant;
  readonly holdUntil: Instant | null;
  /** Counter and head are final only once it is signed. */
  readonly statement: Statement;
  readonly signature: string | null;
  readonly articles: readonly Article[];
  /** Files the server must have before the command. */
  readonly blobs: readonly Hash[];
  readonly attempts: number;
  readonly nextAttemptAt: Instant | null;
  readonly refusal: Refusal | null;
  readonly error: AppErrorData | null;
  readonly draft: string | null;
  readonly dismissed: boolean;
}

interface OutboxRow
  extends Omit<OutboxCommand, 'statement' | 'articles' | 'blobs' | 'refusal' | 'error' | 'dismissed'> {
  statement: string;
  articles: Uint8Array;
  blobs: string;
  refusal: string | null;
  error: string | null;
  dismissed: number;
}

const columns = `n, command, server, person, device, item, action, title, state, acted_at AS actedAt, hold_until AS holdUntil,
  statement, signature, articles, blobs, attempts, next_attempt_at AS nextAttemptAt, refusal, error, draft, dismissed`;

/** SHA-256 of a stored statement, so that a salvaged row is known to be what was written. */
export function statementDigest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The durable queue of this desk's commands (law 2); a row leaves it only after its receipt is old. */
export class Outbox {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  hold(
    command: Omit<
      OutboxCommand,
      'n' | 'state' | 'signature' | 'attempts' | 'nextAttemptAt' | 'refusal' | 'error' | 'draft' | 'dismissed'
    >,
  ): void {
    const statement = JSON.stringify(command.statement);
    this.#sql.run(
      `INSERT INTO outbox (command, server, person, device, item, action, title, state, acted_at, hold_until,
        statement, digest, articles, blobs) VALUES (?, ?, ?, ?, ?, ?, ?, 'held', ?, ?, ?, ?, ?, ?)`,
      [
        command.command,
        command.server,
        command.person,
        command.device,
        command.item,
        command.action,
        command.title,
        command.actedAt,
        command.holdUntil,
        statement,
        statementDigest(statement),
        packText(JSON.stringify(command.articles)),
        JSON.stringify(command.blobs),
      ],
    );
  }

  read(command: CommandId): OutboxCommand | null {
    const row = this.#sql.first<OutboxRow>(`SELECT ${columns} FROM outbox WHERE command = ?`, [command]);
    return row === null ? null : fromRow(row);
  }

  inState(state: OutboxState): readonly OutboxCommand[] {
    return this.#sql.all<OutboxRow>(`SELECT ${columns} FROM outbox WHERE state = ? ORDER BY n`, [state]).map(fromRow);
  }

  /** As `inState`, without rows that are not what was once written: nothing is signed that the person did not decide. */
  soundInState(state: OutboxState): readonly OutboxCommand[] {
    return this.#sql
      .all<OutboxRow & { digest: string }>(`SELECT ${columns}, digest FROM outbox WHERE state = ? ORDER BY n`, [state])
      .filter(({ statement, digest }) => statementDigest(statement) === digest)
      .map(({ digest: _digest, ...row }) => fromRow(row));
  }

  /** Signed commands to send to a server, in the order of their counters. */
  toSend(server: string, device: DeviceId, limit: number): readonly OutboxCommand[] {
    return this.#sql
      .all<OutboxRow>(
        `SELECT ${columns} FROM outbox WHERE state = 'waiting' AND server = ? AND device = ? ORDER BY counter LIMIT ?`,
        [server, device, limit],
      )
      .map(fromRow);
  }

  /**
   * Commands whose effect the desk shows ahead of the chain: unsettled ones, and accepted ones whose event lies beyond
   * the sequence this desk has followed; null reads those about the board as a whole.
   */
  unconfirmed(item: ItemId | null, followed = Number.MAX_SAFE_INTEGER): readonly OutboxCommand[] {
    const whose = item === null ? 'item IS NULL' : 'item = ?';
    const own = item === null ? [] : [item];
    const rows = this.#sql.all<OutboxRow>(
      `SELECT ${columns} FROM outbox WHERE ${whose} AND (state IN ('held', 'waiting', 'failed')
        OR (state = 'accepted' AND command IN (SELECT command FROM receipt WHERE seq > ?))) ORDER BY n`,
      [...own, followed],
    );
    return rows.map(fromRow);
  }

  rejectedOfItem(item: ItemId): readonly OutboxCommand[] {
    return this.#sql
      .all<OutboxRow>(
        `SELECT ${columns} FROM outbox WHERE item = ? AND state = 'rejected' AND dismissed = 0 ORDER BY n`,
        [item],
      )
      .map(fromRow);
  }

  /** Items with commands the server has not confirmed, or that it rejected and nobody dealt with. */
  touchedItems(): readonly ItemId[] {
    return this.#sql
      .all<{ item: ItemId }>(
        `SELECT DISTINCT item FROM outbox WHERE item IS NOT NULL
          AND (state IN ('held', 'waiting', 'failed') OR (state = 'rejected' AND dismissed = 0))`,
      )
      .map(({ item }) => item);
  }

  /** What the sync centre lists: everything unsettled, and the latest of what went well. */
  list(recent: number): readonly OutboxCommand[] {
    return this.#sql
      .all<OutboxRow>(
        `SELECT ${columns} FROM outbox WHERE state IN ('held', 'waiting', 'failed') OR (state = 'rejected' AND dismissed = 0)
          OR n IN (SELECT n FROM outbox WHERE state IN ('accepted', 'undone') ORDER BY n DESC LIMIT ?)
          ORDER BY n DESC`,
        [recent],
      )
      .map(fromRow);
  }

  count(state: OutboxState): number {
    return this.#sql.number('SELECT count(*) FROM outbox WHERE state = ? AND dismissed = 0', [state]);
  }

  /** Earliest moment at which a held command is due; null when none is held. */
  nextRelease(): Instant | null {
    return (
      this.#sql.first<{ at: Instant | null }>(`SELECT min(hold_until) AS at FROM outbox WHERE state = 'held'`)?.at ??
      null
    );
  }

  /** When the first postponed command is due again; null when none is postponed. */
  nextAttempt(): Instant | null {
    return (
      this.#sql.first<{ at: Instant | null }>(
        `SELECT min(next_attempt_at) AS at FROM outbox WHERE state = 'waiting' AND next_attempt_at IS NOT NULL`,
      )?.at ?? null
    );
  }

  /** Highest counter ever given out for a device; 0 when none was. */
  lastCounter(server: string, device: DeviceId): number {
    return this.#sql.number('SELECT max(counter) FROM outbox WHERE server = ? AND device = ?', [server, device]);
  }

  /** Gives a held command its final statement and signature: from here on it is the very same bytes each time. */
  release(command: CommandId, statement: Statement, signature: string): void {
    const text = JSON.stringify(statement);
    this.#sql.run(
      `UPDATE outbox SET state = 'waiting', hold_until = NULL, statement = ?, digest = ?, signature = ?, counter = ?
        WHERE command = ? AND state = 'held'`,
      [text, statementDigest(text), signature, statement.counter, command],
    );
  }

  /** A person enrolled anew takes their own unsettled commands along, to be signed with the new key; nobody else's. */
  adopt(server: string, person: PersonId, device: DeviceId): number {
    return this.#sql.run(
      `UPDATE outbox SET state = 'held', signature = NULL, counter = NULL, device = ?
        WHERE server = ? AND person = ? AND device <> ? AND state IN ('held', 'waiting', 'failed')`,
      [device, server, person, device],
    );
  }

  /** Takes back a signature that no server has acted on, so that the command can be signed under another counter. */
  withdrawSignature(command: CommandId): void {
    this.#sql.run(
      `UPDATE outbox SET state = 'held', signature = NULL, counter = NULL WHERE command = ? AND state IN ('waiting', 'failed')`,
      [command],
    );
  }

  settle(command: CommandId, state: 'accepted' | 'rejected', refusal: Refusal | null, draft: string | null): void {
    this.#sql.run(
      `UPDATE outbox SET state = ?, refusal = ?, error = NULL, next_attempt_at = NULL, draft = ? WHERE command = ?`,
      [state, refusal === null ? null : JSON.stringify(refusal), draft, command],
    );
  }

  /** Notes a try that came to nothing, and when the next is due. */
  postpone(command: CommandId, error: AppErrorData, nextAttemptAt: Instant): void {
    this.#sql.run('UPDATE outbox SET attempts = attempts + 1, error = ?, next_attempt_at = ? WHERE command = ?', [
      JSON.stringify(error),
      nextAttemptAt,
      command,
    ]);
  }

  noteTry(command: CommandId): void {
    this.#sql.run('UPDATE outbox SET attempts = attempts + 1 WHERE command = ?', [command]);
  }

  /** Parks a command without a counter, so that those of other items go on; the person may send it again. */
  park(command: CommandId, error: AppErrorData): void {
    this.#sql.run(
      `UPDATE outbox SET state = 'failed', signature = NULL, counter = NULL, attempts = attempts + 1,
        error = ?, next_attempt_at = NULL WHERE command = ? AND state = 'waiting'`,
      [JSON.stringify(error), command],
    );
  }

  /** Puts a parked command at the end of the queue; one that only waits for its next try goes at once. */
  retry(command: CommandId): void {
    this.#sql.run(
      `UPDATE outbox SET state = 'held', attempts = 0, error = NULL, next_attempt_at = NULL WHERE command = ? AND state = 'failed'`,
      [command],
    );
    this.#sql.run(`UPDATE outbox SET next_attempt_at = NULL WHERE command = ? AND state = 'waiting'`, [command]);
  }

  undo(command: CommandId, draft: string | null): boolean {
    return (
      this.#sql.run(
        `UPDATE outbox SET state = 'undone', hold_until = NULL, draft = ? WHERE command = ? AND state = 'held'`,
        [draft, command],
      ) > 0
    );
  }

  dismiss(command: CommandId): void {
    this.#sql.run(`UPDATE outbox SET dismissed = 1 WHERE command = ? AND state = 'rejected'`, [command]);
  }

  /** Commands the server once settled at or past a counter it now lacks: sent again, same bytes. */
  offerFrom(server: string, device: DeviceId, counter: number): number {
    return this.#sql.run(
      `UPDATE outbox SET state = 'waiting' WHERE server = ? AND device = ? AND counter >= ? AND state IN ('accepted', 'rejected')`,
      [server, device, counter],
    );
  }

  /**
   * After the server came back from an older backup: everything it once took is offered again, same bytes, same order;
   * what it still has it answers as before.
   */
  offerAgain(server: string): number {
    return this.#sql.run(
      `UPDATE outbox SET state = 'waiting', attempts = 0, error = NULL, next_attempt_at = NULL
        WHERE server = ? AND state IN ('accepted', 'rejected', 'failed') AND signature IS NOT NULL AND dismissed = 0`,
      [server],
    );
  }
}

function fromRow(row: OutboxRow): OutboxCommand {
  const statement: Statement = JSON.parse(row.statement);
  const articles: readonly Article[] = JSON.parse(unpackText(row.articles));
  const blobs: readonly Hash[] = JSON.parse(row.blobs);
  const refusal: Refusal | null = row.refusal === null ? null : JSON.parse(row.refusal);
  const error: AppErrorData | null = row.error === null ? null : JSON.parse(row.error);
  return { ...row, statement, articles, blobs, refusal, error, dismissed: row.dismissed === 1 };
}
