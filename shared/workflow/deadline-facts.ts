import type { PersonId } from '../lib/ids.ts';
import { instantToMs } from '../lib/instant.ts';
import type { InformationType, StartEvent } from '../regulation/deadline.ts';
import type { DeadlineStart } from '../regulation/deadline-start.ts';
import type { ItemState } from './item-state.ts';
import { recordedStarts } from './recorded-starts.ts';

/** All of an item that its deadlines are counted from and settled by; moments in milliseconds since 1970. */
export interface DeadlineFacts {
  readonly infoType: InformationType | null;
  readonly starts: Partial<Readonly<Record<StartEvent, DeadlineStart>>>;
  readonly receivedAt: number;
  /** When it was on the portal at the latest the first time, and when it was put there last; null while never. */
  readonly postedFirst: number | null;
  readonly postedLast: number | null;
  /** It came to an end without being posted: refused, withdrawn, forwarded. */
  readonly ended: boolean;
  readonly supplier: string;
  /** Who put it on the portal, else who has it in hand; null while only a role has it. */
  readonly responsible: PersonId | null;
}

/**
 * Facts of an item; `final` says whether its state is one the profile ends in. What is posted again after a correction
 * keeps no moment of its first posting, so the first report of an error stands for it: it had been posted by then.
 */
export function deadlineFacts(item: ItemState, final: boolean): DeadlineFacts {
  const { publication, errorReports, supply, receivedAt, sender, holder } = item;
  const posted = publication?.publishedAt == null ? null : instantToMs(publication.publishedAt);
  const reported = errorReports[0] === undefined ? null : instantToMs(errorReports[0].at);
  return {
    infoType: supply.infoType,
    starts: recordedStarts(item),
    receivedAt: instantToMs(receivedAt),
    postedFirst: posted === null ? null : Math.min(posted, reported ?? posted),
    postedLast: posted,
    ended: final && posted === null,
    supplier: sender.trim(),
    responsible: posted === null ? holder.person : (publication?.by ?? null),
  };
}
