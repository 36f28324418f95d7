import { AppError } from '#shared/contract/app-error.ts';
import { must } from '#shared/lib/assert.ts';
import type { CalendarAmendment } from '#shared/regulation/calendar-amendment.ts';
import { amendmentProblem } from '../state/amendment-check.ts';
import type { Held } from '../state/decisions.ts';
import { actForBoard } from './board-acts.ts';
import { type DeskCore, openDesk } from './desk-core.ts';

/** Changes the board's calendar; one that would leave it unusable is not even held. */
export function amendCalendar(core: DeskCore, amendment: CalendarAmendment): Held {
  openDesk(core);
  const amended = must(core.state.board(), 'an open desk has a board').calendarAmendments;
  const problem = amendmentProblem(
    amended.map((one) => one.amendment),
    amendment,
  );
  if (problem !== null) throw new AppError('bad-request', { subject: problem });
  return actForBoard(core, { action: 'amendCalendar', amendment });
}
