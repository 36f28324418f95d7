import { z } from 'zod';
import { hashSchema } from '../lib/hash.ts';
import { itemIdSchema } from '../lib/ids.ts';
import { instantSchema, localDateSchema } from '../lib/instant.ts';
import { informationTypeSchema } from '../regulation/deadline.ts';

/** Moments that deadlines start from, as the supplier stated them; a day counts from its beginning in Vietnam. */
export const startsSchema = z.strictObject({
  eventHappened: instantSchema.nullable(),
  eventEnded: instantSchema.nullable(),
  issued: localDateSchema.nullable(),
  signed: localDateSchema.nullable(),
  ratified: localDateSchema.nullable(),
  adopted: localDateSchema.nullable(),
  workAccepted: localDateSchema.nullable(),
  changed: instantSchema.nullable(),
});
export type Starts = z.infer<typeof startsSchema>;

/** What is known about a supply besides its text: its type, its moments, what it quotes, what it translates. */
export const supplySchema = z.strictObject({
  infoType: informationTypeSchema.nullable(),
  starts: startsSchema,
  /** Null when nothing is quoted; `consent` is the file of the owner's written consent. */
  quotation: z
    .strictObject({
      consentNeeded: z.boolean(),
      consent: z.strictObject({ sha256: hashSchema, name: z.string().min(1).max(255) }).nullable(),
    })
    .nullable(),
  /** Whether the head of the supplying unit confirmed it where it did not come by an official account. */
  confirmedByUnit: z.boolean(),
  /** The item this one is the other language's version of. */
  translationOf: itemIdSchema.nullable(),
});
export type Supply = z.infer<typeof supplySchema>;

/** A supply nothing is known of yet. */
export const unknownSupply: Supply = {
  infoType: null,
  starts: {
    eventHappened: null,
    eventEnded: null,
    issued: null,
    signed: null,
    ratified: null,
    adopted: null,
    workAccepted: null,
    changed: null,
  },
  quotation: null,
  confirmedByUnit: false,
  translationOf: null,
};
