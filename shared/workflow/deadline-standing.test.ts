import { describe, expect, test } from 'vitest';
import { command, FixturePlay, section } from '../../tests/fixtures/board.ts';
import { shippedIndex } from '../../tests/fixtures/deadlines/shipped-calendar.ts';
import { must } from '../lib/assert.ts';
import { instantFromMs, instantSchema, localDateSchema } from '../lib/instant.ts';
import { type DeadlineRule, deadlinesSchema } from '../regulation/deadline.ts';
import { deadlineFacts } from './deadline-facts.ts';
import { deadlineBrief, standingDeadlines } from './deadline-standing.ts';
import { timelinessBy } from './deadline-statistics.ts';
import type { ItemState } from './item-state.ts';
import { supplierWait } from './supplier-wait.ts';
import { unknownSupply } from './supply.ts';

const rule = (
  id: string,
  types: string[],
  unit: string,
  amount: number | null,
  startsFrom: string[],
  owedBy: string,
) => ({
  id,
  types,
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
  rule('supplyEvent', ['supply.event'], 'hour', 24, ['eventEnded'], 'supplier'),
  rule('supplyOther', ['supply.other'], 'workingDay', 3, ['signed'], 'supplier'),
  rule('news', ['eventNews'], 'promptly', null, [], 'board'),
  rule('legal', ['legalDocument'], 'workingDay', 2, ['received'], 'board'),
  rule('statistics', ['statistics'], 'workingDay', 10, ['issued'], 'board'),
  rule('posting', ['posting'], 'immediate', null, ['approved'], 'board'),
]);
const prompt: readonly DeadlineRule[] = deadlinesSchema.parse([
  rule('all', ['eventNews', 'legalDocument', 'other'], 'promptly', null, [], 'board'),
]);

/** Friday 20 November 2026, 09:00 in Vietnam. */
const friday = Date.parse('2026-11-20T02:00:00.000Z');
const hour = 3_600_000;
const day = 24 * hour;

function itemOf(over: Partial<ItemState> = {}): ItemState {
  const play = new FixturePlay();
  play.receive();
  const item = must(play.state, 'it was received');
  return { ...item, receivedAt: instantFromMs(friday), section: section('finance'), ...over };
}

const typed = (infoType: 'legalDocument' | 'eventNews' | 'statistics'): Partial<ItemState> => ({
  supply: { ...unknownSupply, infoType },
});
const told = (item: ItemState, now: number, by = rules, final = false): unknown => {
  const brief = deadlineBrief(deadlineFacts(item, final), by, shippedIndex, now);
  return brief === null ? null : [brief.standing, brief.type, brief.dueDate, brief.workingDays];
};

