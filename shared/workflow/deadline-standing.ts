import type { LocalDate } from '../lib/instant.ts';
import { localDateOf, vietnamDayAt } from '../regulation/calendar-day.ts';
import type { CalendarIndex } from '../regulation/calendar-index.ts';
import type { DeadlineRule, InformationType, StartEvent } from '../regulation/deadline.ts';
import { dueStanding, lateFrom } from '../regulation/deadline-due.ts';
import { deadlinesOfItem, type ItemDeadline } from '../regulation/deadline-item.ts';
import { type DeadlineStart, startDay } from '../regulation/deadline-start.ts';
import type { DeadlineFacts } from './deadline-facts.ts';

/**
 * `open`, `soon`, `overdue` still run; `onTime`, `late` are settled; `promptly` has no number; `startMissing` cannot be
 * counted because no start is on record; `ended` stopped with the item.
 */
export type DeadlineStanding = 'open' | 'soon' | 'overdue' | 'onTime' | 'late' | 'promptly' | 'startMissing' | 'ended';

/** One deadline of an item as it stands now. */
export interface StandingDeadline extends ItemDeadline {
  readonly standing: DeadlineStanding;
  /** When it was settled, in milliseconds since 1970. */
  readonly settledAt: number | null;
  /** First millisecond at which it is late; null without a number. */
  readonly late: number | null;
}

/** What a row says of an item's deadlines: the one that counts now, in numbers to be worded. */
export interface DeadlineBrief {
  readonly standing: DeadlineStanding | 'typeMissing';
  readonly type: InformationType | null;
  readonly owedBy: DeadlineRule['owedBy'] | null;
  /** Due by the end of this day. */
  readonly dueDate: LocalDate | null;
  /** Due at this moment, in milliseconds since 1970. */
  readonly dueAt: number | null;
  /** Due at once. */
  readonly immediate: boolean;
  /** Working days until the day it is due, or since; null for moments and where there is no number. */
  readonly workingDays: number | null;
  /** Tạm tính: it passes through days that no announcement has settled. */
  readonly provisional: boolean;
  /** What would start it, none of which is on record. */
  readonly missing: readonly StartEvent[];
}

const uncounted = new Set<DeadlineRule['unit']>(['promptly']);

/** Whether any rule of a regulation gives a number. */
export function hasNumbers(rules: readonly DeadlineRule[]): boolean {
  return rules.some(({ unit }) => !uncounted.has(unit));
}

/** Every deadline that binds an item, each as it stands at a moment in milliseconds since 1970. */
export function standingDeadlines(
  facts: DeadlineFacts,
  rules: readonly DeadlineRule[],
  index: CalendarIndex,
  now: number,
): readonly StandingDeadline[] {
  // Where every type is only owed promptly, the type does not matter.
  const type = facts.infoType ?? (hasNumbers(rules) ? null : 'other');
  const starts = hasNumbers(rules) ? countable(facts.starts, index) : facts.starts;
  return deadlinesOfItem(rules, type, starts, index).map((deadline) => {
    const settledAt = settlement(deadline, facts);
    const late = deadline.due === null ? null : lateFrom(deadline.due);
    return { ...deadline, settledAt, late, standing: standingOf(deadline, settledAt, late, facts, index, now) };
  });
}

/** A start the calendar does not reach is as good as none: nothing can be counted from it. */
function countable(starts: DeadlineFacts['starts'], index: CalendarIndex): DeadlineFacts['starts'] {
  const within = (start: DeadlineStart): boolean => {
    const day = startDay(start);
    // No deadline is longer than a thousand days.
    return day >= index.firstDay && day < index.lastDay - 2_000;
  };
  return Object.fromEntries(Object.entries(starts).filter(([, start]) => start !== undefined && within(start)));
}

