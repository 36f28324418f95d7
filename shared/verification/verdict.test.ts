import { expect, test } from 'vitest';
import { comparisonSchema, overallVerdict, uncheckedComparison } from './verdict.ts';

const meaning = { severity: 'meaning' } as const;
const cosmetic = { severity: 'cosmetic' } as const;
const unseen = { part: 'body/1', reason: 'imageNotFetched', subject: 'x' } as const;

test('law 6: meaning outweighs unseen parts, which outweigh cosmetic differences', () => {
  expect([
    overallVerdict([], []),
    overallVerdict([cosmetic], []),
    overallVerdict([cosmetic], [unseen]),
    overallVerdict([], [unseen]),
    overallVerdict([cosmetic, meaning], [unseen]),
    overallVerdict([meaning], []),
  ]).toEqual(['match', 'cosmetic', 'unchecked', 'unchecked', 'mismatch', 'mismatch']);
});

test('a page that was not seen is unchecked as a whole and fits its schema', () => {
  const comparison = uncheckedComparison('timedOut', `https://x.example/${'a'.repeat(9_000)}`);
  expect(comparisonSchema.parse(comparison).verdict).toBe('unchecked');
});
