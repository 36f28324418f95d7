import type { Article } from '#shared/content/article.ts';
import { canonicalArticle, parseArticle } from '#shared/content/canonical.ts';
import { must } from '#shared/lib/assert.ts';
import { type Hash, sha256Hash } from '#shared/lib/hash.ts';
import type { ItemId } from '#shared/lib/ids.ts';
import { instantFromMs } from '#shared/lib/instant.ts';
import type { BoardState } from '#shared/workflow/board-state.ts';
import type { SiteSettings } from '../config.ts';
import type {
  EditablePublication,
  EditOutcome,
  PublicationSource,
  PublicationSummary,
  ShownPublication,
  SiteIdentity,
} from '../site/publication-source.ts';
import type { BlobFiles } from '../store/blob-files.ts';
import { acceptanceTime } from '../store/kysely-board-transaction.ts';
import type { PortalStore, PublicationRecord } from '../store/portal-store.ts';
import { filesOf } from './article-files.ts';
import type { PublicationAddresses } from './publication-addresses.ts';
import { createPublicationIndex, type ListedPublication, searchWords } from './publication-index.ts';

interface Ports {
  readonly store: PortalStore;
  readonly blobs: BlobFiles;
  readonly addresses: PublicationAddresses;
  readonly settings: SiteSettings;
  readonly now: () => number;
}

const visitsName = 'visits';
const viewName = (item: ItemId): string => `view:${item}`;

/** The site's source over the store: it sees what was entered on the portal, never versions or decisions. */
export function storePublications(ports: Ports): PublicationSource {
  const { store, blobs, addresses } = ports;
  const index = createPublicationIndex(store);
  let known: Map<string, number> | null = null;
  /** Read once: this process is the only one that counts. */
  const views = async (): Promise<Map<string, number>> => {
    known ??= new Map(await store.counts('view:'));
    return known;
  };
  const withViews = (rows: readonly ListedPublication[], counted: ReadonlyMap<string, number>): PublicationSummary[] =>
    rows.map(({ summary }) => ({ ...summary, views: counted.get(viewName(summary.item)) ?? 0 }));

  return {
    site: () => siteIdentity(ports),
    published: async ({ section, kind, search, page, limit }) => {
      const words =
        search === undefined
          ? []
          : searchWords(search)
              .split(' ')
              .filter((word) => word !== '');
      const found = (await index.all()).filter(
        ({ record, words: text }) =>
          (section === undefined || record.section === section) &&
          (kind === undefined || record.kind === kind) &&
          words.every((word) => text.includes(` ${word}`)),
      );
      const rows = found.slice((page - 1) * limit, page * limit);
      return { rows: withViews(rows, await views()), total: found.length };
    },
    mostRead: async (limit) => {
      const rows = withViews(await index.all(), await views());
      return rows.sort((one, other) => other.views - one.views).slice(0, limit);
    },
    related: async (item, limit) => {
      const all = await index.all();
      const own = (await store.publication(item))?.section;
      const others = all.filter(({ record }) => record.item !== item);
      const near = others.filter(({ record }) => record.section === own);
      const far = others.filter(({ record }) => record.section !== own);
      return withViews([...near, ...far].slice(0, limit), await views());
    },
    publishedItem: async (item) => {
      const record = await store.publication(item);
      if (record?.live == null) return null;
      return shown(ports, record, record.live.shown, record.live.revision);
    },
    preview: async (token) => {
      const read = addresses.readPreview(token);
      const record = read === null ? null : await store.publication(read.item);
      if (read === null || record === null) return null;
      if (read.expired) return 'expired';
      const publication = await shown(ports, record, record.entered, record.revision);
      return { publication, expiresAt: read.expiresAt };
    },
    blob: async (sha256, { preview }) => {
      const mediaType = preview === null ? await index.mediaType(sha256) : await previewedType(ports, preview, sha256);
      if (mediaType === null || (await store.blobSize(sha256)) === null) return null;
      return { bytes: await blobs.read(sha256), mediaType };
    },
    countView: async (item, readers = 1) => {
      const counts = await views();
      counts.set(viewName(item), await store.count(viewName(item), readers));
      await store.count(visitsName, readers);
    },
    visits: async () => (await store.counts(visitsName)).get(visitsName) ?? 0,
    editable: () => editable(ports),
    forEdit: async (item) => {
      const record = await store.publication(item);
      return record === null ? null : shown(ports, record, record.entered, record.revision);
    },
    editPublication: (item, article, editor, base) => editPublication(ports, item, article, editor, base),
  };
}

