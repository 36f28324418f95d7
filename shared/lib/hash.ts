import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { canonicalJson } from './canonical-json.ts';

/** SHA-256 as 64 lower-case hexadecimal digits. */
export const hashSchema = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<'Hash'>();
export type Hash = z.infer<typeof hashSchema>;

/** SHA-256 of bytes, or of the UTF-8 form of a text. */
export function sha256Hash(input: Uint8Array | string): Hash {
  const bytes = typeof input === 'string' ? utf8ToBytes(input) : input;
  return hashSchema.parse(bytesToHex(sha256(bytes)));
}

/** SHA-256 of the RFC 8785 form of a JSON value. */
export function canonicalHash(value: unknown): Hash {
  return sha256Hash(canonicalJson(value));
}
