import type { QueueQuery, QueueRow } from '#shared/contract/desk-views.ts';
import type { Hash } from '#shared/lib/hash.ts';
import type { ItemId } from '#shared/lib/ids.ts';
import { placesPerMillisecond } from './head-place.ts';
import type { BlockPlace } from './item-bodies.ts';
import { ItemDeadlines, type StoredDeadline } from './item-deadlines.ts';
import { type QueueCondition, type QueueViewer, queueCondition } from './queue-filter.ts';
import { type SearchedText, SearchIndex } from './search-index.ts';
import type { Sql, SqlValue } from './sql.ts';

/** One row of `item_head`: the item as this desk shows it, its own unsent work included. */
export interface ItemHead extends Omit<QueueRow, 'unread' | 'pinned' | 'offlineReady' | 'deadline'> {
  readonly summary: string;
  readonly open: boolean;
  readonly holderPerson: string | null;
  readonly receivedBy: string;
  /** Sequence of the last confirmed event on it; 0 while the server does not know the item. */
  readonly seq: number;
  readonly current: Hash;
  readonly pinned: boolean;
  readonly original: Hash | null;
  readonly ready: boolean;
  /** Kept beside the row; left out where none is known. */
  readonly deadline?: StoredDeadline | null;
}

/** A row of a queue with its place, by which what is kept beside it is found. */
export interface PlacedRow extends Omit<QueueRow, 'deadline'> {
  readonly n: number;
}

interface HeadRow {
  n: number;
  id: ItemId;
  title: string;
  kind: QueueRow['kind'];
  section: QueueRow['section'];
  state: QueueRow['state'];
  holder_role: QueueRow['holderRole'];
  holder_name: string | null;
  since: QueueRow['since'];
  received_at: QueueRow['receivedAt'];
  updated_at: QueueRow['updatedAt'];
  sync: QueueRow['sync'];
  seq: number;
  read_seq: number;
  pinned: number;
  comments: number;
  words: number;
  ready: number;
}

/** Where an item stands in the store, and what of it was read. */
export interface HeadPlace {
  readonly n: number;
  readonly title: string;
  readonly summary: string;
  readonly seq: number;
  readonly readSeq: number;
  readonly readHash: Hash | null;
  readonly sync: QueueRow['sync'];
  readonly current: Hash;
  readonly ready: boolean;
}

const columns = `n, id, title, kind, section, state, holder_role, holder_name, since, received_at, updated_at, sync, seq, read_seq, pinned, comments, words, ready`;

const orders: Readonly<Record<Exclude<QueueQuery['sort'], 'deadline'>, string>> = {
  newest: 'n DESC',
  oldest: 'n ASC',
  waiting: 'since ASC, n ASC',
  title: 'title COLLATE NOCASE ASC, n DESC',
  section: 'section ASC, n DESC',
  state: 'state ASC, n DESC',
};

/** What runs with a number: few beside all there is, and in order by an index of its own. */
const numbered = 'FROM item_deadline WHERE running = 1 AND late IS NOT NULL';

/** Items of one moment stand this far apart, so that no entry of the search index holds very many. */
const placesApart = 32;

/** Matches counted past the page asked for: counting all of a common word costs a hundred times the page itself. */
const countedAhead = 200;

/** Letters of a search that count. */
const longestSearch = 300;

/** The narrow table of items that queues and search read; bodies are elsewhere. */
export class ItemHeads {
  readonly #sql: Sql;
  readonly #deadlines: ItemDeadlines;
  readonly #index: SearchIndex;

  constructor(sql: Sql) {
    this.#sql = sql;
    this.#deadlines = new ItemDeadlines(sql);
    this.#index = new SearchIndex(sql);
  }

  /**
   * A queue's page. With words to find, the newest matches come first whatever the sort says, and `total` counts no
   * further than `countedAhead` past the page.
   */
  page(query: QueueQuery, viewer: QueueViewer): { readonly rows: readonly PlacedRow[]; readonly total: number } {
    const queue = queueCondition(query.queue, viewer);
    const conditions = [queue.sql];
    const parameters: string[] = [...queue.parameters];
    if (query.section !== null) {
      conditions.push('section = ?');
      parameters.push(query.section);
    }
    if (query.state !== null) {
      conditions.push('state = ?');
      parameters.push(query.state);
    }
    const where = conditions.join(' AND ');
    if (query.text.trim() !== '') return this.#search(query, { sql: where, parameters });
    const rows =
      query.sort === 'deadline'
        ? this.#byDeadline(where, parameters, query)
        : this.#sql.all<HeadRow>(
            `SELECT ${columns} FROM item_head WHERE ${where} ORDER BY ${orders[query.sort]} LIMIT ? OFFSET ?`,
            [...parameters, query.limit, query.offset],
          );
    return { rows: rows.map(queueRow), total: this.#count(where, parameters) };
  }

