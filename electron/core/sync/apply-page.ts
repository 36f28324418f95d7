import type { Article } from '#shared/content/article.ts';
import { AppError } from '#shared/contract/app-error.ts';
import type { DeskNotification } from '#shared/contract/desk-views.ts';
import type { Hash } from '#shared/lib/hash.ts';
import type { ItemId } from '#shared/lib/ids.ts';
import { type Instant, instantFromMs } from '#shared/lib/instant.ts';
import { itemActionSchema } from '#shared/regulation/vocabulary.ts';
import type { BoardState } from '#shared/workflow/board-state.ts';
import { type BoardEvent, type Fact, knownFact } from '#shared/workflow/event.ts';
import { evolveBoard } from '#shared/workflow/evolve-board.ts';
import { evolveItem } from '#shared/workflow/evolve-item.ts';
import type { ItemState } from '#shared/workflow/item-state.ts';
import { rolesOf } from '#shared/workflow/standing.ts';
import { faultPoint } from '../fault-point.ts';
import type { Enrolment } from '../session/enrolment.ts';
import type { DeskState } from '../state/desk-state.ts';
import type { DeskStore } from '../store/desk-store.ts';
import type { ItemBody } from '../store/item-bodies.ts';
import { keepHistory } from './keep-history.ts';
import type { PortalClient } from './portal-client.ts';
import type { PulledPage } from './pull-page.ts';

export interface ApplyPorts {
  readonly store: DeskStore;
  readonly state: DeskState;
  readonly client: PortalClient;
  readonly enrolment: Enrolment;
}

/** What a page changed, for the screens and the person; told after commit. */
export interface Applied {
  readonly items: readonly ItemId[];
  readonly notifications: readonly DeskNotification[];
  readonly boardChanged: boolean;
  /** The person's sight widened or narrowed as a whole: only a snapshot can tell what is visible now. */
  readonly sightChanged: boolean;
}

interface Folded {
  item: ItemState | null;
  article: Article | null;
  /** Whether every event of the page on it was the person's own. */
  ownOnly: boolean;
}

/**
 * Folds a checked page into the store: events, articles, items, board, notifications and cursor in one transaction
 * (law 3). Items that came into sight without a base are fetched whole before it begins.
 */
export async function applyPage(ports: ApplyPorts, page: PulledPage, signal: AbortSignal): Promise<Applied> {
  const { store, state, enrolment } = ports;
  let board = state.confirmedBoard();
  if (board === null) throw new AppError('store-damaged', { subject: 'board' });
  const folded = new Map<ItemId, Folded>();
  const told: { readonly event: BoardEvent; readonly fact: Extract<Fact, { type: 'acted' }> }[] = [];
  let boardChanged = false;
  let sightChanged = false;
  for (const link of page.links) {
    if (!('fact' in link)) continue;
    const fact = knownFact(link);
    const next: BoardState | null = evolveBoard(board, link);
    if (next !== null && next !== board) {
      sightChanged ||= changesSight(fact, board, enrolment);
      board = next;
      boardChanged = true;
    }
    if (link.item === null) continue;
    if (fact?.type === 'sightLost') {
      if (fact.person === enrolment.person) folded.set(link.item, { item: null, article: null, ownOnly: false });
      continue;
    }
    await foldItem(ports, folded, link, fact, page.articles, signal);
    if (fact?.type === 'acted' && concerns(fact, link.at, board, enrolment)) told.push({ event: link, fact });
  }
  const notifications: DeskNotification[] = [];
  faultPoint('pull-before-commit');
  const now = board;
  store.sql.transaction(() => {
    for (const link of page.links) {
      if ('fact' in link) store.events.keep(link);
      else store.events.keepStub(link);
    }
    for (const [hash, article] of page.articles) store.articles.keep(hash, article);
    if (boardChanged) store.board.write(now);
    for (const [id, { item, article, ownOnly }] of folded) {
      if (item === null || article === null) {
        losesSight(store, id);
        continue;
      }
      const before = store.heads.place(id);
      const wasRead = before !== null && before.seq <= before.readSeq;
      writeBody(ports, id, { item, article }, now);
      if (ownOnly && (wasRead || before === null)) store.heads.keepRead(id);
    }
    for (const { event, fact } of told) {
      const notification = notificationOf(store, event, fact, now);
      if (notification !== null && store.notifications.add(notification)) notifications.push(notification);
    }
    const { server, epoch } = enrolment;
    const at = page.at ?? store.cursor.read()?.at ?? instantFromMs(0);
    // Only a snapshot tells what is visible under other roles; without a cursor it is fetched even after a crash here.
    if (sightChanged) store.cursor.clear();
    else store.cursor.write({ server, epoch, ...page.head, at });
    // Own work is judged anew over what came: the effect on screen follows the server at once.
    for (const id of store.outbox.touchedItems())
      if (!folded.has(id) || boardChanged) state.refresh(id, state.confirmed(id), now);
    faultPoint('pull-in-commit');
  });
  faultPoint('pull-after-commit');
  if (boardChanged) state.boardChanged(now);
  return { items: [...folded.keys()], notifications, boardChanged, sightChanged };
}