describe('what a row says of deadlines', () => {
  test('counts working days to and past the due day, with the holiday of 24 November 2026 between', () => {
    const item = itemOf(typed('legalDocument'));
    expect([0, 1, 3, 4, 5, 6, 7].map((days) => told(item, friday + days * day))).toEqual([
      ['open', 'legalDocument', '2026-11-25', 2],
      ['open', 'legalDocument', '2026-11-25', 2],
      ['soon', 'legalDocument', '2026-11-25', 1],
      ['soon', 'legalDocument', '2026-11-25', 1],
      ['soon', 'legalDocument', '2026-11-25', 0],
      ['overdue', 'legalDocument', '2026-11-25', 1],
      ['overdue', 'legalDocument', '2026-11-25', 2],
    ]);
  });

  test('says what keeps a deadline from being counted, and that a prompt duty has no number', () => {
    expect(told(itemOf(), friday)).toEqual(['typeMissing', null, null, null]);
    const missing = deadlineBrief(deadlineFacts(itemOf(typed('statistics')), false), rules, shippedIndex, friday);
    expect([missing?.standing, missing?.missing]).toEqual(['startMissing', ['issued']]);
    expect(told(itemOf(typed('eventNews')), friday)).toEqual(['promptly', 'eventNews', null, null]);
    expect(told(itemOf(), friday, prompt)).toEqual(['promptly', 'other', null, null]);
    expect(told(itemOf(), friday, [])).toBeNull();
  });

  test('a start beyond the calendar counts as none on record, whatever somebody typed', () => {
    const starts = { ...unknownSupply.starts, issued: localDateSchema.parse('1066-10-14') };
    const item = itemOf({ supply: { ...unknownSupply, infoType: 'statistics', starts } });
    expect(told(item, friday)).toEqual(['startMissing', 'statistics', null, null]);
  });

  test('ends with posting, in time or late, and with an item that is refused', () => {
    const posted = (at: number): ItemState =>
      itemOf({
        ...typed('legalDocument'),
        publication: {
          mode: 'portal',
          revision: 1,
          entered: itemOf().current,
          address: null,
          by: itemOf().receivedBy,
          at: instantFromMs(at),
          publishedRevision: 1,
          publishedAt: instantFromMs(at),
        },
      });
    expect(told(posted(friday + 5 * day), friday + 9 * day, rules, true)).toEqual([
      'onTime',
      'legalDocument',
      '2026-11-25',
      0,
    ]);
    expect(told(posted(friday + 6 * day), friday + 9 * day, rules, true)).toEqual([
      'late',
      'legalDocument',
      '2026-11-25',
      1,
    ]);
    expect(told(itemOf(typed('legalDocument')), friday + 9 * day, rules, true)).toBeNull();
  });

  test('a correction posted long after does not make the first posting late', () => {
    const reportedAt = instantFromMs(friday + 4 * day);
    const again = instantFromMs(friday + 40 * day);
    const base = itemOf(typed('legalDocument'));
    const item = itemOf({
      ...typed('legalDocument'),
      publication: {
        mode: 'portal',
        revision: 2,
        entered: base.current,
        address: null,
        by: base.receivedBy,
        at: again,
        publishedRevision: 2,
        publishedAt: again,
      },
      errorReports: [
        {
          command: command('report'),
          by: base.receivedBy,
          at: reportedAt,
          text: 'Sai số',
          correctedBy: base.current,
        },
      ],
    });
    expect(told(item, friday + 50 * day, rules, true)).toEqual(['onTime', 'legalDocument', '2026-11-25', 1]);
  });

  test('the supplier´s hours are settled by receipt', () => {
    const ended = (at: number): Partial<ItemState> => ({
      supply: {
        ...unknownSupply,
        infoType: 'eventNews',
        starts: { ...unknownSupply.starts, eventEnded: instantFromMs(at) },
      },
    });
    const standings = (over: Partial<ItemState>): unknown =>
      standingDeadlines(deadlineFacts(itemOf(over), false), rules, shippedIndex, friday).map(
        ({ standing }) => standing,
      );
    expect([standings(ended(friday - 24 * hour)), standings(ended(friday - 24 * hour - 2))]).toEqual([
      ['onTime', 'promptly'],
      ['late', 'promptly'],
    ]);
  });
});

test('statistics count by name, those with most late deadlines first, with the middle length to posting', () => {
  const counted = [
    { key: 'a', standing: 'onTime', toPosting: 4 },
    { key: 'a', standing: 'promptly', toPosting: 10 },
    { key: 'b', standing: 'late', toPosting: 7 },
    { key: 'b', standing: 'soon', toPosting: null },
    { key: 'b', standing: 'startMissing', toPosting: null },
  ] as const;
  expect(timelinessBy(counted)).toEqual([
    { key: 'b', onTime: 0, late: 1, running: 1, overdue: 0, promptly: 0, uncounted: 1, medianToPosting: 7 },
    { key: 'a', onTime: 1, late: 0, running: 0, overdue: 0, promptly: 1, uncounted: 0, medianToPosting: 7 },
  ]);
});

test('time at the supplier is told from the events: every return until it came back, and the one that goes on', () => {
  const play = new FixturePlay();
  const events: Parameters<typeof supplierWait>[0][number][] = [];
  const step = (at: string, to: ItemState['state'] | null): void => {
    const statement = play.statement('centre', { action: 'submit' });
    const judged = { person: play.board.people[0]?.id, role: 'centreRep', transition: null, profileVersion: 1 };
    const fact = { type: 'acted', statement, signature: 'A'.repeat(86), ...judged, to, holder: null, notifies: [] };
    events.push({ at: instantSchema.parse(at), fact });
  };
  play.receive();
  step('2026-11-20T00:00:00.000Z', 'received');
  step('2026-11-20T01:00:00.000Z', 'returned');
  step('2026-11-20T02:00:00.000Z', null);
  step('2026-11-20T04:00:00.000Z', 'submitted');
  step('2026-11-20T05:00:00.000Z', 'returned');
  expect(supplierWait(events)).toEqual({ overMs: 3 * hour, since: '2026-11-20T05:00:00.000Z' });
});
