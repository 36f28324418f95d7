import { expect, test } from 'vitest';
import { daysOff, saturdaysWorked } from '../../tests/fixtures/deadlines/day-by-day.ts';
import { shippedBytes, shippedCalendar, shippedIndex } from '../../tests/fixtures/deadlines/shipped-calendar.ts';
import { localDateSchema } from '../lib/instant.ts';
import { CalendarError, calendarBytes, parseCalendar, parseCalendarFile } from './calendar.ts';
import { amendCalendar, type CalendarAmendment, calendarAmendmentSchema } from './calendar-amendment.ts';
import { computeDaysOff } from './calendar-computed.ts';
import { dayNumberOf, weekdayOf } from './calendar-day.ts';
import { entriesOfYear, indexCalendar } from './calendar-index.ts';

const day = (text: string): number => dayNumberOf(localDateSchema.parse(text));
const onWeekday = (date: string): boolean => ![0, 6].includes(weekdayOf(day(date)));
const off = (date: string, more: object = {}): object => ({
  date,
  kind: 'off',
  cause: 'holiday',
  reason: { vi: 'Nghỉ', en: 'Off' },
  announcement: null,
  url: null,
  status: 'official',
  ...more,
});
const makeUp = (date: string): object => off(date, { kind: 'makeUpWork', cause: null });
const withDays = (...days: object[]): object => ({ ...shippedCalendar, days });

function problemsOf(read: () => unknown): readonly string[] {
  try {
    read();
  } catch (error) {
    if (error instanceof CalendarError) return error.problems.map(({ path, reason }) => `${path}: ${reason}`);
    throw error;
  }
  return [];
}

test('the shipped calendar has exactly the announced days off on weekdays and the Saturdays worked', () => {
  const { days } = shippedCalendar;
  expect(days.filter(({ kind, date }) => kind === 'off' && onWeekday(date)).map(({ date }) => date)).toEqual(
    [...daysOff].sort(),
  );
  expect(days.filter(({ kind }) => kind === 'makeUpWork').map(({ date }) => date)).toEqual([...saturdaysWorked].sort());
  expect(days.filter(({ status }) => status === 'official').every(({ announcement }) => announcement !== null)).toBe(
    true,
  );
});

test('what is computed for the official years is what was announced, but for the swaps', () => {
  const computed = computeDaysOff(shippedCalendar, { from: 2024, to: 2027 }).filter(({ date }) => onWeekday(date));
  const announced = shippedCalendar.days.filter(
    ({ cause, date }) => cause !== null && cause !== 'swap' && onWeekday(date),
  );
  expect(computed.map(({ date }) => date)).toEqual(announced.map(({ date }) => date));
  expect(computed.every(({ status }) => status === 'provisional')).toBe(true);
});

test('years past the official ones are computed: days in lieu of a Saturday and of two holidays in a row', () => {
  const of = (year: number): readonly string[] =>
    computeDaysOff(shippedCalendar, { from: year, to: year })
      .filter(({ cause }) => cause === 'compensatory')
      .map(({ date }) => date);
  expect(of(2028)).toEqual(['2028-01-03', '2028-05-02', '2028-09-04']);
  expect(of(2023)).toEqual(['2023-01-02', '2023-01-25', '2023-01-26', '2023-05-02', '2023-05-03', '2023-09-04']);
  expect(shippedIndex.isWorking(day('2028-01-03'))).toBe(false);
  expect(shippedIndex.isProvisional(day('2027-12-30'), day('2027-12-31'))).toBe(false);
  expect(shippedIndex.isProvisional(day('2027-12-31'), day('2028-01-01'))).toBe(true);
});

test('a year is listed as it was announced, or as it is expected', () => {
  const listed = entriesOfYear(shippedIndex, 2026).map(({ date }) => date);
  expect(listed).toEqual(shippedCalendar.days.map(({ date }) => date).filter((date) => date.startsWith('2026')));
  const expected = entriesOfYear(shippedIndex, 2028);
  expect(expected).toEqual(computeDaysOff(shippedCalendar, { from: 2028, to: 2028 }));
  expect(shippedIndex.isOfficialYear(2027)).toBe(true);
  expect(shippedIndex.isOfficialYear(2028)).toBe(false);
});

