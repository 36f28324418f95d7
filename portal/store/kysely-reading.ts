import { type Kysely, sql } from 'kysely';
import { type Article, articleSchema } from '#shared/content/article.ts';
import { must } from '#shared/lib/assert.ts';
import { type Hash, hashSchema } from '#shared/lib/hash.ts';
import type { BoardId, ItemId, PersonId } from '#shared/lib/ids.ts';
import { type BoardState, boardStateSchema } from '#shared/workflow/board-state.ts';
import { type BoardEvent, eventSchema } from '#shared/workflow/event.ts';
import { type ItemState, itemStateSchema } from '#shared/workflow/item-state.ts';
import type { Head } from '#shared/workflow/statement.ts';
import type { BoardSnapshot, EventsPage, ItemHistory, PageLink, Sight } from './portal-store.ts';
import type { EventRow, Tables } from './schema.ts';
import { sightOf } from './sight.ts';
import { visibleItems } from './visible-items.ts';

type Reading = Pick<Kysely<Tables>, 'selectFrom'>;

export async function readHead(database: Reading, board: BoardId): Promise<Head | null> {
  const row = await database
    .selectFrom('boards')
    .select(['head_seq', 'head_hash'])
    .where('id', '=', board)
    .executeTakeFirst();
  return row === undefined ? null : { seq: row.head_seq, hash: hashSchema.parse(row.head_hash) };
}

/** Links after a sequence, each with its event and articles where the person sees it, all of one moment. */
export async function readPage(
  database: Reading,
  board: BoardId,
  after: number,
  limit: number,
  sight: Sight,
): Promise<EventsPage> {
  const head = must(await readHead(database, board), 'a page is read of a board that exists');
  const rows = await database
    .selectFrom('events')
    .leftJoin('items', (join) => join.onRef('items.board', '=', 'events.board').onRef('items.id', '=', 'events.item'))
    .select([
      'events.seq',
      'events.hash',
      'events.prev',
      'events.item',
      'events.kind',
      'events.subject',
      'events.json',
      'events.introduces',
      'items.section',
      'items.received_by',
      'items.specialist',
    ])
    .where('events.board', '=', board)
    .where('events.seq', '>', after)
    .orderBy('events.seq')
    .limit(limit)
    .execute();
  const shown = rows.map((row) => ({ row, visible: isVisible(row, sight) }));
  const articles = await readArticleTexts(
    database,
    shown.flatMap(({ row, visible }) => (visible ? introducedHashes(row) : [])),
  );
  const links = shown.map(({ row, visible }): PageLink => {
    const texts = visible ? introducedHashes(row).flatMap((hash) => articles.get(hash) ?? []) : [];
    const hash = hashSchema.parse(row.hash);
    return { seq: row.seq, hash, prev: hashSchema.parse(row.prev), event: visible ? row.json : null, articles: texts };
  });
  return { head, links };
}

type PageRow = Pick<EventRow, 'item' | 'kind' | 'subject' | 'introduces'> & {
  readonly section: string | null;
  readonly received_by: string | null;
  readonly specialist: string | null;
};

function isVisible(row: PageRow, sight: Sight): boolean {
  return (
    row.item === null ||
    sight.all ||
    row.received_by === sight.person ||
    row.specialist === sight.person ||
    (row.section !== null && sight.sections.includes(row.section)) ||
    (row.kind === 'sightLost' && row.subject === sight.person)
  );
}

function introducedHashes({ introduces }: Pick<EventRow, 'introduces'>): readonly Hash[] {
  return introduces === '[]' ? [] : hashSchema.array().parse(JSON.parse(introduces));
}

async function readArticleTexts(database: Reading, hashes: readonly Hash[]): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (let from = 0; from < hashes.length; from += 500) {
    const rows = await database
      .selectFrom('articles')
      .select(['hash', 'json'])
      .where('hash', 'in', hashes.slice(from, from + 500))
      .execute();
    for (const { hash, json } of rows) texts.set(hash, json);
  }
  return texts;
}

/** Runs work over one moment of a board through a connection of its own, so that a slow reader holds up nobody. */
export async function readSnapshot<Outcome>(
  reader: Kysely<Tables>,
  board: BoardId,
  person: PersonId,
  work: (snapshot: BoardSnapshot) => Promise<Outcome>,
): Promise<Outcome | null> {
  return reader.transaction().execute(async (moment) => {
    const row = await moment.selectFrom('boards').selectAll().where('id', '=', board).executeTakeFirst();
    if (row === undefined || row.state === '') return null;
    const state = boardStateSchema.parse(JSON.parse(row.state));
    const sight = sightOf(state, person);
    return work({
      board: state,
      head: { seq: row.head_seq, hash: hashSchema.parse(row.head_hash) },
      items: (limit) => snapshotItems(moment, board, sight, limit),
    });
  });
}

async function* snapshotItems(
  moment: Reading,
  board: BoardId,
  sight: Sight,
  limit: number,
): AsyncGenerator<readonly { readonly item: string; readonly article: string }[]> {
  let last = '';
  for (;;) {
    const rows = await visibleItems(moment, board, sight)
      .innerJoin('articles', 'articles.hash', 'items.current')
      .select(['items.id', 'items.json as item', 'articles.json as article'])
      .where('items.id', '>', last)
      .orderBy('items.id')
      .limit(limit)
      .execute();
    if (rows.length > 0) yield rows;
    const end = rows.at(-1);
    if (end === undefined || rows.length < limit) return;
    last = end.id;
  }
}

export async function readItem(database: Reading, board: BoardId, item: ItemId): Promise<ItemState | null> {
  const row = await database
    .selectFrom('items')
    .select('json')
    .where('board', '=', board)
    .where('id', '=', item)
    .executeTakeFirst();
  return row === undefined ? null : itemStateSchema.parse(JSON.parse(row.json));
}

export async function readHistory(database: Reading, board: BoardId, id: ItemId): Promise<ItemHistory | null> {
  const item = await readItem(database, board, id);
  if (item === null) return null;
  const rows = await database
    .selectFrom('events')
    .select(['json', 'introduces'])
    .where('board', '=', board)
    .where('item', '=', id)
    .orderBy('seq')
    .execute();
  const events: BoardEvent[] = rows.map(({ json }) => eventSchema.parse(JSON.parse(json)));
  const wanted = new Set([
    item.current,
    ...item.versions.map(({ hash }) => hash),
    ...rows.flatMap((row) => introducedHashes(row)),
    ...(item.publication === null ? [] : [item.publication.entered]),
  ]);
  const texts = await readArticleTexts(database, [...wanted]);
  const parse = (text: string): Article => articleSchema.parse(JSON.parse(text));
  return {
    item,
    events,
    article: parse(must(texts.get(item.current), 'the current version is stored with the event that made it')),
    articles: [...texts.values()].map(parse),
  };
}

export async function readBoardState(database: Reading, board: BoardId): Promise<BoardState | null> {
  const row = await database.selectFrom('boards').select('state').where('id', '=', board).executeTakeFirst();
  return row === undefined || row.state === '' ? null : boardStateSchema.parse(JSON.parse(row.state));
}

/** Adds to a named count and gives the sum. */
export async function addToCount(database: Kysely<Tables>, name: string, add: number): Promise<number> {
  const row = await database
    .insertInto('counters')
    .values({ name, value: add })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: sql<number>`counters.value + ${add}` }))
    .returning('value')
    .executeTakeFirstOrThrow();
  return Number(row.value);
}
