import type { z } from 'zod';
import { AppError } from '#shared/contract/app-error.ts';
import type {
  AmendmentPreview,
  DeadlineFilter,
  DeadlineGroup,
  DeadlineList,
  DeadlineMonth,
  DeadlineRow,
  ItemDeadlines,
  monthSchema,
} from '#shared/contract/deadline-views.ts';
import { must } from '#shared/lib/assert.ts';
import type { ItemId } from '#shared/lib/ids.ts';
import { instantFromMs, instantToMs } from '#shared/lib/instant.ts';
import type { CalendarAmendment } from '#shared/regulation/calendar-amendment.ts';
import { dayNumber, localDateOf, vietnamDayAt, vietnamMidnight, weekdayOf } from '#shared/regulation/calendar-day.ts';
import { countedYears } from '#shared/regulation/calendar-index.ts';
import { writeDue } from '#shared/regulation/deadline-due.ts';
import { explainDue } from '#shared/regulation/deadline-explanation.ts';
import { deadlineFacts } from '#shared/workflow/deadline-facts.ts';
import { briefOf, hasNumbers, nextRunning, standingDeadlines } from '#shared/workflow/deadline-standing.ts';
import { supplierWait } from '#shared/workflow/supplier-wait.ts';
import { amendmentProblem, indexUnder } from '../state/amendment-check.ts';
import { briefView, type DeadlineBasis } from '../state/deadline-book.ts';
import { usableCalendar } from '../state/working-calendar.ts';
import type { DeadlineItem, LateSpan } from '../store/item-deadlines.ts';
import { type DeskCore, openDesk } from './desk-core.ts';

const mostRows = 200;
const mostUnits = 500;
const mostChanges = 200;
const mostDues = 2_000;
const duesADay = 50;

/** Rules and calendar in use on an open desk, counted anew first where they changed. */
export function basisOf(core: DeskCore): DeadlineBasis {
  openDesk(core);
  const basis = core.state.deadlines.basis();
  if (basis === null) throw new AppError('offline', { subject: 'board' });
  core.state.deadlines.ensure();
  return basis;
}

/** Every deadline of an item, each explained. */
export function deadlinesOf(core: DeskCore, id: ItemId): ItemDeadlines {
  const { rules, index, calendar } = basisOf(core);
  const item = core.state.shown(id)?.item;
  const board = core.state.board();
  if (item === undefined || board === null) throw new AppError('not-found', { subject: id });
  const final = board.profile.states.some((state) => state.id === item.state && state.final);
  const facts = deadlineFacts(item, final);
  const now = instantToMs(core.serverNow());
  // What still has to be done is told before what is done.
  const standing = [...standingDeadlines(facts, rules, index, now)].sort(
    (left, right) => Number(left.settledAt !== null) - Number(right.settledAt !== null),
  );
  const deadlines = standing.map((deadline) => {
    const { rule, start, event, due, settledAt } = deadline;
    // A prompt duty has nothing to count: its wording and article say it all.
    const counted = due !== null && due.kind !== 'promptly' && start !== null;
    return {
      brief: briefView(briefOf(deadline, index, now)),
      rule,
      explanation: counted ? explainDue(rule, start, index, event).explanation : null,
      settledAt: settledAt === null ? null : instantFromMs(settledAt),
    };
  });
  const wait = supplierWait(core.store.events.ofItem(id));
  return {
    deadlines,
    brief: core.state.deadlines.brief(facts, { rules, index, calendar }),
    typeMissing: facts.infoType === null && hasNumbers(rules),
    supplierWait: wait.overMs === 0 && wait.since === null ? null : wait,
  };
}

/** Deadlines still running, by when they end. */
export function deadlineList(core: DeskCore, filter: DeadlineFilter): DeadlineList {
  const basis = basisOf(core);
  const now = instantToMs(core.serverNow());
  const today = vietnamDayAt(now);
  const endOfToday = vietnamMidnight(today + 1);
  const endOfWeek = vietnamMidnight(today + 1 + ((7 - weekdayOf(today)) % 7));
  const spans: readonly (readonly [DeadlineGroup, LateSpan])[] = [
    ['overdue', { after: Number.MIN_SAFE_INTEGER, through: now }],
    ['today', { after: now, through: endOfToday }],
    ['week', { after: endOfToday, through: endOfWeek }],
    ['later', { after: Math.max(endOfToday, endOfWeek), through: Number.MAX_SAFE_INTEGER }],
    ['unnumbered', null],
  ];
  const { deadlines } = core.store;
  return {
    groups: spans.map(([group, span]) => {
      const { total, items } = deadlines.list(filter, span, mostRows);
      const rows = items.flatMap((item) => rowOf(core, item, basis));
      // What binds nobody in any way is no deadline at all.
      return { group, total: total - (items.length - rows.length), rows };
    }),
    units: [...deadlines.suppliers('running', mostUnits)],
  };
}

