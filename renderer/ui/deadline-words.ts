import type { DeadlineBriefView } from '#shared/contract/deadline-views.ts';
import { formatLocalDate, formatSpan } from '../i18n/format.ts';
import type { Translate } from '../i18n/i18n.ts';

/** `late` has passed, `soon` is near; both are told by text and icon too, never by colour alone. */
export type DeadlineTone = 'quiet' | 'plain' | 'soon' | 'late';

export interface WordedDeadline {
  readonly text: string;
  readonly tone: DeadlineTone;
}

/** A deadline in words: `còn 2 ngày làm việc`, `quá hạn 1 ngày làm việc`; `now` is in milliseconds since 1970. */
export function wordDeadline(brief: DeadlineBriefView, t: Translate, now: number): WordedDeadline {
  const { standing } = brief;
  switch (standing) {
    case 'open':
    case 'soon':
    case 'overdue':
      return running(brief, t, now);
    case 'late':
      return {
        text: brief.workingDays === null || brief.workingDays === 0 ? t('deadlines:late') : lateDays(brief, t),
        tone: 'plain',
      };
    case 'onTime':
    case 'promptly':
    case 'ended':
    case 'startMissing':
    case 'typeMissing':
      return { text: t(`deadlines:${standing}`), tone: 'quiet' };
  }
}

function lateDays({ workingDays }: DeadlineBriefView, t: Translate): string {
  return t('deadlines:lateDays', { count: workingDays ?? 0 });
}

function running(brief: DeadlineBriefView, t: Translate, now: number): WordedDeadline {
  const { standing, dueAt, dueDate, workingDays } = brief;
  if (dueAt !== null) {
    // The hours move on between two answers of the desk.
    const left = Date.parse(dueAt) - now;
    if (left < 0) return { text: t('deadlines:overdueSpan', { span: atLeastAMinute(-left, t) }), tone: 'late' };
    const text = left < 60_000 ? t('deadlines:leftMinutes') : t('deadlines:leftSpan', { span: formatSpan(left, t) });
    return { text, tone: standing === 'open' ? 'plain' : 'soon' };
  }
  const count = workingDays ?? 0;
  if (standing === 'overdue') {
    const text =
      count > 0
        ? t('deadlines:overdue', { count })
        : t('deadlines:overdueSince', { date: formatLocalDate(dueDate ?? '') });
    return { text, tone: 'late' };
  }
  if (brief.immediate) return { text: t('deadlines:immediate'), tone: 'soon' };
  const text = count === 0 ? t('deadlines:leftToday') : t('deadlines:left', { count });
  return { text, tone: standing === 'soon' ? 'soon' : 'plain' };
}

function atLeastAMinute(milliseconds: number, t: Translate): string {
  return formatSpan(Math.max(60_000, milliseconds), t);
}
