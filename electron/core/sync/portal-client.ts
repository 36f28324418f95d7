import { createHash } from 'node:crypto';
import { Agent, request as httpRequest } from 'undici';
import { z } from 'zod';
import { AppError } from '#shared/contract/app-error.ts';
import { appErrorSchema } from '#shared/contract/app-error-schema.ts';
import { type Session, sessionSchema } from '#shared/contract/portal-contract.ts';
import {
  apiPrefix,
  enrolProofText,
  protocolVersion,
  replyHeaders,
  requestHeaders,
  requestProofText,
  type ServerIdentity,
  serverIdentitySchema,
  signInProofText,
} from '#shared/contract/protocol.ts';
import {
  type CommandOutcome,
  itemHistorySchema,
  publicationAddressSchema,
  pushReplySchema,
} from '#shared/contract/sync-messages.ts';
import type { Hash } from '#shared/lib/hash.ts';
import type { BoardId, DeviceId, ItemId } from '#shared/lib/ids.ts';
import { newId } from '#shared/lib/ids.ts';
import type { SignedCommand } from '#shared/workflow/statement.ts';
import type { DeviceKey } from '../session/device-key.ts';
import { networkError } from './network-error.ts';

/** What a server must be for its replies to be believed. */
export interface TrustedServer {
  readonly address: string;
  readonly caPem: string;
  /** Lasting id and epoch; null while the desk is only getting to know the server. */
  readonly expected: { readonly server: string; readonly epoch: number } | null;
}

/** A session token with the key that makes it worth something. */
export interface Credential {
  readonly token: string;
  readonly key: DeviceKey;
}

export interface PortalClientOptions {
  readonly server: TrustedServer;
  /** Null while nobody is signed in. */
  readonly credential: () => Credential | null;
  readonly random: (bytes: number) => Uint8Array;
  /** Told the server's clock with every reply. */
  readonly onTime?: (serverTime: number) => void;
}

export interface CallOptions {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'HEAD' | 'DELETE';
  readonly body?: Uint8Array;
  /** SHA-256 that the proof is made over when it is not that of the body (a blob's own name). */
  readonly proofOf?: Hash;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  readonly signedIn?: boolean;
  /** Statuses that are answers rather than failures, besides 200–299. */
  readonly answers?: readonly number[];
  /** Milliseconds without a byte of the body before giving up; 0 waits for ever. */
  readonly silence?: number;
}

export type Reply = Awaited<ReturnType<typeof httpRequest>>;

const replyBytes = 64 * 1024 * 1024;
const patience = 20_000;
const noBytes = new Uint8Array();

/** Speaks to one central server over TLS that only its pinned authority can vouch for. */
export class PortalClient {
  readonly #options: PortalClientOptions;
  readonly #agent: Agent;

