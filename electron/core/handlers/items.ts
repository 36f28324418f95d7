import type { Article } from '#shared/content/article.ts';
import { contentHash, parseArticle } from '#shared/content/canonical.ts';
import { AppError } from '#shared/contract/app-error.ts';
import type { ItemView } from '#shared/contract/desk-views.ts';
import { must } from '#shared/lib/assert.ts';
import type { Hash } from '#shared/lib/hash.ts';
import { type CommandId, type ItemId, newId } from '#shared/lib/ids.ts';
import type { ShownItem } from '../state/desk-state.ts';
import type { LocalDraft } from '../store/drafts.ts';
import { keepHistory } from '../sync/keep-history.ts';
import { fetchHistory, filesOf } from '../sync/prefetch.ts';
import { fetchBlobText } from '../sync/transfer-blob.ts';
import { type Act, checkedArticle, decisionFromInput } from './decision-from-input.ts';
import { afterDecision, type DeskCore, openDesk } from './desk-core.ts';
import { forecastView } from './forecast-view.ts';
import { timelineView } from './timeline-view.ts';

/** Current versions of this run whose hash was checked already. */
const checkedHashes = new Set<Hash>();

export async function openItem(core: DeskCore, id: ItemId): Promise<ItemView> {
  const enrolment = openDesk(core);
  const { store, state } = core;
  let shown = state.shown(id);
  if (shown === null || !(await isSound(core, shown))) {
    await fetchWhole(core, id);
    shown = state.shown(id);
  }
  const board = state.board();
  if (shown === null || board === null) throw new AppError('not-found', { subject: id });
  const { item, article, pending } = shown;
  void refreshBehind(core, id);
  return {
    item,
    title: article.title,
    article,
    lastRead: store.heads.place(id)?.readHash ?? null,
    forecast: [...forecastView(core, item, board, enrolment)],
    timeline: [...timelineView(board, store.events.ofItem(id), pending)],
    drafts: [...store.drafts.ofItem(id)],
    sync: liveMark(core, state.syncMark(id)),
    pending: pending
      .filter(({ command }) => command.state !== 'accepted')
      .map(({ command }) => ({
        command: command.command,
        action: command.action,
        holdUntil: command.state === 'held' ? command.holdUntil : null,
      })),
    publicationUrl: publicationUrl(core, shown),
    offlineReady: store.blobs.missing(filesOf(state, id).map(({ sha256 }) => sha256)).length === 0,
  };
}

/** A waiting command that is under way right now shows as being sent. */
export function liveMark(core: DeskCore, mark: ItemView['sync']): ItemView['sync'] {
  return mark === 'waiting' && core.engine()?.connection().sending != null ? 'sending' : mark;
}

export function markRead(core: DeskCore, id: ItemId): Record<string, never> {
  openDesk(core);
  const shown = core.state.shown(id);
  if (shown === null) throw new AppError('not-found', { subject: id });
  core.store.heads.markRead(id, shown.item.current);
  core.bus.changed({ topic: 'queues' });
  return {};
}

/** A version by its hash, from this desk or, when it never had it, from the server; checked in either case. */
export async function readArticle(core: DeskCore, hash: Hash): Promise<Article> {
  openDesk(core);
  const kept = core.state.article(hash);
  if (kept !== null && contentHash(kept) === hash) return kept;
  const engine = core.engine();
  if (engine === null) throw new AppError('blob-missing', { subject: hash });
  const article = parseFetched(await fetchBlobText(engine.client(), hash, AbortSignal.timeout(15_000)));
  if (article === null || contentHash(article) !== hash) throw new AppError('blob-mismatch', { subject: hash });
  core.store.articles.keep(hash, article);
  return article;
}

function parseFetched(text: string): Article | null {
  try {
    return parseArticle(JSON.parse(text));
  } catch {
    return null;
  }
}

export function act(core: DeskCore, input: Act): ReturnType<DeskCore['decisions']['hold']> {
  openDesk(core);
  const held = core.decisions.hold(decisionFromInput(core, input));
  afterDecision(core, input.item);
  return held;
}

export function undo(core: DeskCore, command: CommandId): Record<string, never> {
  openDesk(core);
  const undone = core.decisions.undo(command);
  const { details } = undone.statement;
  if (details.action === 'verify' && undone.item !== null) {
    core.store.verifications.recordedBy(undone.item, details.verification.evidence, null);
  }
  afterDecision(core, undone.item);
  return {};
}

