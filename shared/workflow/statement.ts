import { z } from 'zod';
import { articleSchema } from '../content/article.ts';
import { hashSchema } from '../lib/hash.ts';
import { authorityIdSchema, boardIdSchema, commandIdSchema, deviceIdSchema, itemIdSchema } from '../lib/ids.ts';
import { instantSchema } from '../lib/instant.ts';
import { actionSchema } from '../regulation/vocabulary.ts';
import { detailsSchema } from './details.ts';

/** Where the signer's desk stood in the board's sequence; evidence, not a condition. */
export const headSchema = z.strictObject({ seq: z.number().int().min(0), hash: hashSchema });
export type Head = z.infer<typeof headSchema>;

/** What a person states when acting; its RFC 8785 form is signed with the desk's Ed25519 key. */
export const statementSchema = z.strictObject({
  format: z.literal(1),
  board: boardIdSchema,
  item: itemIdSchema.nullable(),
  /** Content hash the action is about; null when it is about no version. */
  version: hashSchema.nullable(),
  action: actionSchema,
  reason: z.string().max(5_000).nullable(),
  /** Role grant or delegation acted under. */
  authority: authorityIdSchema,
  command: commandIdSchema,
  device: deviceIdSchema,
  /** Per-device count from 1; the server accepts only the next one. */
  counter: z.number().int().min(1),
  claimedAt: instantSchema,
  head: headSchema,
  details: detailsSchema,
});
export type Statement = z.infer<typeof statementSchema>;

/** Ed25519 signature, base64url without padding. */
export const signatureSchema = z.string().regex(/^[A-Za-z0-9_-]{86}$/);

/** A statement with its signature and the articles it names by hash that the server may not have yet. */
export const signedCommandSchema = z.strictObject({
  statement: statementSchema,
  signature: signatureSchema,
  articles: z.array(articleSchema).max(2),
});
export type SignedCommand = z.infer<typeof signedCommandSchema>;
