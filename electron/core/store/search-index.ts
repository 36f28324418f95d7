import type { QueueCondition } from './queue-filter.ts';
import { PairWriter, pairExpression, searchForm, syllableExpression } from './search-text.ts';
import type { Sql } from './sql.ts';

/** What of an item is searched. */
export interface SearchedText {
  readonly title: string;
  readonly summary: string;
}

/** Places of one entry of the index: four milliseconds, so that few items share it even when many come at once. */
const placesPerEntry = 2 ** 13;

/** Read beyond what is wanted, so that the last entry is seldom cut. */
const placesAhead = 16;

/** Pages of the index written by one piece of merging: some milliseconds. */
const pagesAtOnce = 250;

/** While it is built at once, one slice is one piece of the index, and no piece is merged. */
const building = { automerge: 0, crisismerge: 1_000, hashsize: 16 * 1024 * 1024 } as const;
const working = { automerge: 8, crisismerge: 32, hashsize: 1024 * 1024 } as const;

const tables = ['search_syllable', 'search_pair'] as const;

/**
 * The search index over titles and summaries. The indexes give entries in which all that is asked may stand; whether
 * it does is read from the folded text, so an answer is exactly that of a scan.
 */
export class SearchIndex {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  /** Up to `atMost` places whose text holds what was typed, newest first; `within` is a condition over `item_head`. */
  find(typed: string, within: QueueCondition, atMost: number): readonly number[] {
    const form = searchForm(typed);
    if (form === '') return [];
    const pairs = pairExpression(form);
    const table = pairs === null ? 'search_syllable' : 'search_pair';
    const heads = within.sql === '1' ? '' : `CROSS JOIN item_head ON n = place AND ${within.sql}`;
    const sql = `SELECT place FROM (SELECT rowid AS entry FROM ${table} WHERE ${table} MATCH ?)
      CROSS JOIN search_form ON place BETWEEN entry * ${placesPerEntry} AND entry * ${placesPerEntry} + ${placesPerEntry - 1}
      ${heads} WHERE instr(form, ?) > 0 ORDER BY entry DESC LIMIT ?`;
    const asked = [pairs ?? syllableExpression(form), ...within.parameters, ` ${form}`];
    for (let limit = atMost + placesAhead; ; limit *= 4) {
      const places = this.#sql.numbers(sql, [...asked, limit]);
      const newest = newestFirst(places, places.length === limit);
      if (newest.length >= atMost || places.length < limit) return newest.slice(0, atMost);
    }
  }

  write(place: number, text: SearchedText): void {
    this.#writeForm(place, text);
    this.#writeEntry(entryOf(place), new PairWriter());
  }

  /** Indexes rows in ascending order of place. */
  writeAll(rows: readonly (SearchedText & { readonly n: number })[]): void {
    const pairs = new PairWriter();
    for (const row of rows) this.#writeForm(row.n, row);
    let last = -1;
    for (const { n } of rows) {
      const entry = entryOf(n);
      if (entry !== last) this.#writeEntry(entry, pairs);
      last = entry;
    }
  }

  remove(place: number): void {
    if (this.#sql.run('DELETE FROM search_form WHERE place = ?', [place]) > 0) {
      this.#writeEntry(entryOf(place), new PairWriter());
    }
  }

  /** Empties the index and puts off its merging: what is built at once is merged once. */
  begin(): void {
    this.#sql.run('DELETE FROM search_form');
    for (const table of tables) {
      this.#sql.run(`INSERT INTO ${table} (${table}) VALUES ('delete-all')`);
      this.#tune(table, building);
    }
  }

  /** One short piece of the merging that was put off; answers whether more is left. */
  merge(): boolean {
    return tables.some((table) => {
      this.#tune(table, working);
      const before = this.#sql.number('SELECT total_changes()');
      this.#sql.run(`INSERT INTO ${table} (${table}, rank) VALUES ('merge', -${pagesAtOnce})`);
      return this.#sql.number('SELECT total_changes()') - before >= 2;
    });
  }

  #writeForm(place: number, { title, summary }: SearchedText): void {
    this.#sql.run('INSERT INTO search_form VALUES (?, ?) ON CONFLICT (place) DO UPDATE SET form = excluded.form', [
      place,
      ` ${searchForm(title)}\n ${searchForm(summary)}`,
    ]);
  }

  #writeEntry(entry: number, pairs: PairWriter): void {
    const first = entry * placesPerEntry;
    const forms = this.#sql
      .all<{ form: string }>('SELECT form FROM search_form WHERE place BETWEEN ? AND ?', [
        first,
        first + placesPerEntry - 1,
      ])
      .map(({ form }) => form);
    if (forms.length === 0) {
      for (const table of tables) this.#sql.run(`DELETE FROM ${table} WHERE rowid = ?`, [entry]);
      return;
    }
    this.#sql.run('INSERT OR REPLACE INTO search_syllable (rowid, form) VALUES (?, ?)', [entry, forms.join('\n')]);
    this.#sql.run('INSERT OR REPLACE INTO search_pair (rowid, pairs) VALUES (?, ?)', [
      entry,
      forms.map((form) => pairs.pairsOf(form)).join(''),
    ]);
  }

  /** The index takes whole numbers written out: a bound number of JavaScript reaches it as a fraction. */
  #tune(table: string, settings: Readonly<Record<string, number>>): void {
    for (const [name, value] of Object.entries(settings)) {
      this.#sql.run(`INSERT INTO ${table} (${table}, rank) VALUES ('${name}', ${value})`);
    }
  }
}

/** Entries come newest first, the places of one entry oldest first; a last entry that may be cut is left out. */
function newestFirst(places: readonly number[], cut: boolean): readonly number[] {
  const ordered: number[] = [];
  let first = 0;
  for (let next = 1; next <= places.length; next += 1) {
    if (next < places.length && entryOf(places[next] ?? 0) === entryOf(places[first] ?? 0)) continue;
    if (next < places.length || !cut) ordered.push(...places.slice(first, next).reverse());
    first = next;
  }
  return ordered;
}

function entryOf(place: number): number {
  return Math.floor(place / placesPerEntry);
}
