import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError } from '#shared/contract/app-error.ts';
import { apiPrefix, protocolVersion, replyHeaders } from '#shared/contract/protocol.ts';
import { must } from '#shared/lib/assert.ts';
import { type Hash, hashSchema, sha256Hash } from '#shared/lib/hash.ts';
import { boardIdSchema } from '#shared/lib/ids.ts';
import { instantFromMs } from '#shared/lib/instant.ts';
import type { SignedIn } from '../accounts/accounts.ts';
import type { ApiPorts } from './api-ports.ts';
import { createAuthenticate } from './authenticate.ts';
import { createBlobRoutes } from './blob-routes.ts';
import { createBoardStreams } from './board-streams.ts';
import { createProcedures } from './procedures.ts';
import { readBody, refuseDeepJson } from './read-body.ts';
import { replyFailure } from './reply.ts';
import { tokenBucket } from './token-bucket.ts';

/** Answers everything under the interface's prefix. */
export interface Api {
  /** False when the path is not under the prefix. */
  answer(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  close(): void;
}

const emptyBody = sha256Hash('');
/** Before signing in nobody may send a body worth a push. */
const openBytes = 16_384;
const open = new Set(['GET /hello', 'POST /sessions', 'POST /sessions/enrol']);

export function createApi(ports: ApiPorts): Api {
  const { store, limits, now, onError } = ports;
  const authenticate = createAuthenticate(ports);
  const procedures = createProcedures(ports);
  const streams = createBoardStreams(ports);
  const answerBlob = createBlobRoutes(ports);
  const spendSignIn = tokenBucket(limits.signInBurst, limits.signInsPerMinute / 60, now);

  const route = async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> => {
    const path = url.pathname.slice(apiPrefix.length);
    const blob = /^\/blobs\/([0-9a-f]{64})$/.exec(path);
    if (blob !== null && ['GET', 'HEAD', 'PUT'].includes(request.method ?? '')) {
      const hash = hashSchema.parse(blob[1]);
      const signedIn = await authenticate(request, async () => (request.method === 'PUT' ? hash : emptyBody));
      return answerBlob(request, response, signedIn, hash);
    }
    const stream = /^\/boards\/([a-z0-9]{16,32})\/(events|snapshot|doorbell)$/.exec(path);
    if (stream !== null && request.method === 'GET') {
      const signedIn = await authenticate(request, async () => emptyBody);
      if (signedIn.session.board !== boardIdSchema.parse(stream[1])) throw new AppError('not-found');
      if (stream[2] === 'events') return streams.events(request, response, signedIn, url.searchParams);
      if (stream[2] === 'snapshot') return streams.snapshot(request, response, signedIn);
      return streams.doorbell(request, response, signedIn);
    }
    return callProcedure(request, response, url, path);
  };

  const callProcedure = async (
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
    path: string,
  ): Promise<void> => {
    const method = must(request.method, 'a request of a server has a method');
    const address = request.socket.remoteAddress ?? 'unknown';
    const isOpen = open.has(`${method} ${path}`);
    if (isOpen && method === 'POST') spendSignIn(address);
    let body: Buffer = Buffer.alloc(0);
    const read = async (limit: number): Promise<Hash> => {
      body = await readBody(request, limit, limits.stallMs);
      return body.byteLength === 0 ? emptyBody : sha256Hash(body);
    };
    let signedIn: SignedIn | null = null;
    if (isOpen) await read(openBytes);
    else signedIn = await authenticate(request, () => read(limits.jsonBytes));
    refuseDeepJson(body);
    const call = new Request(url, {
      method,
      headers: { 'content-type': request.headers['content-type'] ?? 'application/json' },
      ...(body.byteLength === 0 ? {} : { body: new Uint8Array(body) }),
    });
    const answer = await procedures(call, { signedIn, address });
    if (answer === null) throw new AppError('not-found');
    const bytes = Buffer.from(await answer.arrayBuffer());
    // What fails before a procedure is reached (a body that is no JSON) is not typed yet.
    if (answer.status >= 400 && !bytes.includes('"code":"APP"')) {
      throw new AppError(answer.status < 500 ? 'bad-request' : 'server-error');
    }
    response.writeHead(answer.status, {
      'content-type': answer.headers.get('content-type') ?? 'application/json',
      'content-length': bytes.byteLength,
      'cache-control': 'no-store',
    });
    response.end(bytes);
  };

  return {
    answer: async (request, response) => {
      const target = request.url ?? '/';
      if (!target.startsWith(`${apiPrefix}/`)) return false;
      response.setHeader(replyHeaders.server, store.server.server);
      response.setHeader(replyHeaders.epoch, store.server.epoch);
      response.setHeader(replyHeaders.protocol, protocolVersion);
      response.setHeader(replyHeaders.time, instantFromMs(now()));
      try {
        if (!URL.canParse(target, 'https://portal.invalid')) throw new AppError('not-found');
        await route(request, response, new URL(target, 'https://portal.invalid'));
      } catch (error) {
        if (isBrokenConnection(error)) response.destroy();
        else if (error instanceof AppError) replyFailure(response, error);
        else {
          onError(error);
          replyFailure(response, new AppError('server-error'));
        }
      }
      return true;
    },
    close: () => streams.close(),
  };
}

const broken = new Set(['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_DESTROYED', 'ABORT_ERR']);

/** The other side went away: nothing of ours failed. */
function isBrokenConnection(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && broken.has(error.code);
}
