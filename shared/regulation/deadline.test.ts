import { describe, expect, test } from 'vitest';
import { shippedIndex } from '../../tests/fixtures/deadlines/shipped-calendar.ts';
import { instantSchema, localDateSchema } from '../lib/instant.ts';
import { localDateOf } from './calendar-day.ts';
import {
  type DeadlineRule,
  deadlineRuleSchema,
  deadlinesSchema,
  plannedSuspensionSchema,
  updateDutiesSchema,
} from './deadline.ts';
import { countDue, dueStanding, earliestStart, lateFrom, ruleFor, writeDue } from './deadline-due.ts';
import { dutyPeriods } from './deadline-duty.ts';
import { explainDue, explainSuspension } from './deadline-explanation.ts';
import { DeadlineError, parseStart, startAtInstant, startDay, startOnDate, writeStart } from './deadline-start.ts';

const rule = (more: object): DeadlineRule =>
  deadlineRuleSchema.parse({
    id: 'made',
    types: ['other'],
    amount: 2,
    unit: 'workingDay',
    startsFrom: ['received'],
    owedBy: 'board',
    derived: null,
    condition: null,
    wording: 'trong thời hạn 02 ngày làm việc kể từ ngày nhận được văn bản',
    citation: { part: 'regulation', article: '7', clause: '2' },
    ...more,
  });
const hours = rule({ unit: 'hour', amount: 24 });
const workingDays = (amount: number): DeadlineRule => rule({ amount });
const days = (amount: number): DeadlineRule => rule({ unit: 'calendarDay', amount });
const sameDay = rule({ unit: 'sameDay', amount: null });
const immediate = rule({ unit: 'immediate', amount: null });
const promptly = rule({ unit: 'promptly', amount: null, startsFrom: [] });
const due = (made: DeadlineRule, start: string): object => writeDue(countDue(made, parseStart(start), shippedIndex));
const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof DeadlineError) return error.code;
    throw error;
  }
  return 'none';
};

describe('counting', () => {
  test.each([
    ['a working day after a Friday is Monday', workingDays(1), '2026-11-20', { dueDate: '2026-11-23' }],
    ['24 November 2026 is a holiday', workingDays(1), '2026-11-23', { dueDate: '2026-11-25' }],
    ['Tết 2027 is jumped over whole', workingDays(1), '2027-02-03', { dueDate: '2027-02-11' }],
    ['a Saturday worked counts', workingDays(1), '2026-08-21', { dueDate: '2026-08-22' }],
    ['a start on a day off counts from the next working day', workingDays(2), '2026-11-21', { dueDate: '2026-11-25' }],
    ['15 days count days off too', days(15), '2026-11-01', { dueDate: '2026-11-16' }],
    ['15 days that end on a Sunday move to Monday', days(15), '2026-11-07', { dueDate: '2026-11-23' }],
    ['15 days that end in Tết move past it', days(15), '2027-01-21', { dueDate: '2027-02-11' }],
    ['15 days that end on a Saturday worked stay there', days(15), '2026-08-07', { dueDate: '2026-08-22' }],
    ['24 hours run through a weekend', hours, '2026-11-21T16:30', { dueAt: '2026-11-22T09:30:00.000Z' }],
    ['24 hours run through Tết', hours, '2027-02-05T23:15:30', { dueAt: '2027-02-06T16:15:30.000Z' }],
    ['24 hours of a mere day run from its midnight', hours, '2026-11-20', { dueAt: '2026-11-20T17:00:00.000Z' }],
    ['a moment elsewhere is a day in Vietnam', workingDays(1), '2026-11-19T18:00:00Z', { dueDate: '2026-11-23' }],
    ['and one hour earlier another', workingDays(1), '2026-11-19T16:59:59Z', { dueDate: '2026-11-20' }],
    ['the same day is that day, even a Sunday', sameDay, '2026-11-22T23:59', { dueDate: '2026-11-22' }],
    ['the same day is reckoned in Vietnam', sameDay, '2026-11-22T17:00:00Z', { dueDate: '2026-11-23' }],
    ['at once is the moment itself', immediate, '2026-11-22T08:00+07:00', { dueAt: '2026-11-22T01:00:00.000Z' }],
    ['at once on a mere day is that day', immediate, '2026-11-22', { dueDate: '2026-11-22' }],
    ['promptly has no due time', promptly, '2026-11-22', { dueDate: null }],
  ])('%s', (_, made, start, expected) => {
    expect(due(made, start)).toEqual(expected);
  });

  test('days that no calendar reaches are refused', () => {
    expect(codeOf(() => due(workingDays(10), '2099-12-30'))).toBe('due-out-of-range');
    expect(codeOf(() => due(days(10), '2099-12-30'))).toBe('due-out-of-range');
    expect(codeOf(() => due(days(10), '1999-12-30'))).toBe('start-out-of-range');
    expect(codeOf(() => countDue(sameDay, { kind: 'day', day: 60_000 }, shippedIndex))).toBe('start-out-of-range');
  });
});

