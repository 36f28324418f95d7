import { z } from 'zod';
import { canonicalJson } from '../lib/canonical-json.ts';
import { canonicalHash, type Hash } from '../lib/hash.ts';
import { instantSchema } from '../lib/instant.ts';

/** Version of the messages between desk and server; a changed message bumps it (a fingerprint test insists). */
export const protocolVersion = 2;
/** Oldest version of a desk the server still serves; older ones go read-only with their outbox kept. */
export const minimumProtocolVersion = 2;

/** Path under which the server's interface lives. */
export const apiPrefix = '/api/v1';

/** Headers every reply of the server carries; a reply without them did not come from our server. */
export const replyHeaders = {
  server: 'x-portal-server',
  epoch: 'x-portal-epoch',
  protocol: 'x-portal-protocol',
  time: 'x-portal-time',
} as const;

/** Headers every signed-in request of a desk carries. */
export const requestHeaders = { proof: 'x-desk-proof', nonce: 'x-desk-nonce', protocol: 'x-desk-protocol' } as const;

/**
 * Text a desk signs with its key for each request, so that a stolen session token is useless without the device:
 * `path` is the request target as sent, prefix and query included (`/api/v1/boards/…/events?after=0`); `body` is the
 * SHA-256 of the request's bytes (of no bytes for GET; for a blob's PUT, its own name). A nonce serves one request.
 */
export function requestProofText(request: {
  method: string;
  path: string;
  body: Hash;
  token: string;
  nonce: string;
}): string {
  const { method, path, body, token, nonce } = request;
  return canonicalHash({ method, path, body, token, nonce });
}

/** Text whose signature proves at enrolment that the new key is at hand: the key's own base64url text. */
export function enrolProofText(publicKey: string): string {
  return publicKey;
}

/** Text whose signature proves at sign-in that the enrolled device's key is at hand; a nonce serves once. */
export function signInProofText(request: { login: string; device: string; nonce: string }): string {
  const { login, device, nonce } = request;
  return canonicalHash({ login, device, nonce });
}

/** Text the server signs at the start of a snapshot. */
export function snapshotProofText(start: { board: string; head: { seq: number; hash: Hash }; at: string }): string {
  const { board, head, at } = start;
  return canonicalJson({ board, head, at });
}

/**
 * Headers of a blob's upload in pieces: `PUT` with `Content-Range: bytes FIRST-LAST/SIZE` answers 201 when whole, 202 with
 * `received` (bytes kept so far) when more is to come, 409 with `received` when the piece does not continue there.
 * `HEAD` of a blob not yet whole answers 404 with `received`.
 */
export const blobHeaders = { received: 'x-blob-received' } as const;

/** Name of the doorbell's server-sent event; its data is the head's sequence as decimal digits. Comments are heartbeats. */
export const doorbellEvent = 'seq';

/** Who answered: the server's lasting id, its epoch (changes when it was restored from a backup), its clock. */
export const serverIdentitySchema = z.strictObject({
  server: z.string().regex(/^[a-z0-9]{16,32}$/),
  epoch: z.number().int().min(1),
  protocol: z.number().int(),
  minimumProtocol: z.number().int(),
  name: z.string(),
  /** Ed25519 key, base64url, that signs snapshots. */
  publicKey: z.string(),
  /** Head of what is safely backed up; a desk keeps acknowledged commands until then. */
  at: instantSchema,
});
export type ServerIdentity = z.infer<typeof serverIdentitySchema>;

export const caFingerprintSchema = z.string().regex(/^[0-9A-F]{2}(:[0-9A-F]{2}){31}$/);
