import { describe, expect, test } from 'vitest';
import { type Figure, holds, median, p95 } from './measure.ts';

const figure = (limit: NonNullable<Figure['limit']>): Figure => ({
  bench: 'x',
  figure: 'y',
  unit: 'ms',
  samples: [10, 12, 11],
  floor: { what: 'z', samples: [10, 10, 10] },
  limit,
});

describe('measuring', () => {
  test('median and p95 do not depend on the order and interpolate', () => {
    expect([median([3, 1, 2]), median([4, 1, 2, 3]), median([7])]).toEqual([2, 2.5, 7]);
    expect(p95(Array.from({ length: 101 }, (_, index) => 100 - index))).toBe(95);
    expect(() => median([])).toThrow('no samples');
  });

  test('a limit holds or breaks by median, by p95 and by the floor', () => {
    expect(holds(figure({ atMost: 11, of: 'median' }))).toBe(true);
    expect(holds(figure({ atMost: 11, of: 'p95' }))).toBe(false);
    expect(holds(figure({ atMost: 1.1, of: 'floor' }))).toBe(true);
    expect(holds(figure({ atMost: 1.05, of: 'floor' }))).toBe(false);
  });

  test('a limit by a floor that was not measured is refused', () => {
    const { floor: _none, ...without } = figure({ atMost: 2, of: 'floor' });
    expect(() => holds(without)).toThrow('not measured');
  });
});
