import { open } from 'node:fs/promises';
import { AppError } from '#shared/contract/app-error.ts';
import { blobHeaders } from '#shared/contract/protocol.ts';
import type { Hash } from '#shared/lib/hash.ts';
import type { Instant } from '#shared/lib/instant.ts';
import type { DeskStore } from '../store/desk-store.ts';
import { networkError } from './network-error.ts';
import type { PortalClient } from './portal-client.ts';

const pieceBytes = 2 * 1024 * 1024;
/** Largest article, with room to spare. */
const articleBytes = 4 * 1024 * 1024;
/** Largest file the desk fetches. */
const fetchBytes = 256 * 1024 * 1024;

/** Sends a file of this desk, continuing where an earlier try was cut; does nothing when the server has it. */
export async function uploadBlob(
  store: DeskStore,
  client: PortalClient,
  sha256: Hash,
  signal: AbortSignal,
): Promise<void> {
  const entry = store.blobs.entry(sha256);
  if (entry === null) throw new AppError('blob-missing', { subject: sha256 });
  if (entry.uploaded) return;
  const path = `/blobs/${sha256}`;
  const found = await client.call(path, { method: 'HEAD', signedIn: true, signal, answers: [404] });
  await found.body.dump();
  let position = found.statusCode === 200 ? entry.size : received(found.headers);
  const file = await open(store.blobs.fileOf(sha256), 'r');
  try {
    let whole = found.statusCode === 200;
    while (!whole) {
      const body = new Uint8Array(Math.min(pieceBytes, entry.size - position));
      await file.read(body, 0, body.length, position);
      const last = position + body.length - 1;
      const ranged = entry.size > pieceBytes || position > 0;
      const reply = await client.call(path, {
        method: 'PUT',
        signedIn: true,
        signal,
        body,
        proofOf: sha256,
        headers: {
          'content-type': entry.mediaType,
          ...(ranged ? { 'content-range': `bytes ${position}-${last}/${entry.size}` } : {}),
        },
        answers: [409],
      });
      await reply.body.dump();
      whole = reply.statusCode === 201 || reply.statusCode === 200;
      const next = received(reply.headers);
      if (!whole && next === position) throw new AppError('server-error', { subject: sha256 });
      position = next;
    }
  } finally {
    await file.close();
  }
  store.blobs.markUploaded(sha256);
}

/** Fetches a file by hash, continuing where an earlier try was cut; what arrives is hashed before it counts. */
export async function downloadBlob(
  store: DeskStore,
  client: PortalClient,
  sha256: Hash,
  mediaType: string,
  now: () => Instant,
  signal: AbortSignal,
): Promise<void> {
  if (store.blobs.has(sha256)) return;
  const from = store.blobs.partSize(sha256);
  const reply = await client.call(`/blobs/${sha256}`, {
    signedIn: true,
    signal,
    headers: from === 0 ? {} : { range: `bytes=${from}-` },
    answers: [404, 416],
  });
  if (reply.statusCode === 404) {
    await reply.body.dump();
    throw new AppError('blob-missing', { subject: sha256 });
  }
  if (from > 0 && reply.statusCode !== 206) store.blobs.dropPart(sha256);
  if (reply.statusCode === 416) {
    await reply.body.dump();
    throw new AppError('blob-mismatch', { subject: sha256 });
  }
  let size = reply.statusCode === 206 ? from : 0;
  try {
    for await (const piece of reply.body) {
      const bytes: Uint8Array = piece;
      size += bytes.length;
      if (size > fetchBytes) throw new AppError('too-large', { subject: sha256 });
      await store.blobs.append(sha256, bytes);
    }
  } catch (error) {
    throw networkError(error, sha256);
  }
  if (size === 0) await store.blobs.append(sha256, new Uint8Array());
  await store.blobs.finish(sha256, mediaType, now());
}

/** A small blob as text, such as an article; nothing of it is stored. */
export async function fetchBlobText(client: PortalClient, sha256: Hash, signal: AbortSignal): Promise<string> {
  const reply = await client.call(`/blobs/${sha256}`, { signedIn: true, signal, answers: [404] });
  if (reply.statusCode === 404) {
    await reply.body.dump();
    throw new AppError('blob-missing', { subject: sha256 });
  }
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const piece of reply.body) {
      const bytes: Uint8Array = piece;
      size += bytes.length;
      if (size > articleBytes) throw new AppError('too-large', { subject: sha256 });
      pieces.push(bytes);
    }
  } catch (error) {
    throw networkError(error, sha256);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function received(headers: Readonly<Record<string, string | readonly string[] | undefined>>): number {
  const count = Number(headers[blobHeaders.received] ?? 0);
  return Number.isInteger(count) && count > 0 ? count : 0;
}