/** Keeps the person's text of an item; one autosaved draft an item, under the same id each time. */
export function saveDraft(
  core: DeskCore,
  input: { readonly item: ItemId; readonly base: Hash; readonly article: Article },
): LocalDraft {
  openDesk(core);
  const { store, now, ports } = core;
  const article = checkedArticle(input.article);
  const known = store.drafts.ofItem(input.item).find(({ kind }) => kind === 'autosave');
  const draft: LocalDraft = {
    id: known?.id ?? newId(ports.random),
    name: `autosave:${article.title}`.slice(0, 200),
    kind: 'autosave',
    base: input.base,
    hash: contentHash(article),
    savedAt: now(),
  };
  store.sql.transaction(() => {
    store.drafts.write(input.item, draft, article);
    store.heads.markSync(input.item, core.state.syncMark(input.item));
  });
  if (known === undefined) core.bus.changed({ topic: 'item', item: input.item }, { topic: 'queues' });
  return draft;
}

export function readDraft(core: DeskCore, id: string): Article {
  openDesk(core);
  const draft = core.store.drafts.read(id);
  if (draft === null) throw new AppError('not-found', { subject: 'draft' });
  return draft.article;
}

export function discardDraft(core: DeskCore, id: string): Record<string, never> {
  openDesk(core);
  const draft = core.store.drafts.read(id);
  if (draft === null) return {};
  core.store.sql.transaction(() => {
    core.store.drafts.remove(id);
    core.state.refresh(draft.item);
  });
  core.bus.changed({ topic: 'item', item: draft.item }, { topic: 'queues' });
  return {};
}

/** Whether the article is what its hash says: checked once a run, when it is first opened. */
async function isSound(_core: DeskCore, { item, article }: ShownItem): Promise<boolean> {
  if (checkedHashes.has(item.current)) return true;
  if (contentHash(article) !== item.current) return false;
  if (checkedHashes.size > 5_000) checkedHashes.clear();
  checkedHashes.add(item.current);
  return true;
}

/** Takes an item from the server whole: one this desk never had, or whose stored text is not what it should be. */
async function fetchWhole(core: DeskCore, id: ItemId): Promise<void> {
  const engine = core.engine();
  const enrolment = openDesk(core);
  const board = must(core.state.confirmedBoard() ?? null, 'an open desk has a board');
  if (engine === null) throw new AppError('offline', { subject: id });
  const history = await engine.client().item(enrolment.board, id, AbortSignal.timeout(10_000));
  keepHistory(core.store, history);
  core.store.sql.transaction(() => {
    core.state.refresh(id, history.snapshot, board);
    const place = core.store.heads.place(id);
    if (place !== null) core.store.bodies.write(place.n, history.snapshot);
  });
  core.bus.changed({ topic: 'queues' });
}

/** What can wait: history known only from a snapshot, and the addresses of its pages. */
async function refreshBehind(core: DeskCore, id: ItemId): Promise<void> {
  const engine = core.engine();
  const { enrolment } = core.session;
  if (engine === null || enrolment === null || engine.connection().state !== 'connected') return;
  const client = engine.client();
  const signal = AbortSignal.timeout(15_000);
  try {
    const fetched = await fetchHistory({ ...core, client, enrolment }, id, signal);
    const shown = core.state.shown(id);
    const publication = shown?.confirmed?.item.publication;
    let address = false;
    if (
      publication?.mode === 'portal' &&
      core.publications.known(id, publication.revision, core.serverNow()) === null
    ) {
      address = await core.publications.refresh(id, () => client.publication(enrolment.board, id, signal));
    }
    if (fetched || address) core.bus.changed({ topic: 'item', item: id });
  } catch (error) {
    core.ports.log('info', 'items.refresh-behind', { detail: String(error) });
  }
}

function publicationUrl(core: DeskCore, { item }: ShownItem): string | null {
  const { publication } = item;
  if (publication === null) return null;
  if (publication.mode === 'foreign') return publication.address;
  const known = core.publications.known(item.id, publication.revision, core.serverNow());
  return known?.publicUrl ?? known?.previewUrl ?? null;
}