describe('starts', () => {
  test.each([
    ['2026-11-22', '2026-11-22'],
    [' 2026-11-22 ', '2026-11-22'],
    ['2026-11-22T14:05', '2026-11-22T07:05:00.000Z'],
    ['2026-11-22 14:05:06', '2026-11-22T07:05:06.000Z'],
    ['2026-11-22T14:05:06.7', '2026-11-22T07:05:06.700Z'],
    ['2026-11-22T07:05:00.123456Z', '2026-11-22T07:05:00.123Z'],
    ['2026-11-22T00:05:00-07:00', '2026-11-22T07:05:00.000Z'],
    ['2026-11-22T12:35+0530', '2026-11-22T07:05:00.000Z'],
    ['2026-11-22T14:05+07', '2026-11-22T07:05:00.000Z'],
    ['2024-02-29', '2024-02-29'],
  ])('%s is %s', (text, written) => {
    expect(writeStart(parseStart(text))).toBe(written);
  });

  test.each([
    ['', 'bad-start'],
    ['22/11/2026', 'bad-start'],
    ['2026-02-29', 'bad-start'],
    ['2026-13-01', 'bad-start'],
    ['2026-11-22T24:00', 'bad-start'],
    ['2026-11-22T10:60', 'bad-start'],
    ['2026-11-22T10:00+15:00', 'bad-start'],
    ['2026-11-22T10:00 Asia/Ho_Chi_Minh', 'bad-start'],
    ['2026-11-22T', 'bad-start'],
    ['1999-12-31', 'start-out-of-range'],
    ['2100-01-01', 'start-out-of-range'],
    ['9'.repeat(100_000), 'bad-start'],
  ])('%s is refused', (text, code) => {
    expect(codeOf(() => parseStart(text))).toBe(code);
  });

  test('a rule with alternatives counts from the earliest that is recorded', () => {
    const made = rule({ startsFrom: ['signed', 'ratified', 'adopted', 'workAccepted'] });
    const on = (date: string) => startOnDate(localDateSchema.parse(date));
    const instant = startAtInstant(instantSchema.parse('2026-11-17T18:00:00.000Z'));
    expect(earliestStart(made, { received: on('2026-11-01') })).toBeNull();
    expect(earliestStart(made, { adopted: on('2026-11-18'), signed: on('2026-11-20') })?.event).toBe('adopted');
    expect(earliestStart(made, { adopted: instant, signed: on('2026-11-18') })?.event).toBe('signed');
    expect(localDateOf(startDay(instant))).toBe('2026-11-18');
  });
});

describe('being late', () => {
  const at = (text: string): number => {
    const start = parseStart(text);
    return start.kind === 'moment' ? start.ms : Number.NaN;
  };
  const standing = (made: DeadlineRule, start: string, now: string): string =>
    dueStanding(countDue(made, parseStart(start), shippedIndex), at(now), shippedIndex);

  test('a day lasts until midnight in Vietnam, an hour to the millisecond, promptly for ever', () => {
    expect(lateFrom(countDue(workingDays(1), parseStart('2026-11-20'), shippedIndex))).toBe(at('2026-11-24T00:00'));
    expect(lateFrom(countDue(hours, parseStart('2026-11-20T10:00'), shippedIndex))).toBe(at('2026-11-21T10:00') + 1);
    expect(lateFrom(countDue(immediate, parseStart('2026-11-20T10:00'), shippedIndex))).toBe(at('2026-11-21T00:00'));
    expect(lateFrom({ kind: 'promptly' })).toBeNull();
  });

  test('soon begins with the working day before', () => {
    expect(standing(workingDays(3), '2026-11-18', '2026-11-19T23:59')).toBe('open');
    expect(standing(workingDays(3), '2026-11-18', '2026-11-20T00:00')).toBe('soon');
    expect(standing(workingDays(3), '2026-11-18', '2026-11-23T23:59')).toBe('soon');
    expect(standing(workingDays(3), '2026-11-18', '2026-11-24T00:00')).toBe('overdue');
    expect(standing(hours, '2026-11-18T10:00', '2026-11-19T03:59')).toBe('open');
    expect(standing(hours, '2026-11-18T10:00', '2026-11-19T04:00')).toBe('soon');
    expect(standing(immediate, '2026-11-18T10:00', '2026-11-18T10:01')).toBe('soon');
    expect(standing(promptly, '2026-11-18T10:00', '2027-11-18T10:01')).toBe('none');
  });
});

