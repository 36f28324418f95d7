/** Due dates of 100,000 open items counted anew after a board changed its calendar, against a walk from day to day. */
import { amendCalendar, calendarAmendmentSchema } from '#shared/regulation/calendar-amendment.ts';
import { indexCalendar } from '#shared/regulation/calendar-index.ts';
import { type DeadlineRule, deadlineRuleSchema } from '#shared/regulation/deadline.ts';
import { countDue, writeDue } from '#shared/regulation/deadline-due.ts';
import { explainDue } from '#shared/regulation/deadline-explanation.ts';
import { type DeadlineStart, parseStart } from '#shared/regulation/deadline-start.ts';
import { dueByWalking } from '../fixtures/deadlines/day-by-day.ts';
import { shippedCalendar } from '../fixtures/deadlines/shipped-calendar.ts';
import { report, timed } from './measure.ts';

const ITEMS = Number(process.argv[2] ?? 100_000);
const SAMPLES = 15;

const rules: readonly DeadlineRule[] = (
  [
    [2, 'workingDay'],
    [3, 'workingDay'],
    [5, 'workingDay'],
    [7, 'workingDay'],
    [10, 'workingDay'],
    [15, 'workingDay'],
    [15, 'calendarDay'],
  ] as const
).map(([amount, unit], index) =>
  deadlineRuleSchema.parse({
    id: `rule${index}`,
    types: ['other'],
    amount,
    unit,
    startsFrom: ['received'],
    owedBy: 'board',
    derived: null,
    condition: null,
    wording: 'trong thời hạn',
    citation: { part: 'regulation', article: '7', clause: String(index + 1) },
  }),
);

/** Items received on every day of the announced years, at another minute each, under one rule after another. */
const items = Array.from({ length: ITEMS }, (_, index) => {
  const date = new Date(Date.UTC(2024, 0, 1 + ((index * 7) % 1_380))).toISOString().slice(0, 10);
  const time = `${String(index % 24).padStart(2, '0')}:${String(index % 60).padStart(2, '0')}`;
  const rule = rules[index % rules.length] ?? rules[0];
  if (rule === undefined) throw new Error('There are no rules');
  return { date, rule, start: parseStart(`${date}T${time}`) satisfies DeadlineStart };
});
const amendment = calendarAmendmentSchema.parse({
  reason: 'Nghỉ thêm một ngày',
  document: null,
  officialTo: null,
  days: [
    {
      date: '2027-12-24',
      kind: 'off',
      cause: 'swap',
      reason: { vi: 'Nghỉ', en: 'Off' },
      announcement: null,
      url: null,
      status: 'provisional',
    },
  ],
});

const counted: number[] = [];
const explained: number[] = [];
const walked: number[] = [];
let product = '';
let floor = '';
for (let round = 0; round < SAMPLES; round += 1) {
  counted.push(
    await timed(() => {
      const index = indexCalendar(amendCalendar(shippedCalendar, [amendment]));
      const due = items.map(({ rule, start }) => writeDue(countDue(rule, start, index)));
      product = due.map((one) => ('dueDate' in one ? one.dueDate : '')).join();
    }),
  );
  if (round % 3 === 0) {
    explained.push(
      await timed(() => {
        const index = indexCalendar(amendCalendar(shippedCalendar, [amendment]));
        for (const { rule, start } of items) explainDue(rule, start, index, 'received');
      }),
    );
    walked.push(
      await timed(() => {
        floor = items
          .map(({ date, rule }) =>
            dueByWalking(date, rule.amount ?? 0, rule.unit === 'calendarDay' ? 'calendarDay' : 'workingDay'),
          )
          .join();
      }),
    );
  }
}
const common = {
  bench: 'deadlines',
  unit: 'ms',
  floor: { what: 'the same due dates by walking from day to day over a list of days off', samples: walked },
  facts: { items: ITEMS, sameDates: product === floor },
} as const;
report({
  ...common,
  figure: 'count all anew after a calendar change',
  samples: counted,
  limit: { atMost: 1_000, of: 'p95' },
});
report({ ...common, figure: 'count and explain all anew', samples: explained });
if (product !== floor) process.exitCode = 1;
