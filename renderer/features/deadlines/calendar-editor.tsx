import { Button, Tooltip } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { SessionView } from '#shared/contract/desk-views.ts';
import type { AmendedCalendar } from '#shared/workflow/board-state.ts';
import { formatMoment } from '../../i18n/format.ts';
import { useBoard, useDeadlineMonth } from '../../state/answers.ts';
import { useNow } from '../../state/now.ts';
import { useBoardWords } from '../../ui/board-words.ts';
import { dayWords } from '../../ui/deadline-explanation.tsx';
import { EmptyNote } from '../../ui/empty-note.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { LateLines } from '../../ui/late.tsx';
import { AmendForm } from './amend-form.tsx';
import classes from './deadlines.module.css';
import { thisMonth } from './today.ts';

/** The working calendar: what the board changed, by whom and when, and the way to change it for those who may. */
export function CalendarEditor(props: { readonly session: SessionView }): ReactNode {
  const words = useBoardWords();
  const { t } = words;
  const board = useBoard();
  const { year, month } = thisMonth();
  const calendar = useDeadlineMonth(year, month);
  const [amending, setAmending] = useState(false);
  const rule = board.data?.profile.boardRules.find(({ action }) => action === 'amendCalendar');
  const may = rule?.roles.some((role) => props.session.roles.includes(role)) ?? false;
  const who = t('deadlines:onlyWho', {
    who: (rule?.roles ?? []).map((role) => words.role(role)).join(', '),
    article: words.article(rule?.citation ?? null),
  });
  const failure = board.failure ?? calendar.failure;
  if (failure !== null) return <FailureNotice failure={failure} onRetry={calendar.reload} />;
  if (board.data === undefined || calendar.data === undefined) return <LateLines lines={4} />;
  const { officialTo } = calendar.data;
  const amended = [...board.data.calendarAmendments].reverse();
  return (
    <>
      <div className={classes.editorHead}>
        <p className={classes.quiet}>{t('deadlines:calendarIntro', { year: officialTo })}</p>
        <Tooltip label={who} disabled={may}>
          <Button
            leftSection={<IconPlus size={16} aria-hidden />}
            data-disabled={!may}
            aria-disabled={!may}
            aria-description={may ? '' : who}
            onClick={() => {
              if (may) setAmending(true);
            }}
          >
            {t('deadlines:amend')}
          </Button>
        </Tooltip>
      </div>
      <h2 className={classes.heading}>{t('deadlines:calendarAmendments')}</h2>
      {amended.length === 0 ? (
        <EmptyNote title={t('deadlines:calendarNone')} />
      ) : (
        <ul className={classes.amendments}>
          {amended.map((one) => (
            <Amendment key={one.command} amended={one} />
          ))}
        </ul>
      )}
      {amending ? <AmendForm officialTo={officialTo} onClose={() => setAmending(false)} /> : null}
    </>
  );
}

function Amendment({ amended }: { readonly amended: AmendedCalendar }): ReactNode {
  const words = useBoardWords();
  const { t, language } = words;
  const now = useNow(60_000);
  const { by, at, amendment } = amended;
  return (
    <li className={classes.amendment}>
      <div className={classes.name}>{amendment.reason}</div>
      <div className={classes.quiet}>
        {t('deadlines:calendarBy', { who: words.person(by), time: formatMoment(at, language, now) })}
        {' · '}
        {amendment.document === null
          ? t('deadlines:calendarNoDocument')
          : t('deadlines:calendarDocument', { document: amendment.document })}
      </div>
      <ul className={classes.days}>
        {amendment.days.map((day) => (
          <li key={day.date}>
            {dayWords(day.date, words)}: {t(`deadlines:kind.${day.kind}`)} – {day.reason[language]}
            {day.status === 'provisional' ? ` (${t('deadlines:provisional')})` : null}
          </li>
        ))}
        {amendment.officialTo === null ? null : (
          <li>{t('deadlines:calendarOfficial', { year: amendment.officialTo })}</li>
        )}
      </ul>
    </li>
  );
}