describe('explanations', () => {
  test('every day skipped says why, with its announcement', () => {
    const { explanation } = explainDue(workingDays(3), parseStart('2026-08-20T09:00'), shippedIndex, 'received');
    expect(explanation).toMatchObject({
      start: { events: ['received'], at: '2026-08-20T02:00:00.000Z', date: '2026-08-20', fromMidnight: false },
      rule: { unit: 'workingDay', amount: 3, direction: 'after', verbatim: true },
      source: { kind: 'regulation', citation: { article: '7', clause: '2' } },
      skipped: [{ date: '2026-08-23', weekday: 0, why: 'weeklyRest', reason: null, announcement: null, status: null }],
      makeUpWork: [
        {
          date: '2026-08-22',
          weekday: 6,
          why: 'makeUpWork',
          announcement: 'Thông báo 9441/TB-BNV; Công văn 9859/VPCP-KGVX',
          status: 'secondary',
        },
      ],
      movedFrom: null,
      provisional: false,
    });
    expect(explanation.text.vi).toBe(
      [
        'Mốc tính: 09:00 Thứ Năm 20/08/2026 (nhận được; ngày này không tính).',
        'Thời hạn: 3 ngày làm việc, khoản 2 Điều 7 Quy chế.',
        'Không tính: Chủ nhật 23/08/2026 (nghỉ hằng tuần).',
        'Tính cả ngày làm bù: Thứ Bảy 22/08/2026 (Làm bù cho ngày 31/08/2026, Thông báo 9441/TB-BNV; Công văn 9859/VPCP-KGVX).',
        'Hạn chót: hết Thứ Hai 24/08/2026.',
      ].join(' '),
    );
  });

  test('each kind of day off keeps its own cause', () => {
    const skipped = (start: string, amount: number) =>
      explainDue(workingDays(amount), parseStart(start), shippedIndex).explanation.skipped.map(
        ({ date, why, reason }) => [date, why, reason?.vi ?? null],
      );
    expect(skipped('2026-04-24', 1)).toEqual([
      ['2026-04-25', 'weeklyRest', null],
      ['2026-04-26', 'weeklyRest', 'Giỗ Tổ Hùng Vương'],
      ['2026-04-27', 'compensatory', 'Nghỉ bù Giỗ Tổ Hùng Vương'],
    ]);
    expect(skipped('2025-05-01', 1)).toEqual([
      ['2025-05-02', 'swap', 'Hoán đổi dịp Ngày Quốc tế lao động 1/5, làm bù ngày 26/04/2025'],
      ['2025-05-03', 'weeklyRest', null],
      ['2025-05-04', 'weeklyRest', null],
    ]);
  });

  test('15 days explain only the move at their end', () => {
    const { explanation } = explainDue(days(15), parseStart('2026-11-07'), shippedIndex);
    expect(explanation.movedFrom).toBe('2026-11-22');
    expect(explanation.skipped.map(({ date }) => date)).toEqual(['2026-11-22']);
  });

  test('only what passes through unsettled days is provisional, and hours never are', () => {
    const provisional = (made: DeadlineRule, start: string): boolean =>
      explainDue(made, parseStart(start), shippedIndex).explanation.provisional;
    expect(provisional(workingDays(1), '2027-12-30')).toBe(false);
    expect(provisional(workingDays(2), '2027-12-30')).toBe(true);
    expect(provisional(hours, '2028-06-01T10:00')).toBe(false);
    expect(provisional(sameDay, '2028-06-01')).toBe(false);
  });

  test('a prompt duty says that it has no number, house practice that no article stands behind it', () => {
    const told = explainDue(
      rule({ unit: 'promptly', amount: null, citation: null }),
      parseStart('2026-11-20'),
      shippedIndex,
    );
    expect(told.explanation.source).toEqual({ kind: 'practice' });
    expect(told.explanation.text.vi).toContain('không có trong Quy chế');
    expect(told.explanation.text.en).toContain('There is no due time in numbers');
  });

  test('a planned suspension is announced seven working days before, counted backwards', () => {
    const suspension = plannedSuspensionSchema.parse({
      id: 'plannedSuspension',
      workingDaysBefore: 7,
      owedBy: 'board',
      wording: 'trước ít nhất 07 ngày làm việc',
      verbatim: false,
      law: {
        instrument: 'Nghị định',
        place: { vi: 'Điều 13', en: 'Article 13 of' },
        inForceFrom: '2026-07-01',
        inForceTo: null,
      },
    });
    const told = (start: string) => explainSuspension(suspension, parseStart(start), shippedIndex);
    expect(writeDue(told('2026-11-30').due)).toEqual({ dueDate: '2026-11-18' });
    expect(writeDue(told('2026-09-06').due)).toEqual({ dueDate: '2026-08-24' });
    expect(told('2026-11-30').explanation.skipped.map(({ date }) => date)).toEqual([
      '2026-11-21',
      '2026-11-22',
      '2026-11-24',
      '2026-11-28',
      '2026-11-29',
    ]);
    expect(told('2028-01-10').explanation.provisional).toBe(true);
    expect(codeOf(() => told('2026-06-30'))).toBe('start-out-of-range');
  });
});

