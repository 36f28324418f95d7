import type { z } from 'zod';
import { contentHash } from '#shared/content/canonical.ts';
import { AppError } from '#shared/contract/app-error.ts';
import type { itemHistorySchema } from '#shared/contract/sync-messages.ts';
import { eventHash } from '#shared/workflow/event.ts';
import type { DeskStore } from '../store/desk-store.ts';

/**
 * Keeps an item's events and every version's article, each checked against its own hash; one that is not what it says
 * voids the whole. The chain between them is not at hand, so links already followed are never overwritten.
 */
export function keepHistory(store: DeskStore, history: z.infer<typeof itemHistorySchema>): void {
  const { snapshot, events, articles } = history;
  if (contentHash(snapshot.article) !== snapshot.item.current) {
    throw new AppError('content-mismatch', { subject: snapshot.item.id });
  }
  for (const event of events) {
    const known = store.events.hashOf(event.seq);
    if (eventHash(event) !== event.hash || (known !== null && known !== event.hash)) {
      throw new AppError('chain-broken', { subject: `event ${event.seq}` });
    }
  }
  store.sql.transaction(() => {
    for (const event of events) store.events.keep(event);
    for (const article of articles) store.articles.keep(contentHash(article), article);
  });
}
