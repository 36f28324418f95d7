import shipped from '#resources/calendars/vietnam-public-sector.json' with { type: 'json' };
import { sha256Hash } from '#shared/lib/hash.ts';
import { type Calendar, CalendarError, parseCalendar } from '#shared/regulation/calendar.ts';
import { amendCalendar, type CalendarAmendment } from '#shared/regulation/calendar-amendment.ts';
import { type CalendarIndex, indexCalendar } from '#shared/regulation/calendar-index.ts';
import type { AmendedCalendar } from '#shared/workflow/board-state.ts';

/** A calendar in use with the name of its content: the same name, the same days. */
export interface NamedCalendar {
  readonly name: string;
  readonly index: CalendarIndex;
}

let base: { readonly calendar: Calendar; readonly name: string } | null = null;

/** The calendar that ships, as nobody amended it. */
export function shippedCalendar(): Calendar {
  return shippedBase().calendar;
}

function shippedBase(): NonNullable<typeof base> {
  base ??= { calendar: parseCalendar(shipped), name: sha256Hash(JSON.stringify(shipped)) };
  return base;
}

/** Keeps the calendar in use ready for counting: read and indexed when first needed, and again after each change. */
export class WorkingCalendar {
  #last: NamedCalendar | null = null;

  inUse(amended: readonly AmendedCalendar[]): NamedCalendar {
    const name = [shippedBase().name, ...amended.map(({ command }) => command)].join(' ');
    if (this.#last?.name !== name) {
      const amendments = amended.map(({ amendment }) => amendment);
      this.#last = { name, index: lazily(() => indexCalendar(usableCalendar(amendments))) };
    }
    return this.#last;
  }
}

/**
 * The calendar under a board's amendments; one that leaves no usable calendar is passed over, by every desk alike, so
 * that deadlines go on being counted.
 */
export function usableCalendar(amendments: readonly CalendarAmendment[]): Calendar {
  const amend = (tried: readonly CalendarAmendment[]): Calendar | null => {
    try {
      return amendCalendar(shippedCalendar(), tried);
    } catch (error) {
      if (error instanceof CalendarError) return null;
      throw error;
    }
  };
  const whole = amend(amendments);
  if (whole !== null) return whole;
  const kept: CalendarAmendment[] = [];
  for (const amendment of amendments) if (amend([...kept, amendment]) !== null) kept.push(amendment);
  return amend(kept) ?? shippedCalendar();
}

/** An index made when it is first asked: a board whose rules give no numbers never needs one. */
function lazily(make: () => CalendarIndex): CalendarIndex {
  let made: CalendarIndex | null = null;
  const index = (): CalendarIndex => {
    made ??= make();
    return made;
  };
  return {
    get firstDay() {
      return index().firstDay;
    },
    get lastDay() {
      return index().lastDay;
    },
    isWorking: (day) => index().isWorking(day),
    workingDayFrom: (day) => index().workingDayFrom(day),
    addWorkingDays: (day, count) => index().addWorkingDays(day, count),
    workingDaysBetween: (after, through) => index().workingDaysBetween(after, through),
    isProvisional: (after, through) => index().isProvisional(after, through),
    entryOn: (day) => index().entryOn(day),
    isRest: (day) => index().isRest(day),
    isOfficialYear: (year) => index().isOfficialYear(year),
  };
}
