import type { CalendarIndex } from './calendar-index.ts';
import type { DeadlineRule, InformationType, StartEvent } from './deadline.ts';
import { countDue, type Due, dueStanding, earliestStart, lateFrom, ruleFor } from './deadline-due.ts';
import type { DeadlineStart } from './deadline-start.ts';

/** One deadline that binds an item; start and due are null while the rule's start event is not recorded. */
export interface ItemDeadline {
  readonly type: InformationType;
  readonly rule: DeadlineRule;
  readonly event: StartEvent | null;
  readonly start: DeadlineStart | null;
  readonly due: Due | null;
  /** What ends it: the item's receipt for what suppliers owe, its being on the portal for what the board owes. */
  readonly settledBy: 'received' | 'posted';
}

/**
 * The deadlines that bind an item of an information type: the supplier's, the board's, and those that begin with the
 * approval or with a change of the facts once these happened. An item without a type has only the latter two.
 */
export function deadlinesOfItem(
  rules: readonly DeadlineRule[],
  type: InformationType | null,
  recorded: Partial<Readonly<Record<StartEvent, DeadlineStart>>>,
  index: CalendarIndex,
): readonly ItemDeadline[] {
  const types: InformationType[] = type === null ? [] : [type === 'eventNews' ? 'supply.event' : 'supply.other', type];
  if (recorded.approved !== undefined) types.push('posting');
  if (recorded.changed !== undefined) types.push('update');
  return types.flatMap((one): ItemDeadline[] => {
    const rule = ruleFor(rules, one);
    if (rule === null) return [];
    const from = earliestStart(rule, recorded);
    const due: Due | null =
      rule.unit === 'promptly' ? { kind: 'promptly' } : from === null ? null : countDue(rule, from.start, index);
    const settledBy = rule.owedBy === 'supplier' ? 'received' : 'posted';
    return [{ type: one, rule, event: from?.event ?? null, start: from?.start ?? null, due, settledBy }];
  });
}

export type Timeliness = 'none' | 'open' | 'soon' | 'overdue' | 'onTime' | 'late';

/** How a deadline stands: still running, or settled at a moment in milliseconds since 1970, in time or late. */
export function timelinessOf(due: Due | null, settledAt: number | null, now: number, index: CalendarIndex): Timeliness {
  if (due === null) return 'none';
  if (settledAt === null) return dueStanding(due, now, index);
  const late = lateFrom(due);
  if (late === null) return 'none';
  return settledAt < late ? 'onTime' : 'late';
}

/** The deadline that runs out first among those still running; null when none has a due time. */
export function nextDeadline(deadlines: readonly ItemDeadline[], received: boolean): ItemDeadline | null {
  let next: ItemDeadline | null = null;
  let earliest = Number.POSITIVE_INFINITY;
  for (const deadline of deadlines) {
    const late = deadline.due === null ? null : lateFrom(deadline.due);
    if (late === null || late >= earliest || (received && deadline.settledBy === 'received')) continue;
    next = deadline;
    earliest = late;
  }
  return next;
}
