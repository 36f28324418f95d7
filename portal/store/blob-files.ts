import { createHash } from 'node:crypto';
import { createReadStream, mkdirSync, type ReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Hash } from '#shared/lib/hash.ts';
import type { DeviceId } from '#shared/lib/ids.ts';
import { syncDirectory } from './write-durably.ts';

/** A piece of a blob that does not continue what is kept, or bytes that are not those the name promises. */
export type PieceOutcome =
  | { readonly outcome: 'whole' }
  | { readonly outcome: 'kept' | 'elsewhere'; readonly received: number }
  | { readonly outcome: 'mismatch' };

export interface Piece {
  readonly first: number;
  /** Size of the whole blob. */
  readonly size: number;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** Bytes by their hash under `blobs/ab/cdef…`; uploads grow per device in `blobs/partial` until their hash is proven. */
export interface BlobFiles {
  receive(hash: Hash, device: DeviceId, piece: Piece): Promise<PieceOutcome>;
  /** Bytes kept so far of an upload that is not whole. */
  received(hash: Hash, device: DeviceId): Promise<number>;
  /** `last` is inclusive. */
  stream(hash: Hash, first: number, last: number): ReadStream;
  read(hash: Hash): Promise<Uint8Array>;
  /** Removes uploads that nobody has continued for a week. */
  dropStalePartials(now: number): Promise<void>;
}

const week = 7 * 86_400_000;

export function blobFiles(directory: string): BlobFiles {
  const partials = path.join(directory, 'partial');
  mkdirSync(partials, { recursive: true, mode: 0o700 });
  const fileOf = (hash: Hash): string => path.join(directory, hash.slice(0, 2), hash.slice(2));
  const partialOf = (hash: Hash, device: DeviceId): string => path.join(partials, `${hash}.${device}`);
  const busy = new Map<string, Promise<unknown>>();

  const receiveAlone = async (hash: Hash, device: DeviceId, piece: Piece): Promise<PieceOutcome> => {
    const partial = partialOf(hash, device);
    const kept = await sizeOf(partial);
    if (piece.first !== kept) {
      // A start from the beginning replaces what an earlier try left.
      if (piece.first !== 0) return { outcome: 'elsewhere', received: kept };
      await rm(partial, { force: true });
    }
    const received = await appendPiece(partial, piece);
    if (received < piece.size) return { outcome: 'kept', received };
    if (received > piece.size || (await hashOfFile(partial)) !== hash) {
      await rm(partial, { force: true });
      return { outcome: 'mismatch' };
    }
    const file = fileOf(hash);
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    await rename(partial, file);
    syncDirectory(path.dirname(file));
    syncDirectory(directory);
    return { outcome: 'whole' };
  };

  return {
    receive: (hash, device, piece) => {
      const key = partialOf(hash, device);
      const before = busy.get(key) ?? Promise.resolve();
      const turn = before.then(
        () => receiveAlone(hash, device, piece),
        () => receiveAlone(hash, device, piece),
      );
      busy.set(key, turn);
      const done = (): void => {
        if (busy.get(key) === turn) busy.delete(key);
      };
      turn.then(done, done);
      return turn;
    },
    received: (hash, device) => sizeOf(partialOf(hash, device)),
    stream: (hash, first, last) => createReadStream(fileOf(hash), { start: first, end: last }),
    read: (hash) => readFile(fileOf(hash)),
    dropStalePartials: async (now) => {
      for (const name of await readdir(partials)) {
        const partial = path.join(partials, name);
        if (now - (await stat(partial)).mtimeMs > week) await rm(partial, { force: true });
      }
    },
  };
}

/** Appends what arrives and makes it durable even when the connection breaks half way, so that a resume can trust it. */
async function appendPiece(partial: string, piece: Piece): Promise<number> {
  const handle: FileHandle = await open(partial, 'a', 0o600);
  try {
    let size = piece.first;
    try {
      for await (const bytes of piece.bytes) {
        size += bytes.byteLength;
        if (size > piece.size) return size;
        await handle.writeFile(bytes);
      }
    } finally {
      await handle.sync();
    }
    return size;
  } finally {
    await handle.close();
  }
}

async function hashOfFile(file: string): Promise<string> {
  const digest = createHash('sha256');
  for await (const bytes of createReadStream(file)) digest.update(bytes);
  return digest.digest('hex');
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch {
    return 0;
  }
}
