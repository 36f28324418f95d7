import type { z } from 'zod';
import type { Article } from '#shared/content/article.ts';
import type { localDraftSchema } from '#shared/contract/desk-views.ts';
import type { ItemId } from '#shared/lib/ids.ts';
import { packText, unpackText } from './body-codec.ts';
import type { Sql } from './sql.ts';

export type LocalDraft = z.infer<typeof localDraftSchema>;

/** Text of this person that is no version of an item (law 1): it goes only when the person says so. */
export class Drafts {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  ofItem(item: ItemId): readonly LocalDraft[] {
    return this.#sql.all<LocalDraft>(
      'SELECT id, name, kind, base, hash, saved_at AS savedAt FROM draft WHERE item = ? ORDER BY saved_at DESC, id',
      [item],
    );
  }

  read(id: string): { readonly item: ItemId; readonly draft: LocalDraft; readonly article: Article } | null {
    const row = this.#sql.first<LocalDraft & { item: ItemId; body: Uint8Array }>(
      'SELECT id, item, name, kind, base, hash, body, saved_at AS savedAt FROM draft WHERE id = ?',
      [id],
    );
    if (row === null) return null;
    const { item, body, ...draft } = row;
    const article: Article = JSON.parse(unpackText(body));
    return { item, draft, article };
  }

  write(item: ItemId, draft: LocalDraft, article: Article): void {
    this.#sql.run(
      `INSERT INTO draft VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE
        SET name = excluded.name, base = excluded.base, hash = excluded.hash, body = excluded.body, saved_at = excluded.saved_at`,
      [
        draft.id,
        item,
        draft.name,
        draft.kind,
        draft.base,
        draft.hash,
        packText(JSON.stringify(article)),
        draft.savedAt,
      ],
    );
  }

  remove(id: string): void {
    this.#sql.run('DELETE FROM draft WHERE id = ?', [id]);
  }
}