  constructor(options: PortalClientOptions) {
    this.#options = options;
    this.#agent = new Agent({
      connect: { ca: [options.server.caPem], minVersion: 'TLSv1.2', rejectUnauthorized: true, timeout: patience },
      connections: 8,
      headersTimeout: patience,
      bodyTimeout: patience,
      keepAliveTimeout: 10_000,
    });
  }

  hello(signal?: AbortSignal): Promise<ServerIdentity> {
    return this.#json(serverIdentitySchema, '/hello', { signal });
  }

  enrol(input: { login: string; password: string; deviceName: string }, key: DeviceKey): Promise<Session> {
    const { publicKey } = key;
    const possession = key.sign(enrolProofText(publicKey));
    return this.#post(sessionSchema, '/sessions/enrol', { ...input, publicKey, possession }, {});
  }

  signIn(input: { login: string; password: string; device: DeviceId }, key: DeviceKey): Promise<Session> {
    const nonce = newId(this.#options.random);
    const possession = key.sign(signInProofText({ login: input.login, device: input.device, nonce }));
    return this.#post(sessionSchema, '/sessions', { ...input, nonce, possession }, {});
  }

  async signOut(): Promise<void> {
    await this.#json(z.looseObject({}), '/sessions/current', { method: 'DELETE', signedIn: true });
  }

  async push(
    board: BoardId,
    commands: readonly SignedCommand[],
    signal?: AbortSignal,
  ): Promise<readonly CommandOutcome[]> {
    const path = `/boards/${board}/push`;
    const { outcomes } = await this.#post(pushReplySchema, path, { commands }, { signedIn: true, signal });
    return outcomes;
  }

  item(board: BoardId, item: ItemId, signal?: AbortSignal): Promise<z.infer<typeof itemHistorySchema>> {
    return this.#json(itemHistorySchema, `/boards/${board}/items/${item}`, { signedIn: true, signal });
  }

  publication(board: BoardId, item: ItemId, signal?: AbortSignal): Promise<z.infer<typeof publicationAddressSchema>> {
    const path = `/boards/${board}/items/${item}/publication`;
    return this.#json(publicationAddressSchema, path, { signedIn: true, signal });
  }

  /** One call with its reply checked to be of our server; the body is the caller's to read or dump. */
  async call(path: string, options: CallOptions): Promise<Reply> {
    const { server } = this.#options;
    const target = `${apiPrefix}${path}`;
    const method = options.method ?? 'GET';
    let reply: Reply;
    try {
      reply = await httpRequest(`${server.address}${target}`, {
        method,
        dispatcher: this.#agent,
        headers: { ...this.#headers(method, target, options), ...options.headers },
        ...(options.body === undefined ? {} : { body: options.body }),
        ...(options.signal === undefined ? {} : { signal: options.signal }),
        ...(options.silence === undefined ? {} : { bodyTimeout: options.silence }),
      });
    } catch (error) {
      throw networkError(error, server.address);
    }
    try {
      this.#checkOrigin(reply);
      const { statusCode } = reply;
      const answered = (statusCode >= 200 && statusCode < 300) || options.answers?.includes(statusCode) === true;
      if (!answered) throw await failureOf(reply);
      return reply;
    } catch (error) {
      await reply.body.dump().catch(() => undefined);
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  #post<Value>(schema: z.ZodType<Value>, path: string, input: unknown, options: CallOptions): Promise<Value> {
    const body = Buffer.from(JSON.stringify(input));
    const headers = { 'content-type': 'application/json' };
    return this.#json(schema, path, { ...options, method: 'POST', body, headers });
  }

  async #json<Value>(schema: z.ZodType<Value>, path: string, options: CallOptions): Promise<Value> {
    const reply = await this.call(path, options);
    const parsed = schema.safeParse(await readJson(reply));
    if (!parsed.success) throw new AppError('server-error', { subject: path, cause: parsed.error });
    return parsed.data;
  }

  #headers(method: string, path: string, options: CallOptions): Record<string, string> {
    const headers: Record<string, string> = { [requestHeaders.protocol]: String(protocolVersion) };
    if (options.signedIn !== true) return headers;
    const credential = this.#options.credential();
    if (credential === null) throw new AppError('sign-in-required');
    const { token, key } = credential;
    const nonce = newId(this.#options.random);
    const body = options.proofOf ?? digest(options.body ?? noBytes);
    headers['authorization'] = `Bearer ${token}`;
    headers[requestHeaders.nonce] = nonce;
    headers[requestHeaders.proof] = key.sign(requestProofText({ method, path, body, token, nonce }));
    return headers;
  }

  /** Law 8: who answered is checked before anything it says is looked at. */
  #checkOrigin({ headers }: Reply): void {
    const { server, onTime } = { ...this.#options, server: this.#options.server };
    const id = headers[replyHeaders.server];
    const epoch = Number(headers[replyHeaders.epoch]);
    const protocol = Number(headers[replyHeaders.protocol]);
    if (typeof id !== 'string' || !Number.isInteger(epoch) || !Number.isInteger(protocol)) {
      throw new AppError('not-our-server', { subject: server.address });
    }
    if (server.expected !== null) {
      if (id !== server.expected.server) throw new AppError('other-server', { subject: server.address });
      if (epoch !== server.expected.epoch) throw new AppError('epoch-changed', { subject: String(epoch) });
    }
    const time = Date.parse(String(headers[replyHeaders.time]));
    if (Number.isFinite(time)) onTime?.(time);
  }
}

function digest(bytes: Uint8Array): Hash {
  // A digest in hexadecimal is a Hash by construction.
  return createHash('sha256').update(bytes).digest('hex') as Hash;
}

async function readJson(reply: Reply): Promise<unknown> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const piece of reply.body) {
      const bytes: Uint8Array = piece;
      size += bytes.length;
      if (size > replyBytes) throw new AppError('too-large');
      pieces.push(bytes);
    }
  } catch (error) {
    throw networkError(error, 'reply');
  }
  try {
    return JSON.parse(Buffer.concat(pieces).toString('utf8'));
  } catch (error) {
    throw new AppError('server-error', { cause: error });
  }
}

const failureSchema = z.looseObject({ data: appErrorSchema });

async function failureOf(reply: Reply): Promise<AppError> {
  const body = failureSchema.safeParse(await readJson(reply).catch(() => null));
  if (body.success) return new AppError(body.data.data.code, body.data.data);
  if (reply.statusCode === 401) return new AppError('sign-in-required');
  return new AppError(reply.statusCode === 429 ? 'rate-limited' : 'server-error', {
    subject: String(reply.statusCode),
  });
}
