import { expect, test } from 'vitest';
import { pauseMilliseconds } from './round-pace.ts';

const calm = { failures: 0, connected: true, bell: true, chance: 128 };

test('a desk with a doorbell asks by itself seldom, one without often', () => {
  expect(pauseMilliseconds(calm)).toBe(120_000);
  expect(pauseMilliseconds({ ...calm, bell: false })).toBe(20_000);
  expect(pauseMilliseconds({ ...calm, connected: false })).toBe(20_000);
});

test('failures double the pause up to half a minute, and chance spreads desks apart', () => {
  const pauses = [1, 2, 3, 7, 50].map((failures) => pauseMilliseconds({ ...calm, failures }));
  expect(pauses).toEqual([500, 1_000, 2_000, 30_000, 30_000]);
  expect([0, 255].map((chance) => pauseMilliseconds({ ...calm, failures: 1, chance }))).toEqual([375, 624.0234375]);
});
