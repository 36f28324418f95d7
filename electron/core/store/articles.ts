import type { Article } from '#shared/content/article.ts';
import type { Hash } from '#shared/lib/hash.ts';
import { packText, unpackText } from './body-codec.ts';
import type { Sql } from './sql.ts';

/** Versions of items by content hash, apart from each item's current one, which is in its body. */
export class Articles {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  read(hash: Hash): Article | null {
    const row = this.#sql.first<{ body: Uint8Array }>('SELECT body FROM article WHERE hash = ?', [hash]);
    if (row === null) return null;
    const article: Article = JSON.parse(unpackText(row.body));
    return article;
  }

  has(hash: Hash): boolean {
    return this.#sql.number('SELECT count(*) FROM article WHERE hash = ?', [hash]) > 0;
  }

  /** The caller has checked that the hash is the article's. */
  keep(hash: Hash, article: Article): void {
    this.#sql.run('INSERT OR IGNORE INTO article VALUES (?, ?)', [hash, packText(JSON.stringify(article))]);
  }
}
