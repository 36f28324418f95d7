import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { AppError } from '#shared/contract/app-error.ts';
import { blobHeaders } from '#shared/contract/protocol.ts';
import type { Hash } from '#shared/lib/hash.ts';
import { instantFromMs } from '#shared/lib/instant.ts';
import type { SignedIn } from '../accounts/accounts.ts';
import { faultPoint } from '../fault-point.ts';
import type { ApiPorts } from './api-ports.ts';
import { withoutStalls } from './read-body.ts';
import { failureBody, replyJson } from './reply.ts';

/** `HEAD|GET|PUT /blobs/{sha256}`: whoever is signed in and knows the hash may have the bytes; articles are blobs too. */
export type AnswerBlob = (
  request: IncomingMessage,
  response: ServerResponse,
  signedIn: SignedIn,
  hash: Hash,
) => Promise<void>;

export function createBlobRoutes(ports: ApiPorts): AnswerBlob {
  return async (request, response, signedIn, hash) => {
    if (request.method === 'PUT') return receive(ports, request, response, signedIn, hash);
    const size = await ports.store.blobSize(hash);
    if (size !== null) return send(ports, request, response, hash, size);
    const article = await ports.store.articleText(hash);
    if (article !== null) return sendText(request, response, hash, article);
    const received = await ports.blobs.received(hash, signedIn.device.id);
    response.setHeader(blobHeaders.received, received);
    replyJson(response, 404, failureBody(new AppError('not-found').data, 404));
  };
}

async function receive(
  { store, blobs, limits, now }: ApiPorts,
  request: IncomingMessage,
  response: ServerResponse,
  { device }: SignedIn,
  hash: Hash,
): Promise<void> {
  const { first, last, size } = pieceOf(request);
  if (size > limits.blobBytes) throw new AppError('too-large');
  if ((await store.blobSize(hash)) !== null) {
    response.setHeader(blobHeaders.received, size);
    request.resume();
    replyJson(response, 201, { received: size });
    return;
  }
  const bytes = atMost(withoutStalls(request, limits.stallMs), last - first + 1);
  const outcome = await blobs.receive(hash, device.id, { first, size, bytes });
  if (outcome.outcome === 'mismatch') throw new AppError('blob-mismatch', { subject: hash });
  if (outcome.outcome === 'whole') {
    faultPoint('blob-before-row');
    await store.putBlob(hash, size, instantFromMs(now()));
    response.setHeader(blobHeaders.received, size);
    replyJson(response, 201, { received: size });
    return;
  }
  response.setHeader(blobHeaders.received, outcome.received);
  request.resume();
  replyJson(response, outcome.outcome === 'kept' ? 202 : 409, { received: outcome.received });
}

/** Where the sent piece lies: by `Content-Range`, or the whole by `Content-Length`. */
function pieceOf(request: IncomingMessage): { first: number; last: number; size: number } {
  const range = request.headers['content-range'];
  if (range === undefined) {
    const length = request.headers['content-length'];
    if (length === undefined || !/^\d{1,15}$/.test(length))
      throw new AppError('bad-request', { subject: 'content-length' });
    return { first: 0, last: Number(length) - 1, size: Number(length) };
  }
  const found = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15})$/.exec(range);
  const [first, last, size] = [Number(found?.[1]), Number(found?.[2]), Number(found?.[3])];
  if (found === null || first > last || last >= size) throw new AppError('bad-request', { subject: 'content-range' });
  return { first, last, size };
}

async function* atMost(bytes: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const piece of bytes) {
    size += piece.byteLength;
    if (size > limit) throw new AppError('bad-request', { subject: 'content-range' });
    yield piece;
  }
}

async function send(
  { blobs }: ApiPorts,
  request: IncomingMessage,
  response: ServerResponse,
  hash: Hash,
  size: number,
): Promise<void> {
  const range = rangeOf(request, size);
  if (!writeHead(response, hash, size, range)) return;
  if (request.method === 'HEAD' || size === 0) {
    response.end();
    return;
  }
  const { first, last } = range === 'whole' || range === 'unsatisfiable' ? { first: 0, last: size - 1 } : range;
  await pipeline(blobs.stream(hash, first, last), response);
}

function sendText(request: IncomingMessage, response: ServerResponse, hash: Hash, text: string): void {
  const bytes = Buffer.from(text);
  const range = rangeOf(request, bytes.byteLength);
  if (!writeHead(response, hash, bytes.byteLength, range)) return;
  const piece = range === 'whole' || range === 'unsatisfiable' ? bytes : bytes.subarray(range.first, range.last + 1);
  response.end(request.method === 'HEAD' ? undefined : piece);
}

type Range = 'whole' | 'unsatisfiable' | { readonly first: number; readonly last: number };

/** One range is served; anything else of the header's grammar gets the whole, as HTTP allows. */
function rangeOf(request: IncomingMessage, size: number): Range {
  const found = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(request.headers.range ?? '');
  if (found === null) return 'whole';
  const [, from = '', to = ''] = found;
  if (from === '' && to === '') return 'whole';
  const first = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const last = from === '' || to === '' ? size - 1 : Math.min(size - 1, Number(to));
  return first > last || first >= size ? 'unsatisfiable' : { first, last };
}

/** False when the answer is complete with its head. */
function writeHead(response: ServerResponse, hash: Hash, size: number, range: Range): boolean {
  const common = {
    'accept-ranges': 'bytes',
    'content-type': 'application/octet-stream',
    'content-disposition': 'attachment',
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, max-age=31536000, immutable',
    etag: `"${hash}"`,
  };
  if (range === 'unsatisfiable') {
    response.writeHead(416, { ...common, 'content-range': `bytes */${size}` }).end();
    return false;
  }
  if (range === 'whole') response.writeHead(200, { ...common, 'content-length': size });
  else {
    const { first, last } = range;
    response.writeHead(206, {
      ...common,
      'content-length': last - first + 1,
      'content-range': `bytes ${first}-${last}/${size}`,
    });
  }
  return true;
}
