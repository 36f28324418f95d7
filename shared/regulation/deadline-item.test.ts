import { expect, test } from 'vitest';
import { shippedIndex } from '../../tests/fixtures/deadlines/shipped-calendar.ts';
import { type DeadlineRule, deadlinesSchema, type StartEvent } from './deadline.ts';
import { writeDue } from './deadline-due.ts';
import { deadlinesOfItem, nextDeadline, timelinessOf } from './deadline-item.ts';
import { type DeadlineStart, parseStart } from './deadline-start.ts';

const rule = (
  id: string,
  type: string,
  unit: string,
  amount: number | null,
  startsFrom: string[],
  owedBy = 'board',
) => ({
  id,
  types: [type],
  amount,
  unit,
  startsFrom,
  owedBy,
  derived: null,
  condition: null,
  wording: 'trong thời hạn',
  citation: null,
});
const rules: readonly DeadlineRule[] = deadlinesSchema.parse([
  rule('supplyEvent', 'supply.event', 'hour', 24, ['eventEnded'], 'supplier'),
  rule('supplyOther', 'supply.other', 'workingDay', 3, ['signed', 'adopted'], 'supplier'),
  rule('news', 'eventNews', 'promptly', null, []),
  rule('legal', 'legalDocument', 'workingDay', 7, ['received']),
  rule('posting', 'posting', 'immediate', null, ['approved']),
  rule('update', 'update', 'promptly', null, ['changed']),
]);
const starts = (given: Partial<Record<StartEvent, string>>): Partial<Record<StartEvent, DeadlineStart>> =>
  Object.fromEntries(Object.entries(given).map(([event, text]) => [event, parseStart(text)]));
const told = (type: 'eventNews' | 'legalDocument' | 'science' | null, given: Partial<Record<StartEvent, string>>) =>
  deadlinesOfItem(rules, type, starts(given), shippedIndex).map(({ rule: of, event, due, settledBy }) => [
    of.id,
    event,
    due === null ? 'waits' : Object.values(writeDue(due))[0],
    settledBy,
  ]);
const at = (text: string): number => Date.parse(`${text}+07:00`);

test('an item has the supplier’s deadline and the board’s, each from its own start event', () => {
  expect(told('legalDocument', { signed: '2026-11-19', adopted: '2026-11-18', received: '2026-11-20T09:00' })).toEqual([
    ['supplyOther', 'adopted', '2026-11-23', 'received'],
    ['legal', 'received', '2026-12-02', 'posted'],
  ]);
  expect(told('eventNews', { eventEnded: '2026-11-20T09:00' })).toEqual([
    ['supplyEvent', 'eventEnded', '2026-11-21T02:00:00.000Z', 'received'],
    ['news', null, null, 'posted'],
  ]);
});

test('a deadline waits while its start is not recorded, and a type without a rule has none of its own', () => {
  expect(told('legalDocument', { received: '2026-11-20' })).toEqual([
    ['supplyOther', null, 'waits', 'received'],
    ['legal', 'received', '2026-12-02', 'posted'],
  ]);
  expect(told('science', {}).map(([id]) => id)).toEqual(['supplyOther']);
  expect(told(null, { approved: '2026-11-20T10:00', changed: '2026-11-21' })).toEqual([
    ['posting', 'approved', '2026-11-20T03:00:00.000Z', 'posted'],
    ['update', 'changed', null, 'posted'],
  ]);
});

test('what is settled in time stays in time, and what was late stays late', () => {
  const [supply, legal] = deadlinesOfItem(
    rules,
    'legalDocument',
    starts({ signed: '2026-11-19', received: '2026-11-20' }),
    shippedIndex,
  );
  const of = (settled: string | null, now: string) =>
    timelinessOf(legal?.due ?? null, settled === null ? null : at(settled), at(now), shippedIndex);
  expect([
    of(null, '2026-11-30T10:00'),
    of(null, '2026-12-01T10:00'),
    of(null, '2026-12-03T00:00'),
    of('2026-12-02T23:59', '2027-01-01T00:00'),
    of('2026-12-03T00:00', '2027-01-01T00:00'),
    timelinessOf(null, null, at('2026-12-03T00:00'), shippedIndex),
    timelinessOf({ kind: 'promptly' }, at('2026-12-03T00:00'), at('2026-12-03T00:00'), shippedIndex),
  ]).toEqual(['open', 'soon', 'overdue', 'onTime', 'late', 'none', 'none']);
  const both = [supply, legal].flatMap((one) => one ?? []);
  expect(nextDeadline(both, false)?.rule.id).toBe('supplyOther');
  expect(nextDeadline(both, true)?.rule.id).toBe('legal');
  expect(nextDeadline([], true)).toBeNull();
});
