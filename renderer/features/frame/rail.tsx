import { ActionIcon, Tooltip, UnstyledButton, VisuallyHidden } from '@mantine/core';
import {
  IconArrowBackUp,
  IconBan,
  IconBriefcase,
  IconCalendarDue,
  IconCloudUpload,
  IconEyeCheck,
  IconFilePlus,
  IconHourglass,
  IconInbox,
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
  IconList,
  IconPackageImport,
  IconRefreshAlert,
  IconReportAnalytics,
  IconScale,
  IconSitemap,
  IconUpload,
  IconUserCheck,
  IconUsersGroup,
  IconWorldCheck,
  type TablerIcon,
} from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import type { BoardView, QueueId, SessionView } from '#shared/contract/desk-views.ts';
import { formatNumber } from '../../i18n/format.ts';
import { useWords } from '../../i18n/use-words.ts';
import { useBoard, useQueueCounts } from '../../state/answers.ts';
import { type DeskCommand, useCommands } from '../../state/keyboard.ts';
import { type Screen, showQueue, showScreen, useView } from '../../state/view.ts';
import { LateLines } from '../../ui/late.tsx';
import classes from './rail.module.css';

/** Icon of each queue and the letter that goes to it after `g`. */
const queueLooks: Readonly<Record<QueueId, readonly [TablerIcon, string]>> = {
  mine: [IconBriefcase, 'm'],
  intake: [IconInbox, 't'],
  specialist: [IconSitemap, 'n'],
  awaitingApproval: [IconHourglass, 'd'],
  awaitingSupplementary: [IconHourglass, 'b'],
  awaitingUpload: [IconUpload, 'c'],
  reuploadRequested: [IconRefreshAlert, 'l'],
  awaitingVerification: [IconEyeCheck, 'o'],
  awaitingReport: [IconReportAnalytics, 'r'],
  returned: [IconArrowBackUp, 'e'],
  refused: [IconBan, 'x'],
  published: [IconWorldCheck, 'p'],
  supplied: [IconPackageImport, 'u'],
  all: [IconList, 'a'],
};

/** Whether a person of these roles may take an item in. */
export function mayReceive(board: BoardView | undefined, session: SessionView): boolean {
  return (
    board?.profile.transitions.some(
      ({ action, roles }) => action === 'receive' && roles.some(({ role }) => session.roles.includes(role)),
    ) ?? false
  );
}

function seesDelegations(board: BoardView | undefined, session: SessionView): boolean {
  const rules = board?.profile.delegations ?? [];
  return rules.some(({ from, to }) => session.roles.some((role) => role === from || to.includes(role)));
}

const smallFrame = 1_040;

/** Whether the whole frame is too narrow for three panes with words, zoom counted. */
function useSmallFrame(): boolean {
  const [small, setSmall] = useState(false);
  useEffect(() => {
    const root = document.getElementById('root');
    if (root === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setSmall(entry.contentRect.width < smallFrame);
    });
    observer.observe(root);
    return () => observer.disconnect();
  }, []);
  return small;
}

