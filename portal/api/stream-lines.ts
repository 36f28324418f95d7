import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createGzip, createZstdCompress } from 'node:zlib';

/** Bytes gathered before they are handed to the compressor. */
const chunkCharacters = 128 * 1_024;

/** Streams NDJSON, zstd when the asker accepts it, else gzip, else plain. A slow reader slows the source down. */
export async function streamLines(
  request: IncomingMessage,
  response: ServerResponse,
  lines: AsyncIterable<string>,
): Promise<void> {
  const accepted = String(request.headers['accept-encoding'] ?? '');
  const encoding = /\bzstd\b/.test(accepted) ? 'zstd' : /\bgzip\b|\*/.test(accepted) ? 'gzip' : null;
  response.writeHead(200, {
    'content-type': 'application/x-ndjson; charset=utf-8',
    'cache-control': 'no-store',
    vary: 'accept-encoding',
    ...(encoding === null ? {} : { 'content-encoding': encoding }),
  });
  const source = Readable.from(inChunks(lines), { objectMode: true });
  if (encoding === null) await pipeline(source, response);
  else if (encoding === 'gzip') await pipeline(source, createGzip({ level: 4 }), response);
  else {
    const zstd = createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: 1 } });
    await pipeline(source, zstd, response);
  }
}

async function* inChunks(lines: AsyncIterable<string>): AsyncGenerator<Buffer> {
  let gathered: string[] = [];
  let size = 0;
  for await (const line of lines) {
    gathered.push(line);
    size += line.length;
    if (size < chunkCharacters) continue;
    yield Buffer.from(gathered.join(''));
    gathered = [];
    size = 0;
  }
  if (size > 0) yield Buffer.from(gathered.join(''));
}
