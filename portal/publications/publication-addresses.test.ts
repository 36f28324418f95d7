import { expect, test } from 'vitest';
import { itemIdSchema } from '#shared/lib/ids.ts';
import { publicationAddresses } from './publication-addresses.ts';

const item = itemIdSchema.parse('0123456789abcdefghjkmnpqrs');

function at(now: () => number, secret = 'bí mật'): ReturnType<typeof publicationAddresses> {
  return publicationAddresses({ secret, origin: () => 'https://cong.example:8443', now, lifetimeMs: 60_000 });
}

function tokenOf(path: string): string {
  return path.split('/').at(-1) ?? '';
}

test('a preview token names its item until it expires, and says so afterwards', () => {
  let now = 1_000_000;
  const addresses = at(() => now);
  const { url, expiresAt } = addresses.previewUrl(item);
  expect(url).toMatch(/^https:\/\/cong\.example:8443\/xem-truoc\/[A-Za-z0-9_-]{16,128}$/);
  now += 59_999;
  expect(addresses.readPreview(tokenOf(url))).toEqual({ item, expiresAt, expired: false });
  now += 1;
  expect(addresses.readPreview(tokenOf(url))).toEqual({ item, expiresAt, expired: true });
});

test('no token with any character changed, cut short or made with another secret is read', () => {
  const addresses = at(() => 0);
  const token = tokenOf(addresses.preview(item).path);
  const changed = [...token].map(
    (letter, index) => `${token.slice(0, index)}${letter === 'A' ? 'B' : 'A'}${token.slice(index + 1)}`,
  );
  const cut = [...token].map((_, index) => token.slice(0, index));
  const foreign = tokenOf(at(() => 0, 'khác').preview(item).path);
  const same = Buffer.from(token, 'base64url');
  const forged = [...changed, ...cut, foreign].filter((text) => !Buffer.from(text, 'base64url').equals(same));
  expect(forged.length).toBeGreaterThan(100);
  expect(forged.filter((text) => addresses.readPreview(text) !== null)).toEqual([]);
});
