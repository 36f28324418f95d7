import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import type { BoardView } from '#shared/contract/desk-views.ts';
import { formatLocalDate } from '../../i18n/format.ts';
import { useBoardWords } from '../../ui/board-words.ts';
import classes from './assignments.module.css';

/** Sub-portals with what must be on record before they go live. */
export function SubPortalTable({ board }: { readonly board: BoardView }): ReactNode {
  const { t, language } = useBoardWords();
  return (
    <Table className={classes.table} verticalSpacing={8} horizontalSpacing={12}>
      <Table.Thead>
        <Table.Tr>
          {(['subPortal', 'owner', 'editorialUnit', 'permission', 'standing'] as const).map((column) => (
            <Table.Th key={column}>{t(`assignments:column.${column}`)}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {board.subPortals.map(({ id, title, owner, editorialUnit, permission, live }) => (
          <Table.Tr key={id}>
            <Table.Td>{title[language]}</Table.Td>
            <Table.Td>{owner}</Table.Td>
            <Table.Td>
              {editorialUnit === null ? t('assignments:missing') : `${editorialUnit.name} (${editorialUnit.number})`}
            </Table.Td>
            <Table.Td>
              {permission === null
                ? t('assignments:missing')
                : `${permission.number}, ${formatLocalDate(permission.date)}`}
            </Table.Td>
            <Table.Td>{t(live ? 'assignments:live' : 'assignments:notLive')}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
