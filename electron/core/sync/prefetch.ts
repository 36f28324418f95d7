import { AppError } from '#shared/contract/app-error.ts';
import type { Hash } from '#shared/lib/hash.ts';
import type { ItemId } from '#shared/lib/ids.ts';
import type { Instant } from '#shared/lib/instant.ts';
import { knownFact } from '#shared/workflow/event.ts';
import type { Enrolment } from '../session/enrolment.ts';
import { articleFiles } from '../state/article-files.ts';
import type { DeskState } from '../state/desk-state.ts';
import type { DeskStore } from '../store/desk-store.ts';
import { keepHistory } from './keep-history.ts';
import type { PortalClient } from './portal-client.ts';
import { downloadBlob } from './transfer-blob.ts';

export interface PrefetchPorts {
  readonly store: DeskStore;
  readonly state: DeskState;
  readonly client: PortalClient;
  readonly enrolment: Enrolment;
  readonly now: () => Instant;
  /** Files still to fetch. */
  readonly onProgress: (left: number) => void;
  readonly onItem: (item: ItemId) => void;
}

/** Items fetched whole ahead of need. */
const itemsAhead = 200;

/** Files an item needs to be worked on without a network. */
export function filesOf(
  state: DeskState,
  item: ItemId,
): readonly { readonly sha256: Hash; readonly mediaType: string }[] {
  const shown = state.shown(item);
  if (shown === null) return [];
  const { original } = shown.item;
  const own = original === null ? [] : [{ sha256: original.sha256, mediaType: original.mediaType }];
  return [...own, ...articleFiles(shown.article)];
}

/** Fetches history and files of everything in the person's hands; a file the server lacks does not hold up the rest. */
export async function prefetch(ports: PrefetchPorts, signal: AbortSignal): Promise<void> {
  const { store, state, enrolment } = ports;
  const inHand = store.heads.inHand(state.viewer(enrolment.person), itemsAhead);
  const wanted = inHand.map((item) => ({ item, files: filesOf(state, item) }));
  let left = wanted.reduce((sum, { files }) => sum + files.filter(({ sha256 }) => !store.blobs.has(sha256)).length, 0);
  ports.onProgress(left);
  for (const { item, files } of wanted) {
    if (signal.aborted) return;
    if (await fetchHistory(ports, item, signal)) ports.onItem(item);
    for (const { sha256, mediaType } of files) {
      if (store.blobs.has(sha256)) continue;
      await fetchFile(ports, sha256, mediaType, signal);
      left -= 1;
      ports.onProgress(left);
    }
    if (markReady(ports, item)) ports.onItem(item);
  }
}

/** Fetches the events of an item that this desk knows only from a snapshot; answers whether any came. */
export async function fetchHistory(
  { store, client, enrolment, state }: Pick<PrefetchPorts, 'store' | 'client' | 'enrolment' | 'state'>,
  item: ItemId,
  signal: AbortSignal,
): Promise<boolean> {
  const confirmed = state.confirmed(item);
  if (confirmed === null || isWhole(store, item, confirmed.item.seq)) return false;
  try {
    keepHistory(store, await client.item(enrolment.board, item, signal));
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') return false;
    throw error;
  }
}

function isWhole(store: DeskStore, item: ItemId, seq: number): boolean {
  const events = store.events.ofItem(item);
  const first = events[0] === undefined ? null : knownFact(events[0]);
  const begins = first?.type === 'acted' && first.statement.action === 'receive';
  return begins && (events.at(-1)?.seq ?? 0) >= seq;
}

/** Answers whether the item has just become ready for work without a network. */
export function markReady({ store, state }: Pick<PrefetchPorts, 'store' | 'state'>, item: ItemId): boolean {
  const place = store.heads.place(item);
  if (place === null) return false;
  const ready = store.blobs.missing(filesOf(state, item).map(({ sha256 }) => sha256)).length === 0;
  if (ready !== place.ready) store.heads.markReady(item, ready);
  return ready && !place.ready;
}

async function fetchFile(ports: PrefetchPorts, sha256: Hash, mediaType: string, signal: AbortSignal): Promise<void> {
  try {
    await downloadBlob(ports.store, ports.client, sha256, mediaType, ports.now, signal);
  } catch (error) {
    if (error instanceof AppError && (error.code === 'blob-missing' || error.code === 'blob-mismatch')) return;
    throw error;
  }
}
