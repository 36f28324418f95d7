import type { Article } from '#shared/content/article.ts';
import type { ItemState } from '#shared/workflow/item-state.ts';
import { packText, unpackText } from './body-codec.ts';
import type { Sql } from './sql.ts';

/** An item as the server confirmed it, with the article of its current version. */
export interface ItemBody {
  readonly item: ItemState;
  readonly article: Article;
}

/** Where a first sync put an item's body: a block of neighbours packed together, and the line in it. */
export interface BlockPlace {
  readonly block: number;
  readonly line: number;
}

/** Items packed into one block: packing them one by one costs three times as much. */
export const itemsInBlock = 32;

/**
 * The fat side of `item_head`. A first sync packs neighbours into blocks; an item that changes afterwards gets a body
 * of its own, which counts before its line in a block.
 */
export class ItemBodies {
  readonly #sql: Sql;
  /** The block read last: opening neighbours one after another unpacks it once. */
  #last: { readonly block: number; readonly lines: readonly string[] } | null = null;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  read(n: number): ItemBody | null {
    const own = this.#sql.first<{ body: Uint8Array }>('SELECT body FROM item_body WHERE n = ?', [n]);
    const text = own === null ? this.#fromBlock(n) : unpackText(own.body);
    if (text === null) return null;
    const body: ItemBody = JSON.parse(text);
    return body;
  }

  write(n: number, { item, article }: ItemBody): void {
    const body = packText(JSON.stringify({ item, article }));
    this.#sql.run('INSERT INTO item_body VALUES (?, ?) ON CONFLICT (n) DO UPDATE SET body = excluded.body', [n, body]);
  }

  /** Keeps packed lines `{"item":…,"article":…}`; answers the block, to be noted with each item's row. */
  writeBlock(packed: Uint8Array): number {
    const block = this.#sql.number('SELECT coalesce(max(block), 0) + 1 FROM item_block');
    this.#sql.run('INSERT INTO item_block VALUES (?, ?)', [block, packed]);
    return block;
  }

  /** Makes an item that was known already be read from its new block. */
  moveToBlock(n: number, { block, line }: BlockPlace): void {
    this.#sql.run('DELETE FROM item_body WHERE n = ?', [n]);
    this.#sql.run('UPDATE item_head SET block = ?, line = ? WHERE n = ?', [block, line, n]);
  }

  remove(n: number): void {
    this.#sql.run('DELETE FROM item_body WHERE n = ?', [n]);
    this.#sql.run('UPDATE item_head SET block = NULL, line = NULL WHERE n = ?', [n]);
  }

  /** Drops blocks that no item is read from any more. */
  sweep(): void {
    this.#sql.run(
      'DELETE FROM item_block WHERE block NOT IN (SELECT DISTINCT block FROM item_head WHERE block IS NOT NULL)',
    );
    this.#last = null;
  }

  #fromBlock(n: number): string | null {
    const place = this.#sql.first<{ block: number | null; line: number | null }>(
      'SELECT block, line FROM item_head WHERE n = ?',
      [n],
    );
    if (place === null || place.block === null || place.line === null) return null;
    if (this.#last?.block !== place.block) {
      const row = this.#sql.first<{ body: Uint8Array }>('SELECT body FROM item_block WHERE block = ?', [place.block]);
      if (row === null) return null;
      this.#last = { block: place.block, lines: unpackText(row.body).split('\n') };
    }
    return this.#last.lines[place.line] ?? null;
  }
}
