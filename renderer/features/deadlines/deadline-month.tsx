import { ActionIcon, Button } from '@mantine/core';
import { IconAlarm, IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { DeadlineMonthDay } from '#shared/contract/deadline-views.ts';
import { formatLocalDate } from '../../i18n/format.ts';
import { useWords } from '../../i18n/use-words.ts';
import { useDeadlineMonth } from '../../state/answers.ts';
import { openItem } from '../../state/view.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { LateLines } from '../../ui/late.tsx';
import classes from './deadlines.module.css';
import { thisMonth } from './today.ts';

const weekdays = ['d1', 'd2', 'd3', 'd4', 'd5', 'd6', 'd0'] as const;
const shownDues = 3;
const firstYear = 2000;
const lastYear = 2099;

/** A month: days off and make-up days with their reasons, and what is due on each day. */
export function DeadlineMonthView(): ReactNode {
  const { t } = useWords();
  const [{ year, month }, setMonth] = useState(thisMonth);
  const answer = useDeadlineMonth(year, month);
  const step = (by: number): void => {
    const next = new Date(Date.UTC(year, month - 1 + by, 1));
    const then = { year: next.getUTCFullYear(), month: next.getUTCMonth() + 1 };
    if (then.year >= firstYear && then.year <= lastYear) setMonth(then);
  };
  const days = answer.data?.days ?? [];
  const weeks = Array.from({ length: Math.ceil(days.length / 7) }, (_, week) => days.slice(week * 7, week * 7 + 7));
  return (
    <>
      <div className={classes.monthHead}>
        <ActionIcon variant="subtle" color="gray" aria-label={t('deadlines:previousMonth')} onClick={() => step(-1)}>
          <IconChevronLeft size={18} stroke={1.7} aria-hidden />
        </ActionIcon>
        <h2 className={classes.monthName} aria-live="polite">
          {t('deadlines:month', { month, year })}
        </h2>
        <ActionIcon variant="subtle" color="gray" aria-label={t('deadlines:nextMonth')} onClick={() => step(1)}>
          <IconChevronRight size={18} stroke={1.7} aria-hidden />
        </ActionIcon>
        <Button size="compact-sm" variant="default" onClick={() => setMonth(thisMonth())}>
          {t('deadlines:thisMonth')}
        </Button>
      </div>
      {answer.failure === null ? null : <FailureNotice failure={answer.failure} onRetry={answer.reload} />}
      {answer.data === undefined ? (
        <LateLines lines={6} height={64} />
      ) : (
        <table className={classes.month}>
          <thead>
            <tr>
              {weekdays.map((day) => (
                <th key={day} scope="col">
                  {t(`deadlines:weekday.${day}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weeks.map((week) => (
              <tr key={week[0]?.date}>
                {week.map((day) => (
                  <Day key={day.date} day={day} today={answer.data?.today === day.date} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

function Day({ day, today }: { readonly day: DeadlineMonthDay; readonly today: boolean }): ReactNode {
  const { t, language } = useWords();
  const { date, working, rest, entry, dues, total, provisional } = day;
  const special = entry !== null && entry.kind !== 'ordinary' && (entry.kind === 'makeUpWork' || !rest);
  const kind = entry?.kind === 'makeUpWork' ? t('deadlines:makeUpDay') : t('deadlines:dayOff');
  return (
    <td className={classes.day} data-off={!working} data-outside={!day.inMonth} data-today={today}>
      <div className={classes.dayHead}>
        <time dateTime={date} title={formatLocalDate(date)} aria-current={today ? 'date' : undefined}>
          {Number(date.slice(8))}
        </time>
        {special || !working ? <span className={classes.dayKind}>{kind}</span> : null}
      </div>
      {special && entry !== null ? (
        <div className={classes.dayReason} title={entry.announcement ?? undefined}>
          {entry.reason[language]}
          {provisional ? ` (${t('deadlines:provisional')})` : null}
        </div>
      ) : null}
      {dues.slice(0, shownDues).map(({ item, title, overdue }) => (
        <button
          key={item}
          type="button"
          className={classes.dueItem}
          data-overdue={overdue}
          title={title}
          onClick={() => openItem(item)}
        >
          {overdue ? <IconAlarm size={12} stroke={1.8} role="img" aria-label={t('deadlines:dueOverdue')} /> : null}
          <span>{title}</span>
        </button>
      ))}
      {total > shownDues ? (
        <div className={classes.quiet}>{t('deadlines:moreDues', { count: total - shownDues })}</div>
      ) : null}
    </td>
  );
}
