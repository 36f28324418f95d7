import type { LocalDate } from '#shared/lib/instant.ts';
import type { CalendarDay } from '#shared/regulation/calendar.ts';
import { type CalendarAmendment, calendarAmendmentSchema } from '#shared/regulation/calendar-amendment.ts';

export const dayKinds = ['off', 'makeUpWork', 'ordinary'] as const;
export const offCauses = ['holiday', 'compensatory', 'swap'] as const;

/** A day as it is being entered; the cause counts for days off alone. */
export interface DraftDay {
  readonly date: LocalDate | null;
  readonly kind: CalendarDay['kind'];
  readonly cause: CalendarDay['cause'];
  readonly reason: string;
}

export interface DraftAmendment {
  readonly days: readonly DraftDay[];
  readonly document: string;
  readonly why: string;
  /** The year declared complete, or null. */
  readonly officialTo: number | null;
}

/**
 * The change as entered, or null while something is missing. A day is official when a document is named and its year is
 * announced in full (`announcedTo` or the year declared now); what is only expected is provisional.
 */
export function amendmentOf(draft: DraftAmendment, announcedTo: number): CalendarAmendment | null {
  const document = draft.document.trim() === '' ? null : draft.document.trim();
  const officialTo = document === null ? null : draft.officialTo;
  const through = officialTo ?? announcedTo;
  const days = draft.days
    .map(({ date, kind, cause, reason }) => ({
      date,
      kind,
      cause: kind === 'off' ? cause : null,
      // The board writes its calendar in its own words, which stand in both languages.
      reason: { vi: reason.trim(), en: reason.trim() },
      announcement: document,
      url: null,
      status: document !== null && Number((date ?? '').slice(0, 4)) <= through ? 'official' : 'provisional',
    }))
    .sort((left, right) => (left.date ?? '').localeCompare(right.date ?? ''));
  const parsed = calendarAmendmentSchema.safeParse({ reason: draft.why.trim(), document, officialTo, days });
  return parsed.success ? parsed.data : null;
}
