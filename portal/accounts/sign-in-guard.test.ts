import { expect, test } from 'vitest';
import { AppError } from '#shared/contract/app-error.ts';
import type { PortalStore, SignInFailures } from '../store/portal-store.ts';
import { guardAttempts } from './sign-in-guard.ts';

const minute = 60_000;

function guard(now: () => number): (right: boolean, address?: string) => Promise<string> {
  const kept = new Map<string, SignInFailures>();
  const store: Pick<PortalStore, 'failures' | 'putFailures'> = {
    failures: async (login, address) => kept.get(`${login} ${address}`) ?? null,
    putFailures: async (login, address, failures) => {
      if (failures === null) kept.delete(`${login} ${address}`);
      else kept.set(`${login} ${address}`, failures);
    },
  };
  const attempt = guardAttempts(store, now);
  return async (right, address = '::1') => {
    try {
      return await attempt('an', address, async () => (right ? 'in' : null));
    } catch (error) {
      return error instanceof AppError ? error.code : 'other';
    }
  };
}

test('the fifth failure locks for a quarter of an hour, from that address only', async () => {
  let now = 0;
  const attempt = guard(() => now);
  const seen: string[] = [];
  for (let count = 0; count < 5; count += 1) seen.push(await attempt(false));
  seen.push(await attempt(true), await attempt(true, '::2'));
  now = 15 * minute - 1;
  seen.push(await attempt(true));
  now += 1;
  seen.push(await attempt(true));
  expect(seen).toEqual([...Array<string>(5).fill('sign-in-refused'), 'sign-in-locked', 'in', 'sign-in-locked', 'in']);
});

test('a success forgets the failures before it, and so does a quarter of an hour', async () => {
  let now = 0;
  const attempt = guard(() => now);
  const fail = async (times: number): Promise<string[]> => {
    const seen = [];
    for (let count = 0; count < times; count += 1) seen.push(await attempt(false));
    return seen;
  };
  const refused = Array<string>(4).fill('sign-in-refused');
  expect([await fail(4), await attempt(true), await fail(4)]).toEqual([refused, 'in', refused]);
  now += 15 * minute;
  expect([await fail(4), await attempt(true)]).toEqual([refused, 'in']);
});
