import { expect, test } from 'vitest';
import { hashPassword, isPassword, randomPassword } from './passwords.ts';

test('a password is kept as argon2id with enough memory and passes, and known again in either Unicode form', async () => {
  const stored = await hashPassword('mật khẩu của tôi'.normalize('NFC'));
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  const tries = ['mật khẩu của tôi'.normalize('NFD'), 'mat khau cua toi', ''];
  expect(await Promise.all(tries.map((password) => isPassword(stored, password)))).toEqual([true, false, false]);
});

test('nobody has a password when no login is known, not even the one nobody has', async () => {
  expect(await isPassword(null, 'no one has this password')).toBe(false);
});

test('a made password is long, legible and never the same', () => {
  const made = new Set(Array.from({ length: 200 }, randomPassword));
  expect(made.size).toBe(200);
  expect([...made].filter((password) => !/^([a-hj-km-np-z2-9]{4}-){4}[a-hj-km-np-z2-9]{4}$/.test(password))).toEqual(
    [],
  );
});
