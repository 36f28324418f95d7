import { z } from 'zod';
import { AppError } from '#shared/contract/app-error.ts';
import { snapshotProofText } from '#shared/contract/protocol.ts';
import { hashSchema } from '#shared/lib/hash.ts';
import type { ItemId } from '#shared/lib/ids.ts';
import { instantSchema } from '#shared/lib/instant.ts';
import { type BoardState, boardStateSchema } from '#shared/workflow/board-state.ts';
import type { ItemState } from '#shared/workflow/item-state.ts';
import { faultPoint } from '../fault-point.ts';
import { isSigned } from '../session/device-key.ts';
import type { Enrolment } from '../session/enrolment.ts';
import type { DeskState } from '../state/desk-state.ts';
import { articleFacts } from '../store/article-facts.ts';
import { packText } from '../store/body-codec.ts';
import type { DeskStore } from '../store/desk-store.ts';
import { itemsInBlock } from '../store/item-bodies.ts';
import type { ItemHead } from '../store/item-heads.ts';
import type { PortalClient } from './portal-client.ts';
import { readLines } from './read-lines.ts';

const startSchema = z.strictObject({
  start: z.strictObject({
    board: boardStateSchema,
    head: z.strictObject({ seq: z.number().int().min(0), hash: hashSchema }),
    at: instantSchema,
    signature: z.string(),
  }),
});
const endSchema = z.strictObject({ end: z.strictObject({ items: z.number().int() }) });

const rowsAtOnce = 1_000;
const streamBytes = 8 * 1024 * 1024 * 1024;
/** Name of the mark that the index does not cover every row yet. */
const unindexed = 'unindexed';
const merging = 'merging';

export interface SnapshotPorts {
  readonly store: DeskStore;
  readonly state: DeskState;
  readonly client: PortalClient;
  readonly enrolment: Enrolment;
  readonly onProgress: (items: number) => void;
}

/**
 * First sync, and the sync after anything that makes the chain on this desk void: every visible item as it stands, in
 * transactions of a thousand. Only the last one, with the signed head, makes it count; one cut short is begun again.
 */
export async function fetchSnapshot(ports: SnapshotPorts, signal: AbortSignal): Promise<void> {
  const { store, state, client, enrolment } = ports;
  const reply = await client.call(`/boards/${enrolment.board}/snapshot`, {
    signedIn: true,
    signal,
    headers: { 'accept-encoding': 'zstd, gzip' },
  });
  const fresh = store.heads.total() === 0;
  if (fresh) store.settings.write(unindexed, true);
  /** Only what was known before can have gone out of sight. */
  const seen = new Set<string>();
  let items = 0;
  let start: z.infer<typeof startSchema>['start'] | null = null;
  let end: number | null = null;
  /** Lines of the block being gathered; a full block is packed at once, so that little text is alive at a time. */
  let together: string[] = [];
  let waiting: PackedBlock[] = [];
  const pack = (): void => {
    if (start === null || together.length === 0) return;
    waiting.push(packBlock(state, together, start.board));
    together = [];
    if (waiting.length * itemsInBlock >= rowsAtOnce) flush();
  };
  const flush = (): void => {
    const blocks = waiting;
    waiting = [];
    store.sql.transaction(() => {
      for (const block of blocks) for (const id of writeBlock(store, block, fresh)) if (!fresh) seen.add(id);
    });
    items += blocks.reduce((sum, { heads }) => sum + heads.length, 0);
    faultPoint('snapshot-batch');
    ports.onProgress(items);
  };
  for await (const lines of readLines(reply, streamBytes)) {
    for (const line of lines) {
      if (line === '') continue;
      if (start === null) {
        start = checkedStart(line, enrolment);
        store.sql.transaction(() => {
          if (start !== null) store.board.write(start.board);
        });
        state.boardChanged(start.board);
      } else if (line.startsWith('{"end"')) end = endSchema.parse(JSON.parse(line)).end.items;
      else together.push(line);
      if (together.length === itemsInBlock) pack();
    }
  }
  pack();
  flush();
  if (start === null || end === null || end !== items) throw new AppError('offline', { subject: 'snapshot cut' });
  const { board, head, at } = start;
  faultPoint('snapshot-end');
  store.sql.transaction(() => {
    // The server's whole word on what is visible: an item it no longer lists is out of sight, not deleted (law 8).
    if (!fresh) for (const id of store.heads.ids()) if (!seen.has(id)) dropUnseen(ports, id);
    store.bodies.sweep();
    store.events.clear();
    state.deadlines.left();
    store.cursor.write({ server: enrolment.server, epoch: enrolment.epoch, ...head, at });
    for (const id of store.outbox.touchedItems()) state.refresh(id, state.confirmed(id), board);
  });
  store.sql.checkpoint();
}

