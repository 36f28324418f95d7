import type { Calendar } from '../regulation/calendar.ts';
import { amendCalendar } from '../regulation/calendar-amendment.ts';
import { type CalendarIndex, indexCalendar } from '../regulation/calendar-index.ts';
import { countDue, earliestStart, ruleFor, writeDue } from '../regulation/deadline-due.ts';
import { recordedStarts } from './recorded-starts.ts';
import type { DueOf } from './story-expectation.ts';

/** Due times as the desk shows them: counted from what is on record, in the calendar as the board amended it. */
export function dueIn(calendar: Calendar): DueOf {
  let unamended: CalendarIndex | null = null;
  return ({ profile, calendarAmendments }, item, type) => {
    const rule = ruleFor(profile.deadlines, type);
    const start = rule === null ? null : earliestStart(rule, recordedStarts(item));
    if (rule === null || start === null) return null;
    if (calendarAmendments.length === 0) unamended ??= indexCalendar(calendar);
    const index =
      calendarAmendments.length === 0 && unamended !== null
        ? unamended
        : indexCalendar(
            amendCalendar(
              calendar,
              calendarAmendments.map(({ amendment }) => amendment),
            ),
          );
    return writeDue(countDue(rule, start.start, index));
  };
}
