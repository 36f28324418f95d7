import fc from 'fast-check';
import { expect, test } from 'vitest';
import { refuseDeepJson } from './read-body.ts';

function refused(text: string): boolean {
  try {
    refuseDeepJson(Buffer.from(text));
    return false;
  } catch {
    return true;
  }
}

test('JSON nested past the limit is refused, up to the limit it is not', () => {
  const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
  expect([refused(nested(250)), refused(nested(251)), refused(`{"a":${nested(250)}}`)]).toEqual([false, true, true]);
});

test('brackets inside texts do not count, whatever is escaped around them', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(refused(JSON.stringify({ [text]: `${text}${'[{'.repeat(300)}` }))).toBe(false);
    }),
  );
});

test('closed brackets make room again', () => {
  expect(refused(`[${'[],'.repeat(1_000)}0]`)).toBe(false);
});
