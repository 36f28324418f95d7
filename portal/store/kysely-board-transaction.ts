import type { Transaction } from 'kysely';
import { type Article, articleSchema } from '#shared/content/article.ts';
import { commandOutcomeSchema } from '#shared/contract/sync-messages.ts';
import { assert, must } from '#shared/lib/assert.ts';
import { canonicalJson } from '#shared/lib/canonical-json.ts';
import { type Hash, hashSchema } from '#shared/lib/hash.ts';
import { type BoardId, type DeviceId, deviceIdSchema, type ItemId } from '#shared/lib/ids.ts';
import { type Instant, instantSchema } from '#shared/lib/instant.ts';
import type { BoardState } from '#shared/workflow/board-state.ts';
import { type BoardEvent, eventHash } from '#shared/workflow/event.ts';
import { evolveBoard } from '#shared/workflow/evolve-board.ts';
import { evolveItem } from '#shared/workflow/evolve-item.ts';
import { type ItemState, itemStateSchema } from '#shared/workflow/item-state.ts';
import type { Head } from '#shared/workflow/statement.ts';
import { introducedBy } from './introduced.ts';
import { itemRow, shownAfter } from './item-row.ts';
import type { BoardTransaction, NewFact, Receipt, Sight } from './portal-store.ts';
import type { ItemRow, Tables } from './schema.ts';
import { isNarrower, sees, sightOf } from './sight.ts';
import { visibleItems } from './visible-items.ts';

/** Where the board stands while its append lock is held. */
export interface BoardStanding {
  readonly head: Head;
  readonly headAt: Instant | null;
  readonly stateSeq: number;
  readonly state: BoardState | null;
}

/** One board's unit of work inside a database transaction; `standing()` tells what to remember after commit. */
export class KyselyBoardTransaction implements BoardTransaction {
  readonly id: BoardId;
  readonly #transaction: Transaction<Tables>;
  #standing: BoardStanding;

  constructor(id: BoardId, transaction: Transaction<Tables>, standing: BoardStanding) {
    this.id = id;
    this.#transaction = transaction;
    this.#standing = standing;
  }

  standing(): BoardStanding {
    return this.#standing;
  }

  board(): BoardState | null {
    return this.#standing.state;
  }

  head(): Head {
    return this.#standing.head;
  }

  lastAt(): Instant | null {
    return this.#standing.headAt;
  }

  async item(id: ItemId): Promise<ItemState | null> {
    const row = await this.#itemRow(id);
    return row === null ? null : itemStateSchema.parse(JSON.parse(row.json));
  }

  async article(hash: Hash): Promise<Article | null> {
    const row = await this.#transaction
      .selectFrom('articles')
      .select('json')
      .where('hash', '=', hash)
      .executeTakeFirst();
    return row === undefined ? null : articleSchema.parse(JSON.parse(row.json));
  }

  async putArticle(hash: Hash, canonical: string): Promise<void> {
    await this.#transaction
      .insertInto('articles')
      .values({ hash, json: canonical, size: Buffer.byteLength(canonical) })
      .onConflict((conflict) => conflict.column('hash').doNothing())
      .execute();
  }

  async receipt(command: Parameters<BoardTransaction['receipt']>[0]): Promise<Receipt | null> {
    const row = await this.#transaction
      .selectFrom('receipts')
      .selectAll()
      .where('board', '=', this.id)
      .where('command', '=', command)
      .executeTakeFirst();
    if (row === undefined) return null;
    const outcome = commandOutcomeSchema.parse(JSON.parse(row.outcome));
    assert(outcome.outcome !== 'failed', 'only final outcomes are receipted');
    return { device: deviceIdSchema.parse(row.device), payload: hashSchema.parse(row.payload), outcome };
  }

  async putReceipt(
    command: Parameters<BoardTransaction['putReceipt']>[0],
    counter: number,
    receipt: Receipt,
  ): Promise<void> {
    const { device, payload, outcome } = receipt;
    await this.#transaction
      .insertInto('receipts')
      .values({ board: this.id, command, device, counter, payload, outcome: canonicalJson(outcome) })
      .execute();
  }

