import { IconDeviceLaptop, IconMessage, IconPinFilled } from '@tabler/icons-react';
import { createColumnHelper, tableFeatures } from '@tanstack/react-table';
import type { ReactNode } from 'react';
import type { QueueQuery, QueueRow } from '#shared/contract/desk-views.ts';
import { useBoardWords } from '../../ui/board-words.ts';
import { DeadlineMark } from '../../ui/deadline-mark.tsx';
import { Waiting } from '../../ui/moment.tsx';
import { StateChip } from '../../ui/state-chip.tsx';
import { SyncMark } from '../../ui/sync-mark.tsx';
import classes from './queue.module.css';

export type QueueColumnId = 'title' | 'state' | 'section' | 'holder' | 'since' | 'deadline' | 'marks';

/** The desk's core filters, sorts and pages; the table holds columns and the rows in sight. */
export const queueFeatures = tableFeatures({});
const column = createColumnHelper<typeof queueFeatures, QueueRow>();

const title = column.display({ id: 'title', cell: ({ row }) => <TitleCell row={row.original} /> });
const since = column.display({ id: 'since', cell: ({ row }) => <Waiting since={row.original.since} /> });
const marks = column.display({ id: 'marks', cell: ({ row }) => <MarksCell row={row.original} /> });

/** One line in columns. */
export const wideColumns = column.columns([
  title,
  column.display({ id: 'state', cell: ({ row }) => <StateChip state={row.original.state} /> }),
  column.display({ id: 'section', cell: ({ row }) => <SectionCell row={row.original} /> }),
  column.display({ id: 'holder', cell: ({ row }) => <HolderCell row={row.original} /> }),
  since,
  column.display({ id: 'deadline', cell: ({ row }) => <DeadlineCell row={row.original} /> }),
  marks,
]);

/** Two lines: the title with what time says of it, then state, section and holder together. */
export const narrowColumns = column.columns([
  title,
  column.display({ id: 'since', cell: ({ row }) => <TimeCell row={row.original} /> }),
  column.display({ id: 'about', cell: ({ row }) => <AboutCell row={row.original} /> }),
  marks,
]);

/** How a press on a column head orders the list, and whether it does so now. */
export function sortOfColumn(
  id: QueueColumnId,
  sort: QueueQuery['sort'],
): { readonly next: QueueQuery['sort']; readonly active: boolean; readonly arrow: string } | null {
  switch (id) {
    case 'title':
    case 'section':
    case 'state':
      return { next: id, active: sort === id, arrow: sort === id ? ' ↓' : '' };
    case 'since':
      return {
        next: sort === 'waiting' ? 'newest' : 'waiting',
        active: sort === 'waiting' || sort === 'newest',
        arrow: sort === 'waiting' ? ' ↓' : sort === 'newest' ? ' ↑' : '',
      };
    case 'deadline':
      return { next: 'deadline', active: sort === 'deadline', arrow: sort === 'deadline' ? ' ↓' : '' };
    default:
      return null;
  }
}

function DeadlineCell({ row }: { readonly row: QueueRow }): ReactNode {
  return row.deadline === null ? null : <DeadlineMark item={row.id} brief={row.deadline} inGrid />;
}

/** In a narrow list: the deadline where it says more than the length of the wait does. */
function TimeCell({ row }: { readonly row: QueueRow }): ReactNode {
  const { deadline } = row;
  const says = deadline !== null && deadline.standing !== 'promptly' && deadline.standing !== 'ended';
  return says ? <DeadlineMark item={row.id} brief={deadline} inGrid /> : <Waiting since={row.since} />;
}

function TitleCell(props: { readonly row: QueueRow }): ReactNode {
  const { t } = useBoardWords();
  const { title, unread, pinned } = props.row;
  return (
    <span className={classes.titleCell}>
      {unread ? (
        <span className={classes.unread} role="img" aria-label={t('common:unread')} title={t('common:unread')} />
      ) : null}
      {pinned ? (
        <IconPinFilled size={13} className={classes.pin} role="img" aria-label={t('common:pinned')}>
          <title>{t('common:pinned')}</title>
        </IconPinFilled>
      ) : null}
      <span className={classes.titleText} title={title}>
        {title}
      </span>
    </span>
  );
}

function SectionCell(props: { readonly row: QueueRow }): ReactNode {
  const words = useBoardWords();
  const section = words.section(props.row.section);
  return (
    <span className={classes.clip} title={section}>
      {section}
    </span>
  );
}

function HolderCell(props: { readonly row: QueueRow }): ReactNode {
  const words = useBoardWords();
  const role = words.role(props.row.holderRole);
  const name = props.row.holderName;
  return (
    <span className={classes.clip} title={name === null ? role : `${name} – ${role}`}>
      {name ?? role}
    </span>
  );
}

function AboutCell(props: { readonly row: QueueRow }): ReactNode {
  const words = useBoardWords();
  const { section, holderRole, holderName, state } = props.row;
  const about = `${words.section(section)} · ${holderName ?? words.role(holderRole)}`;
  return (
    <span className={classes.about}>
      <StateChip state={state} />
      <span className={classes.clip} title={about}>
        {about}
      </span>
    </span>
  );
}

function MarksCell(props: { readonly row: QueueRow }): ReactNode {
  const { t } = useBoardWords();
  const { sync, comments, offlineReady } = props.row;
  return (
    <span className={classes.marks}>
      <SyncMark mark={sync} />
      {comments > 0 ? (
        <span className={classes.comments}>
          <IconMessage size={14} stroke={1.7} aria-hidden />
          {comments}
        </span>
      ) : null}
      <span
        role="img"
        className={classes.offline}
        data-ready={offlineReady}
        aria-label={offlineReady ? t('common:offlineReady') : t('common:offlineNotReady')}
        title={offlineReady ? t('common:offlineReady') : t('common:offlineNotReady')}
      >
        <IconDeviceLaptop size={15} stroke={1.6} aria-hidden />
      </span>
    </span>
  );
}
