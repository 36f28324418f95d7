import { expect, test } from 'vitest';
import { readDay } from './read-day.ts';

test('a day is read day first, and one that does not exist is not moved to the next month', () => {
  expect(
    ['31/12/2026', '5/1/2027', ' 05-01-2027 ', '29/02/2027', '31/04/2026', '2026-12-31', '12/31/2026', ''].map(readDay),
  ).toEqual(['2026-12-31', '2027-01-05', '2027-01-05', null, null, null, null, null]);
});
