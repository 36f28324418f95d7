import type { Article } from '#shared/content/article.ts';
import type { ItemState } from '#shared/workflow/item-state.ts';
import { packText, unpackText } from './body-codec.ts';
import type { Sql } from './sql.ts';

/** An item as the server confirmed it, with the article of its current version. */
export interface ItemBody {
  readonly item: ItemState;
  readonly article: Article;
}

/** The fat table beside `item_head`: one compressed `{item, article}` an item. */
export class ItemBodies {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  read(n: number): ItemBody | null {
    const row = this.#sql.first<{ body: Uint8Array }>('SELECT body FROM item_body WHERE n = ?', [n]);
    if (row === null) return null;
    const body: ItemBody = JSON.parse(unpackText(row.body));
    return body;
  }

  write(n: number, body: ItemBody): void {
    this.writeLine(n, JSON.stringify({ item: body.item, article: body.article }));
  }

  /** As `write`, from the line `{"item":…,"article":…}` of a snapshot, unparsed. */
  writeLine(n: number, line: string): void {
    this.writePacked(n, packText(line));
  }

  writePacked(n: number, body: Uint8Array): void {
    this.#sql.run('INSERT INTO item_body VALUES (?, ?) ON CONFLICT (n) DO UPDATE SET body = excluded.body', [n, body]);
  }

  remove(n: number): void {
    this.#sql.run('DELETE FROM item_body WHERE n = ?', [n]);
  }
}
