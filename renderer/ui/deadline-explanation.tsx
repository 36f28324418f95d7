import type { ReactNode } from 'react';
import type { ItemDeadlines } from '#shared/contract/deadline-views.ts';
import type { ItemId } from '#shared/lib/ids.ts';
import type { ExplainedDay } from '#shared/regulation/deadline-explanation.ts';
import { formatLocalDate, formatMoment, formatSpan } from '../i18n/format.ts';
import { useItemDeadlines } from '../state/answers.ts';
import { useNow } from '../state/now.ts';
import { type BoardWords, useBoardWords } from './board-words.ts';
import classes from './deadline-explanation.module.css';
import { wordDeadline } from './deadline-words.ts';
import { FailureNotice } from './failure-notice.tsx';
import { LateLines } from './late.tsx';

/** Where every deadline of an item comes from: start, the rule word for word, days skipped and why, article. */
export function DeadlineExplanation({ item }: { readonly item: ItemId }): ReactNode {
  const words = useBoardWords();
  const { t } = words;
  const answer = useItemDeadlines(item);
  const now = useNow(30_000);
  if (answer.failure !== null) return <FailureNotice failure={answer.failure} onRetry={answer.reload} />;
  if (answer.data === undefined) return <LateLines lines={4} />;
  const { deadlines, typeMissing, supplierWait } = answer.data;
  return (
    <div className={classes.all}>
      {deadlines.map((deadline) => (
        <One key={deadline.brief.type} deadline={deadline} words={words} now={now} />
      ))}
      {typeMissing ? <p className={classes.note}>{t('deadlines:typeMissingHint')}</p> : null}
      {deadlines.length === 0 && !typeMissing ? <p className={classes.note}>{t('deadlines:none')}</p> : null}
      {supplierWait === null ? null : (
        <p className={classes.note}>{t('deadlines:supplierWait', { span: waitWords(supplierWait, words, now) })}</p>
      )}
    </div>
  );
}

/** How long an item waited at its supplier in all, up to now where it still does. */
export function waitWords(wait: NonNullable<ItemDeadlines['supplierWait']>, words: BoardWords, now: number): string {
  const running = wait.since === null ? 0 : Math.max(0, now - Date.parse(wait.since));
  return formatSpan(wait.overMs + running, words.t);
}

function One(props: {
  readonly deadline: ItemDeadlines['deadlines'][number];
  readonly words: BoardWords;
  readonly now: number;
}): ReactNode {
  const { deadline, words, now } = props;
  const { t, language } = words;
  const { brief, rule, explanation, settledAt } = deadline;
  const { text } = wordDeadline(brief, t, now);
  const moment = (at: string): string => formatMoment(at, language, now);
  const start = explanation?.start;
  return (
    <section className={classes.one}>
      <h3 className={classes.heading}>
        {brief.type === null ? '' : t(`deadlines:type.${brief.type}`)} – {t(`deadlines:owedBy.${rule.owedBy}`)}: {text}
      </h3>
      <dl className={classes.list}>
        {start === undefined ? null : (
          <Line name={t('deadlines:from')}>
            {start.at.length > 10 ? moment(start.at) : dayWords(start.date, words)}
            {start.events.length === 0
              ? null
              : ` (${start.events.map((event) => t(`deadlines:event.${event}`)).join(', ')})`}
            {rule.unit === 'workingDay' || rule.unit === 'calendarDay' ? `; ${t('deadlines:notCounted')}` : null}
            {start.fromMidnight ? ` ${t('deadlines:midnight')}` : null}
          </Line>
        )}
        <Line name={t('deadlines:rule')}>“{rule.wording}”</Line>
        {rule.condition === null ? null : <Line name={t('deadlines:condition')}>“{rule.condition}”</Line>}
        <Line name={t('deadlines:article')}>
          {words.article(rule.citation)}
          {rule.derived === null ? null : `. ${rule.derived.note[language]}`}
        </Line>
        {explanation === null || explanation.skipped.length === 0 ? null : (
          <Days name={t('deadlines:skipped')} days={explanation.skipped} words={words} />
        )}
        {explanation === null || explanation.makeUpWork.length === 0 ? null : (
          <Days name={t('deadlines:makeUp')} days={explanation.makeUpWork} words={words} />
        )}
        {brief.dueDate === null && brief.dueAt === null ? null : (
          <Line name={t('deadlines:due')}>
            {brief.immediate
              ? t('deadlines:dueNow')
              : brief.dueAt === null
                ? dueDay(brief.dueDate ?? '', words)
                : t('deadlines:dueMoment', { time: moment(brief.dueAt) })}
            {explanation?.movedFrom == null
              ? null
              : ` ${t('deadlines:moved', { date: formatLocalDate(explanation.movedFrom) })}`}
          </Line>
        )}
      </dl>
      {brief.standing === 'startMissing' ? (
        <p className={classes.note}>
          {t('deadlines:startMissingHint', {
            events: brief.missing.map((event) => t(`deadlines:event.${event}`)).join(', '),
          })}
        </p>
      ) : null}
      {brief.standing === 'promptly' ? <p className={classes.note}>{t('deadlines:promptlyHint')}</p> : null}
      {brief.provisional ? <p className={classes.time}>{t('deadlines:provisionalHint')}</p> : null}
      {settledAt === null || (brief.standing !== 'onTime' && brief.standing !== 'late') ? null : (
        <p className={classes.note}>{t('deadlines:settled', { time: moment(settledAt), result: text })}</p>
      )}
    </section>
  );
}

function Line(props: { readonly name: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className={classes.line}>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

function Days(props: {
  readonly name: string;
  readonly days: readonly ExplainedDay[];
  readonly words: BoardWords;
}): ReactNode {
  const { t, language } = props.words;
  return (
    <Line name={props.name}>
      <ul className={classes.days}>
        {props.days.map(({ date, why, reason, announcement }) => (
          <li key={date}>
            {dayWords(date, props.words)}:{' '}
            {[t(`deadlines:why.${why}`), ...(reason === null ? [] : [reason[language]]), announcement ?? '']
              .filter((part) => part !== '')
              .join(', ')}
          </li>
        ))}
      </ul>
    </Line>
  );
}

const weekdays = ['d0', 'd1', 'd2', 'd3', 'd4', 'd5', 'd6'] as const;

function weekdayWord(date: string, { t }: BoardWords): string {
  return t(`deadlines:weekday.${weekdays[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? 'd0'}`);
}

/** `Thứ Hai 23/11/2026`. */
export function dayWords(date: string, words: BoardWords): string {
  return `${weekdayWord(date, words)} ${formatLocalDate(date)}`;
}

function dueDay(date: string, words: BoardWords): string {
  return words.t('deadlines:dueDay', { weekday: weekdayWord(date, words), date: formatLocalDate(date) });
}
