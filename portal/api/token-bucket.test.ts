import { expect, test } from 'vitest';
import { tokenBucket } from './token-bucket.ts';

function attempts(spend: (key: string) => void, key: string, count: number): number {
  let passed = 0;
  for (let attempt = 0; attempt < count; attempt += 1) {
    try {
      spend(key);
      passed += 1;
    } catch {
      return passed;
    }
  }
  return passed;
}

test('a key spends its burst, gets it back with time and never more than the burst', () => {
  let now = 0;
  const spend = tokenBucket(5, 2, () => now);
  const passed = [attempts(spend, 'a', 100)];
  now = 1_000;
  passed.push(attempts(spend, 'a', 100));
  now = 1_000_000;
  passed.push(attempts(spend, 'a', 100));
  expect(passed).toEqual([5, 2, 5]);
});

test('keys do not spend for each other, and a clock set back gives nothing', () => {
  let now = 10_000;
  const spend = tokenBucket(3, 1, () => now);
  attempts(spend, 'a', 100);
  now = 0;
  expect([attempts(spend, 'a', 100), attempts(spend, 'b', 100)]).toEqual([0, 3]);
});
