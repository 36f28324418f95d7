import { localDateOf } from './calendar-day.ts';
import type { CalendarIndex } from './calendar-index.ts';
import type { PlannedSuspension } from './deadline.ts';
import { DeadlineError, type DeadlineStart, startDay } from './deadline-start.ts';

/**
 * The last day on which a planned suspension may still be announced: the suspension's own day is not counted, and so
 * many working days lie from the announcement up to it. Throws a DeadlineError, also for a suspension the law does not
 * cover because it begins outside the law's own time.
 */
export function latestAnnouncement(
  rule: PlannedSuspension,
  suspension: DeadlineStart,
  index: CalendarIndex,
): { readonly suspendedDay: number; readonly day: number } {
  const suspendedDay = startDay(suspension);
  const date = localDateOf(suspendedDay);
  const { inForceFrom, inForceTo } = rule.law;
  if (date < inForceFrom || (inForceTo !== null && date > inForceTo)) {
    throw new DeadlineError('start-out-of-range', `${rule.law.instrument} is not in force on ${date}`);
  }
  try {
    return { suspendedDay, day: index.addWorkingDays(suspendedDay, -rule.workingDaysBefore) };
  } catch (error) {
    if (error instanceof RangeError)
      throw new DeadlineError('due-out-of-range', 'the calendar begins after the deadline');
    throw error;
  }
}
