import type { Change } from '#shared/contract/desk-contract.ts';
import type { Connection } from '#shared/contract/desk-views.ts';
import type { ItemId } from '#shared/lib/ids.ts';

/** What a window may be told. */
export type Announcement =
  | { readonly kind: 'change'; readonly change: Change }
  | { readonly kind: 'connection'; readonly connection: Connection };

/** Tells every open window what to read again; announced only after commit. */
export class ChangeBus {
  readonly #listeners = new Set<(announcement: Announcement) => void>();
  readonly #waiting = new Map<string, Change>();
  #scheduled = false;
  /** Said while no window listened: an item asked for, and topics a window read just before it began to listen. */
  readonly #unheard = new Map<string, Announcement>();

  /** Announces topics; the same topic said twice in one turn is said once. */
  changed(...changes: readonly Change[]): void {
    for (const change of changes)
      this.#waiting.set('item' in change ? `${change.topic} ${change.item}` : change.topic, change);
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      const said = [...this.#waiting.values()];
      this.#waiting.clear();
      for (const change of said) {
        const announcement = { kind: 'change', change } as const;
        if (this.#listeners.size === 0 && change.topic !== 'item') this.#unheard.set(change.topic, announcement);
        this.#tell(announcement);
      }
    });
  }

  /** Commands about these items went on in the outbox; null stands for one about the board as a whole. */
  commandsMoved(items: readonly (ItemId | null)[]): void {
    this.changed({ topic: 'outbox' }, { topic: 'queues' });
    for (const item of items) if (item !== null) this.changed({ topic: 'item', item });
  }

  connection(connection: Connection): void {
    this.#tell({ kind: 'connection', connection });
  }

  /** Streams announcements until aborted; what nobody has read yet is kept, the latest of each topic. */
  async *listen(first: Connection, signal: AbortSignal | undefined): AsyncGenerator<Announcement, void> {
    const queue = new Map<string, Announcement>();
    let wake: (() => void) | null = null;
    const listener = (announcement: Announcement): void => {
      queue.set(keyOf(announcement), announcement);
      wake?.();
    };
    const stop = (): void => wake?.();
    this.#listeners.add(listener);
    signal?.addEventListener('abort', stop);
    try {
      yield { kind: 'connection', connection: first };
      for (const announcement of this.#unheard.values()) listener(announcement);
      this.#unheard.clear();
      while (signal?.aborted !== true) {
        const next = queue.entries().next();
        if (next.done === true) {
          await new Promise<void>((resolve) => {
            wake = resolve;
            if (queue.size > 0 || signal?.aborted === true) resolve();
          });
          wake = null;
          continue;
        }
        const [key, announcement] = next.value;
        queue.delete(key);
        yield announcement;
      }
    } finally {
      this.#listeners.delete(listener);
      signal?.removeEventListener('abort', stop);
    }
  }

  #tell(announcement: Announcement): void {
    for (const listener of this.#listeners) listener(announcement);
  }
}

function keyOf(announcement: Announcement): string {
  if (announcement.kind === 'connection') return 'connection';
  const { change } = announcement;
  return 'item' in change ? `${change.topic} ${change.item}` : change.topic;
}
