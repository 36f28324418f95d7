import { expect, test } from 'vitest';
import { storyTime } from './story-time.ts';

const written = (moment: number): string => new Date(moment + 7 * 3_600_000).toISOString().slice(0, 16);

test('story hours fall into office hours of working days that are over', () => {
  const monday = Date.parse('2026-11-23T03:00:00Z');
  const at = storyTime(monday);
  expect([0, 12, 23.9, 24, 48, 130].map((hours) => written(at(hours)))).toEqual([
    '2026-11-20T17:00',
    '2026-11-20T12:15',
    '2026-11-20T07:32',
    '2026-11-19T17:00',
    '2026-11-18T17:00',
    '2026-11-13T13:02',
  ]);
});

test('what comes later in a story comes later on the clock, and never in the future', () => {
  const present = Date.parse('2026-11-25T10:30:00Z');
  const at = storyTime(present);
  const moments = Array.from({ length: 2_000 }, (_, index) => at(500 - index / 4));
  expect(moments.every((moment, index) => index === 0 || moment > (moments[index - 1] ?? 0))).toBe(true);
  expect(at(0)).toBeLessThanOrEqual(present);
});
