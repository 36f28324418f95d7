import { type Instant, instantToMs } from '../lib/instant.ts';
import { type BoardEvent, knownFact } from './event.ts';

/** How long an item waited at its supplier, beside which the legal clock ran on. */
export interface SupplierWait {
  /** Milliseconds of waits that are over. */
  readonly overMs: number;
  /** Since when it waits there now; null when it does not. */
  readonly since: Instant | null;
}

const atSupplier = new Set(['returned', 'draft']);

/** Time spent returned to the supplier or still a draft of theirs, from the item's events in order. */
export function supplierWait(events: readonly Pick<BoardEvent, 'at' | 'fact'>[]): SupplierWait {
  let overMs = 0;
  let since: Instant | null = null;
  for (const event of events) {
    const fact = knownFact(event);
    if (fact?.type !== 'acted' || fact.to === null) continue;
    if (atSupplier.has(fact.to)) since ??= event.at;
    else if (since !== null) {
      overMs += instantToMs(event.at) - instantToMs(since);
      since = null;
    }
  }
  return { overMs, since };
}
