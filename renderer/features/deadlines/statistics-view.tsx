import { SegmentedControl, Table } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { type StatisticsBy, statisticsBySchema, type TimelinessRow } from '#shared/contract/deadline-views.ts';
import { formatNumber, formatSpan } from '../../i18n/format.ts';
import { useStatistics } from '../../state/answers.ts';
import { type BoardWords, useBoardWords } from '../../ui/board-words.ts';
import { EmptyNote } from '../../ui/empty-note.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { LateLines } from '../../ui/late.tsx';
import classes from './deadlines.module.css';
import { type ChosenSpan, SpanFields, wholeSpan } from './span-fields.tsx';
import { vietnamToday } from './today.ts';

const mostDays = 1_100;
const firstDays = 89;
const counts = ['onTime', 'late', 'overdue', 'running', 'promptly', 'uncounted'] as const;

/** How deadlines were kept per unit, section and person. */
export function StatisticsView(): ReactNode {
  const words = useBoardWords();
  const { t } = words;
  const [span, setSpan] = useState<ChosenSpan>(() => ({ from: vietnamToday(firstDays), to: vietnamToday() }));
  const [by, setBy] = useState<StatisticsBy>('unit');
  const answer = useStatistics(wholeSpan(span, mostDays), by);
  return (
    <>
      <div className={classes.filters}>
        <SpanFields span={span} onChange={setSpan} />
        <SegmentedControl
          size="xs"
          aria-label={t('deadlines:byLabel')}
          value={by}
          data={statisticsBySchema.options.map((value) => ({ value, label: t(`deadlines:by.${value}`) }))}
          onChange={(value) => setBy(statisticsBySchema.catch('unit').parse(value))}
        />
      </div>
      <p className={classes.quiet}>{t('deadlines:statisticsNote')}</p>
      {answer.failure === null ? null : <FailureNotice failure={answer.failure} onRetry={answer.reload} />}
      {answer.data === undefined ? (
        <LateLines lines={4} />
      ) : answer.data.length === 0 ? (
        <EmptyNote title={t('deadlines:statisticsEmpty')}>{t('deadlines:statisticsEmptyHint')}</EmptyNote>
      ) : (
        <Table className={classes.table} verticalSpacing={6} horizontalSpacing={12}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('deadlines:statisticsColumns.key')}</Table.Th>
              <Table.Th>{t('deadlines:statisticsColumns.rate')}</Table.Th>
              {counts.map((column) => (
                <Table.Th key={column} className={classes.numeric}>
                  {t(`deadlines:statisticsColumns.${column}`)}
                </Table.Th>
              ))}
              <Table.Th className={classes.numeric}>{t('deadlines:statisticsColumns.median')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {answer.data.map((row) => (
              <Row key={row.key} row={row} by={by} words={words} />
            ))}
          </Table.Tbody>
        </Table>
      )}
    </>
  );
}

function nameOf(key: string, by: StatisticsBy, words: BoardWords): string {
  if (key === '') return words.t('deadlines:nobody');
  return by === 'section' ? words.section(key) : by === 'person' ? words.person(key) : key;
}

function Row(props: { readonly row: TimelinessRow; readonly by: StatisticsBy; readonly words: BoardWords }): ReactNode {
  const { row, by, words } = props;
  const { t, language } = words;
  const measured = row.onTime + row.late + row.overdue;
  const share = measured === 0 ? null : row.onTime / measured;
  return (
    <Table.Tr>
      <Table.Th scope="row" className={classes.name}>
        {nameOf(row.key, by, words)}
      </Table.Th>
      <Table.Td>
        {share === null ? (
          <span className={classes.quiet}>{t('deadlines:noRate')}</span>
        ) : (
          <span className={classes.rate}>
            <span className={classes.bar} aria-hidden>
              <span className={classes.barPart} style={{ width: `${share * 100}%` }} />
            </span>
            {formatNumber(Math.round(share * 100), language)} %
          </span>
        )}
      </Table.Td>
      {counts.map((column) => (
        <Table.Td key={column} className={classes.numeric} data-none={row[column] === 0}>
          {formatNumber(row[column], language)}
        </Table.Td>
      ))}
      <Table.Td className={classes.numeric}>
        {row.medianToPosting === null ? t('deadlines:noRate') : formatSpan(row.medianToPosting, t)}
      </Table.Td>
    </Table.Tr>
  );
}
