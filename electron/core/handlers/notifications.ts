import { AppError } from '#shared/contract/app-error.ts';
import type { DeskNotification } from '#shared/contract/desk-views.ts';
import { findAuthority } from '#shared/workflow/authority.ts';
import { afterDecision, type DeskCore, openDesk } from './desk-core.ts';

const listed = 200;

export function notificationList(core: DeskCore): DeskNotification[] {
  openDesk(core);
  return [...core.store.notifications.list(listed)];
}

/** Marks a hand-over as seen here and, once, on the record: the seen time is the server's of that statement. */
export function notificationSeen(core: DeskCore, event: number): Record<string, never> {
  const { person } = openDesk(core);
  const { store, state } = core;
  const notification = store.notifications.read(event);
  if (notification === null) throw new AppError('not-found', { subject: String(event) });
  if (notification.seenAt !== null) return {};
  store.notifications.markSeen(event, core.now());
  core.bus.changed({ topic: 'notifications' });
  const { item: id } = notification;
  const item = state.shown(id)?.item;
  const board = state.board();
  const recorded = item?.notices.find((notice) => notice.event === event)?.seen.some((seen) => seen.person === person);
  if (item === undefined || board === null || recorded === true) return {};
  const question = {
    board,
    item,
    kind: null,
    section: item.section,
    action: 'acknowledge',
    person,
    at: core.serverNow(),
  } as const;
  const judged = findAuthority(question);
  if (!judged.ok) return {};
  core.decisions.hold({
    item: id,
    version: null,
    authority: judged.value.authority,
    reason: null,
    details: { action: 'acknowledge', event },
    articles: [],
    holdMilliseconds: 0,
  });
  afterDecision(core, id);
  return {};
}