async function foldItem(
  ports: ApplyPorts,
  folded: Map<ItemId, Folded>,
  event: BoardEvent,
  fact: Fact | null,
  articles: ReadonlyMap<Hash, Article>,
  signal: AbortSignal,
): Promise<void> {
  const id = event.item;
  if (id === null) return;
  const { state, store, enrolment } = ports;
  const base = folded.get(id) ?? fromStore(state.confirmed(id));
  const own = fact?.type === 'acted' && fact.person === enrolment.person;
  // An item fetched whole already holds what the chain is only now telling.
  if (base.item !== null && base.item.seq >= event.seq) {
    folded.set(id, base);
    return;
  }
  const item = evolveItem(base.item, event);
  if (item === null) {
    const fetched = await fetchItem(ports, id, signal);
    folded.set(id, { item: fetched?.item ?? null, article: fetched?.article ?? null, ownOnly: false });
    return;
  }
  const article =
    articles.get(item.current) ??
    (base.item?.current === item.current ? base.article : store.articles.read(item.current));
  if (article === null) {
    const fetched = await fetchItem(ports, id, signal);
    folded.set(id, { item: fetched?.item ?? null, article: fetched?.article ?? null, ownOnly: false });
    return;
  }
  // The version it had is kept, so that it can be compared with the new one.
  if (base.item !== null && base.article !== null && base.item.current !== item.current) {
    store.articles.keep(base.item.current, base.article);
  }
  folded.set(id, { item: { ...item, seq: event.seq }, article, ownOnly: base.ownOnly && own });
}

function fromStore(body: ItemBody | null): Folded {
  return { item: body?.item ?? null, article: body?.article ?? null, ownOnly: true };
}

/** The item whole with its history, or null when it is out of sight by now. */
async function fetchItem(ports: ApplyPorts, id: ItemId, signal: AbortSignal): Promise<ItemBody | null> {
  try {
    const history = await ports.client.item(ports.enrolment.board, id, signal);
    keepHistory(ports.store, history);
    return history.snapshot;
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') return null;
    throw error;
  }
}

function writeBody({ store, state }: ApplyPorts, id: ItemId, body: ItemBody, board: BoardState): void {
  const place = store.heads.place(id);
  state.refresh(id, body, board);
  const n = place?.n ?? store.heads.place(id)?.n;
  if (n !== undefined) store.bodies.write(n, body);
}

/** Sight lost arrives as an event (law 8); the person's own drafts and unsent commands stay. */
function losesSight(store: DeskStore, id: ItemId): void {
  store.events.forgetItem(id);
  store.heads.remove(id);
}

function changesSight(fact: Fact | null, board: BoardState, { person }: Enrolment): boolean {
  if (fact?.type === 'roleGranted') return fact.grant.person === person;
  if (fact?.type === 'roleRevoked')
    return board.grants.some(({ id, person: whose }) => id === fact.grant && whose === person);
  return fact?.type === 'profileInstalled';
}

/** A hand-over to a role of this person by somebody else. */
function concerns(
  fact: Extract<Fact, { type: 'acted' }>,
  at: Instant,
  board: BoardState,
  { person }: Enrolment,
): boolean {
  if (fact.person === person) return false;
  const roles = rolesOf(board, person, at);
  if (!fact.notifies.some((role) => roles.includes(role))) return false;
  // Work given to one named person is not news for the others of the role.
  const { holder } = fact;
  return holder?.person == null || !roles.includes(holder.role) || holder.person === person;
}

function notificationOf(
  store: DeskStore,
  event: BoardEvent,
  fact: Extract<Fact, { type: 'acted' }>,
  board: BoardState,
): DeskNotification | null {
  const action = itemActionSchema.safeParse(fact.statement.action);
  if (!action.success || event.item === null) return null;
  return {
    event: event.seq,
    item: event.item,
    title: store.heads.place(event.item)?.title ?? '',
    action: action.data,
    by: board.people.find(({ id }) => id === fact.person)?.name ?? '',
    sentAt: event.at,
    seenAt: null,
  };
}
