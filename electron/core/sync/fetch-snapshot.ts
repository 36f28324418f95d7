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
import type { DeskStore } from '../store/desk-store.ts';
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
  const seen = new Set<string>();
  let start: z.infer<typeof startSchema>['start'] | null = null;
  let end: number | null = null;
  let waiting: string[] = [];
  const flush = (): void => {
    const lines = waiting;
    waiting = [];
    const board = start?.board;
    if (board === undefined || lines.length === 0) return;
    store.sql.transaction(() => {
      for (const line of lines) seen.add(takeLine(ports, line, board, fresh));
    });
    faultPoint('snapshot-batch');
    ports.onProgress(seen.size);
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
      else waiting.push(line);
      if (waiting.length >= rowsAtOnce) flush();
    }
  }
  flush();
  if (start === null || end === null || end !== seen.size) throw new AppError('offline', { subject: 'snapshot cut' });
  const { board, head, at } = start;
  faultPoint('snapshot-end');
  store.sql.transaction(() => {
    // The server's whole word on what is visible: an item it no longer lists is out of sight, not deleted (law 8).
    if (!fresh) for (const id of store.heads.ids()) if (!seen.has(id)) dropUnseen(ports, id);
    store.events.clear();
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

/**
 * Stores one item of the snapshot as it came. Only its own part is parsed; the article is kept as text, and its hash
 * is checked when it is first opened. `,"article":` cannot stand inside the item: its schema has no such key, and in a
 * string the quotes would be escaped.
 */
function takeLine({ store, state }: SnapshotPorts, line: string, board: BoardState, fresh: boolean): ItemId {
  const cut = line.indexOf(',"article":');
  if (!line.startsWith('{"item":') || cut === -1 || !line.endsWith('}'))
    throw new AppError('server-error', { subject: 'snapshot' });
  const item: ItemState = JSON.parse(line.slice('{"item":'.length, cut));
  if (typeof item.id !== 'string' || typeof item.current !== 'string' || typeof item.holder?.role !== 'string') {
    throw new AppError('server-error', { subject: 'snapshot item' });
  }
  const head = state.head(item, item.seq, articleFacts(line.slice(cut)), board, 'none');
  const place = fresh ? null : store.heads.place(item.id);
  if (place === null) {
    const n = store.heads.insert(head, head.open ? 0 : item.seq);
    store.bodies.writeLine(n, line);
    if (!fresh) store.heads.index(n, head);
  } else {
    store.heads.update(place, { ...head, ready: head.ready || (place.ready && place.current === head.current) });
    store.bodies.writeLine(place.n, line);
  }
  return item.id;
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
  if (mark === null) return;
  let after: number | null = typeof mark === 'number' ? mark : null;
  if (after === null) store.heads.clearIndex();
  while (!signal.aborted) {
    const from: number = after ?? -1;
    const next = store.sql.transaction(() => {
      const reached = store.heads.indexAfter(from, 2_000);
      if (reached === null) store.settings.remove(unindexed);
      else store.settings.write(unindexed, reached);
      return reached;
    });
    if (next === null) return;
    after = next;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw new AppError('not-our-server', { subject: 'not a message of ours', cause: error });
  }
}
