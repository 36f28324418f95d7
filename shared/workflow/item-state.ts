import { z } from 'zod';
import { hashSchema } from '../lib/hash.ts';
import { authorityIdSchema, commandIdSchema, itemIdSchema, personIdSchema, sectionIdSchema } from '../lib/ids.ts';
import { instantSchema } from '../lib/instant.ts';
import {
  channelSchema,
  itemActionSchema,
  itemKindSchema,
  roleIdSchema,
  stateIdSchema,
} from '../regulation/vocabulary.ts';
import { originalSchema, verificationStatementSchema } from './details.ts';
import { supplySchema } from './supply.ts';

/** Who has the item in hand; a null person means whoever holds the role. */
export const holderSchema = z.strictObject({ role: roleIdSchema, person: personIdSchema.nullable() });
export type Holder = z.infer<typeof holderSchema>;

export const versionEntrySchema = z.strictObject({
  hash: hashSchema,
  parent: hashSchema.nullable(),
  by: personIdSchema,
  at: instantSchema,
  action: itemActionSchema,
});

export const approvalSchema = z.strictObject({
  hash: hashSchema,
  by: personIdSchema,
  role: roleIdSchema,
  authority: authorityIdSchema,
  command: commandIdSchema,
  supplementary: z.boolean(),
  at: instantSchema,
  /** Given in an emergency by somebody not entitled to approve; null once, or where, it was approved in the ordinary way. */
  emergency: z.strictObject({ reason: z.string() }).nullable(),
});

/** What the uploader entered on the portal; `revision` grows with every upload and every edit on the portal. */
export const publicationSchema = z.strictObject({
  mode: z.enum(['portal', 'foreign']),
  revision: z.number().int().min(1),
  entered: hashSchema,
  address: z.string().nullable(),
  by: personIdSchema,
  at: instantSchema,
  publishedRevision: z.number().int().min(1).nullable(),
  publishedAt: instantSchema.nullable(),
});

export const verificationEntrySchema = z.strictObject({
  command: commandIdSchema,
  by: personIdSchema,
  at: instantSchema,
  approved: hashSchema,
  statement: verificationStatementSchema,
});

export const commentSchema = z.strictObject({
  command: commandIdSchema,
  by: personIdSchema,
  at: instantSchema,
  text: z.string(),
  anchor: z.string().nullable(),
  pinned: z.boolean(),
  resolvedBy: personIdSchema.nullable(),
});

/** A hand-over notice with its sent time and who has seen it since. */
export const noticeSchema = z.strictObject({
  event: z.number().int(),
  action: itemActionSchema,
  roles: z.array(roleIdSchema),
  at: instantSchema,
  seen: z.array(z.strictObject({ person: personIdSchema, at: instantSchema })),
});

/** One item, folded from its events. Its text is not here: versions are named by content hash. */
export const itemStateSchema = z.strictObject({
  id: itemIdSchema,
  kind: itemKindSchema,
  section: sectionIdSchema,
  channel: channelSchema,
  sender: z.string(),
  receivedAt: instantSchema,
  receivedBy: personIdSchema,
  original: originalSchema.nullable(),
  supply: supplySchema,
  profileVersion: z.number().int(),
  state: stateIdSchema,
  previous: z.strictObject({ state: stateIdSchema, holder: holderSchema }).nullable(),
  holder: holderSchema,
  /** Since when the present holder has it, server time. */
  since: instantSchema,
  current: hashSchema,
  versions: z.array(versionEntrySchema),
  specialist: personIdSchema.nullable(),
  approval: approvalSchema.nullable(),
  supplementary: z
    .strictObject({
      proposed: hashSchema,
      approved: hashSchema,
      by: personIdSchema,
      reason: z.string(),
      at: instantSchema,
    })
    .nullable(),
  publication: publicationSchema.nullable(),
  verifications: z.array(verificationEntrySchema),
  reupload: z
    .strictObject({ verification: commandIdSchema, reason: z.string(), by: personIdSchema, at: instantSchema })
    .nullable(),
  /** Last return or refusal, with its ground and reason. */
  objection: z
    .strictObject({
      action: z.enum(['return', 'refuse', 'declineSupplementary', 'withdraw']),
      ground: z.string().nullable(),
      reason: z.string(),
      by: personIdSchema,
      at: instantSchema,
    })
    .nullable(),
  /** Errors reported on what is published; `correctedBy` names the version that mended them. */
  errorReports: z.array(
    z.strictObject({
      command: commandIdSchema,
      by: personIdSchema,
      at: instantSchema,
      text: z.string(),
      correctedBy: hashSchema.nullable(),
    }),
  ),
  forwarded: z.strictObject({ body: z.string(), reason: z.string(), by: personIdSchema, at: instantSchema }).nullable(),
  /** Since when whoever was to decide was reminded over their head; null when not. */
  escalatedAt: instantSchema.nullable(),
  /** Who did which separated duty on this item, ever. */
  performed: z.array(z.strictObject({ duty: itemActionSchema, person: personIdSchema })),
  comments: z.array(commentSchema),
  notices: z.array(noticeSchema),
  /** Sequence of the last event that touched it. */
  seq: z.number().int(),
});
export type ItemState = z.infer<typeof itemStateSchema>;
