import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  scrypt,
  sign,
  timingSafeEqual,
  verify,
} from 'node:crypto';
import { AppError } from '#shared/contract/app-error.ts';
import { must } from '#shared/lib/assert.ts';
import type { SecretSealing } from '../ports.ts';

/** The person's signing key on this desk, open in memory. */
export interface DeviceKey {
  /** 32 bytes, base64url. */
  readonly publicKey: string;
  /** Ed25519 over the UTF-8 form of a text, base64url. */
  sign(text: string): string;
}

type Random = (bytes: number) => Uint8Array;

const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');
const scryptCost = { N: 32_768, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };
const format = 1;
const lengths = { salt: 16, iv: 12, tag: 16 } as const;

/** The key that a 32-byte seed stands for. */
export function deviceKey(seed: Uint8Array): DeviceKey {
  const key = createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: 'der', type: 'pkcs8' });
  const { x } = createPublicKey(key).export({ format: 'jwk' });
  return {
    publicKey: must(x, 'an Ed25519 public key has an x coordinate'),
    sign: (text) => sign(null, Buffer.from(text), key).toString('base64url'),
  };
}

/** Seals a seed with the operating system where that is strong, else with the person's passphrase. */
export async function sealSeed(
  seed: Uint8Array,
  secrets: SecretSealing,
  passphrase: string | null,
  random: Random,
): Promise<Uint8Array> {
  if (secrets.strength === 'os') return secrets.seal(seed);
  if (passphrase === null) throw new AppError('wrong-passphrase', { subject: 'passphrase' });
  const salt = random(lengths.salt);
  const iv = random(lengths.iv);
  const cipher = createCipheriv('aes-256-gcm', await passphraseKey(passphrase, salt), iv);
  const sealed = Buffer.concat([cipher.update(seed), cipher.final()]);
  return Buffer.concat([Uint8Array.of(format), salt, iv, cipher.getAuthTag(), sealed]);
}

/** Opens a sealed seed; throws `wrong-passphrase` when it does not open. */
export async function openSeed(
  sealed: Uint8Array,
  strength: SecretSealing['strength'],
  secrets: SecretSealing,
  passphrase: string | null,
): Promise<Uint8Array> {
  if (strength === 'os') return secrets.unseal(sealed);
  if (passphrase === null || sealed[0] !== format) throw new AppError('wrong-passphrase');
  const bytes = Buffer.from(sealed);
  const salt = bytes.subarray(1, 1 + lengths.salt);
  const iv = bytes.subarray(1 + lengths.salt, 1 + lengths.salt + lengths.iv);
  const tag = bytes.subarray(1 + lengths.salt + lengths.iv, 1 + lengths.salt + lengths.iv + lengths.tag);
  const decipher = createDecipheriv('aes-256-gcm', await passphraseKey(passphrase, salt), iv);
  decipher.setAuthTag(tag);
  try {
    const start = 1 + lengths.salt + lengths.iv + lengths.tag;
    return Buffer.concat([decipher.update(bytes.subarray(start)), decipher.final()]);
  } catch (error) {
    throw new AppError('wrong-passphrase', { cause: error });
  }
}

/** What is kept to recognise a word of the person's again while there is no network: salt and scrypt of it. */
export async function makeVerifier(word: string, random: Random): Promise<Uint8Array> {
  const salt = random(lengths.salt);
  return Buffer.concat([salt, await passphraseKey(word, salt)]);
}

export async function isVerified(verifier: Uint8Array, word: string): Promise<boolean> {
  const bytes = Buffer.from(verifier);
  const derived = await passphraseKey(word, bytes.subarray(0, lengths.salt));
  return timingSafeEqual(derived, bytes.subarray(lengths.salt));
}

const publicKeys = new Map<string, KeyObject>();

/** Whether a signature over a text is that of a public key; both base64url, anything malformed is not. */
export function isSigned(publicKey: string, text: string, signature: string): boolean {
  try {
    let key = publicKeys.get(publicKey);
    if (key === undefined) {
      key = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: publicKey } });
      if (publicKeys.size > 1_000) publicKeys.clear();
      publicKeys.set(publicKey, key);
    }
    return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'));
  } catch {
    return false;
  }
}

function passphraseKey(passphrase: string, salt: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFC'), salt, 32, scryptCost, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
