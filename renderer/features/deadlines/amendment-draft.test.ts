import { expect, test } from 'vitest';
import { localDateSchema } from '#shared/lib/instant.ts';
import { amendmentOf, type DraftDay } from './amendment-draft.ts';

const day = (date: string, over: Partial<DraftDay> = {}): DraftDay => ({
  date: localDateSchema.parse(date),
  kind: 'off',
  cause: 'swap',
  reason: ' Nghỉ hoán đổi ',
  ...over,
});

test('a change is put in order, official only with a document and within the announced years', () => {
  const draft = {
    days: [day('2028-01-03'), day('2026-12-19', { kind: 'makeUpWork' })],
    document: ' 12/UBND ',
    why: ' Hoán đổi ',
    officialTo: null,
  };
  const amendment = amendmentOf(draft, 2027);
  expect(amendment).toMatchObject({ reason: 'Hoán đổi', document: '12/UBND', officialTo: null });
  expect(
    amendment?.days.map(({ date, kind, cause, status, reason }) => [date, kind, cause, status, reason.vi]),
  ).toEqual([
    ['2026-12-19', 'makeUpWork', null, 'official', 'Nghỉ hoán đổi'],
    ['2028-01-03', 'off', 'swap', 'provisional', 'Nghỉ hoán đổi'],
  ]);
  const declared = amendmentOf({ ...draft, officialTo: 2028 }, 2027);
  expect(declared?.days.map(({ status }) => status)).toEqual(['official', 'official']);
  const expected = amendmentOf({ ...draft, document: '', officialTo: 2028 }, 2027);
  expect([expected?.officialTo, expected?.days.map(({ status }) => status)]).toEqual([
    null,
    ['provisional', 'provisional'],
  ]);
});

test('a change without a day or without a reason is none', () => {
  expect(amendmentOf({ days: [], document: '', why: 'Hoán đổi', officialTo: null }, 2027)).toBeNull();
  expect(amendmentOf({ days: [day('2026-12-18')], document: '', why: ' ', officialTo: null }, 2027)).toBeNull();
});
