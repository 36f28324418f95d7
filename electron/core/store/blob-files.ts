import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { appendFile, open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '#shared/contract/app-error.ts';
import type { Hash } from '#shared/lib/hash.ts';
import type { Instant } from '#shared/lib/instant.ts';
import type { Sql } from './sql.ts';
import { storeErrorCode } from './store-error.ts';

/** What the table knows of a file that is on this machine. */
export interface BlobEntry {
  readonly sha256: Hash;
  readonly size: number;
  readonly mediaType: string;
  /** True once the server is known to have it. */
  readonly uploaded: boolean;
}

/** Files by their SHA-256: bytes on disk, synced before the table names them; what the table names is whole. */
export class BlobFiles {
  readonly #sql: Sql;
  readonly #directory: string;

  constructor(sql: Sql, directory: string) {
    this.#sql = sql;
    this.#directory = directory;
  }

  entry(sha256: Hash): BlobEntry | null {
    const row = this.#sql.first<{ sha256: Hash; size: number; mediaType: string; uploaded: number }>(
      'SELECT sha256, size, media_type AS mediaType, uploaded FROM blob WHERE sha256 = ?',
      [sha256],
    );
    return row === null ? null : { ...row, uploaded: row.uploaded === 1 };
  }

  has(sha256: Hash): boolean {
    return this.entry(sha256) !== null;
  }

  /** Which of these are not on this machine. */
  missing(hashes: readonly Hash[]): readonly Hash[] {
    return [...new Set(hashes)].filter((sha256) => !this.has(sha256));
  }

  /** Keeps bytes made on this desk; answers their hash. */
  keep(bytes: Uint8Array, mediaType: string, at: Instant): Hash {
    const sha256 = hashOf(bytes);
    if (this.has(sha256)) return sha256;
    const part = this.#partOf(sha256);
    this.#writing(() => {
      mkdirSync(path.dirname(part), { recursive: true });
      const file = openSync(part, 'w', 0o600);
      try {
        let written = 0;
        while (written < bytes.length) written += writeSync(file, bytes, written);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      renameSync(part, this.fileOf(sha256));
    });
    this.#enter(sha256, bytes.length, mediaType, false, at);
    return sha256;
  }

  /** Bytes already here of a file being fetched. */
  partSize(sha256: Hash): number {
    const part = this.#partOf(sha256);
    return existsSync(part) ? statSync(part).size : 0;
  }

  async append(sha256: Hash, bytes: Uint8Array): Promise<void> {
    const part = this.#partOf(sha256);
    mkdirSync(path.dirname(part), { recursive: true });
    try {
      await appendFile(part, bytes, { mode: 0o600 });
    } catch (error) {
      throw asAppError(error);
    }
  }

  dropPart(sha256: Hash): void {
    rmSync(this.#partOf(sha256), { force: true });
  }

  /** Takes a fetched file over after hashing what is on disk; a file that is not what its name says is thrown away. */
  async finish(sha256: Hash, mediaType: string, at: Instant): Promise<void> {
    const part = this.#partOf(sha256);
    const hash = createHash('sha256');
    const file = await open(part, 'r+');
    let size = 0;
    try {
      for await (const chunk of file.createReadStream({ autoClose: false })) {
        const bytes: Uint8Array = chunk;
        hash.update(bytes);
        size += bytes.length;
      }
      await file.sync();
    } finally {
      await file.close();
    }
    if (hash.digest('hex') !== sha256) {
      this.dropPart(sha256);
      throw new AppError('blob-mismatch', { subject: sha256 });
    }
    this.#writing(() => renameSync(part, this.fileOf(sha256)));
    this.#enter(sha256, size, mediaType, true, at);
  }

  async read(sha256: Hash): Promise<{ readonly bytes: Uint8Array; readonly mediaType: string } | null> {
    const entry = this.entry(sha256);
    if (entry === null) return null;
    const bytes = await readFile(this.fileOf(sha256)).catch(() => null);
    if (bytes === null || hashOf(bytes) !== sha256) {
      this.forget(sha256);
      return null;
    }
    return { bytes: new Uint8Array(bytes), mediaType: entry.mediaType };
  }

  readSync(sha256: Hash): Uint8Array | null {
    if (!this.has(sha256)) return null;
    return new Uint8Array(readFileSync(this.fileOf(sha256)));
  }

  markUploaded(sha256: Hash): void {
    this.#sql.run('UPDATE blob SET uploaded = 1 WHERE sha256 = ?', [sha256]);
  }

  markNotUploaded(sha256: Hash): void {
    this.#sql.run('UPDATE blob SET uploaded = 0 WHERE sha256 = ?', [sha256]);
  }

  /** After the server lost data: it may lack any file it once had. */
  markNoneUploaded(): void {
    this.#sql.run('UPDATE blob SET uploaded = 0');
  }

  forget(sha256: Hash): void {
    this.#sql.run('DELETE FROM blob WHERE sha256 = ?', [sha256]);
  }

  fileOf(sha256: Hash): string {
    return path.join(this.#directory, sha256.slice(0, 2), sha256);
  }

  #partOf(sha256: Hash): string {
    return `${this.fileOf(sha256)}.part`;
  }

  #enter(sha256: Hash, size: number, mediaType: string, uploaded: boolean, at: Instant): void {
    this.#sql.run('INSERT OR IGNORE INTO blob VALUES (?, ?, ?, ?, ?)', [sha256, size, mediaType, uploaded ? 1 : 0, at]);
  }

  #writing(work: () => void): void {
    try {
      work();
    } catch (error) {
      throw asAppError(error);
    }
  }
}

function hashOf(bytes: Uint8Array): Hash {
  // A digest in hexadecimal is a Hash by construction.
  return createHash('sha256').update(bytes).digest('hex') as Hash;
}

function asAppError(error: unknown): unknown {
  return storeErrorCode(error) === 'full' ? new AppError('disk-full', { cause: error }) : error;
}
