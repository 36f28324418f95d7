/**
 * Why the desk's store cannot be used. `in-use`: another process has it; `newer`: written by a newer program, left
 * untouched; `damaged`: bytes are not what was written; `full`: no room, nothing was acknowledged; `unsafe`: the
 * SQLite in this build lacks a promise the desk relies on.
 */
export type StoreErrorCode = 'in-use' | 'newer' | 'damaged' | 'full' | 'unsafe';

export class StoreError extends Error {
  readonly code: StoreErrorCode;
  constructor(code: StoreErrorCode, detail: string, cause?: unknown) {
    super(`${code}: ${detail}`, cause === undefined ? undefined : { cause });
    this.name = 'StoreError';
    this.code = code;
  }
}

/** What an error of SQLite or of the file system means for the store; null when it means nothing in particular. */
export function storeErrorCode(error: unknown): StoreErrorCode | null {
  if (error instanceof StoreError) return error.code;
  const code: unknown = error instanceof Error && 'code' in error ? error.code : null;
  if (typeof code !== 'string') return null;
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return 'damaged';
  // zstd refuses a body whose checksum does not hold.
  if (code.startsWith('ZSTD_')) return 'damaged';
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT') return 'full';
  if (code.startsWith('SQLITE_IOERR') || code === 'SQLITE_CANTOPEN') return 'damaged';
  if (code.startsWith('SQLITE_BUSY')) return 'in-use';
  return null;
}
