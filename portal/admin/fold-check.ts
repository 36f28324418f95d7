import type Database from 'better-sqlite3';
import { z } from 'zod';
import { canonicalJson } from '#shared/lib/canonical-json.ts';
import { type BoardId, type ItemId, itemIdSchema } from '#shared/lib/ids.ts';
import type { BoardState } from '#shared/workflow/board-state.ts';
import { type BoardEvent, knownFact } from '#shared/workflow/event.ts';
import { evolveBoard } from '#shared/workflow/evolve-board.ts';
import { evolveItem } from '#shared/workflow/evolve-item.ts';
import type { ItemState } from '#shared/workflow/item-state.ts';
import { itemRow, shownAfter } from '../store/item-row.ts';
import type { ItemRow } from '../store/schema.ts';

const boardRowSchema = z.object({ head_seq: z.number(), head_hash: z.string(), state: z.string() });
const itemKeySchema = z.looseObject({ id: itemIdSchema });

/**
 * Folds the chain once more and compares what the server serves with it: a row changed behind the chain's back (a state,
 * a grant, the text a public page shows) is found although every event is untouched.
 */
export class FoldCheck {
  readonly #id: BoardId;
  #board: BoardState | null = null;
  readonly #items = new Map<ItemId, { readonly item: ItemState; readonly row: ItemRow }>();

  constructor(id: BoardId) {
    this.#id = id;
  }

  follow(event: BoardEvent): void {
    this.#board = event.item === null ? evolveBoard(this.#board, event) : this.#board;
    const fact = knownFact(event);
    if (event.item === null || fact === null) return;
    const before = this.#items.get(event.item);
    const item = evolveItem(before?.item ?? null, event);
    if (item === null || item === before?.item) return;
    this.#items.set(event.item, { item, row: itemRow(this.#id, item, shownAfter(fact, item, before?.row ?? null)) });
  }

  compare(
    database: Database.Database,
    head: { readonly seq: number; readonly hash: string },
    report: (seq: number, fault: string, detail: string) => void,
  ): void {
    const stored = boardRowSchema.safeParse(
      database.prepare('select head_seq, head_hash, state from boards where id = ?').get(this.#id),
    );
    if (!stored.success) report(0, 'board-missing', this.#id);
    else {
      const { head_seq, head_hash, state } = stored.data;
      if (head_seq !== head.seq || head_hash !== head.hash) report(head_seq, 'head-differs', head_hash);
      if (canonicalOf(state) !== canonicalJson(this.#board)) report(head.seq, 'board-differs', this.#id);
    }
    const left = new Set(this.#items.keys());
    for (const raw of database.prepare('select * from items where board = ?').iterate(this.#id)) {
      const key = itemKeySchema.safeParse(raw);
      const folded = key.success ? this.#items.get(key.data.id) : undefined;
      if (!key.success || folded === undefined) {
        report(0, 'item-unknown', key.success ? key.data.id : '');
        continue;
      }
      left.delete(key.data.id);
      if (canonicalJson(raw) !== canonicalJson(folded.row)) report(folded.item.seq, 'item-differs', key.data.id);
    }
    for (const id of left) report(0, 'item-missing', id);
  }
}

function canonicalOf(text: string): string {
  try {
    return canonicalJson(JSON.parse(text));
  } catch {
    return '';
  }
}
