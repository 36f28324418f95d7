import { z } from 'zod';
import { articleSchema } from '../content/article.ts';
import { hashSchema } from '../lib/hash.ts';
import { commandIdSchema, itemIdSchema } from '../lib/ids.ts';
import { instantSchema } from '../lib/instant.ts';
import { boardStateSchema } from '../workflow/board-state.ts';
import { eventSchema, stubSchema } from '../workflow/event.ts';
import { itemStateSchema } from '../workflow/item-state.ts';
import { refusalSchema } from '../workflow/refusal.ts';
import { headSchema, signatureSchema, signedCommandSchema } from '../workflow/statement.ts';
import { appErrorSchema } from './app-error-schema.ts';

/** Most commands in one push. */
export const pushLimit = 100;

export const pushRequestSchema = z.strictObject({ commands: z.array(signedCommandSchema).min(1).max(pushLimit) });

/** What became of one command. `accepted` and `rejected` are final and repeatable; `failed` consumed nothing. */
export const commandOutcomeSchema = z.discriminatedUnion('outcome', [
  z.strictObject({
    outcome: z.literal('accepted'),
    command: commandIdSchema,
    seq: z.number().int().min(1),
    at: instantSchema,
  }),
  z.strictObject({
    outcome: z.literal('rejected'),
    command: commandIdSchema,
    refusal: refusalSchema,
    at: instantSchema,
  }),
  z.strictObject({
    outcome: z.literal('failed'),
    command: commandIdSchema,
    error: appErrorSchema,
    /** Next counter the server expects of this device, for `counter-gap`. */
    expectedCounter: z.number().int().min(1).nullable(),
  }),
]);
export type CommandOutcome = z.infer<typeof commandOutcomeSchema>;

export const pushReplySchema = z.strictObject({ outcomes: z.array(commandOutcomeSchema) });

/** One NDJSON line of a pull page; every sequence of the range is there, as an event with its articles or as a stub. */
export const pullLineSchema = z.union([
  z.strictObject({ event: eventSchema, articles: z.array(articleSchema) }),
  z.strictObject({ stub: stubSchema }),
  /** Last line of the page. */
  z.strictObject({ end: z.strictObject({ head: headSchema, more: z.boolean() }) }),
]);
export type PullLine = z.infer<typeof pullLineSchema>;

/** One item as it stands: its fold and the article of its current version. */
export const itemSnapshotSchema = z.strictObject({ item: itemStateSchema, article: articleSchema });
export type ItemSnapshot = z.infer<typeof itemSnapshotSchema>;

/** Lines of a first sync: the signed start, every visible item, the end with their count. */
export const snapshotLineSchema = z.union([
  z.strictObject({
    start: z.strictObject({
      board: boardStateSchema,
      head: headSchema,
      at: instantSchema,
      /** Over the RFC 8785 form of {board id, head, at}, by the server's key. */
      signature: signatureSchema,
    }),
  }),
  itemSnapshotSchema,
  z.strictObject({ end: z.strictObject({ items: z.number().int() }) }),
]);
export type SnapshotLine = z.infer<typeof snapshotLineSchema>;

/** An item whole: the snapshot, its events in sequence order, and every version's article that still exists. */
export const itemHistorySchema = z.strictObject({
  snapshot: itemSnapshotSchema,
  events: z.array(eventSchema),
  articles: z.array(articleSchema),
});

export const publicationAddressSchema = z.strictObject({
  item: itemIdSchema,
  revision: z.number().int(),
  /** Unguessable, expiring; null when nothing is uploaded to this server's own portal. */
  previewUrl: z.string().nullable(),
  previewExpiresAt: instantSchema.nullable(),
  /** Null until published. */
  publicUrl: z.string().nullable(),
  entered: hashSchema.nullable(),
});
