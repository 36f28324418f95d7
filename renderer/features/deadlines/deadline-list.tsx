import { Select } from '@mantine/core';
import { IconCalendarCheck } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import type { DeadlineFilter, DeadlineRow } from '#shared/contract/deadline-views.ts';
import { type ItemId, personIdSchema, sectionIdSchema } from '#shared/lib/ids.ts';
import { informationTypeSchema } from '#shared/regulation/deadline.ts';
import { useDeadlineList } from '../../state/answers.ts';
import { useCommands } from '../../state/keyboard.ts';
import { openItem } from '../../state/view.ts';
import { useBoardWords } from '../../ui/board-words.ts';
import { DeadlineMark } from '../../ui/deadline-mark.tsx';
import { explainDeadline } from '../../ui/deadline-popover.tsx';
import { EmptyNote } from '../../ui/empty-note.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { LateLines } from '../../ui/late.tsx';
import { StateChip } from '../../ui/state-chip.tsx';
import classes from './deadlines.module.css';

const everything: DeadlineFilter = { section: null, unit: null, person: null, type: null };

/** Deadlines still running, in the order they end. */
export function DeadlineListView(): ReactNode {
  const { t } = useBoardWords();
  const [filter, setFilter] = useState(everything);
  const answer = useDeadlineList(filter);
  const groups = (answer.data?.groups ?? []).filter(({ rows }) => rows.length > 0);
  const filtered = Object.values(filter).some((value) => value !== null);
  const cursor = useListCursor(groups.flatMap(({ rows }) => rows));
  return (
    <>
      <Filters filter={filter} units={answer.data?.units ?? []} onChange={setFilter} />
      {answer.failure === null ? null : <FailureNotice failure={answer.failure} onRetry={answer.reload} />}
      {answer.data === undefined ? (
        <LateLines lines={6} height={32} />
      ) : groups.length === 0 ? (
        <EmptyNote
          icon={<IconCalendarCheck size={28} stroke={1.4} />}
          title={t(filtered ? 'deadlines:emptyFiltered' : 'deadlines:empty')}
        >
          {t('deadlines:emptyHint')}
        </EmptyNote>
      ) : (
        // biome-ignore lint/a11y/noStaticElementInteractions: arrows move among the rows, which are buttons.
        <div onKeyDown={cursor.onKeyDown}>
          {groups.map(({ group, total, rows }) => (
            <section key={group} aria-label={t(`deadlines:group.${group}`)}>
              <h2 className={classes.heading} data-group={group}>
                {t('deadlines:groupCount', { name: t(`deadlines:group.${group}`), count: total })}
              </h2>
              <ul className={classes.rows}>
                {rows.map((row) => (
                  <Row key={row.id} row={row} current={cursor.at === row.id} onFocus={() => cursor.set(row.id)} />
                ))}
              </ul>
              {total > rows.length ? (
                <p className={classes.quiet}>{t('deadlines:moreRows', { count: total - rows.length })}</p>
              ) : null}
            </section>
          ))}
        </div>
      )}
    </>
  );
}

interface ListCursor {
  readonly at: ItemId | null;
  readonly set: (item: ItemId) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** The row the keyboard stands on: j, k and arrows move it, Enter opens. */
function useListCursor(rows: readonly DeadlineRow[]): ListCursor {
  const { t } = useBoardWords();
  const [at, set] = useState<ItemId | null>(null);
  const index = rows.findIndex(({ id }) => id === at);
  const move = (step: number): void => {
    const next = rows[index === -1 ? 0 : Math.max(0, Math.min(rows.length - 1, index + step))];
    if (next === undefined) return;
    set(next.id);
    document.getElementById(`deadline-${next.id}`)?.focus();
  };
  const open = (): void => {
    if (index !== -1 && at !== null) openItem(at);
  };
  const explain = (): void => {
    const mark = at === null ? null : document.getElementById(`deadline-${at}`);
    if (at !== null && mark !== null) explainDeadline(at, mark);
  };
  useCommands([
    {
      id: 'deadline-next',
      group: 'groupMove',
      label: t('frame:keyNext'),
      keys: ['j'],
      hidden: true,
      run: () => move(1),
    },
    {
      id: 'deadline-previous',
      group: 'groupMove',
      label: t('frame:keyPrevious'),
      keys: ['k'],
      hidden: true,
      run: () => move(-1),
    },
    {
      id: 'deadline-open',
      group: 'groupMove',
      label: t('frame:keyOpen'),
      keys: ['Enter'],
      hidden: true,
      run: open,
    },
    {
      id: 'deadline-explain',
      group: 'groupAct',
      label: t('deadlines:keyExplain'),
      keys: ['h'],
      hidden: true,
      run: explain,
    },
  ]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    move(event.key === 'ArrowDown' ? 1 : -1);
  };
  return { at, set, onKeyDown };
}

function Row(props: { readonly row: DeadlineRow; readonly current: boolean; readonly onFocus: () => void }): ReactNode {
  const words = useBoardWords();
  const { id, title, section, state, holderRole, holderName, unit, deadline } = props.row;
  const about = [words.section(section), unit, holderName ?? words.role(holderRole)].filter((part) => part !== '');
  return (
    <li className={classes.row} data-cursor={props.current}>
      <button
        type="button"
        id={`deadline-${id}`}
        className={classes.open}
        onFocus={props.onFocus}
        onClick={() => openItem(id)}
      >
        <span className={classes.title}>{title}</span>
        <span className={classes.about}>{about.join(' · ')}</span>
      </button>
      <span>
        <StateChip state={state} />
      </span>
      <span className={classes.mark}>
        <DeadlineMark item={id} brief={deadline} />
      </span>
    </li>
  );
}

function Filters(props: {
  readonly filter: DeadlineFilter;
  readonly units: readonly string[];
  readonly onChange: (filter: DeadlineFilter) => void;
}): ReactNode {
  const { t, language, board } = useBoardWords();
  const { filter, units, onChange } = props;
  const types = informationTypeSchema.options.filter(
    (type) => !type.startsWith('supply.') && (board?.profile.deadlines ?? []).some((rule) => rule.types.includes(type)),
  );
  return (
    <div className={classes.filters}>
      <Select
        size="xs"
        aria-label={t('deadlines:filterSection')}
        placeholder={t('deadlines:filterSection')}
        data={(board?.sections ?? []).map(({ id, title }) => ({ value: id, label: title[language] }))}
        value={filter.section}
        onChange={(value) => onChange({ ...filter, section: value === null ? null : sectionIdSchema.parse(value) })}
        clearable
        searchable
      />
      <Select
        size="xs"
        aria-label={t('deadlines:filterUnit')}
        placeholder={t('deadlines:filterUnit')}
        data={[...units]}
        value={filter.unit}
        onChange={(unit) => onChange({ ...filter, unit })}
        clearable
        searchable
      />
      <Select
        size="xs"
        aria-label={t('deadlines:filterPerson')}
        placeholder={t('deadlines:filterPerson')}
        data={(board?.people ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={filter.person}
        onChange={(value) => onChange({ ...filter, person: value === null ? null : personIdSchema.parse(value) })}
        clearable
        searchable
      />
      <Select
        size="xs"
        aria-label={t('deadlines:filterType')}
        placeholder={t('deadlines:filterType')}
        data={types.map((type) => ({ value: type, label: t(`deadlines:type.${type}`) }))}
        value={filter.type}
        onChange={(value) => onChange({ ...filter, type: value === null ? null : informationTypeSchema.parse(value) })}
        clearable
      />
    </div>
  );
}
