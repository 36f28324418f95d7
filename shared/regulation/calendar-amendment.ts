import { z } from 'zod';
import {
  type Calendar,
  type CalendarDay,
  CalendarError,
  calendarDaySchema,
  checkDays,
  parseCalendar,
} from './calendar.ts';

/** One change a board makes to its calendar; `officialTo` declares the years up to it complete. */
export const calendarAmendmentSchema = z
  .strictObject({
    /** Why, or which announcement the board entered. */
    reason: z.string().trim().min(1).max(1_000),
    /** Number and date of the document it follows; null where the board acts on expectation. */
    document: z.string().min(1).max(300).nullable(),
    officialTo: z.number().int().min(2000).max(2099).nullable(),
    days: z.array(calendarDaySchema).max(400),
  })
  .superRefine(({ days, officialTo, document }, context) => {
    checkDays(days, context);
    if (days.length === 0 && officialTo === null) {
      context.addIssue({ code: 'custom', path: ['days'], message: 'an amendment changes at least one day' });
    }
    if (document === null && (officialTo !== null || days.some(({ status }) => status === 'official'))) {
      context.addIssue({ code: 'custom', path: ['document'], message: 'official days need the document they follow' });
    }
  });
export type CalendarAmendment = z.infer<typeof calendarAmendmentSchema>;

/**
 * The calendar with a board's amendments laid over it in their order: for each date the last word counts. Throws a
 * CalendarError when the outcome is no usable calendar.
 */
export function amendCalendar(base: Calendar, amendments: readonly CalendarAmendment[]): Calendar {
  if (amendments.length === 0) return base;
  const days = new Map<string, CalendarDay>(base.days.map((day) => [day.date, day]));
  let { to } = base.officialYears;
  amendments.forEach((amendment, index) => {
    if (amendment.officialTo !== null) {
      if (amendment.officialTo > to + 1) {
        const reason = `${to + 1} must be complete before ${amendment.officialTo}`;
        throw new CalendarError([{ path: `amendments.${index}.officialTo`, reason }]);
      }
      to = Math.max(to, amendment.officialTo);
    }
    for (const day of amendment.days) days.set(day.date, day);
  });
  return parseCalendar({
    ...base,
    officialYears: { from: base.officialYears.from, to },
    days: [...days.values()].sort((a, b) => (a.date < b.date ? -1 : 1)),
  });
}
