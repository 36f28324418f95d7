import type { Kysely } from 'kysely';
import { hashSchema } from '#shared/lib/hash.ts';
import { boardIdSchema, type ItemId, itemIdSchema, sectionIdSchema } from '#shared/lib/ids.ts';
import { instantSchema } from '#shared/lib/instant.ts';
import { itemKindSchema } from '#shared/regulation/vocabulary.ts';
import type { PortalStore, PublicationRecord } from './portal-store.ts';
import type { ItemRow, Tables } from './schema.ts';

const columns = [
  'board',
  'id',
  'kind',
  'section',
  'seq',
  'shown',
  'shown_revision',
  'published_at',
  'entered',
  'revision',
  'uploaded_at',
] as const;

type Reading = Pick<Kysely<Tables>, 'selectFrom'>;

export async function readPublication(database: Reading, item: ItemId): Promise<PublicationRecord | null> {
  const row = await database.selectFrom('items').select(columns).where('id', '=', item).executeTakeFirst();
  return row === undefined ? null : publicationRecord(row);
}

export async function readPublicationChanges(
  database: Reading,
  board: string,
  after: number,
  limit: number,
): ReturnType<PortalStore['publicationChanges']> {
  const rows = await database
    .selectFrom('items')
    .select(columns)
    .where('board', '=', board)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ seq: row.seq, item: itemIdSchema.parse(row.id), record: publicationRecord(row) }));
}

function publicationRecord(row: Pick<ItemRow, (typeof columns)[number]>): PublicationRecord | null {
  const { entered, revision, uploaded_at, shown, shown_revision, published_at } = row;
  if (entered === null || revision === null || uploaded_at === null) return null;
  return {
    board: boardIdSchema.parse(row.board),
    item: itemIdSchema.parse(row.id),
    kind: itemKindSchema.parse(row.kind),
    section: sectionIdSchema.parse(row.section),
    entered: hashSchema.parse(entered),
    revision,
    uploadedAt: instantSchema.parse(uploaded_at),
    live:
      shown === null || shown_revision === null || published_at === null
        ? null
        : { shown: hashSchema.parse(shown), revision: shown_revision, publishedAt: instantSchema.parse(published_at) },
  };
}
