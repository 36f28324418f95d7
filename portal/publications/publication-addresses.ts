import { createHmac, timingSafeEqual } from 'node:crypto';
import { type ItemId, itemIdSchema } from '#shared/lib/ids.ts';
import { type Instant, instantFromMs } from '#shared/lib/instant.ts';
import { articlePath, previewPath } from '../site/addresses.ts';

/** Where a publication can be looked at. */
export interface PublicationAddresses {
  /** Path of the page before it is published, with a token that expires. */
  preview(item: ItemId): { readonly path: string; readonly expiresAt: Instant };
  previewUrl(item: ItemId): { readonly url: string; readonly expiresAt: Instant };
  publicUrl(title: string, item: ItemId): string;
  /** The item behind a token that this server made, even when its time is over; null for every other text. */
  readPreview(token: string): { readonly item: ItemId; readonly expiresAt: Instant; readonly expired: boolean } | null;
}

const macBytes = 24;

/** Tokens are `expiry (6 bytes) · item · MAC`, base64url, so that nothing is stored and nothing can be guessed. */
export function publicationAddresses(ports: {
  readonly secret: string;
  readonly origin: () => string;
  readonly now: () => number;
  readonly lifetimeMs: number;
}): PublicationAddresses {
  const { secret, origin, now, lifetimeMs } = ports;
  const macOf = (bytes: Uint8Array): Buffer =>
    createHmac('sha256', secret).update('preview').update(bytes).digest().subarray(0, macBytes);

  const preview = (item: ItemId): { path: string; expiresAt: Instant } => {
    const expires = now() + lifetimeMs;
    const head = Buffer.alloc(6);
    head.writeUIntBE(expires, 0, 6);
    const signed = Buffer.concat([head, Buffer.from(item, 'latin1')]);
    const token = Buffer.concat([signed, macOf(signed)]).toString('base64url');
    return { path: previewPath(token), expiresAt: instantFromMs(expires) };
  };

  return {
    preview,
    previewUrl: (item) => {
      const { path, expiresAt } = preview(item);
      return { url: origin() + path, expiresAt };
    },
    publicUrl: (title, item) => origin() + articlePath(title, item),
    readPreview: (token) => {
      const bytes = Buffer.from(token, 'base64url');
      if (bytes.length <= 6 + macBytes) return null;
      const signed = bytes.subarray(0, -macBytes);
      if (!timingSafeEqual(macOf(signed), bytes.subarray(-macBytes))) return null;
      const item = itemIdSchema.safeParse(signed.subarray(6).toString('latin1'));
      if (!item.success) return null;
      const expires = signed.readUIntBE(0, 6);
      return { item: item.data, expiresAt: instantFromMs(expires), expired: now() >= expires };
    },
  };
}
