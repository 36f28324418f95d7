import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { request } from 'node:https';
import type { z } from 'zod';
import type { Article } from '#shared/content/article.ts';
import { type Session, sessionSchema } from '#shared/contract/portal-contract.ts';
import {
  apiPrefix,
  enrolProofText,
  protocolVersion,
  requestHeaders,
  requestProofText,
} from '#shared/contract/protocol.ts';
import { itemHistorySchema, publicationAddressSchema, pushReplySchema } from '#shared/contract/sync-messages.ts';
import { must } from '#shared/lib/assert.ts';
import { canonicalJson } from '#shared/lib/canonical-json.ts';
import { type Hash, sha256Hash } from '#shared/lib/hash.ts';
import { type AuthorityId, commandIdSchema, type ItemId, newId } from '#shared/lib/ids.ts';
import { instantFromMs } from '#shared/lib/instant.ts';
import type { Details } from '#shared/workflow/details.ts';
import type { Head, SignedCommand, Statement } from '#shared/workflow/statement.ts';

/** The server as a device reaches it; only its own authority is trusted. */
export interface ServerDoor {
  readonly url: string;
  readonly caPem: string;
}

export interface Fetched {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
}

/** What a command says besides what the device adds itself. */
export interface Said {
  readonly item: ItemId | null;
  readonly authority: AuthorityId;
  readonly version: Hash | null;
  readonly details: Details;
  readonly reason?: string;
  readonly articles?: readonly Article[];
  readonly head: Head;
}

/** A desk of the made-up board reduced to what a story needs: its own key, its session, its counter. */
export class TrialDevice {
  readonly #door: ServerDoor;
  readonly #now: () => number;
  readonly #key: KeyObject = generateKeyPairSync('ed25519').privateKey;
  #session: Session | null = null;
  #counter = 1;

  constructor(door: ServerDoor, now: () => number) {
    this.#door = door;
    this.#now = now;
  }

  async enrol(login: string, password: string, deviceName: string): Promise<void> {
    const publicKey = must(this.#key.export({ format: 'jwk' }).x, 'an Ed25519 key has its public half');
    const possession = this.#sign(enrolProofText(publicKey));
    const body = JSON.stringify({ login, password, deviceName, publicKey, possession });
    const answer = await send(this.#door, 'POST', `${apiPrefix}/sessions/enrol`, body, jsonType);
    this.#session = parsed(sessionSchema, answer);
    this.#counter = this.#session.nextCounter;
  }

  /** Signs and sends one command; returns its sequence. A story whose command is not accepted is a wrong story: throws. */
  async act({ item, authority, version, details, reason, articles = [], head }: Said): Promise<number> {
    const { board, device } = this.#open();
    const statement: Statement = {
      format: 1,
      board,
      item,
      version,
      action: details.action,
      reason: reason ?? null,
      authority,
      command: commandIdSchema.parse(freshId()),
      device,
      counter: this.#counter,
      claimedAt: instantFromMs(this.#now()),
      head,
      details,
    };
    const command: SignedCommand = {
      statement,
      signature: this.#sign(canonicalJson(statement)),
      articles: [...articles],
    };
    const path = `/boards/${board}/push`;
    const reply = parsed(pushReplySchema, await this.#call('POST', path, JSON.stringify({ commands: [command] })));
    const [outcome] = reply.outcomes;
    if (outcome?.outcome !== 'accepted') throw new Error(`${details.action} of ${item}: ${JSON.stringify(outcome)}`);
    this.#counter += 1;
    return outcome.seq;
  }

  async item(item: ItemId): Promise<z.infer<typeof itemHistorySchema>> {
    return parsed(itemHistorySchema, await this.#call('GET', `/boards/${this.#open().board}/items/${item}`));
  }

  async publication(item: ItemId): Promise<z.infer<typeof publicationAddressSchema>> {
    const path = `/boards/${this.#open().board}/items/${item}/publication`;
    return parsed(publicationAddressSchema, await this.#call('GET', path));
  }

  async putBlob(bytes: Uint8Array): Promise<Hash> {
    const hash = sha256Hash(bytes);
    const answer = await this.#call('PUT', `/blobs/${hash}`, bytes, hash);
    if (answer.status !== 201) throw new Error(`blob: ${answer.status}`);
    return hash;
  }

  /** Reads a page or file of the public site as anybody may. */
  fetch(address: string): Promise<Fetched> {
    return send(this.#door, 'GET', address.replace(this.#door.url, ''), '', {});
  }

  async signOut(): Promise<void> {
    await this.#call('DELETE', '/sessions/current');
    this.#session = null;
  }

  #open(): Session {
    return must(this.#session, 'the device is signed in');
  }

  #sign(text: string): string {
    return sign(null, Buffer.from(text), this.#key).toString('base64url');
  }

  #call(method: string, path: string, body: Uint8Array | string = '', name?: Hash): Promise<Fetched> {
    const target = apiPrefix + path;
    const { token } = this.#open();
    const nonce = freshId();
    const proof = requestProofText({ method, path: target, body: name ?? sha256Hash(body), token, nonce });
    return send(this.#door, method, target, body, {
      ...(typeof body === 'string' && body !== '' ? jsonType : {}),
      authorization: `Bearer ${token}`,
      [requestHeaders.protocol]: String(protocolVersion),
      [requestHeaders.nonce]: nonce,
      [requestHeaders.proof]: this.#sign(proof),
    });
  }
}

const jsonType = { 'content-type': 'application/json' };

/** A fresh identifier of the product's form. */
export function freshId(): string {
  return newId((count) => randomBytes(count));
}

function parsed<Schema extends z.ZodType>(schema: Schema, { status, bytes }: Fetched): z.infer<Schema> {
  const text = bytes.toString('utf8');
  if (status !== 200) throw new Error(`${status} ${text.slice(0, 500)}`);
  return schema.parse(JSON.parse(text));
}

function send(
  { url, caPem }: ServerDoor,
  method: string,
  path: string,
  body: Uint8Array | string,
  headers: Readonly<Record<string, string>>,
): Promise<Fetched> {
  return new Promise((resolve, reject) => {
    const sending = request(`${url}${path}`, { method, headers: { ...headers }, ca: caPem }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('error', reject);
      response.on('end', () => {
        resolve({
          status: response.statusCode ?? 0,
          headers: singleHeaders(response.headers),
          bytes: Buffer.concat(pieces),
        });
      });
    });
    sending.on('error', reject);
    sending.end(body);
  });
}

function singleHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
}
