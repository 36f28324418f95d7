import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import type { Article } from '#shared/content/article.ts';
import { type Session, sessionSchema } from '#shared/contract/portal-contract.ts';
import {
  apiPrefix,
  enrolProofText,
  protocolVersion,
  requestHeaders,
  requestProofText,
  signInProofText,
} from '#shared/contract/protocol.ts';
import {
  type CommandOutcome,
  type PullLine,
  pullLineSchema,
  pushReplySchema,
  type SnapshotLine,
  snapshotLineSchema,
} from '#shared/contract/sync-messages.ts';
import { canonicalJson } from '#shared/lib/canonical-json.ts';
import { type Hash, sha256Hash } from '#shared/lib/hash.ts';
import { type AuthorityId, commandIdSchema, type ItemId, newId } from '#shared/lib/ids.ts';
import { instantFromMs } from '#shared/lib/instant.ts';
import type { Details } from '#shared/workflow/details.ts';
import { genesisHash } from '#shared/workflow/event.ts';
import type { Head, SignedCommand, Statement } from '#shared/workflow/statement.ts';

/** Where a desk under test finds its server. */
export interface ServerAddress {
  readonly url: string;
  readonly caPem: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  json(): unknown;
}

export interface Call {
  readonly method?: string;
  readonly body?: Uint8Array | string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One plain HTTPS call that trusts only the server's own authority. */
export function call(
  server: ServerAddress,
  path: string,
  { method = 'GET', body, headers = {} }: Call = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sending = httpsRequest(
      `${server.url}${path}`,
      { method, headers: { ...headers, connection: 'close' }, ca: server.caPem, agent: false },
      (response) => {
        const pieces: Buffer[] = [];
        response.on('data', (piece: Buffer) => pieces.push(piece));
        response.on('error', reject);
        response.on('end', () => {
          const raw = Buffer.concat(pieces);
          const encoding = response.headers['content-encoding'];
          const bytes = encoding === 'zstd' ? zstdDecompressSync(raw) : encoding === 'gzip' ? gunzipSync(raw) : raw;
          const json = (): unknown => JSON.parse(bytes.toString('utf8'));
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: bytes, json });
        });
      },
    );
    sending.on('error', reject);
    sending.end(body);
  });
}

/** A desk reduced to its key and session: it signs and calls, and remembers nothing but its counter. */
export class PortalDesk {
  /** Changes when the server was started again elsewhere. */
  server: ServerAddress;
  readonly publicKey: string;
  session: Session | null = null;
  counter = 1;
  head: Head = { seq: 0, hash: genesisHash };
  readonly #key: KeyObject;
  readonly #login: string;
  readonly #password: string;

