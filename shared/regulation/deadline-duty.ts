import type { LocalDate } from '../lib/instant.ts';
import { dayNumberOf, localDateOf, vietnamDayAt, weekdayOf } from './calendar-day.ts';
import type { CalendarIndex } from './calendar-index.ts';
import type { UpdateDuty } from './deadline.ts';

/** A working day, or a week from Monday to Sunday, with the updates made in it. */
export interface DutyPeriod {
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly updates: number;
  readonly kept: boolean;
  /** 0 in a week of holidays only; the text of a weekly duty makes no exception for it, so it stays visible. */
  readonly workingDays: number;
  /** A day in it is not settled officially. */
  readonly provisional: boolean;
}

/**
 * How an update duty was kept between two dates, both included, by one unit or by the portal; updates are moments in
 * milliseconds since 1970. A day off owes nothing; a week counts only when the whole of it lies between the dates.
 */
export function dutyPeriods(
  duty: Pick<UpdateDuty, 'atLeast' | 'per'>,
  updates: readonly number[],
  between: { readonly from: LocalDate; readonly to: LocalDate },
  index: CalendarIndex,
): readonly DutyPeriod[] {
  const first = dayNumberOf(between.from);
  const last = dayNumberOf(between.to);
  const perDay = new Map<number, number>();
  for (const update of updates) {
    const day = vietnamDayAt(update);
    perDay.set(day, (perDay.get(day) ?? 0) + 1);
  }
  const length = duty.per === 'week' ? 7 : 1;
  const toMonday = duty.per === 'week' ? (8 - weekdayOf(first)) % 7 : 0;
  const periods: DutyPeriod[] = [];
  for (let start = first + toMonday; start + length - 1 <= last; start += length) {
    const end = start + length - 1;
    if (duty.per === 'workingDay' && !index.isWorking(start)) continue;
    let made = 0;
    for (let day = start; day <= end; day += 1) made += perDay.get(day) ?? 0;
    periods.push({
      from: localDateOf(start),
      to: localDateOf(end),
      updates: made,
      kept: made >= duty.atLeast,
      workingDays: index.workingDaysBetween(start - 1, end),
      provisional: index.isProvisional(start - 1, end),
    });
  }
  return periods;
}