  #search(
    { text, offset, limit }: QueueQuery,
    within: QueueCondition,
  ): { readonly rows: readonly PlacedRow[]; readonly total: number } {
    const places = this.#index.find(text.slice(0, longestSearch), within, offset + limit + countedAhead);
    const page = places.slice(offset, offset + limit);
    const rows = this.#sql.all<HeadRow>(
      `SELECT ${columns} FROM item_head WHERE n IN (SELECT value FROM json_each(?)) ORDER BY n DESC`,
      [JSON.stringify(page)],
    );
    return { rows: rows.map(queueRow), total: places.length };
  }

  /** Nearest deadline first, then what has none with a number, newest first. */
  #byDeadline(where: string, parameters: readonly SqlValue[], { limit, offset }: QueueQuery): readonly HeadRow[] {
    const timed = `FROM (SELECT n AS place, late ${numbered}) JOIN item_head ON n = place WHERE ${where}`;
    const first = this.#sql.all<HeadRow>(`SELECT ${columns} ${timed} ORDER BY late, place LIMIT ? OFFSET ?`, [
      ...parameters,
      limit,
      offset,
    ]);
    if (first.length === limit) return first;
    const before = first.length > 0 ? offset + first.length : this.#sql.number(`SELECT count(*) ${timed}`, parameters);
    const rest = this.#sql.all<HeadRow>(
      `SELECT ${columns} FROM item_head WHERE ${where} AND n NOT IN (SELECT n ${numbered})
        ORDER BY n DESC LIMIT ? OFFSET ?`,
      [...parameters, limit - first.length, Math.max(0, offset - before)],
    );
    return [...first, ...rest];
  }

  /** How many items a queue holds, and how many of them changed since they were last read. */
  count(queue: QueueQuery['queue'], viewer: QueueViewer): { readonly count: number; readonly unread: number } {
    const { sql, parameters } = queueCondition(queue, viewer);
    if (sql === '1') return { count: this.#count(sql, parameters), unread: 0 };
    const row = this.#sql.all<{ count: number; unread: number | null }>(
      `SELECT count(*) AS count, sum(seq > read_seq) AS unread FROM item_head WHERE ${sql}`,
      parameters,
    )[0];
    return { count: row?.count ?? 0, unread: row?.unread ?? 0 };
  }

  /** Newest change among what left a queue's states; null when nothing is known. */
  lastUpdatedAt(): QueueRow['updatedAt'] | null {
    return (
      this.#sql.first<{ at: QueueRow['updatedAt'] | null }>('SELECT max(updated_at) AS at FROM item_head')?.at ?? null
    );
  }

  row(id: ItemId): PlacedRow | null {
    const row = this.#sql.all<HeadRow>(`SELECT ${columns} FROM item_head WHERE id = ?`, [id])[0];
    return row === undefined ? null : queueRow(row);
  }

  place(id: ItemId): HeadPlace | null {
    const row = this.#sql.all<Omit<HeadPlace, 'ready'> & { ready: number }>(
      'SELECT n, title, summary, seq, read_seq AS readSeq, read_hash AS readHash, sync, current, ready FROM item_head WHERE id = ?',
      [id],
    )[0];
    return row === undefined ? null : { ...row, ready: row.ready === 1 };
  }

  /** Items whose open work lies with the viewer, oldest wait first. */
  inHand(viewer: QueueViewer, limit: number): readonly ItemId[] {
    const { sql, parameters } = queueCondition('mine', viewer);
    return this.#sql
      .all<{ id: ItemId }>(`SELECT id FROM item_head WHERE ${sql} ORDER BY since LIMIT ?`, [...parameters, limit])
      .map(({ id }) => id);
  }

  /** The item that came from this file, if any is known. */
  fromOriginal(sha256: Hash): ItemId | null {
    return (
      this.#sql.all<{ id: ItemId }>('SELECT id FROM item_head WHERE original = ? LIMIT 1', [sha256])[0]?.id ?? null
    );
  }

  /** The item whose current version a content hash names, if any. */
  withCurrent(hash: Hash): number | null {
    return this.#sql.all<{ n: number }>('SELECT n FROM item_head WHERE current = ? LIMIT 1', [hash])[0]?.n ?? null;
  }

  /** Adds an item the store does not have; answers its place. `readSeq` null leaves it unread. */
  insert(head: ItemHead, readSeq: number | null, place: BlockPlace | null = null): number {
    const row = values(head);
    const rest = [...row.slice(0, 15), readSeq ?? 0, ...row.slice(15), place?.block ?? null, place?.line ?? null];
    const milliseconds = Date.parse(head.receivedAt);
    const first = (Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : 0) * placesPerMillisecond;
    if (this.#sql.run(insertFirst, [first, ...rest]) > 0) {
      if (head.deadline != null) this.#deadlines.write(first, head.deadline);
      return first;
    }
    const n = this.#freePlace(milliseconds);
    this.#sql.run(insertHead, [n, ...rest]);
    if (head.deadline != null) this.#deadlines.write(n, head.deadline);
    return n;
  }

  update(place: HeadPlace, head: ItemHead): void {
    this.#sql.run(
      `UPDATE item_head SET id = ?, title = ?, summary = ?, kind = ?, section = ?, state = ?, open = ?, holder_role = ?,
        holder_person = ?, holder_name = ?, received_by = ?, since = ?, received_at = ?, updated_at = ?, seq = ?,
        current = ?, sync = ?, pinned = ?, comments = ?, words = ?, original = ?, ready = ? WHERE n = ?`,
      [...values(head), place.n],
    );
    if (head.deadline != null) this.#deadlines.write(place.n, head.deadline);
    if (place.title !== head.title || place.summary !== head.summary) this.index(place.n, head);
  }

  remove(id: ItemId): void {
    const place = this.place(id);
    if (place === null) return;
    this.#index.remove(place.n);
    this.#sql.run('DELETE FROM item_body WHERE n = ?', [place.n]);
    this.#deadlines.remove(place.n);
    this.#sql.run('DELETE FROM item_head WHERE n = ?', [place.n]);
  }

  markRead(id: ItemId, hash: Hash): void {
    this.#sql.run('UPDATE item_head SET read_seq = seq, read_hash = ? WHERE id = ?', [hash, id]);
  }

  markSync(id: ItemId, sync: QueueRow['sync']): void {
    this.#sql.run('UPDATE item_head SET sync = ? WHERE id = ?', [sync, id]);
  }

  /** Own acts are no news: what was read stays read. */
  keepRead(id: ItemId): void {
    this.#sql.run('UPDATE item_head SET read_seq = seq WHERE id = ?', [id]);
  }

  markReady(id: ItemId, ready: boolean): void {
    this.#sql.run('UPDATE item_head SET ready = ? WHERE id = ?', [ready ? 1 : 0, id]);
  }

  index(n: number, text: SearchedText): void {
    this.#index.write(n, text);
  }

  /** Indexes up to `limit` items after a place, in the order that costs the index least; null when none is left. */
  indexAfter(n: number, limit: number): number | null {
    const rows = this.#sql.all<{ n: number; title: string; summary: string }>(
      'SELECT n, title, summary FROM item_head WHERE n > ? ORDER BY n LIMIT ?',
      [n, limit],
    );
    this.#index.writeAll(rows);
    return rows.at(-1)?.n ?? null;
  }

  /** Empties the index and puts off its merging: what is built at once is merged once. */
  beginIndex(): void {
    this.#index.begin();
  }

  /** One short piece of the merging that was put off; answers whether more is left. */
  mergeIndex(): boolean {
    return this.#index.merge();
  }

  ids(): readonly ItemId[] {
    return this.#sql.all<{ id: ItemId }>('SELECT id FROM item_head', []).map(({ id }) => id);
  }

  total(): number {
    return this.#count('1', []);
  }

  #freePlace(milliseconds: number): number {
    for (let moment = Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : 0; ; moment += 1) {
      const from = moment * placesPerMillisecond;
      const { last } = this.#sql.first<{ last: number | null }>(
        'SELECT max(n) AS last FROM item_head WHERE n >= ? AND n < ?',
        [from, from + placesPerMillisecond],
      ) ?? { last: null };
      if (last === null) return from;
      if (last + placesApart < from + placesPerMillisecond) return last + placesApart;
    }
  }

  #count(where: string, parameters: readonly SqlValue[]): number {
    return this.#sql.number(`SELECT count(*) FROM item_head WHERE ${where}`, parameters);
  }
}

