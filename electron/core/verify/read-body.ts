import type { Readable, Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { FetchRefused } from './fetch-refused.ts';

const ignore = (): void => undefined;

function decoder(name: string): Transform | null {
  switch (name) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    case 'br':
      return createBrotliDecompress();
    case 'identity':
    case '':
      return null;
    default:
      throw new FetchRefused('encodingInvalid', name.slice(0, 50));
  }
}

/** Reads a reply's body decoded, never holding more than `limit` bytes of it. */
export async function readBody(body: Readable, contentEncoding: string, limit: number): Promise<Uint8Array> {
  const names = contentEncoding
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .reverse();
  if (names.length > 2) throw new FetchRefused('encodingInvalid', 'more than two encodings');
  let stream: Readable = body;
  const opened: Readable[] = [body];
  try {
    for (const name of names) {
      const next = decoder(name);
      if (next === null) continue;
      const source = stream;
      source.on('error', (error) => next.destroy(error));
      stream = source.pipe(next);
      opened.push(stream);
    }
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of stream) {
      const bytes: Uint8Array = chunk;
      size += bytes.length;
      if (size > limit) throw new FetchRefused('tooLarge', `more than ${limit} bytes`);
      chunks.push(bytes);
    }
    return new Uint8Array(Buffer.concat(chunks, size));
  } finally {
    for (const one of opened) {
      one.on('error', ignore);
      one.destroy();
    }
  }
}
