import { Table } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { DutyView } from '#shared/contract/deadline-views.ts';
import { formatLocalDate } from '../../i18n/format.ts';
import { useDuties } from '../../state/answers.ts';
import { useBoardWords } from '../../ui/board-words.ts';
import { EmptyNote } from '../../ui/empty-note.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { LateLines } from '../../ui/late.tsx';
import classes from './deadlines.module.css';
import { type ChosenSpan, SpanFields, wholeSpan } from './span-fields.tsx';
import { vietnamToday } from './today.ts';

const mostDays = 400;
const firstDays = 27;

/** How often something must be updated, and how each day or week of it was kept. */
export function DutiesView(): ReactNode {
  const words = useBoardWords();
  const { t } = words;
  const [span, setSpan] = useState<ChosenSpan>(() => ({ from: vietnamToday(firstDays), to: vietnamToday() }));
  const answer = useDuties(wholeSpan(span, mostDays));
  return (
    <>
      <div className={classes.filters}>
        <SpanFields span={span} onChange={setSpan} />
      </div>
      {answer.failure === null ? null : <FailureNotice failure={answer.failure} onRetry={answer.reload} />}
      {answer.data === undefined ? (
        <LateLines lines={4} />
      ) : answer.data.length === 0 ? (
        <EmptyNote title={t('deadlines:dutiesNone')}>{t('deadlines:dutiesNoneHint')}</EmptyNote>
      ) : (
        answer.data.map((view) => <Duty key={view.duty.id} view={view} />)
      )}
    </>
  );
}

function Duty({ view }: { readonly view: DutyView }): ReactNode {
  const words = useBoardWords();
  const { t, language } = words;
  const { duty, units } = view;
  return (
    <section className={classes.duty}>
      <h2 className={classes.heading}>
        {t(`deadlines:owedBy.${duty.owedBy}`)}: {t(`deadlines:dutyPer.${duty.per}`, { count: duty.atLeast })}
      </h2>
      <p className={classes.quiet}>
        “{duty.wording}” ({words.article(duty.citation)})
        {duty.derived === null ? '' : ` ${duty.derived.note[language]}`}
      </p>
      {units.length === 0 ? (
        <p className={classes.quiet}>{t('deadlines:dutyNoUnits')}</p>
      ) : (
        <Table className={classes.table} verticalSpacing={6} horizontalSpacing={12}>
          <Table.Thead>
            <Table.Tr>
              {(['unit', 'kept', 'periods'] as const).map((column) => (
                <Table.Th key={column}>{t(`deadlines:dutyColumns.${column}`)}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {units.map(({ unit, periods }) => (
              <Table.Tr key={unit ?? ''}>
                <Table.Td>{unit ?? t('deadlines:dutyWhole')}</Table.Td>
                <Table.Td className={classes.number}>
                  {t('deadlines:dutyKept', { kept: periods.filter(({ kept }) => kept).length, count: periods.length })}
                </Table.Td>
                <Table.Td>
                  {periods.length === 0 ? (
                    t('deadlines:dutyNoPeriods')
                  ) : (
                    <ol className={classes.periods}>
                      {periods.map((period) => (
                        <Period key={period.from} period={period} />
                      ))}
                    </ol>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </section>
  );
}

function Period({ period }: { readonly period: DutyView['units'][number]['periods'][number] }): ReactNode {
  const { t } = useBoardWords();
  const { from, to, updates, kept } = period;
  const values = {
    from: formatLocalDate(from),
    to: formatLocalDate(to),
    count: updates,
    kept: t(kept ? 'deadlines:dutyYes' : 'deadlines:dutyNo'),
  };
  const text = from === to ? t('deadlines:dutyDay', values) : t('deadlines:dutyPeriod', values);
  const Icon = kept ? IconCheck : IconX;
  return (
    <li className={classes.period} data-kept={kept} title={text}>
      <Icon size={12} stroke={2} role="img" aria-label={text} />
    </li>
  );
}
