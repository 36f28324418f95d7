import type { IncomingMessage } from 'node:http';
import { AppError } from '#shared/contract/app-error.ts';
import { minimumProtocolVersion, requestHeaders, requestProofText } from '#shared/contract/protocol.ts';
import type { Hash } from '#shared/lib/hash.ts';
import type { SignedIn } from '../accounts/accounts.ts';
import { isSignedBy } from '../accounts/ed25519.ts';
import type { ApiPorts } from './api-ports.ts';
import { tokenBucket } from './token-bucket.ts';

/** `body` is asked for only once the token is good: a stranger’s megabytes are not worth reading. */
export type Authenticate = (request: IncomingMessage, body: () => Promise<Hash>) => Promise<SignedIn>;

const mostNonces = 100_000;

/**
 * Checks a signed-in request: protocol, token, the device's signature over this very request, a nonce not used before,
 * the person's rate. A nonce is remembered while the server runs; past that, commands are safe by their counters.
 */
export function createAuthenticate({ accounts, limits, now }: ApiPorts): Authenticate {
  const spend = tokenBucket(limits.callBurst, limits.callsPerSecond, now);
  const usedNonces = new Set<string>();
  return async (request, body) => {
    const protocol = headerOf(request, requestHeaders.protocol);
    if (protocol !== '' && !(Number(protocol) >= minimumProtocolVersion)) throw new AppError('needs-update');
    const token = /^Bearer ([A-Za-z0-9_-]{32,128})$/.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) throw new AppError('sign-in-required');
    const signedIn = await accounts.authenticate(token);
    spend(signedIn.device.person);
    if (protocol === '') throw new AppError('bad-request', { subject: requestHeaders.protocol });
    const nonce = headerOf(request, requestHeaders.nonce);
    if (!/^[\x21-\x7e]{16,64}$/.test(nonce)) throw new AppError('bad-request', { subject: requestHeaders.nonce });
    const { method = '', url: path = '' } = request;
    const text = requestProofText({ method, path, body: await body(), token, nonce });
    if (!isSignedBy(signedIn.device.publicKey, text, headerOf(request, requestHeaders.proof))) {
      throw new AppError('bad-signature', { subject: requestHeaders.proof });
    }
    const use = `${signedIn.device.id} ${nonce}`;
    if (usedNonces.has(use)) throw new AppError('bad-signature', { subject: requestHeaders.nonce });
    if (usedNonces.size >= mostNonces) forgetOldest(usedNonces);
    usedNonces.add(use);
    return signedIn;
  };
}

function forgetOldest(nonces: Set<string>): void {
  let left = mostNonces / 10;
  for (const nonce of nonces) {
    nonces.delete(nonce);
    left -= 1;
    if (left <= 0) return;
  }
}

function headerOf(request: IncomingMessage, name: string): string {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
}
