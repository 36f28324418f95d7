import type { DeadlineFilter } from '#shared/contract/deadline-views.ts';
import type { QueueRow } from '#shared/contract/desk-views.ts';
import type { ItemId } from '#shared/lib/ids.ts';
import type { Instant } from '#shared/lib/instant.ts';
import type { DeadlineFacts } from '#shared/workflow/deadline-facts.ts';
import { placesPerMillisecond } from './head-place.ts';
import { type QueueViewer, queueCondition } from './queue-filter.ts';
import type { Sql, SqlValue } from './sql.ts';

/** What the store keeps of an item's deadlines. */
export interface StoredDeadline {
  /** The item is not at its end, or a deadline still runs. */
  readonly running: boolean;
  /** First millisecond at which the running deadline that ends first is late; null when none with a number runs. */
  readonly late: number | null;
  readonly facts: DeadlineFacts;
}

/** An item with a deadline, as lists show it. */
export interface DeadlineItem
  extends Pick<QueueRow, 'id' | 'title' | 'section' | 'state' | 'holderRole' | 'holderName'> {
  readonly supplier: string;
  readonly late: number | null;
  readonly facts: DeadlineFacts;
}

interface Row {
  id: ItemId;
  title: string;
  section: QueueRow['section'];
  state: QueueRow['state'];
  holderRole: QueueRow['holderRole'];
  holderName: string | null;
  supplier: string;
  late: number | null;
  facts: string;
}

/** `late` from one moment on, up to another and including it; null lists what has no number. */
export type LateSpan = { readonly after: number; readonly through: number } | null;

const columns = `h.id, h.title, h.section, h.state, h.holder_role AS holderRole, h.holder_name AS holderName,
  d.supplier, d.late, d.facts`;

/** Deadlines beside the narrow rows, and which of them the person was reminded of. */
export class ItemDeadlines {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  write(n: number, { running, late, facts }: StoredDeadline): void {
    this.#sql.run('INSERT OR REPLACE INTO item_deadline VALUES (?, ?, ?, ?, ?, ?, ?)', [
      n,
      running ? 1 : 0,
      late,
      facts.infoType,
      facts.supplier,
      facts.postedLast,
      JSON.stringify(facts),
    ]);
  }

  remove(n: number): void {
    this.#sql.run('DELETE FROM item_deadline WHERE n = ?', [n]);
  }

  setLate(n: number, late: number | null): void {
    this.#sql.run('UPDATE item_deadline SET late = ? WHERE n = ?', [late, n]);
  }

  /** Facts by place, for the rows of one page. */
  factsOf(places: readonly number[]): ReadonlyMap<number, DeadlineFacts> {
    const rows = this.#sql.all<{ n: number; facts: string }>(
      'SELECT n, facts FROM item_deadline WHERE n IN (SELECT value FROM json_each(?))',
      [JSON.stringify(places)],
    );
    return new Map(rows.map(({ n, facts }) => [n, parsed(facts)]));
  }

  /** Everything that runs, to be counted anew. */
  running(): readonly { readonly n: number; readonly late: number | null; readonly facts: DeadlineFacts }[] {
    return this.#sql
      .all<{ n: number; late: number | null; facts: string }>(
        'SELECT n, late, facts FROM item_deadline WHERE running = 1',
      )
      .map(({ n, late, facts }) => ({ n, late, facts: parsed(facts) }));
  }

  /** Places of items that have no deadlines kept yet: those of a store from before there were any. */
  unknown(limit: number): readonly number[] {
    return this.#sql
      .all<{ n: number }>('SELECT n FROM item_head WHERE n NOT IN (SELECT n FROM item_deadline) LIMIT ?', [limit])
      .map(({ n }) => n);
  }

  list(filter: DeadlineFilter, span: LateSpan, limit: number): { total: number; items: readonly DeadlineItem[] } {
    const { sql, parameters } = condition(filter, span);
    const from = `FROM item_deadline d JOIN item_head h ON h.n = d.n WHERE ${sql}`;
    const order = span === null ? 'd.n' : 'd.late, d.n';
    const items = this.#sql
      .all<Row>(`SELECT ${columns} ${from} ORDER BY ${order} LIMIT ?`, [...parameters, limit])
      .map(item);
    const total = items.length < limit ? items.length : this.#sql.number(`SELECT count(*) ${from}`, parameters);
    return { total, items };
  }

  /** What runs of the work that lies with the viewer and is late before a moment, earliest first. */
  inHand(viewer: QueueViewer, before: number, limit: number): readonly DeadlineItem[] {
    const mine = queueCondition('mine', viewer);
    return this.#sql
      .all<Row>(
        `SELECT ${columns} FROM item_deadline d JOIN (SELECT * FROM item_head WHERE ${mine.sql}) h ON h.n = d.n
          WHERE d.running = 1 AND d.late < ? ORDER BY d.late LIMIT ?`,
        [...mine.parameters, before, limit],
      )
      .map(item);
  }

  /** Items received from one moment on, before another. */
  received(from: number, before: number): readonly { readonly section: string; readonly facts: DeadlineFacts }[] {
    return this.#sql
      .all<{ section: string; facts: string }>(
        `SELECT h.section, d.facts FROM item_deadline d JOIN item_head h ON h.n = d.n WHERE d.n >= ? AND d.n < ?`,
        [from * placesPerMillisecond, before * placesPerMillisecond],
      )
      .map(({ section, facts }) => ({ section, facts: parsed(facts) }));
  }

  /** Moments of posting from one moment on, before another. */
  posted(from: number, before: number): readonly number[] {
    return this.#sql
      .all<{ posted: number }>('SELECT posted FROM item_deadline WHERE posted >= ? AND posted < ?', [from, before])
      .map(({ posted }) => posted);
  }

  /** Supplying units on record, of what runs or of everything. */
  suppliers(only: 'running' | 'all', limit: number): readonly string[] {
    const where = only === 'running' ? 'running = 1 AND' : '';
    return this.#sql
      .all<{ supplier: string }>(
        `SELECT DISTINCT supplier FROM item_deadline WHERE ${where} supplier <> '' ORDER BY supplier LIMIT ?`,
        [limit],
      )
      .map(({ supplier }) => supplier);
  }

  /** False when the person was reminded of it already. */
  addReminder(id: ItemId, kind: 'soon' | 'overdue', late: number, at: Instant): boolean {
    return this.#sql.run('INSERT OR IGNORE INTO deadline_reminder VALUES (?, ?, ?, ?)', [id, kind, late, at]) > 0;
  }
}

function condition(
  { section, unit, person, type }: DeadlineFilter,
  span: LateSpan,
): { sql: string; parameters: SqlValue[] } {
  const conditions = ['d.running = 1'];
  const parameters: SqlValue[] = [];
  const add = (sql: string, ...values: readonly SqlValue[]): void => {
    conditions.push(sql);
    parameters.push(...values);
  };
  if (span === null) add('d.late IS NULL AND h.open = 1 AND d.posted IS NULL');
  else add('d.late > ? AND d.late <= ?', span.after, span.through);
  if (section !== null) add('h.section = ?', section);
  if (unit !== null) add('d.supplier = ?', unit);
  if (person !== null) add('h.holder_person = ?', person);
  if (type !== null) add('d.type = ?', type);
  return { sql: conditions.join(' AND '), parameters };
}

function item(row: Row): DeadlineItem {
  return { ...row, facts: parsed(row.facts) };
}

/** Written by this repository alone. */
function parsed(text: string): DeadlineFacts {
  const facts: DeadlineFacts = JSON.parse(text);
  return facts;
}
