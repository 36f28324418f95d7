import { createGunzip, createZstdDecompress } from 'node:zlib';
import { AppError } from '#shared/contract/app-error.ts';
import { networkError } from './network-error.ts';
import type { Reply } from './portal-client.ts';

/** Longest line a server of ours writes: an article, its item and their envelope. */
const lineBytes = 16 * 1024 * 1024;
const newline = 0x0a;

/**
 * The lines of a streamed reply, decompressed, a batch for every chunk that arrives, so that nothing waits for the
 * whole. A line past the limit, or more than `limit` bytes in all, ends the reading: a bomb costs no memory.
 */
export async function* readLines(reply: Reply, limit: number): AsyncGenerator<readonly string[], void> {
  const source = decoded(reply);
  let rest: Buffer[] = [];
  let restBytes = 0;
  let total = 0;
  try {
    for await (const piece of source) {
      const bytes: Buffer = piece;
      total += bytes.length;
      const last = bytes.lastIndexOf(newline);
      if (last === -1) {
        rest.push(bytes);
        restBytes += bytes.length;
      } else {
        const whole = Buffer.concat([...rest, bytes.subarray(0, last)]);
        rest = [bytes.subarray(last + 1)];
        restBytes = bytes.length - last - 1;
        yield whole.toString('utf8').split('\n');
      }
      if (total > limit || restBytes > lineBytes) throw new AppError('too-large', { subject: 'reply' });
    }
  } catch (error) {
    throw networkError(error, 'reply');
  } finally {
    reply.body.destroy();
  }
  if (restBytes > 0) yield [Buffer.concat(rest).toString('utf8')];
}

function decoded(reply: Reply): AsyncIterable<Buffer> {
  const encoding = reply.headers['content-encoding'];
  if (encoding === undefined || encoding === 'identity') return reply.body;
  if (encoding !== 'zstd' && encoding !== 'gzip') throw new AppError('not-our-server', { subject: String(encoding) });
  const unpacked = encoding === 'zstd' ? createZstdDecompress() : createGunzip();
  reply.body.on('error', (error) => unpacked.destroy(error));
  return reply.body.pipe(unpacked);
}
