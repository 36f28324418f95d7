import { z } from 'zod';
import { type Hash, hashSchema } from '../lib/hash.ts';

/** Limits of one page; past them it is `unchecked` at once. */
export const pageLimits = {
  characters: 5_000_000,
  nodes: 50_000,
  depth: 200,
  images: 200,
  files: 200,
  tokens: 300_000,
  /** Stretches of text, each character reference being one. */
  parts: 400_000,
} as const;

/** What was fetched from one address the page refers to. */
export const pageResourceSchema = z.strictObject({
  url: z.string().max(8_192),
  /** Null when no reply came. */
  status: z.number().int().nullable(),
  /** SHA-256 of the bytes; null when they were not received whole. */
  sha256: hashSchema.nullable(),
  /** Hexadecimal perceptual hash of a decodable image. */
  perceptualHash: z
    .string()
    .regex(/^[0-9a-f]+$/)
    .max(256)
    .nullable(),
  mediaType: z.string().max(255).nullable(),
  size: z.number().int().min(0),
});
export type PageResource = z.infer<typeof pageResourceSchema>;

/** A fetched page, decoded to text, with hashes of what it refers to; `compare` sees nothing else. */
export interface PageCapture {
  /** Address the page was finally read from, after redirects. */
  readonly url: string;
  /** Address that was asked for; left out when there were no redirects to judge. */
  readonly requested?: string;
  readonly html: string;
  /** Keyed by absolute address as `pageReferences` gives it. */
  readonly resources: ReadonlyMap<string, PageResource>;
  /** Perceptual hashes of the approved images, keyed by their SHA-256. */
  readonly approvedImages: ReadonlyMap<Hash, string>;
}
