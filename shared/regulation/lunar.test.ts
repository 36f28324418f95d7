import { expect, test } from 'vitest';
import { dateParts, dayNumber, localDateOf } from './calendar-day.ts';
import { lunarDay } from './lunar.ts';

test('Tết and Giỗ Tổ fall on the announced days, Tết 2027 on 6 February', () => {
  const found = [2024, 2025, 2026, 2027].map((year) => [
    localDateOf(lunarDay(year, 1, 1)),
    localDateOf(lunarDay(year, 3, 10)),
  ]);
  expect(found).toEqual([
    ['2024-02-10', '2024-04-18'],
    ['2025-01-29', '2025-04-07'],
    ['2026-02-17', '2026-04-26'],
    ['2027-02-06', '2027-04-16'],
  ]);
});

test('years in which midnight in Vietnam gives another Tết than midnight in China', () => {
  const tet = [1968, 1969, 1985, 2007, 2030, 2053].map((year) => localDateOf(lunarDay(year, 1, 1)));
  expect(tet).toEqual(['1968-01-29', '1969-02-16', '1985-01-21', '2007-02-17', '2030-02-02', '2053-02-18']);
});

test('every lunar year has 353 to 385 days and begins between 20 January and 21 February', () => {
  for (let year = 1900; year < 2199; year += 1) {
    const length = lunarDay(year + 1, 1, 1) - lunarDay(year, 1, 1);
    expect([353, 354, 355, 383, 384, 385]).toContain(length);
    const { month, day } = dateParts(lunarDay(year, 1, 1));
    expect(month * 100 + day).toBeGreaterThanOrEqual(120);
    expect(month * 100 + day).toBeLessThanOrEqual(221);
  }
});

test('day numbers go there and back over leap years and centuries', () => {
  expect(dayNumber(1970, 1, 1)).toBe(0);
  const lost: number[] = [];
  for (let day = -40_000; day < 60_000; day += 1) {
    const { year, month, day: date } = dateParts(day);
    const there = new Date(day * 86_400_000);
    const same = year === there.getUTCFullYear() && month === there.getUTCMonth() + 1 && date === there.getUTCDate();
    if (!same || dayNumber(year, month, date) !== day) lost.push(day);
  }
  expect(lost).toEqual([]);
  expect([-1, 0, 11_016, 19_782].map(localDateOf)).toEqual(['1969-12-31', '1970-01-01', '2000-02-29', '2024-02-29']);
});