function rowOf(core: DeskCore, item: DeadlineItem, basis: DeadlineBasis): DeadlineRow[] {
  const { id, title, section, state, holderRole, holderName, supplier, facts } = item;
  const deadline = core.state.deadlines.brief(facts, basis);
  return deadline === null ? [] : [{ id, title, section, state, holderRole, holderName, unit: supplier, deadline }];
}

/** A month in whole weeks with what is due on each day. */
export function deadlineMonth(core: DeskCore, { year, month }: z.infer<typeof monthSchema>): DeadlineMonth {
  const { index } = basisOf(core);
  const now = instantToMs(core.serverNow());
  const first = dayNumber(year, month, 1);
  const next = month === 12 ? dayNumber(year + 1, 1, 1) : dayNumber(year, month + 1, 1);
  const from = Math.max(first - ((weekdayOf(first) + 6) % 7), dayNumber(countedYears.from, 1, 1));
  const through = Math.min(next - 1 + ((7 - weekdayOf(next - 1)) % 7), dayNumber(countedYears.to, 12, 31));
  const all = { section: null, unit: null, person: null, type: null };
  const span = { after: vietnamMidnight(from), through: vietnamMidnight(through + 1) };
  const byDay = new Map<number, { item: ItemId; title: string; overdue: boolean }[]>();
  for (const { id, title, late } of core.store.deadlines.list(all, span, mostDues).items) {
    if (late === null) continue;
    // The last millisecond in time tells the day it is due on.
    const day = vietnamDayAt(late - 1);
    byDay.set(day, [...(byDay.get(day) ?? []), { item: id, title, overdue: late <= now }]);
  }
  const days = Array.from({ length: through - from + 1 }, (_, place) => {
    const day = from + place;
    const dues = byDay.get(day) ?? [];
    return {
      date: localDateOf(day),
      inMonth: day >= first && day < next,
      working: index.isWorking(day),
      rest: index.isRest(day),
      provisional: index.isProvisional(day - 1, day),
      entry: index.entryOn(day),
      total: dues.length,
      dues: dues.slice(0, duesADay),
    };
  });
  return { today: localDateOf(vietnamDayAt(now)), officialTo: officialToOf(core), days };
}

function officialToOf(core: DeskCore): number {
  const amended = core.state.board()?.calendarAmendments ?? [];
  return usableCalendar(amended.map(({ amendment }) => amendment)).officialYears.to;
}

/** What a change of the calendar would do to the deadlines now running; nothing is changed. */
export function previewAmendment(core: DeskCore, amendment: CalendarAmendment): AmendmentPreview {
  const { rules, index } = basisOf(core);
  const amendments = must(core.state.board(), 'an open desk has a board').calendarAmendments.map(
    (amended) => amended.amendment,
  );
  const problem = amendmentProblem(amendments, amendment);
  if (problem !== null) return { problem, total: 0, changes: [] };
  const amended = indexUnder([...amendments, amendment]);
  const now = instantToMs(core.serverNow());
  const everything = { after: Number.MIN_SAFE_INTEGER, through: Number.MAX_SAFE_INTEGER };
  const all = { section: null, unit: null, person: null, type: null };
  const changes: AmendmentPreview['changes'] = [];
  let total = 0;
  for (const { id, title, facts } of core.store.deadlines.list(all, everything, Number.MAX_SAFE_INTEGER).items) {
    const before = nextRunning(standingDeadlines(facts, rules, index, now));
    const after = nextRunning(standingDeadlines(facts, rules, amended, now));
    if (before?.due == null || after?.due == null || before.late === after.late) continue;
    total += 1;
    if (changes.length < mostChanges)
      changes.push({ item: id, title, before: dueView(before.due), after: dueView(after.due) });
  }
  return { problem: null, total, changes };
}

function dueView(due: Parameters<typeof writeDue>[0]): AmendmentPreview['changes'][number]['before'] {
  const written = writeDue(due);
  return 'dueAt' in written ? { dueDate: null, dueAt: written.dueAt } : { dueDate: written.dueDate, dueAt: null };
}