test.each([
  [
    'a day both off and working',
    withDays(off('2024-05-04'), makeUp('2024-05-04')),
    '2024-05-04 is both off and working',
  ],
  ['a date given twice', withDays(off('2024-05-01'), off('2024-05-01')), 'days.1.date: duplicate date 2024-05-01'],
  [
    'dates reversed',
    withDays(off('2024-05-01'), off('2024-04-30')),
    'days.1.date: dates reversed: 2024-04-30 stands after 2024-05-01',
  ],
  [
    'years reversed',
    { ...shippedCalendar, days: [], officialYears: { from: 2027, to: 2024 } },
    'officialYears: years reversed: 2027 comes after 2024',
  ],
  ['a day that does not exist', withDays(off('2025-02-29')), 'days.0.date'],
  ['make-up work on a weekday', withDays(makeUp('2024-05-06')), '2024-05-06 is a working day anyway'],
  ['a day off without a cause', withDays(off('2024-05-01', { cause: null })), 'a day off needs a cause'],
  [
    'an official day outside the official years',
    withDays(off('2028-01-01')),
    '2028-01-01 lies outside the official years',
  ],
  ['another zone', { ...shippedCalendar, zone: 'Asia/Bangkok' }, 'zone: '],
  ['a field nobody knows', { ...shippedCalendar, holidays: [] }, 'holidays'],
  ['no calendar at all', null, ': '],
])('%s is refused with its place and reason', (_, input, expected) => {
  expect(problemsOf(() => parseCalendar(input)).join('\n')).toContain(expected);
});

test('a calendar file is refused whole when it is too long, in another encoding, or no JSON', () => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  const text = new TextDecoder().decode(shippedBytes);
  const long = bytes(`${text}${' '.repeat(10_000_000)}`);
  const utf16 = new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le'));
  const legacy = new Uint8Array(Buffer.from(text.replace('Lịch làm việc', 'LÞch lµm viÖc'), 'latin1'));
  const reasons = [long, utf16, legacy, bytes(text.slice(0, -10))].map((file) =>
    problemsOf(() => parseCalendarFile(file)).join(),
  );
  expect(reasons).toEqual([
    `: the file has ${long.length} bytes, more than the ${calendarBytes} a calendar may have`,
    ': the file is encoded in UTF-16; save it as UTF-8',
    ': the file is not encoded in UTF-8; save it as UTF-8',
    expect.stringContaining(': the file is not JSON'),
  ]);
  expect(problemsOf(() => parseCalendarFile(bytes('['.repeat(900_000))))).toHaveLength(1);
  expect(parseCalendarFile(bytes(`\uFEFF${text}`))).toEqual(shippedCalendar);
});

const amendment = (days: object[], more: object = {}): CalendarAmendment =>
  calendarAmendmentSchema.parse({ reason: 'Theo thông báo', document: '1/TB', officialTo: null, days, ...more });

test('a board lays its own days over the calendar, the last word counting, and the base stays as it was', () => {
  const before = structuredClone(shippedCalendar);
  const swapped = [off('2026-11-23', { cause: 'swap' }), off('2026-11-24'), makeUp('2026-11-28')];
  const once = indexCalendar(amendCalendar(shippedCalendar, [amendment(swapped)]));
  expect([once.isWorking(day('2026-11-23')), once.isWorking(day('2026-11-28'))]).toEqual([false, true]);
  const takenBack = amendment([off('2026-11-23', { kind: 'ordinary', cause: null })]);
  const twice = indexCalendar(amendCalendar(shippedCalendar, [amendment(swapped), takenBack]));
  expect([twice.isWorking(day('2026-11-23')), twice.isWorking(day('2026-11-28'))]).toEqual([true, true]);
  expect(shippedCalendar).toEqual(before);
  expect(amendCalendar(shippedCalendar, [])).toBe(shippedCalendar);
});

test('a board confirms the next year: it is official from then on and only its listed days are off', () => {
  const next = amendCalendar(shippedCalendar, [amendment([off('2028-01-03')], { officialTo: 2028 })]);
  const index = indexCalendar(next);
  expect(index.isProvisional(day('2027-12-31'), day('2028-12-31'))).toBe(false);
  expect([index.isWorking(day('2028-01-03')), index.isWorking(day('2028-01-26'))]).toEqual([false, true]);
});

test('amendments are refused with their reason: contradictions, official days without a document, a year left out', () => {
  const read = (input: object): string =>
    calendarAmendmentSchema
      .safeParse(input)
      .error?.issues.map(({ message }) => message)
      .join() ?? 'accepted';
  const base = { reason: 'Vì', document: null, officialTo: null };
  expect(read({ ...base, document: '1/TB', days: [off('2026-08-29'), makeUp('2026-08-29')] })).toBe(
    '2026-08-29 is both off and working',
  );
  expect(read({ ...base, days: [off('2026-12-24')] })).toBe('official days need the document they follow');
  expect(read({ ...base, days: [] })).toBe('an amendment changes at least one day');
  expect(read({ ...base, reason: ' ', days: [off('2026-12-24', { status: 'provisional' })] })).not.toBe('accepted');
  expect(problemsOf(() => amendCalendar(shippedCalendar, [amendment([], { officialTo: 2029 })]))).toEqual([
    'amendments.0.officialTo: 2028 must be complete before 2029',
  ]);
  expect(problemsOf(() => amendCalendar(shippedCalendar, [amendment([makeUp('2026-12-24')])])).join()).toContain(
    '2026-12-24 is a working day anyway',
  );
});