  constructor(server: ServerAddress, login: string, password: string, seed?: string) {
    this.server = server;
    this.#login = login;
    this.#password = password;
    this.#key = seed === undefined ? generateKeyPairSync('ed25519').privateKey : keyOfSeed(seed);
    this.publicKey = String(this.#key.export({ format: 'jwk' }).x);
  }

  sign(text: string): string {
    return sign(null, Buffer.from(text), this.#key).toString('base64url');
  }

  async enrol(deviceName = 'Máy thử'): Promise<Session> {
    const answer = await this.post('/sessions/enrol', {
      login: this.#login,
      password: this.#password,
      deviceName,
      publicKey: this.publicKey,
      possession: this.sign(enrolProofText(this.publicKey)),
    });
    return this.#opened(answer);
  }

  async signIn(password = this.#password, nonce = freshId()): Promise<Session> {
    return this.#opened(await this.trySignIn(password, nonce));
  }

  trySignIn(password: string, nonce = freshId()): Promise<Answer> {
    const device = this.open().device;
    const possession = this.sign(signInProofText({ login: this.#login, device, nonce }));
    return this.post('/sessions', { login: this.#login, password, device, nonce, possession });
  }

  /** A call without a session. */
  post(path: string, body: unknown): Promise<Answer> {
    const headers = { 'content-type': 'application/json' };
    return call(this.server, apiPrefix + path, { method: 'POST', body: JSON.stringify(body), headers });
  }

  open(): Session {
    if (this.session === null) throw new Error('not signed in');
    return this.session;
  }

  board(path: string): string {
    return `/boards/${this.open().board}${path}`;
  }

  /** Headers that prove one request; `with` replaces parts, to forge. */
  proof(
    method: string,
    path: string,
    body: Hash,
    nonce = freshId(),
    token = this.open().token,
  ): Record<string, string> {
    const text = requestProofText({ method, path, body, token, nonce });
    return {
      authorization: `Bearer ${token}`,
      [requestHeaders.protocol]: String(protocolVersion),
      [requestHeaders.nonce]: nonce,
      [requestHeaders.proof]: this.sign(text),
    };
  }

  signed(path: string, { method = 'GET', body = '', headers = {} }: Call = {}, proven?: Hash): Promise<Answer> {
    const target = apiPrefix + path;
    const proof = this.proof(method, target, proven ?? sha256Hash(body));
    const type = { 'content-type': 'application/json' };
    return call(this.server, target, { method, body, headers: { ...type, ...proof, ...headers } });
  }

  /** A signed statement with the next counter; `change` alters it before it is signed. */
  command(
    item: ItemId | null,
    version: Hash | null,
    authority: AuthorityId,
    details: Details,
    options: {
      readonly reason?: string;
      readonly articles?: readonly Article[];
      readonly change?: Partial<Statement>;
    } = {},
  ): SignedCommand {
    const { device, board } = this.open();
    const statement: Statement = {
      format: 1,
      board,
      item,
      version,
      action: details.action,
      reason: options.reason ?? null,
      authority,
      command: commandIdSchema.parse(freshId()),
      device,
      counter: this.counter,
      claimedAt: instantFromMs(Date.now()),
      head: this.head,
      details,
      ...options.change,
    };
    this.counter = statement.counter + 1;
    return { statement, signature: this.sign(canonicalJson(statement)), articles: [...(options.articles ?? [])] };
  }

  async push(...commands: readonly SignedCommand[]): Promise<readonly CommandOutcome[]> {
    const answer = await this.signed(this.board('/push'), { method: 'POST', body: JSON.stringify({ commands }) });
    if (answer.status !== 200) throw new Error(`push: ${answer.status} ${answer.body.toString('utf8')}`);
    return pushReplySchema.parse(answer.json()).outcomes;
  }

  async pull(after: number, limit = 500, encoding = 'zstd'): Promise<readonly PullLine[]> {
    const answer = await this.signed(this.board(`/events?after=${after}&limit=${limit}`), {
      headers: { 'accept-encoding': encoding },
    });
    if (answer.status !== 200) throw new Error(`pull: ${answer.status} ${answer.body.toString('utf8')}`);
    return linesOf(answer).map((line) => pullLineSchema.parse(line));
  }

  async snapshot(): Promise<readonly SnapshotLine[]> {
    const answer = await this.signed(this.board('/snapshot'), { headers: { 'accept-encoding': 'zstd' } });
    if (answer.status !== 200) throw new Error(`snapshot: ${answer.status} ${answer.body.toString('utf8')}`);
    return linesOf(answer).map((line) => snapshotLineSchema.parse(line));
  }

  async putBlob(bytes: Uint8Array): Promise<Hash> {
    const hash = sha256Hash(bytes);
    const answer = await this.signed(`/blobs/${hash}`, { method: 'PUT', body: bytes }, hash);
    if (answer.status !== 201) throw new Error(`blob: ${answer.status} ${answer.body.toString('utf8')}`);
    return hash;
  }

  #opened(answer: Answer): Session {
    if (answer.status !== 200) throw new Error(`sign-in: ${answer.status} ${answer.body.toString('utf8')}`);
    this.session = sessionSchema.parse(answer.json());
    this.counter = this.session.nextCounter;
    return this.session;
  }
}

/** The code of a typed failure, or null when the answer is none. */
export function failureCode(answer: Answer): string | null {
  const body: unknown = answer.json();
  if (typeof body !== 'object' || body === null || !('data' in body)) return null;
  const { data } = body;
  return typeof data === 'object' && data !== null && 'code' in data ? String(data.code) : null;
}

/** A short piece of news; every field that approval asks for is filled. */
export function plainArticle(
  title: string,
  text = 'Sáng 20/11, hội nghị đã thống nhất 12 nhiệm vụ trọng tâm.',
): Article {
  return {
    language: 'vi',
    title,
    summary: 'Tóm tắt tin thử.',
    author: 'Nguyễn Văn An',
    source: 'Văn phòng UBND tỉnh',
    sourceDate: null,
    body: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text }] }] },
    attachments: [],
    document: null,
  };
}

export function freshId(): string {
  return newId((count) => randomBytes(count));
}

function linesOf(answer: Answer): readonly unknown[] {
  const lines = answer.body.toString('utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as unknown);
}

function keyOfSeed(seed: string): KeyObject {
  const prefix = Buffer.from('302e020100300506032b657004220420', 'hex');
  const bytes = Buffer.from(sha256Hash(seed), 'hex');
  return createPrivateKey({ key: Buffer.concat([prefix, bytes]), format: 'der', type: 'pkcs8' });
}
