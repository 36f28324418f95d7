import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError } from '#shared/contract/app-error.ts';
import { doorbellEvent, snapshotProofText } from '#shared/contract/protocol.ts';
import { must } from '#shared/lib/assert.ts';
import type { BoardId } from '#shared/lib/ids.ts';
import { instantFromMs } from '#shared/lib/instant.ts';
import type { Head } from '#shared/workflow/statement.ts';
import type { SignedIn } from '../accounts/accounts.ts';
import { faultPoint } from '../fault-point.ts';
import type { BoardSnapshot, PageLink, Sight } from '../store/portal-store.ts';
import { sightOf } from '../store/sight.ts';
import type { ApiPorts } from './api-ports.ts';
import { streamLines } from './stream-lines.ts';

const defaultLinks = 500;
const mostLinks = 5_000;
const linksAtOnce = 200;
/** A page ends once it has grown past this, so that long articles do not fill the memory of either side. */
const pageCharacters = 8_000_000;
const itemsAtOnce = 500;

/** The streamed resources of one board. */
export interface BoardStreams {
  events(request: IncomingMessage, response: ServerResponse, signedIn: SignedIn, query: URLSearchParams): Promise<void>;
  snapshot(request: IncomingMessage, response: ServerResponse, signedIn: SignedIn): Promise<void>;
  doorbell(request: IncomingMessage, response: ServerResponse, signedIn: SignedIn): Promise<void>;
  /** Ends every open doorbell. */
  close(): void;
}

export function createBoardStreams(ports: ApiPorts): BoardStreams {
  const { store, limits } = ports;
  const bells = new Set<ServerResponse>();
  let snapshots = 0;

  return {
    events: async (request, response, { board, session }, query) => {
      const after = wholeNumber(query.get('after') ?? '0', 0, Number.MAX_SAFE_INTEGER);
      const limit = wholeNumber(query.get('limit') ?? String(defaultLinks), 1, mostLinks);
      const sight = sightOf(board, session.person);
      await streamLines(request, response, pageLines(ports, session.board, sight, after, limit));
    },

    snapshot: async (request, response, { session }) => {
      if (snapshots >= limits.snapshotsAtOnce) throw new AppError('rate-limited');
      snapshots += 1;
      try {
        await store.snapshot(session.board, session.person, (snapshot) =>
          streamLines(request, response, snapshotLines(ports, snapshot)),
        );
      } finally {
        snapshots -= 1;
      }
    },

    doorbell: async (request, response, { session, device }) => {
      const head = must(await store.head(session.board), 'a session is of a board that exists');
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      const ring = (seq: number): void => void response.write(`event: ${doorbellEvent}\ndata: ${seq}\n\n`);
      ring(head.seq);
      bells.add(response);
      const stopListening = store.onAppend((board, seq) => {
        // A bell that nobody empties is dropped; the desk rings again or polls.
        if (board === session.board && response.writableLength < 65_536) ring(seq);
      });
      const beat = setInterval(() => {
        void store.boardState(session.board).then((board) => {
          const held = board?.devices.find(({ id }) => id === device.id);
          if (held === undefined || held.revokedAt !== null) response.end();
          else response.write(': beat\n\n');
        }, ports.onError);
      }, limits.heartbeatMs);
      await new Promise<void>((resolve) => {
        response.on('close', resolve);
        request.on('error', () => resolve());
      });
      clearInterval(beat);
      stopListening();
      bells.delete(response);
    },

    close: () => {
      for (const response of bells) response.end();
    },
  };
}

async function* pageLines(
  { store }: ApiPorts,
  board: BoardId,
  sight: Sight,
  after: number,
  limit: number,
): AsyncGenerator<string> {
  let position = after;
  let reached: Head | null = null;
  let left = limit;
  let characters = 0;
  for (;;) {
    const { head, links } = await store.page(board, position, Math.min(left, linksAtOnce), sight);
    for (const link of links) {
      const line = linkLine(link);
      yield line;
      characters += line.length;
      left -= 1;
      position = link.seq;
      reached = { seq: link.seq, hash: link.hash };
      if (characters >= pageCharacters) break;
    }
    if (left > 0 && characters < pageCharacters && links.length > 0 && position < head.seq) continue;
    faultPoint('before-page-end');
    const end = { head: reached ?? head, more: position < head.seq };
    yield `${JSON.stringify({ end })}\n`;
    return;
  }
}

function linkLine({ seq, hash, prev, event, articles }: PageLink): string {
  if (event === null) return `${JSON.stringify({ stub: { seq, hash, prev } })}\n`;
  return `{"event":${event},"articles":[${articles.join(',')}]}\n`;
}

async function* snapshotLines({ signer, now }: ApiPorts, snapshot: BoardSnapshot): AsyncGenerator<string> {
  const { board, head } = snapshot;
  const at = instantFromMs(now());
  const signature = signer.sign(snapshotProofText({ board: board.id, head, at }));
  yield `${JSON.stringify({ start: { board, head, at, signature } })}\n`;
  let items = 0;
  for await (const rows of snapshot.items(itemsAtOnce)) {
    items += rows.length;
    yield rows.map(({ item, article }) => `{"item":${item},"article":${article}}\n`).join('');
  }
  faultPoint('before-snapshot-end');
  yield `${JSON.stringify({ end: { items } })}\n`;
}

function wholeNumber(text: string, least: number, most: number): number {
  const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most)) throw new AppError('bad-request', { subject: text.slice(0, 50) });
  return value;
}
