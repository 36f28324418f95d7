import { foldForSearch } from '#shared/content/fold.ts';
import type { Hash } from '#shared/lib/hash.ts';
import type { BoardId, ItemId } from '#shared/lib/ids.ts';
import type { PublicationSummary } from '../site/publication-source.ts';
import type { PortalStore, PublicationRecord } from '../store/portal-store.ts';
import { figuresOf, filesOf } from './article-files.ts';

const changesAtOnce = 1_000;

/** A published publication as lists need it. */
export interface ListedPublication {
  readonly record: PublicationRecord;
  readonly summary: Omit<PublicationSummary, 'views'>;
  /** Folded title and summary, each word after one space. */
  readonly words: string;
  readonly files: ReadonlyMap<Hash, string>;
}

/** Everything public, newest first, kept in memory and brought up to date from the items that changed since. */
export interface PublicationIndex {
  all(): Promise<readonly ListedPublication[]>;
  /** Media type of a file that some published publication names; null otherwise. */
  mediaType(file: Hash): Promise<string | null>;
}

export function createPublicationIndex(store: PortalStore): PublicationIndex {
  const listed = new Map<ItemId, ListedPublication>();
  const reached = new Map<BoardId, number>();
  let sorted: readonly ListedPublication[] = [];
  let types: ReadonlyMap<Hash, string> = new Map();
  let turn: Promise<void> = Promise.resolve();

  const follow = async (): Promise<void> => {
    let changed = false;
    for (const { id, head } of await store.boards()) {
      let after = reached.get(id) ?? 0;
      while (after < head.seq) {
        const changes = await store.publicationChanges(id, after, changesAtOnce);
        for (const { item, record } of changes) {
          const entry = record === null ? null : await listedPublication(store, record);
          changed = (entry === null ? listed.delete(item) : listed.set(item, entry) !== undefined) || changed;
        }
        after = changes.length < changesAtOnce ? head.seq : (changes.at(-1)?.seq ?? head.seq);
        reached.set(id, after);
      }
    }
    if (!changed) return;
    sorted = [...listed.values()].sort(newestFirst);
    types = new Map(sorted.flatMap(({ files }) => [...files]));
  };
  const upToDate = (): Promise<void> => {
    turn = turn.then(follow, follow);
    return turn;
  };

  return {
    all: async () => {
      await upToDate();
      return sorted;
    },
    mediaType: async (file) => {
      await upToDate();
      return types.get(file) ?? null;
    },
  };
}

async function listedPublication(store: PortalStore, record: PublicationRecord): Promise<ListedPublication | null> {
  const { item, kind, section, live } = record;
  const article = live === null ? null : await store.article(live.shown);
  if (article === null || live === null) return null;
  const { language, title, summary } = article;
  const [first] = figuresOf(article);
  const image = first === undefined ? null : { sha256: first.attrs.sha256, alt: first.attrs.alt };
  return {
    record,
    summary: { item, kind, section, language, title, summary, image, publishedAt: live.publishedAt },
    words: searchWords(`${title} ${summary}`),
    files: new Map(filesOf(article).map(({ sha256, mediaType }) => [sha256, mediaType])),
  };
}

/** Folded words, each with a space before it, so that a search matches only where a word begins. */
export function searchWords(text: string): string {
  return foldForSearch(text).replace(/[^\p{L}\p{N}]*([\p{L}\p{N}]+)[^\p{L}\p{N}]*/gu, ' $1');
}

function newestFirst(one: ListedPublication, other: ListedPublication): number {
  const [first, second] = [one.summary.publishedAt, other.summary.publishedAt];
  if (first !== second) return first < second ? 1 : -1;
  return one.summary.item < other.summary.item ? -1 : 1;
}