/** The supplier's ends with receipt; the rest with posting, `posting` and `update` with one after they began. */
function settlement({ type, settledBy, start }: ItemDeadline, facts: DeadlineFacts): number | null {
  if (settledBy === 'received') return facts.receivedAt;
  if (type !== 'posting' && type !== 'update') return facts.postedFirst;
  const began = start === null ? null : start.kind === 'moment' ? start.ms : null;
  return facts.postedLast !== null && (began === null || facts.postedLast >= began) ? facts.postedLast : null;
}

function standingOf(
  { due, rule }: ItemDeadline,
  settledAt: number | null,
  late: number | null,
  { ended }: DeadlineFacts,
  index: CalendarIndex,
  now: number,
): DeadlineStanding {
  if (rule.unit === 'promptly') return settledAt === null && ended ? 'ended' : 'promptly';
  if (due === null || late === null) return settledAt === null && ended ? 'ended' : 'startMissing';
  if (settledAt !== null) return settledAt < late ? 'onTime' : 'late';
  if (ended) return 'ended';
  const standing = dueStanding(due, now, index);
  return standing === 'none' ? 'promptly' : standing;
}

/** The running deadline that ends first; null when none with a number runs. */
export function nextRunning(deadlines: readonly StandingDeadline[]): StandingDeadline | null {
  let next: StandingDeadline | null = null;
  for (const deadline of deadlines) {
    const { standing, late } = deadline;
    if (late === null || (standing !== 'open' && standing !== 'soon' && standing !== 'overdue')) continue;
    if (next === null || next.late === null || late < next.late) next = deadline;
  }
  return next;
}

/**
 * The one deadline a row tells of: the running one that ends first, else what keeps one from being counted, else a
 * prompt duty, else how it ended. Null when nothing binds the item.
 */
export function deadlineBrief(
  facts: DeadlineFacts,
  rules: readonly DeadlineRule[],
  index: CalendarIndex,
  now: number,
): DeadlineBrief | null {
  const deadlines = standingDeadlines(facts, rules, index, now);
  const running = nextRunning(deadlines);
  if (running !== null) return briefOf(running, index, now);
  const unposted = facts.postedFirst === null && !facts.ended;
  const ofBoard = deadlines.filter(({ settledBy }) => settledBy === 'posted');
  if (unposted) {
    const missing = ofBoard.find(({ standing }) => standing === 'startMissing');
    if (missing !== undefined) return briefOf(missing, index, now);
    if (facts.infoType === null && hasNumbers(rules)) return typeMissing;
  }
  const wanted = unposted ? (['promptly'] as const) : (['late', 'onTime', 'promptly'] as const);
  for (const standing of wanted) {
    const found = ofBoard.find((one) => one.standing === standing);
    if (found !== undefined) return briefOf(found, index, now);
  }
  return null;
}

const typeMissing: DeadlineBrief = {
  standing: 'typeMissing',
  type: null,
  owedBy: null,
  dueDate: null,
  dueAt: null,
  immediate: false,
  workingDays: null,
  provisional: false,
  missing: [],
};

/** One deadline in numbers to be worded. */
export function briefOf(deadline: StandingDeadline, index: CalendarIndex, now: number): DeadlineBrief {
  const { due, rule, start, standing, settledAt } = deadline;
  const brief = {
    ...typeMissing,
    standing,
    type: deadline.type,
    owedBy: rule.owedBy,
    missing: standing === 'startMissing' ? rule.startsFrom : [],
  };
  if (due === null || due.kind === 'promptly' || start === null) return brief;
  if (due.kind === 'moment') return { ...brief, dueAt: due.ms };
  const day = due.kind === 'day' ? due.day : startDay(due.start);
  const today = vietnamDayAt(settledAt ?? now);
  return {
    ...brief,
    dueDate: localDateOf(day),
    immediate: due.kind === 'immediate',
    workingDays: index.workingDaysBetween(Math.min(today, day), Math.max(today, day)),
    provisional: due.kind === 'day' && index.isProvisional(startDay(start), day),
  };
}
