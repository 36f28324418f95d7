import { expect, test } from 'vitest';
import { AppError } from '#shared/contract/app-error.ts';
import { StoreError } from '../store/store-error.ts';
import { detailOf, roundFailure, stateAfter } from './sync-failure.ts';

test('what needs a person is shown as such; everything else is tried again as offline', () => {
  const codes = ['sign-in-required', 'other-server', 'chain-broken', 'disk-full', 'timed-out', 'server-error'] as const;
  expect(codes.map(stateAfter)).toEqual(['signedOut', 'otherServer', 'blocked', 'blocked', 'offline', 'offline']);
});

test('a failure of the store keeps its meaning and its cause', () => {
  const damaged = roundFailure(new StoreError('damaged', 'page 7'));
  expect([damaged.code, roundFailure(new StoreError('full', '')).code]).toEqual(['store-damaged', 'disk-full']);
  expect(detailOf(damaged)).toBe('StoreError: damaged: page 7');
  const own = new AppError('other-server');
  expect(roundFailure(own)).toBe(own);
  expect(roundFailure(new TypeError('x')).code).toBe('server-error');
});