async function shown(
  { store }: Ports,
  record: PublicationRecord,
  content: Hash,
  revision: number,
): Promise<ShownPublication> {
  const { item, kind, section, uploadedAt, live } = record;
  const article = must(await store.article(content), 'what was entered is stored with its event');
  const views = (await store.counts(viewName(item))).get(viewName(item)) ?? 0;
  return {
    item,
    kind,
    section,
    article,
    revision,
    entered: content,
    uploadedAt,
    publishedAt: live?.publishedAt ?? null,
    views,
  };
}

async function previewedType({ store, addresses }: Ports, token: string, sha256: Hash): Promise<string | null> {
  const read = addresses.readPreview(token);
  if (read === null || read.expired) return null;
  const record = await store.publication(read.item);
  const article = record === null ? null : await store.article(record.entered);
  if (article === null) return null;
  return filesOf(article).find((file) => file.sha256 === sha256)?.mediaType ?? null;
}

async function editable({ store, addresses }: Ports): Promise<readonly EditablePublication[]> {
  const found: EditablePublication[] = [];
  for (const { id, head } of await store.boards()) {
    for (const { record } of await store.publicationChanges(id, 0, head.seq)) {
      if (record === null) continue;
      const { item, section, revision, uploadedAt, live } = record;
      const article = must(await store.article(record.entered), 'what was entered is stored with its event');
      const previewPath = addresses.preview(item).path;
      found.push({
        item,
        title: article.title,
        section,
        revision,
        uploadedAt,
        publishedAt: live?.publishedAt ?? null,
        previewPath,
      });
    }
  }
  return found.sort((one, other) => (one.uploadedAt < other.uploadedAt ? 1 : -1));
}

/** Enters another article on the portal, as its administrator may at any time, and records that in the board's chain. */
async function editPublication(
  { store, now }: Ports,
  item: ItemId,
  input: Article,
  editor: string,
  base: number,
): Promise<EditOutcome> {
  const canonical = canonicalArticle(parseArticle(input));
  const entered = sha256Hash(canonical);
  const record = await store.publication(item);
  if (record === null) return 'unknown';
  return store.transact(record.board, async (transaction): Promise<EditOutcome> => {
    const publication = (await transaction.item(item))?.publication;
    if (publication == null) return 'unknown';
    if (publication.revision !== base) return 'outdated';
    if (publication.entered === entered) return 'unchanged';
    const at = acceptanceTime(transaction, instantFromMs(now()));
    const revision = publication.revision + 1;
    await transaction.putArticle(entered, canonical);
    await transaction.append([{ item, fact: { type: 'publicationEdited', revision, entered, editor } }], at);
    return 'saved';
  });
}

async function siteIdentity({ store, settings }: Ports): Promise<SiteIdentity> {
  const states: BoardState[] = [];
  for (const { id } of await store.boards()) {
    const state = await store.boardState(id);
    if (state !== null) states.push(state);
  }
  const [first] = states;
  return {
    name: first?.profile.wording.portal ?? { vi: 'Cổng thông tin điện tử', en: 'Portal' },
    owner: settings.owner ?? first?.profile.issuer ?? '',
    unit: settings.unit ?? first?.profile.wording.board.vi ?? '',
    responsiblePerson: settings.responsiblePerson ?? '',
    address: settings.address ?? '',
    phone: settings.phone ?? '',
    email: settings.email ?? '',
    licence: settings.licence ?? first?.profile.number ?? '',
    sections: states.flatMap(({ sections }) => sections),
  };
}
