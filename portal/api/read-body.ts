import type { IncomingMessage } from 'node:http';
import { AppError } from '#shared/contract/app-error.ts';

/** Deeper JSON is no message of ours; schemas recurse, so it is refused before they see it (an article nests at most 40 blocks). */
const mostNesting = 250;

/** The whole body of a request, at most `limit` bytes; a sender that stalls is given up. */
export async function readBody(request: IncomingMessage, limit: number, stallMs: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > limit) throw new AppError('too-large');
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of withoutStalls(request, stallMs)) {
    size += piece.byteLength;
    if (size > limit) throw new AppError('too-large');
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** The bytes of a request as they come; throws `timed-out` when none come for `stallMs`. */
export async function* withoutStalls(request: IncomingMessage, stallMs: number): AsyncGenerator<Uint8Array> {
  let timer: NodeJS.Timeout | undefined;
  const wait = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => request.destroy(new AppError('timed-out')), stallMs);
  };
  wait();
  try {
    for await (const piece of request) {
      wait();
      yield piece;
    }
  } finally {
    clearTimeout(timer);
  }
}

/** Refuses JSON nested deeper than any message of ours, by one pass over its bytes. */
export function refuseDeepJson(bytes: Uint8Array): void {
  let depth = 0;
  let inText = false;
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index];
    if (inText) {
      if (byte === 0x5c) index += 1;
      else if (byte === 0x22) inText = false;
    } else if (byte === 0x22) inText = true;
    else if (byte === 0x5b || byte === 0x7b) {
      depth += 1;
      if (depth > mostNesting) throw new AppError('bad-request', { subject: 'json' });
    } else if (byte === 0x5d || byte === 0x7d) depth -= 1;
  }
}
