import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';

const fast = { [constants.ZSTD_c_compressionLevel]: 1, [constants.ZSTD_c_checksumFlag]: 1 };
/** A body larger than this was never written by the desk. */
const largest = { maxOutputLength: 64 * 1024 * 1024 };

/** Compresses a stored body, with a checksum that a flipped bit breaks. */
export function packText(text: string): Uint8Array {
  const bytes = Buffer.from(text);
  // Told the size beforehand, zstd sets up tables for that size only; the set-up is most of the cost of a small body.
  return zstdCompressSync(bytes, { params: fast, pledgedSrcSize: bytes.length, chunkSize: 4096 });
}

/** The text of a stored body; throws when its checksum does not hold. */
export function unpackText(body: Uint8Array): string {
  return zstdDecompressSync(body, largest).toString('utf8');
}