function checkedStart(line: string, enrolment: Enrolment): z.infer<typeof startSchema>['start'] {
  const parsed = startSchema.safeParse(parseJson(line));
  if (!parsed.success) throw new AppError('needs-update', { subject: 'snapshot', cause: parsed.error });
  const { board, head, at, signature } = parsed.data.start;
  const text = snapshotProofText({ board: board.id, head, at });
  if (board.id !== enrolment.board || !isSigned(enrolment.serverKey, text, signature)) {
    throw new AppError('chain-broken', { subject: 'snapshot' });
  }
  return parsed.data.start;
}

/** Neighbours of a snapshot, ready to be written. */
interface PackedBlock {
  readonly body: Uint8Array;
  readonly heads: readonly ItemHead[];
}

/**
 * Packs items of the snapshot as they came. Only each one's own part is parsed; the article is kept as text, and its
 * hash is checked when it is first opened. `,"article":` cannot stand inside the item: its schema has no such key, and
 * in a string the quotes would be escaped.
 */
function packBlock(state: DeskState, lines: readonly string[], board: BoardState): PackedBlock {
  const heads = lines.map((line) => {
    const cut = line.indexOf(',"article":');
    if (!line.startsWith('{"item":') || cut === -1 || !line.endsWith('}')) {
      throw new AppError('server-error', { subject: 'snapshot' });
    }
    const item: ItemState = JSON.parse(line.slice('{"item":'.length, cut));
    if (typeof item.id !== 'string' || typeof item.current !== 'string' || typeof item.holder?.role !== 'string') {
      throw new AppError('server-error', { subject: 'snapshot item' });
    }
    return state.head(item, item.seq, articleFacts(line.slice(cut)), board, 'none', 'ofOpen');
  });
  return { body: packText(lines.join('\n')), heads };
}

function writeBlock({ heads: table, bodies }: DeskStore, { body, heads }: PackedBlock, fresh: boolean): ItemId[] {
  const block = bodies.writeBlock(body);
  return heads.map((head, line) => {
    const place = fresh ? null : table.place(head.id);
    if (place === null) {
      const n = table.insert(head, head.open ? 0 : head.seq, { block, line });
      if (!fresh) table.index(n, head);
    } else {
      table.update(place, { ...head, ready: head.ready || (place.ready && place.current === head.current) });
      bodies.moveToBlock(place.n, { block, line });
    }
    return head.id;
  });
}

function dropUnseen({ store }: SnapshotPorts, id: ItemId): void {
  const own = store.outbox.unconfirmed(id).length > 0 || store.outbox.rejectedOfItem(id).length > 0;
  const place = store.heads.place(id);
  if (place === null) return;
  if (own) store.bodies.remove(place.n);
  else store.heads.remove(id);
}

/** Builds the search index of a first sync, a piece at a time in the order that costs least; resumes after a crash. */
export async function buildIndex(store: DeskStore, signal: AbortSignal): Promise<void> {
  const mark = store.settings.read(unindexed);
  if (mark === null || mark === merging) return;
  let after: number | null = typeof mark === 'number' ? mark : null;
  if (after === null) store.heads.beginIndex();
  while (!signal.aborted) {
    const from: number = after ?? -1;
    const next = store.sql.transaction(() => {
      const reached = store.heads.indexAfter(from, 1_500);
      store.settings.write(unindexed, reached ?? merging);
      return reached;
    });
    if (next === null) return;
    after = next;
    await nextTurn();
  }
}

/** Merges what `buildIndex` left in pieces, so that each search looks in few places; a desk is usable before. */
export async function tidyIndex(store: DeskStore, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && store.settings.read(unindexed) === merging) {
    const more = store.sql.transaction(() => store.heads.mergeIndex());
    if (!more) store.settings.remove(unindexed);
    await nextTurn();
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw new AppError('not-our-server', { subject: 'not a message of ours', cause: error });
  }
}
