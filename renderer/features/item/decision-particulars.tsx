import { Select, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { BoardView, ItemView } from '#shared/contract/desk-views.ts';
import type { PersonId } from '#shared/lib/ids.ts';
import type { Instant } from '#shared/lib/instant.ts';
import type { ItemAction } from '#shared/regulation/vocabulary.ts';
import { canAct, isAbsent } from '#shared/workflow/standing.ts';
import { useBoardWords } from '../../ui/board-words.ts';
import { SupplyFields } from '../../ui/supply-fields.tsx';
import type { DecisionParticulars } from './decision-dialog.tsx';

interface ParticularsProps {
  readonly action: ItemAction;
  readonly view: ItemView;
  readonly board: BoardView;
  readonly at: Instant;
  readonly given: DecisionParticulars;
  readonly onChange: (change: DecisionParticulars) => void;
}

/** What an action needs besides a reason: to whom, where to, what is known of the supply. */
export function DecisionParticularsFields(props: ParticularsProps): ReactNode {
  const { action, board, view, given, onChange } = props;
  const { t, language } = useBoardWords();
  switch (action) {
    case 'route':
      return <PersonSelect {...props} label={t('item:dialog.specialist')} required />;
    case 'classify':
      return (
        <>
          <SupplyFields
            profile={board.profile}
            supply={{ ...view.item.supply, infoType: given.infoType ?? view.item.supply.infoType }}
            onChange={({ infoType }) => onChange({ infoType })}
          />
          <Select
            label={t('item:section')}
            data={board.sections.map(({ id, title }) => ({ value: id, label: title[language] }))}
            value={given.section ?? view.item.section}
            searchable
            allowDeselect={false}
            onChange={(value) => {
              const section = board.sections.find(({ id }) => id === value)?.id;
              if (section !== undefined) onChange({ section });
            }}
          />
          <PersonSelect {...props} label={t('item:dialog.assignee')} required={false} />
        </>
      );
    case 'describe':
      return (
        <SupplyFields
          profile={board.profile}
          supply={given.supply ?? view.item.supply}
          onChange={(supply) => onChange({ supply })}
        />
      );
    case 'forward':
      return (
        <TextInput
          label={t('item:dialog.forwardTo')}
          value={given.forwardTo ?? ''}
          maxLength={300}
          withAsterisk
          onChange={(event) => onChange({ forwardTo: event.currentTarget.value })}
        />
      );
    default:
      return null;
  }
}

/** Whether what the action needs is there. */
export function hasParticulars(action: ItemAction, view: ItemView, given: DecisionParticulars): boolean {
  switch (action) {
    case 'route':
      return given.specialist != null;
    case 'classify':
      return (given.infoType ?? view.item.supply.infoType) !== null;
    case 'describe':
      return given.supply != null;
    case 'forward':
      return (given.forwardTo ?? '').trim() !== '';
    default:
      return true;
  }
}

function PersonSelect(props: ParticularsProps & { readonly label: string; readonly required: boolean }): ReactNode {
  const words = useBoardWords();
  const { board, at, action, view, given } = props;
  const rule = board.profile.transitions.find(
    (one) => one.enabled && one.action === action && one.from.includes(view.item.state),
  );
  const role = rule?.holder ?? 'member';
  const holders = [...new Set(board.grants.filter((grant) => grant.role === role).map(({ person }) => person))];
  const data = holders
    .filter((person) => canAct(board, person, role, at) || isAbsent(board, person, at))
    .map((person) => ({
      value: person,
      label: [words.person(person), board.people.find(({ id }) => id === person)?.unit].filter(Boolean).join(' – '),
      disabled: isAbsent(board, person, at),
    }))
    .map((entry) => (entry.disabled ? { ...entry, label: words.t('item:dialog.away', { who: entry.label }) } : entry));
  return (
    <Select
      label={props.label}
      data={data}
      value={given.specialist ?? null}
      clearable={!props.required}
      withAsterisk={props.required}
      data-autofocus={props.required || undefined}
      onChange={(value) =>
        props.onChange({ specialist: holders.find((one): one is PersonId => one === value) ?? null })
      }
    />
  );
}
