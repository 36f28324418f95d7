import fc from 'fast-check';
import { test } from 'vitest';
import { anyEditIsFound, unalteredMatches } from '../../fixtures/verification/comparison-properties.ts';

test('a page that shows any article unaltered is a match', () => {
  fc.assert(unalteredMatches, { numRuns: 300 });
});

test('any single edit of any text of the article is found', () => {
  fc.assert(anyEditIsFound, { numRuns: 1_000 });
});