const insertHead = `INSERT INTO item_head (n, id, title, summary, kind, section, state, open, holder_role, holder_person,
  holder_name, received_by, since, received_at, updated_at, seq, read_seq, current, sync, pinned, comments, words, original,
  ready, block, line) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const insertFirst = insertHead.replace('INSERT', 'INSERT OR IGNORE');

function values(head: ItemHead): SqlValue[] {
  return [
    head.id,
    head.title,
    head.summary,
    head.kind,
    head.section,
    head.state,
    head.open ? 1 : 0,
    head.holderRole,
    head.holderPerson,
    head.holderName,
    head.receivedBy,
    head.since,
    head.receivedAt,
    head.updatedAt,
    head.seq,
    head.current,
    head.sync,
    head.pinned ? 1 : 0,
    head.comments,
    head.words,
    head.original,
    head.ready ? 1 : 0,
  ];
}

function queueRow(row: HeadRow): PlacedRow {
  return {
    n: row.n,
    id: row.id,
    title: row.title,
    kind: row.kind,
    section: row.section,
    state: row.state,
    holderRole: row.holder_role,
    holderName: row.holder_name,
    since: row.since,
    receivedAt: row.received_at,
    updatedAt: row.updated_at,
    sync: row.sync,
    unread: row.seq > row.read_seq,
    pinned: row.pinned === 1,
    comments: row.comments,
    words: row.words,
    offlineReady: row.ready === 1,
  };
}
