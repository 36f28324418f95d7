import type { z } from 'zod';
import type { publicationAddressSchema } from '#shared/contract/sync-messages.ts';
import type { ItemId } from '#shared/lib/ids.ts';
import type { Instant } from '#shared/lib/instant.ts';

export type PublicationAddress = z.infer<typeof publicationAddressSchema>;

/** Addresses of publications as the server last told them; those of previews run out. */
export class PublicationAddresses {
  readonly #known = new Map<ItemId, PublicationAddress>();
  readonly #asked = new Set<ItemId>();

  /** Null when nothing usable is known for this revision. */
  known(item: ItemId, revision: number, now: Instant): PublicationAddress | null {
    const address = this.#known.get(item);
    if (address === undefined || address.revision !== revision) return null;
    const { previewExpiresAt } = address;
    return previewExpiresAt !== null && previewExpiresAt <= now ? null : address;
  }

  /** Asks once at a time for each item; answers whether something new came. */
  async refresh(item: ItemId, ask: () => Promise<PublicationAddress>): Promise<boolean> {
    if (this.#asked.has(item)) return false;
    this.#asked.add(item);
    try {
      const address = await ask();
      const same = JSON.stringify(this.#known.get(item)) === JSON.stringify(address);
      if (this.#known.size > 500) this.#known.clear();
      this.#known.set(item, address);
      return !same;
    } finally {
      this.#asked.delete(item);
    }
  }

  /** A published item's address changes with its publication. */
  forget(item: ItemId): void {
    this.#known.delete(item);
  }
}