/** What the person's roles do, with counts; their working queue comes first. */
export function Rail(props: { readonly session: SessionView }): ReactNode {
  const { t } = useWords();
  const counts = useQueueCounts();
  const board = useBoard().data;
  const { screen, queue } = useView();
  const wished = useView((view) => view.railCollapsed);
  const small = useSmallFrame();
  // A small frame has no room for the words; the wish is kept for when it grows again.
  const railCollapsed = wished || small;
  const first = counts.data?.[0]?.queue;

  useEffect(() => {
    if (queue === null && first !== undefined) useView.setState({ queue: first });
  }, [queue, first]);

  const screens: readonly {
    readonly screen: Screen;
    readonly icon: TablerIcon;
    readonly label: string;
    readonly key: string;
  }[] = [
    ...(mayReceive(board, props.session)
      ? [{ screen: 'intake' as const, icon: IconFilePlus, label: t('frame:bringIn'), key: 'i' }]
      : []),
    { screen: 'deadlines' as const, icon: IconCalendarDue, label: t('frame:deadlines'), key: 'k' },
    ...(seesDelegations(board, props.session)
      ? [{ screen: 'delegations' as const, icon: IconUserCheck, label: t('frame:delegations'), key: 'q' }]
      : []),
    { screen: 'assignments' as const, icon: IconUsersGroup, label: t('frame:assignments'), key: 'h' },
    { screen: 'regulation' as const, icon: IconScale, label: t('frame:regulation'), key: 'y' },
    { screen: 'sync' as const, icon: IconCloudUpload, label: t('frame:syncCentre'), key: 's' },
  ];

  const collapse = (): void => {
    useView.setState({ railCollapsed: !wished });
  };
  const commands: DeskCommand[] = [
    ...(counts.data ?? []).map(({ queue: id }) => ({
      id: `queue-${id}`,
      group: 'groupGo' as const,
      label: t(`frame:queue.${id}`),
      keys: [`g ${queueLooks[id][1]}`],
      run: () => showQueue(id),
    })),
    ...screens.map((one) => ({
      id: `screen-${one.screen}`,
      group: 'groupGo' as const,
      label: one.label,
      keys: [`g ${one.key}`],
      run: () => showScreen(one.screen),
    })),
    { id: 'rail', group: 'groupMachine', label: t('frame:keyRail'), keys: ['['], run: collapse },
  ];
  useCommands(commands);

  return (
    <nav className={classes.rail} data-collapsed={railCollapsed} aria-label={t('frame:navigation')}>
      <div className={classes.entries}>
        {counts.data === undefined ? <LateLines lines={5} /> : null}
        {counts.data?.map(({ queue: id, count, unread }) => (
          <RailEntry
            key={id}
            icon={queueLooks[id][0]}
            label={t(`frame:queue.${id}`)}
            spoken={t('frame:count', { name: t(`frame:queue.${id}`), count, unread })}
            more={t('frame:countMore', { count, unread })}
            count={count}
            fresh={unread > 0}
            current={screen === 'queue' && queue === id}
            collapsed={railCollapsed}
            onClick={() => showQueue(id)}
          />
        ))}
        <div className={classes.rule} aria-hidden />
        {screens.map((one) => (
          <RailEntry
            key={one.screen}
            icon={one.icon}
            label={one.label}
            spoken={one.label}
            current={screen === one.screen}
            collapsed={railCollapsed}
            onClick={() => showScreen(one.screen)}
          />
        ))}
      </div>
      <div className={classes.foot}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={railCollapsed ? t('frame:expandRail') : t('frame:collapseRail')}
          title={`${railCollapsed ? t('frame:expandRail') : t('frame:collapseRail')} ([)`}
          onClick={collapse}
        >
          {railCollapsed ? (
            <IconLayoutSidebarLeftExpand size={18} stroke={1.6} aria-hidden />
          ) : (
            <IconLayoutSidebarLeftCollapse size={18} stroke={1.6} aria-hidden />
          )}
        </ActionIcon>
      </div>
    </nav>
  );
}

function RailEntry(props: {
  readonly icon: TablerIcon;
  readonly label: string;
  readonly spoken: string;
  /** What follows the number when it is read aloud. */
  readonly more?: string;
  readonly count?: number;
  readonly fresh?: boolean;
  readonly current: boolean;
  readonly collapsed: boolean;
  readonly onClick: () => void;
}): ReactNode {
  const { language } = useWords();
  const Icon = props.icon;
  const entry = (
    <UnstyledButton
      className={classes.entry}
      data-fresh={props.fresh === true}
      aria-current={props.current ? 'page' : undefined}
      aria-label={props.collapsed ? props.spoken : undefined}
      onClick={props.onClick}
    >
      <Icon size={18} stroke={1.6} aria-hidden className={classes.icon} />
      {props.collapsed ? null : <span className={classes.label}>{props.label}</span>}
      {props.count === undefined || (props.collapsed && props.count === 0) ? null : (
        <span className={classes.count} data-none={props.count === 0}>
          {formatNumber(props.count, language)}
          {props.collapsed || props.more === undefined ? null : <VisuallyHidden> {props.more}</VisuallyHidden>}
        </span>
      )}
    </UnstyledButton>
  );
  return props.collapsed ? (
    <Tooltip label={props.label} position="right">
      {entry}
    </Tooltip>
  ) : (
    entry
  );
}
