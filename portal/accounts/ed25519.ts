import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import { must } from '#shared/lib/assert.ts';

const known = new Map<string, KeyObject>();
const mostKnown = 5_000;

/** Whether a base64url signature over a UTF-8 text is that of a base64url public key; false for anything malformed. */
export function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  try {
    return verify(null, Buffer.from(text), keyObject(publicKey), Buffer.from(signature, 'base64url'));
  } catch {
    return false;
  }
}

/** The server's own key pair, kept as one text. */
export function makeSigningKey(): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  return privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
}

export interface Signer {
  /** 32 bytes, base64url. */
  readonly publicKey: string;
  sign(text: string): string;
}

export function signerOf(pem: string): Signer {
  const key = createPrivateKey(pem);
  const { x } = createPublicKey(key).export({ format: 'jwk' });
  return {
    publicKey: must(x, 'an Ed25519 public key has an x coordinate'),
    sign: (text) => sign(null, Buffer.from(text), key).toString('base64url'),
  };
}

function keyObject(publicKey: string): KeyObject {
  const found = known.get(publicKey);
  if (found !== undefined) return found;
  const made = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: publicKey } });
  if (known.size >= mostKnown) known.clear();
  known.set(publicKey, made);
  return made;
}
