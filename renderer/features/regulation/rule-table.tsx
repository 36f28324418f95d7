import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Profile, Transition } from '#shared/regulation/profile.ts';
import type { StateId } from '#shared/regulation/vocabulary.ts';
import { useBoardWords } from '../../ui/board-words.ts';
import classes from './regulation.module.css';

/** The steps in words: from where, what, who, to where, by which article; those that are off come last and say so. */
export function RuleTable({
  profile,
  chosen,
}: {
  readonly profile: Profile;
  readonly chosen: StateId | null;
}): ReactNode {
  const words = useBoardWords();
  const { t, language } = words;
  const state = (id: string): string => profile.states.find((one) => one.id === id)?.title[language] ?? '';
  const rules = profile.transitions
    .filter(({ action }) => action !== 'comment' && action !== 'acknowledge')
    .filter(({ from }) => chosen === null || from.includes(chosen))
    .sort((one, two) => Number(two.enabled) - Number(one.enabled));
  const from = (rule: Transition): string =>
    rule.from.map((id) => (id === 'none' ? t('regulation:fromNone') : state(id))).join('; ');
  const to = ({ to: goal }: Transition): string =>
    goal === 'same' ? t('regulation:toSame') : goal === 'previous' ? t('regulation:toPrevious') : state(goal);
  const who = (rule: Transition): string =>
    rule.roles
      .map(({ role, by }) => {
        const title = profile.roles.find(({ id }) => id === role)?.title[language] ?? role;
        return by === 'role' ? title : t('regulation:byDelegation', { role: title });
      })
      .join('; ');
  return (
    <Table className={classes.table} verticalSpacing={6} horizontalSpacing={10}>
      <Table.Thead>
        <Table.Tr>
          {(['from', 'action', 'who', 'to', 'article'] as const).map((column) => (
            <Table.Th key={column}>{t(`regulation:column.${column}`)}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rules.map((rule) => (
          <Table.Tr key={rule.id}>
            <Table.Td>{from(rule)}</Table.Td>
            <Table.Td>
              {t(`vocabulary:action.${rule.action}`)}
              {rule.kinds === null ? null : (
                <div className={classes.quiet}>{rule.kinds.map((kind) => words.kind(kind)).join('; ')}</div>
              )}
              {rule.enabled ? null : <div className={classes.quiet}>{t('regulation:off')}</div>}
            </Table.Td>
            <Table.Td>{who(rule)}</Table.Td>
            <Table.Td>{to(rule)}</Table.Td>
            <Table.Td>{words.article(rule.citation)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