describe('update duties', () => {
  const between = { from: localDateSchema.parse('2026-11-16'), to: localDateSchema.parse('2026-11-30') };
  const at = (text: string): number => Date.parse(`${text}+07:00`);

  test('one update each working day: a day off owes nothing, and days are days in Vietnam', () => {
    const updates = ['2026-11-16T00:00', '2026-11-17T23:59', '2026-11-21T10:00', '2026-11-24T10:00'].map(at);
    const missed = dutyPeriods({ atLeast: 1, per: 'workingDay' }, updates, between, shippedIndex)
      .filter(({ kept }) => !kept)
      .map(({ from }) => from);
    expect(missed).toEqual([
      '2026-11-18',
      '2026-11-19',
      '2026-11-20',
      '2026-11-23',
      '2026-11-25',
      '2026-11-26',
      '2026-11-27',
      '2026-11-30',
    ]);
  });

  test('two updates each week: only whole weeks from Monday to Sunday are judged', () => {
    const updates = ['2026-11-16T00:00', '2026-11-22T23:59', '2026-11-23T00:00', '2026-11-30T08:00'].map(at);
    expect(dutyPeriods({ atLeast: 2, per: 'week' }, updates, between, shippedIndex)).toEqual([
      { from: '2026-11-16', to: '2026-11-22', updates: 2, kept: true, workingDays: 5, provisional: false },
      { from: '2026-11-23', to: '2026-11-29', updates: 1, kept: false, workingDays: 4, provisional: false },
    ]);
  });
});

describe('rules', () => {
  const problems = (schema: typeof deadlinesSchema | typeof updateDutiesSchema, input: unknown): readonly string[] =>
    schema.safeParse(input).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];
  const made = workingDays(2);

  test('are refused with the place and the reason', () => {
    expect(problems(deadlinesSchema, [made, made])).toEqual([
      '1.id: duplicate id made',
      '1.types: other already has the deadline made',
    ]);
    expect(problems(deadlinesSchema, [{ ...made, amount: null }])).toEqual([
      '0.amount: the unit workingDay needs an amount',
    ]);
    expect(problems(deadlinesSchema, [{ ...made, unit: 'sameDay' }])).toEqual([
      '0.amount: the unit sameDay takes no amount: write null',
    ]);
    expect(problems(deadlinesSchema, [{ ...made, startsFrom: [] }])).toEqual([
      '0.startsFrom: the unit workingDay needs a start event',
    ]);
    expect(problems(deadlinesSchema, [{ ...made, types: ['suspension'] }])).toEqual([
      '0.types: suspension counts backwards: it has its own rule',
    ]);
    expect(problems(deadlinesSchema, [{ ...made, types: ['other', 'other'] }])).toEqual([
      '0.types: an information type is named twice',
    ]);
    expect(problems(deadlinesSchema, [{ ...made, unit: 'fortnight' }])[0]).toContain('0.unit');
    const duty = {
      id: 'daily',
      atLeast: 1,
      per: 'workingDay',
      perUnit: false,
      owedBy: 'board',
      derived: null,
      wording: 'x',
      citation: null,
    };
    expect(problems(updateDutiesSchema, [duty, duty])).toEqual(['1.id: duplicate id daily']);
  });

  test('the rule of a type is found, or there is none', () => {
    expect(ruleFor([made], 'other')).toBe(made);
    expect(ruleFor([made], 'science')).toBeNull();
  });
});
