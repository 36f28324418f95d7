import type { ItemSnapshot } from '#shared/contract/sync-messages.ts';
import { hashSchema } from '#shared/lib/hash.ts';
import { articleFacts } from '../../electron/core/store/article-facts.ts';
import { openDeskStore } from '../../electron/core/store/desk-store.ts';
import type { ItemHead } from '../../electron/core/store/item-heads.ts';
import { MADE_UP_PEOPLE, madeUpItems } from './made-up-items.ts';

const BATCH = 5_000;
const CLOSED = new Set(['reported', 'published', 'refused', 'withdrawn']);

/** Fills a desk's store with a made-up board through the store's own repositories, search index included. */
export function fillStore(directory: string, count: number): void {
  const store = openDeskStore(directory, '2026-11-22T00:00:00.000Z');
  try {
    let batch: ItemSnapshot[] = [];
    const write = (): void =>
      store.sql.transaction(() => {
        for (const snapshot of batch) {
          const head = headOf(snapshot);
          const n = store.heads.insert(head, head.seq);
          store.bodies.write(n, snapshot);
        }
        batch = [];
      });
    for (const snapshot of madeUpItems(count)) if (batch.push(snapshot) === BATCH) write();
    write();
    // As the desk does after a first sync: in slices, then merged, so that each search looks in few places.
    store.sql.transaction(() => store.heads.beginIndex());
    for (let after: number | null = -1; after !== null; ) {
      const from: number = after;
      after = store.sql.transaction(() => store.heads.indexAfter(from, 3_000));
    }
    while (store.sql.transaction(() => store.heads.mergeIndex()));
  } finally {
    store.close();
  }
}

function headOf({ item, article }: ItemSnapshot): ItemHead {
  const facts = articleFacts(JSON.stringify(article));
  return {
    id: item.id,
    title: article.title,
    summary: article.summary,
    kind: item.kind,
    section: item.section,
    state: item.state,
    open: !CLOSED.has(item.state),
    holderRole: item.holder.role,
    holderPerson: item.holder.person,
    holderName: MADE_UP_PEOPLE.find((person) => person.id === item.holder.person)?.name ?? null,
    receivedBy: item.receivedBy,
    since: item.since,
    receivedAt: item.receivedAt,
    updatedAt: item.since,
    seq: item.seq,
    current: hashSchema.parse(item.current),
    sync: 'none',
    pinned: false,
    comments: item.comments.length,
    words: facts.words,
    original: null,
    ready: true,
  };
}
