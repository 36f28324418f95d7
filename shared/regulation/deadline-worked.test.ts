import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { daysOff, dueByWalking, saturdaysWorked } from '../../tests/fixtures/deadlines/day-by-day.ts';
import { shippedIndex } from '../../tests/fixtures/deadlines/shipped-calendar.ts';
import { zoneDigest } from '../../tests/fixtures/deadlines/zone-digest.ts';
import type { DeadlineRule } from './deadline.ts';
import { countDue, writeDue } from './deadline-due.ts';
import { parseStart } from './deadline-start.ts';

const run = promisify(execFile);
const fixtures = path.join(import.meta.dirname, '../../tests/fixtures/deadlines');
const worked = readFileSync(path.join(fixtures, 'worked-dates.txt'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const [start = '', amount = '', unit = '', due = ''] = line.split(/\s+/);
    if (unit !== 'workingDay' && unit !== 'calendarDay') throw new Error(`No unit in: ${line}`);
    return { start, amount: Number(amount), unit, due } as const;
  });
type Unit = (typeof worked)[number]['unit'];

const counted = (start: string, amount: number, unit: DeadlineRule['unit']): string => {
  const due = writeDue(countDue({ unit, amount }, parseStart(start), shippedIndex));
  return 'dueAt' in due ? due.dueAt : (due.dueDate ?? '');
};

const dayBetween = (from: string, to: string): fc.Arbitrary<string> =>
  fc
    .integer({ min: Date.parse(from) / 86_400_000, max: Date.parse(to) / 86_400_000 })
    .map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10));
const unit: fc.Arbitrary<Unit> = fc.constantFrom('workingDay', 'calendarDay');

describe('worked dates', () => {
  test('the table is long enough and meets every announced day off and every Saturday worked', () => {
    expect(worked.length).toBeGreaterThanOrEqual(150);
    const passed = (day: string): boolean => worked.some(({ start, due }) => start < day && day <= due);
    expect([...daysOff, ...saturdaysWorked].filter((day) => day > '2024-01-01' && !passed(day))).toEqual([]);
  });

  test('the product and a walk from day to day both reach every date of the table', () => {
    expect(worked.map(({ start, amount, unit: of }) => counted(start, amount, of))).toEqual(
      worked.map(({ due }) => due),
    );
    expect(worked.map(({ start, amount, unit: of }) => dueByWalking(start, amount, of))).toEqual(
      worked.map(({ due }) => due),
    );
  });

  test('they agree on any start and amount of the announced years', () => {
    fc.assert(
      fc.property(
        dayBetween('2024-01-01', '2027-11-01'),
        fc.integer({ min: 1, max: 30 }),
        unit,
        (start, amount, of) => {
          expect(counted(start, amount, of)).toBe(dueByWalking(start, amount, of));
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe('properties', () => {
  const anyDay = dayBetween('2000-01-01', '2095-01-01');
  const anyAmount = fc.integer({ min: 1, max: 400 });

  test('a later start is never due earlier, nor is a longer time', () => {
    fc.assert(
      fc.property(anyDay, anyDay, anyAmount, anyAmount, unit, (a, b, few, more, of) => {
        const [early, late] = a < b ? [a, b] : [b, a];
        const [short, long] = few < more ? [few, more] : [more, few];
        expect(counted(early, short, of) <= counted(late, short, of)).toBe(true);
        expect(counted(early, short, of) <= counted(early, long, of)).toBe(true);
        expect(counted(early, short, of) > early).toBe(true);
      }),
    );
  });

  test('working days add up: so many, then so many more', () => {
    fc.assert(
      fc.property(anyDay, anyAmount, anyAmount, (start, first, second) => {
        expect(counted(counted(start, first, 'workingDay'), second, 'workingDay')).toBe(
          counted(start, first + second, 'workingDay'),
        );
      }),
    );
  });

  test('hours are clock hours all year round: no day has 23 or 25 of them', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 23 }), fc.integer({ min: 1, max: 100 }), (day, hour, amount) => {
        const start = `${day}T${String(hour).padStart(2, '0')}:00`;
        const elapsed = Date.parse(counted(start, amount, 'hour')) - Date.parse(`${start}:00+07:00`);
        expect(elapsed).toBe(amount * 3_600_000);
      }),
    );
  });

  test('the zone of the workstation changes nothing', async () => {
    const zones = ['Asia/Ho_Chi_Minh', 'America/New_York', 'Australia/Lord_Howe'];
    const fixture = pathToFileURL(path.join(fixtures, 'zone-digest.ts')).href;
    const script = `import { zoneDigest } from '${fixture}'; console.log(JSON.stringify(zoneDigest()));`;
    const runs = await Promise.all(
      zones.map(async (zone): Promise<ReturnType<typeof zoneDigest>> => {
        const words = ['--input-type=module', '--eval', script];
        const { stdout } = await run(process.execPath, words, { env: { ...process.env, TZ: zone } });
        return JSON.parse(stdout);
      }),
    );
    expect(new Set(runs.map(({ offset }) => offset)).size).toBe(zones.length);
    expect(new Set([...runs, zoneDigest()].map(({ digest }) => digest)).size).toBe(1);
  });
});
