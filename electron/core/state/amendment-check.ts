import type { AmendmentPreview } from '#shared/contract/deadline-views.ts';
import { CalendarError, isRestDay } from '#shared/regulation/calendar.ts';
import { amendCalendar, type CalendarAmendment } from '#shared/regulation/calendar-amendment.ts';
import { type CalendarIndex, indexCalendar } from '#shared/regulation/calendar-index.ts';
import { usableCalendar } from './working-calendar.ts';

/** Why a change would leave no usable calendar; null when it can be made. */
export function amendmentProblem(
  before: readonly CalendarAmendment[],
  amendment: CalendarAmendment,
): AmendmentPreview['problem'] {
  const present = usableCalendar(before);
  const misplaced = amendment.days.some(
    ({ kind, date }) => kind === 'makeUpWork' && !isRestDay(present.weeklyRest, date),
  );
  if (misplaced) return 'makeUpOnWorkingDay';
  if (amendment.officialTo !== null && amendment.officialTo > present.officialYears.to + 1) return 'yearsSkipped';
  try {
    amendCalendar(present, [amendment]);
    return null;
  } catch (error) {
    if (error instanceof CalendarError) return 'notUsable';
    throw error;
  }
}

/** The calendar that ships under these amendments, ready for counting. */
export function indexUnder(amendments: readonly CalendarAmendment[]): CalendarIndex {
  return indexCalendar(usableCalendar(amendments));
}
