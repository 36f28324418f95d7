import { Button, Table } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { BoardView } from '#shared/contract/desk-views.ts';
import { instantFromMs } from '#shared/lib/instant.ts';
import type { Grant } from '#shared/workflow/board-state.ts';
import { grantStanding, isAbsent } from '#shared/workflow/standing.ts';
import { type DeskFailure, desk, failureOf } from '../../desk.ts';
import { formatLocalDate } from '../../i18n/format.ts';
import { offerUndo } from '../../state/acts.ts';
import { useNow } from '../../state/now.ts';
import { invalidate } from '../../state/queries.ts';
import { useBoardWords } from '../../ui/board-words.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import classes from './assignments.module.css';

/** Every person with the roles and sections assigned to them; what is over stands last, greyed. */
export function AssignmentTable({ board, mayEnd }: { readonly board: BoardView; readonly mayEnd: boolean }): ReactNode {
  const words = useBoardWords();
  const { t } = words;
  const at = instantFromMs(useNow(60_000));
  const [failure, setFailure] = useState<DeskFailure | null>(null);
  const end = async (grant: Grant): Promise<void> => {
    setFailure(null);
    try {
      const acted = await desk().assignments.end({ grant: grant.id });
      offerUndo({
        commands: [acted.command],
        action: 'unassign',
        title: `${words.person(grant.person)} – ${words.role(grant.role)}`,
        holdUntil: Date.parse(acted.holdUntil),
      });
      invalidate('board');
    } catch (thrown) {
      setFailure(failureOf(thrown));
    }
  };
  const grants = board.grants
    .map((grant) => ({ grant, standing: grantStanding(grant, at) }))
    .sort((one, two) => Number(one.standing === 'ended') - Number(two.standing === 'ended'));
  return (
    <>
      {failure === null ? null : <FailureNotice failure={failure} />}
      <Table className={classes.table} verticalSpacing={8} horizontalSpacing={12}>
        <Table.Thead>
          <Table.Tr>
            {(['person', 'role', 'sections', 'period', 'document', 'standing', 'act'] as const).map((column) => (
              <Table.Th key={column}>{t(`assignments:column.${column}`)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {grants.map(({ grant, standing }) => (
            <Table.Tr key={grant.id} className={classes.row} data-over={standing === 'ended'}>
              <Table.Td>
                {words.person(grant.person)}
                <div className={classes.quiet}>{board.people.find(({ id }) => id === grant.person)?.unit}</div>
              </Table.Td>
              <Table.Td>
                {words.role(grant.role)}
                {grant.under === null ? null : (
                  <div className={classes.quiet}>{t('assignments:under', { who: words.person(grant.under) })}</div>
                )}
              </Table.Td>
              <Table.Td>
                {grant.sections === null
                  ? t('assignments:allSections')
                  : grant.sections.map((section) => words.section(section)).join('; ')}
              </Table.Td>
              <Table.Td>{period(grant, t)}</Table.Td>
              <Table.Td>{grant.number === '' ? t('assignments:byAdministrator') : grant.number}</Table.Td>
              <Table.Td>
                {isAbsent(board, grant.person, at) && standing === 'inForce'
                  ? t('assignments:away')
                  : t(`assignments:standing.${standing}`)}
              </Table.Td>
              <Table.Td>
                {mayEnd && standing !== 'ended' ? (
                  <Button size="compact-sm" variant="default" onClick={() => void end(grant)}>
                    {t('assignments:end')}
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

function period({ validFrom, validTo }: Grant, t: ReturnType<typeof useBoardWords>['t']): string {
  const [from, to] = [validFrom, validTo].map((day) => (day === null ? null : formatLocalDate(day)));
  if (from == null && to == null) return t('assignments:unbounded');
  if (to == null) return t('assignments:since', { from: from ?? '' });
  return t('assignments:period', { from: from ?? '…', to });
}