  async nextCounter(device: DeviceId): Promise<number> {
    return nextCounter(this.#transaction, device);
  }

  async noteConflict(command: Parameters<BoardTransaction['noteConflict']>[0], payload: Hash): Promise<boolean> {
    const known = await this.#transaction
      .selectFrom('conflicts')
      .select('payload')
      .where('board', '=', this.id)
      .where('command', '=', command)
      .where('payload', '=', payload)
      .executeTakeFirst();
    if (known !== undefined) return false;
    await this.#transaction.insertInto('conflicts').values({ board: this.id, command, payload }).execute();
    return true;
  }

  async append(facts: readonly NewFact[], at: Instant): Promise<readonly BoardEvent[]> {
    const events: BoardEvent[] = [];
    for (const fact of facts) {
      const lost: NewFact[] = [];
      events.push(await this.#appendOne(fact, at, lost));
      for (const loss of lost) events.push(await this.#appendOne(loss, at, []));
    }
    await this.#saveBoard();
    return events;
  }

  async #appendOne({ item, fact }: NewFact, at: Instant, lost: NewFact[]): Promise<BoardEvent> {
    const { head, headAt, state } = this.#standing;
    assert(headAt === null || at >= headAt, 'server time of events does not go back');
    const linked = { format: 1 as const, board: this.id, seq: head.seq + 1, prev: head.hash, item, at, fact };
    const event: BoardEvent = { ...linked, hash: eventHash(linked) };
    const introduces = item === null ? [] : await this.#foldItem(item, event, fact, lost);
    await this.#transaction
      .insertInto('events')
      .values({
        board: this.id,
        seq: event.seq,
        hash: event.hash,
        prev: event.prev,
        item,
        kind: fact.type,
        subject: fact.type === 'sightLost' ? fact.person : null,
        json: canonicalJson(event),
        introduces: JSON.stringify(introduces),
      })
      .execute();
    // Events about items leave the board as it was.
    const evolved = item === null ? evolveBoard(state, event) : state;
    const stateSeq = evolved === state ? this.#standing.stateSeq : event.seq;
    this.#standing = { head: { seq: event.seq, hash: event.hash }, headAt: at, state: evolved, stateSeq };
    if (evolved !== null && state !== null && evolved !== state) await this.#noteNarrowed(state, evolved, lost);
    return event;
  }

  async #foldItem(id: ItemId, event: BoardEvent, fact: NewFact['fact'], lost: NewFact[]): Promise<readonly Hash[]> {
    const row = await this.#itemRow(id);
    const before = row === null ? null : itemStateSchema.parse(JSON.parse(row.json));
    const after = evolveItem(before, event);
    if (after === null || after === before) return introducedBy(fact, before);
    const stored = itemRow(this.id, after, shownAfter(fact, after, row));
    await this.#transaction
      .insertInto('items')
      .values(stored)
      .onConflict((conflict) => conflict.columns(['board', 'id']).doUpdateSet(stored))
      .execute();
    if (before !== null) {
      for (const sight of this.#ownSights()) {
        if (sees(sight, before) && !sees(sight, after)) lost.push(sightLost(id, sight));
      }
    }
    return introducedBy(fact, before);
  }

  #ownSights(): readonly Sight[] {
    const { state } = this.#standing;
    if (state === null) return [];
    return state.people.map(({ id }) => sightOf(state, id)).filter(({ all }) => !all);
  }

  async #noteNarrowed(before: BoardState, after: BoardState, lost: NewFact[]): Promise<void> {
    if (before.grants === after.grants && before.profile === after.profile && before.people === after.people) return;
    for (const { id } of before.people) {
      const was = sightOf(before, id);
      const is = sightOf(after, id);
      if (!isNarrower(is, was)) continue;
      const rows = await visibleItems(this.#transaction, this.id, was)
        .select(['items.id', 'items.section', 'items.received_by', 'items.specialist'])
        .orderBy('items.id')
        .execute();
      for (const row of rows) {
        const item = itemStateSchema
          .pick({ section: true, receivedBy: true, specialist: true })
          .parse({ section: row.section, receivedBy: row.received_by, specialist: row.specialist });
        const seen = sees(is, item);
        if (!seen) lost.push(sightLost(must(itemStateSchema.shape.id.parse(row.id), 'an item has an id'), is));
      }
    }
  }

  async #saveBoard(): Promise<void> {
    const { head, headAt, state, stateSeq } = this.#standing;
    await this.#transaction
      .updateTable('boards')
      .set({ head_seq: head.seq, head_hash: head.hash, head_at: headAt ?? '' })
      .where('id', '=', this.id)
      .execute();
    if (state === null) return;
    await this.#transaction
      .updateTable('boards')
      .set({ state_seq: stateSeq, state: JSON.stringify(state) })
      .where('id', '=', this.id)
      .where('state_seq', '<', stateSeq)
      .execute();
  }

  async #itemRow(id: ItemId): Promise<ItemRow | null> {
    const row = await this.#transaction
      .selectFrom('items')
      .selectAll()
      .where('board', '=', this.id)
      .where('id', '=', id)
      .executeTakeFirst();
    return row ?? null;
  }
}

/** One past the last counter the device used. */
export async function nextCounter(
  database: Pick<Transaction<Tables>, 'selectFrom'>,
  device: DeviceId,
): Promise<number> {
  const row = await database
    .selectFrom('receipts')
    .select(({ fn }) => fn.max('counter').as('last'))
    .where('device', '=', device)
    .executeTakeFirst();
  return Number(row?.last ?? 0) + 1;
}

/** A moment not earlier than the board's last event, whatever the machine's clock was set back to. */
export function acceptanceTime(transaction: BoardTransaction, now: Instant): Instant {
  const last = transaction.lastAt();
  return last !== null && last > now ? instantSchema.parse(last) : now;
}

function sightLost(item: ItemId, { person }: Sight): NewFact {
  return { item, fact: { type: 'sightLost', person } };
}
