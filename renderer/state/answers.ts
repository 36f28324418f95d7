import type {
  DaySpan,
  DeadlineFilter,
  DeadlineList,
  DeadlineMonth,
  DutyView,
  ItemDeadlines,
  StatisticsBy,
  TimelinessRow,
} from '#shared/contract/deadline-views.ts';
import type {
  BoardView,
  Connection,
  DeskNotification,
  ItemView,
  OutboxEntry,
  QueueId,
  QueuePage,
  QueueQuery,
  SessionView,
  Settings,
} from '#shared/contract/desk-views.ts';
import type { ItemId } from '#shared/lib/ids.ts';
import { desk } from '../desk.ts';
import { askEarly, type DeskQuery, invalidate, useDeskQuery } from './queries.ts';
import { noFilter, type QueueFilter, useView } from './view.ts';

/** Rows of one page of a queue. */
export const pageRows = 100;

/** The question for one page of a queue as the person narrowed and ordered it. */
export function queueQuestion(queue: QueueId, filter: QueueFilter, offset: number): QueueQuery {
  return { queue, ...filter, text: filter.text.trim(), offset, limit: pageRows };
}

/**
 * Asks all that the first screen needs while the page is still being set up, so that the first rows are drawn at once
 * and not question by question. What cannot be answered yet is asked again by the screen that needs it.
 */
export async function askFirst(): Promise<void> {
  void askEarly('session', ['session'], (client) => client.session.view());
  void askEarly('settings', ['settings'], (client) => client.settings.read());
  void askEarly('board', ['board'], (client) => client.board.view());
  void askEarly('connection', ['connection'], (client) => client.sync.connection());
  void askEarly('notifications', ['notifications'], (client) => client.notifications.list());
  const counts = await askEarly('counts', ['queues'], (client) => client.queues.counts());
  const first = counts?.[0]?.queue;
  if (first === undefined || useView.getState().queue !== null) return;
  const question = queueQuestion(first, useView.getState().filters[first] ?? noFilter, 0);
  await askEarly(rowsKey(question), ['queues'], (client) => client.queues.rows(question));
}

function rowsKey(query: QueueQuery): string {
  return `rows:${JSON.stringify(query)}`;
}

/** Who sits here and what stage the desk is at. */
export function useSession(): DeskQuery<SessionView> {
  return useDeskQuery('session', ['session'], (client) => client.session.view());
}

/** Words, roles, people, sections and delegations of the board. */
export function useBoard(): DeskQuery<BoardView> {
  return useDeskQuery('board', ['board'], (client) => client.board.view());
}

export function useSettings(): DeskQuery<Settings> {
  return useDeskQuery('settings', ['settings'], (client) => client.settings.read());
}

/** Changes some settings; the desk tells every screen afterwards. */
export async function writeSettings(change: Partial<Settings>): Promise<void> {
  await desk().settings.write(change);
  invalidate('settings');
}

/** One item as the person sees it; read again whenever anything on it changes. */
export function useItem(item: ItemId): DeskQuery<ItemView> {
  return useDeskQuery(`item:${item}`, [`item:${item}`], (client) => client.items.open({ item }));
}

export function useQueueCounts(): DeskQuery<Awaited<ReturnType<ReturnType<typeof desk>['queues']['counts']>>> {
  return useDeskQuery('counts', ['queues'], (client) => client.queues.counts());
}

/** One page of a queue. */
export function useQueuePage(query: QueueQuery | null): DeskQuery<QueuePage> {
  return useDeskQuery(query === null ? null : rowsKey(query), ['queues'], (client) => {
    if (query === null) throw new Error('no queue was asked for');
    return client.queues.rows(query);
  });
}

export function useOutbox(): DeskQuery<OutboxEntry[]> {
  return useDeskQuery('outbox', ['outbox'], (client) => client.sync.outbox());
}

export function useNotifications(): DeskQuery<DeskNotification[]> {
  return useDeskQuery('notifications', ['notifications'], (client) => client.notifications.list());
}

/** The connection asked for once; afterwards `useConnection` of state/live holds what the desk tells. */
export function useFirstConnection(): DeskQuery<Connection> {
  return useDeskQuery('connection', ['connection'], (client) => client.sync.connection());
}

/** Every deadline of an item; read again whenever it, the board's rules or the day change. */
export function useItemDeadlines(item: ItemId): DeskQuery<ItemDeadlines> {
  return useDeskQuery(`deadlines:${item}`, [`item:${item}`, 'board', 'queues'], (client) =>
    client.deadlines.ofItem({ item }),
  );
}

export function useDeadlineList(filter: DeadlineFilter): DeskQuery<DeadlineList> {
  return useDeskQuery(`deadline-list:${JSON.stringify(filter)}`, ['queues', 'board'], (client) =>
    client.deadlines.list(filter),
  );
}

export function useDeadlineMonth(year: number, month: number): DeskQuery<DeadlineMonth> {
  return useDeskQuery(`deadline-month:${year}-${month}`, ['queues', 'board'], (client) =>
    client.deadlines.month({ year, month }),
  );
}

/** Null asks nothing: the span is not whole yet. */
export function useDuties(span: DaySpan | null): DeskQuery<DutyView[]> {
  return useDeskQuery(span === null ? null : `duties:${span.from}:${span.to}`, ['queues', 'board'], (client) => {
    if (span === null) throw new Error('no span was asked for');
    return client.deadlines.duties(span);
  });
}

/** Null asks nothing: the span is not whole yet. */
export function useStatistics(span: DaySpan | null, by: StatisticsBy): DeskQuery<TimelinessRow[]> {
  const key = span === null ? null : `statistics:${by}:${span.from}:${span.to}`;
  return useDeskQuery(key, ['queues', 'board'], (client) => {
    if (span === null) throw new Error('no span was asked for');
    return client.deadlines.statistics({ ...span, by });
  });
}
