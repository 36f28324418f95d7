import type {
  BoardView,
  Connection,
  DeskNotification,
  ItemView,
  OutboxEntry,
  QueuePage,
  QueueQuery,
  SessionView,
  Settings,
} from '#shared/contract/desk-views.ts';
import type { ItemId } from '#shared/lib/ids.ts';
import { desk } from '../desk.ts';
import { type DeskQuery, invalidate, useDeskQuery } from './queries.ts';

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
  return useDeskQuery(query === null ? null : `rows:${JSON.stringify(query)}`, ['queues'], (client) => {
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
