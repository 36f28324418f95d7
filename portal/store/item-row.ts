import { canonicalJson } from '#shared/lib/canonical-json.ts';
import type { BoardId } from '#shared/lib/ids.ts';
import type { Fact } from '#shared/workflow/event.ts';
import type { ItemState } from '#shared/workflow/item-state.ts';
import type { ItemRow } from './schema.ts';

type Shown = Pick<ItemRow, 'shown' | 'shown_revision' | 'published_at' | 'entered' | 'revision' | 'uploaded_at'>;

/** The stored form of an item: columns to search by beside the whole fold. */
export function itemRow(board: BoardId, item: ItemState, shown: Shown): ItemRow {
  return {
    board,
    id: item.id,
    section: item.section,
    kind: item.kind,
    received_by: item.receivedBy,
    specialist: item.specialist,
    state: item.state,
    current: item.current,
    seq: item.seq,
    shown: shown.shown,
    shown_revision: shown.shown_revision,
    published_at: shown.published_at,
    entered: shown.entered,
    revision: shown.revision,
    uploaded_at: shown.uploaded_at,
    json: canonicalJson(item),
  };
}

const nothingShown: Shown = {
  shown: null,
  shown_revision: null,
  published_at: null,
  entered: null,
  revision: null,
  uploaded_at: null,
};

/** What the public site renders after a fact: the newest upload only once published, an edit of the live revision at once. */
export function shownAfter(fact: Fact, item: ItemState, before: Shown | null): Shown {
  const { publication } = item;
  const kept = before ?? nothingShown;
  if (publication === null || publication.mode === 'foreign') return nothingShown;
  const { entered, revision, at } = publication;
  const newest = { entered, revision, uploaded_at: at };
  const live: Shown = { shown: entered, shown_revision: revision, published_at: publication.publishedAt, ...newest };
  if (fact.type === 'publicationEdited') {
    return kept.shown_revision === revision - 1 ? live : { ...kept, ...newest };
  }
  if (fact.type !== 'acted') return kept;
  switch (fact.statement.action) {
    case 'upload':
      return { ...kept, ...newest };
    case 'publish':
      return live;
    case 'withdraw':
      return nothingShown;
    default:
      return kept;
  }
}
