import { Button, Table } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { BoardView } from '#shared/contract/desk-views.ts';
import { instantFromMs } from '#shared/lib/instant.ts';
import type { Absence } from '#shared/workflow/board-state.ts';
import { delegationStanding } from '#shared/workflow/standing.ts';
import { type DeskFailure, desk, failureOf } from '../../desk.ts';
import { formatLocalDate } from '../../i18n/format.ts';
import { offerUndo } from '../../state/acts.ts';
import { useNow } from '../../state/now.ts';
import { invalidate } from '../../state/queries.ts';
import { useBoardWords } from '../../ui/board-words.ts';
import { EmptyNote } from '../../ui/empty-note.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import classes from './assignments.module.css';

/** Who is or will be away, and who stands in by a delegation in force. */
export function AbsenceTable({ board, mayEnd }: { readonly board: BoardView; readonly mayEnd: boolean }): ReactNode {
  const words = useBoardWords();
  const { t } = words;
  const at = instantFromMs(useNow(60_000));
  const [failure, setFailure] = useState<DeskFailure | null>(null);
  const open = board.absences.filter(({ endedAt }) => endedAt === null);
  if (open.length === 0) return <EmptyNote title={t('assignments:noAbsences')} />;
  const standIns = ({ person }: Absence): string =>
    board.delegations
      .filter((delegation) => delegation.from === person && delegationStanding(delegation, at) === 'inForce')
      .map(({ to }) => words.person(to))
      .join('; ');
  const end = async (absence: Absence): Promise<void> => {
    setFailure(null);
    try {
      const acted = await desk().assignments.endAbsence({ absence: absence.id });
      offerUndo({
        commands: [acted.command],
        action: 'endAbsence',
        title: words.person(absence.person),
        holdUntil: Date.parse(acted.holdUntil),
      });
      invalidate('board');
    } catch (thrown) {
      setFailure(failureOf(thrown));
    }
  };
  return (
    <>
      {failure === null ? null : <FailureNotice failure={failure} />}
      <Table className={classes.table} verticalSpacing={8} horizontalSpacing={12}>
        <Table.Thead>
          <Table.Tr>
            {(['person', 'period', 'standIn', 'recordedBy', 'act'] as const).map((column) => (
              <Table.Th key={column}>{t(`assignments:column.${column}`)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {open.map((absence) => (
            <Table.Tr key={absence.id}>
              <Table.Td>{words.person(absence.person)}</Table.Td>
              <Table.Td>
                {t('assignments:period', {
                  from: formatLocalDate(absence.validFrom),
                  to: formatLocalDate(absence.validTo),
                })}
              </Table.Td>
              <Table.Td>{standIns(absence) || t('assignments:noStandIn')}</Table.Td>
              <Table.Td>{words.person(absence.by)}</Table.Td>
              <Table.Td>
                {mayEnd ? (
                  <Button size="compact-sm" variant="default" onClick={() => void end(absence)}>
                    {t('assignments:endAbsence')}
                  </Button>
                ) : null}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}
