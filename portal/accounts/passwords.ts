import { randomInt } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** argon2id, the library's default kind, with the least memory and passes that are recommended for it. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hash of no one's password: verified for unknown logins, so that they take as long as known ones. */
let nobodys: Promise<string> | null = null;

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'), cost);
}

/** Takes the same time whether the login exists (`stored` given) or not. */
export async function isPassword(stored: string | null, password: string): Promise<boolean> {
  nobodys ??= hashPassword('no one has this password');
  const matches = await verify(stored ?? (await nobodys), password.normalize('NFC'));
  return matches && stored !== null;
}

const letters = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A password to hand over on paper: five groups of four without letters that look alike, 99 bits. */
export function randomPassword(): string {
  const group = (): string => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
  return Array.from({ length: 5 }, group).join('-');
}
