import type { StartEvent } from '../regulation/deadline.ts';
import { type DeadlineStart, startAtInstant, startOnDate } from '../regulation/deadline-start.ts';
import type { ItemState } from './item-state.ts';

/** The moments on record from which an item's deadlines can start; a suspension concerns the portal and is never here. */
export function recordedStarts(
  item: Pick<ItemState, 'supply' | 'receivedAt' | 'approval'>,
): Partial<Readonly<Record<StartEvent, DeadlineStart>>> {
  const { eventHappened, eventEnded, issued, signed, ratified, adopted, workAccepted, changed } = item.supply.starts;
  return {
    received: startAtInstant(item.receivedAt),
    ...(item.approval !== null && { approved: startAtInstant(item.approval.at) }),
    ...(eventHappened !== null && { eventHappened: startAtInstant(eventHappened) }),
    ...(eventEnded !== null && { eventEnded: startAtInstant(eventEnded) }),
    ...(changed !== null && { changed: startAtInstant(changed) }),
    ...(issued !== null && { issued: startOnDate(issued) }),
    ...(signed !== null && { signed: startOnDate(signed) }),
    ...(ratified !== null && { ratified: startOnDate(ratified) }),
    ...(adopted !== null && { adopted: startOnDate(adopted) }),
    ...(workAccepted !== null && { workAccepted: startOnDate(workAccepted) }),
  };
}
