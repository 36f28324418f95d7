import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import type { QueueId, QueueQuery } from '#shared/contract/desk-views.ts';
import type { ItemId } from '#shared/lib/ids.ts';

/** Screens beside the rail; `queue` is list and work pane. */
export type Screen =
  | 'queue'
  | 'intake'
  | 'deadlines'
  | 'delegations'
  | 'assignments'
  | 'regulation'
  | 'sync'
  | 'settings'
  | 'about';

/** What narrows and orders one queue's list. */
export type QueueFilter = Pick<QueueQuery, 'section' | 'state' | 'text' | 'sort'>;

export const noFilter: QueueFilter = { section: null, state: null, text: '', sort: 'waiting' };

interface ViewState {
  readonly screen: Screen;
  readonly queue: QueueId | null;
  readonly openItems: readonly ItemId[];
  readonly activeItem: ItemId | null;
  readonly railCollapsed: boolean;
  /** Width of the list in CSS pixels. */
  readonly listWidth: number;
  readonly filters: Readonly<Partial<Record<QueueId, QueueFilter>>>;
  /** Scroll offset of each queue's list. */
  readonly scroll: Readonly<Partial<Record<QueueId, number>>>;
  /** Row the keyboard stands on, by queue. */
  readonly cursor: Readonly<Partial<Record<QueueId, ItemId>>>;
  /** Rows of the list as shown, for going on to the next one. */
  readonly listed: readonly ItemId[];
  readonly selection: Readonly<Partial<Record<QueueId, readonly ItemId[]>>>;
}

const first: ViewState = {
  screen: 'queue',
  queue: null,
  openItems: [],
  activeItem: null,
  railCollapsed: false,
  listWidth: 440,
  filters: {},
  scroll: {},
  cursor: {},
  listed: [],
  selection: {},
};

const mostOpenItems = 12;

/** View state only: where the person is and how the lists are set; nothing of the board's data. */
export const useView = create<ViewState>()(
  persist(() => first, {
    name: 'desk-view',
    version: 1,
    storage: createJSONStorage(() => localStorage),
    partialize: ({ railCollapsed, listWidth, filters }) => ({ railCollapsed, listWidth, filters }),
  }),
);

export function showScreen(screen: Screen): void {
  useView.setState({ screen });
}

export function showQueue(queue: QueueId): void {
  useView.setState({ screen: 'queue', queue });
}

/** Opens an item in the work pane, as a tab of its own; the one opened longest ago makes room. */
export function openItem(item: ItemId): void {
  useView.setState(({ openItems, queue, listed, cursor }) => ({
    screen: 'queue',
    activeItem: item,
    // The list follows what is read, so that the next key moves on from there.
    ...(queue !== null && listed.includes(item) ? { cursor: { ...cursor, [queue]: item } } : {}),
    openItems: openItems.includes(item) ? openItems : [...openItems, item].slice(-mostOpenItems),
  }));
}

export function closeItem(item: ItemId): void {
  useView.setState(({ openItems, activeItem }) => {
    const index = openItems.indexOf(item);
    const rest = openItems.filter((open) => open !== item);
    return {
      openItems: rest,
      activeItem: activeItem === item ? (rest[Math.max(0, index - 1)] ?? null) : activeItem,
    };
  });
}

export function setFilter(queue: QueueId, change: Partial<QueueFilter>): void {
  useView.setState(({ filters, scroll }) => ({
    filters: { ...filters, [queue]: { ...noFilter, ...filters[queue], ...change } },
    scroll: { ...scroll, [queue]: 0 },
  }));
}

export function setCursor(queue: QueueId, item: ItemId): void {
  useView.setState(({ cursor }) => ({ cursor: { ...cursor, [queue]: item } }));
}

export function setSelection(queue: QueueId, items: readonly ItemId[]): void {
  useView.setState(({ selection }) => ({ selection: { ...selection, [queue]: items } }));
}

/** Closes an item that was handed on and opens the next one of the list, so that a queue is worked through in one go. */
export function goOnAfter(item: ItemId): void {
  const { listed } = useView.getState();
  const index = listed.indexOf(item);
  const next = index === -1 ? undefined : (listed[index + 1] ?? listed[index - 1]);
  closeItem(item);
  if (next !== undefined) openItem(next);
}

/** Another person's desk starts with nothing open. */
export function forgetView(): void {
  useView.setState({
    screen: 'queue',
    queue: null,
    openItems: [],
    activeItem: null,
    scroll: {},
    cursor: {},
    selection: {},
  });
}
