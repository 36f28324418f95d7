import { z } from 'zod';
import { articleSchema, documentFieldsSchema } from '#shared/content/article.ts';
import { sectionIdSchema } from '#shared/lib/ids.ts';
import { localDateSchema } from '#shared/lib/instant.ts';
import { channelSchema, itemActionSchema, itemKindSchema, roleIdSchema } from '#shared/regulation/vocabulary.ts';

const words = z.string().min(1);

/** A block as people write it: a paragraph is its text, with `**bold**` and `[text](address)`. */
const writtenBlockSchema = z.union([
  words,
  z.strictObject({ h2: words }),
  z.strictObject({ ul: z.array(words).min(1) }),
  z.strictObject({ ol: z.array(words).min(1) }),
  z.strictObject({ quote: z.array(words).min(1) }),
  z.strictObject({
    table: z.strictObject({ head: z.array(words).min(1), rows: z.array(z.array(words).min(1)).min(1) }),
  }),
  z.strictObject({ image: words, alt: words, caption: words }),
]);
export type WrittenBlock = z.infer<typeof writtenBlockSchema>;

const writtenArticleSchema = z.strictObject({
  language: articleSchema.shape.language.default('vi'),
  title: words,
  summary: words,
  author: words,
  source: words,
  sourceDate: localDateSchema.nullable().default(null),
  body: z.array(writtenBlockSchema).min(1),
  document: documentFieldsSchema.nullable().default(null),
  fields: articleSchema.shape.fields,
  attachments: z.array(z.strictObject({ file: words, name: words })).default([]),
});
export type WrittenArticle = z.infer<typeof writtenArticleSchema>;

/** Texts to find, each with what stands in its place afterwards. */
const changesSchema = z.array(z.tuple([words, words])).min(1);
export type Changes = z.infer<typeof changesSchema>;

const when = { by: words, hoursAgo: z.number().min(0) };

/** One thing that happened to the item after it was taken in. */
const stepSchema = z.discriminatedUnion('do', [
  z.strictObject({ ...when, do: z.literal('edit'), changes: changesSchema }),
  z.strictObject({ ...when, do: z.literal('route'), to: words }),
  z.strictObject({
    ...when,
    do: z.enum(['handBack', 'submit', 'approve', 'approveSupplementary', 'upload', 'verify', 'publish', 'report']),
  }),
  z.strictObject({ ...when, do: z.enum(['return', 'refuse', 'requestReupload']), reason: words }),
  z.strictObject({
    ...when,
    do: z.literal('comment'),
    text: words,
    anchor: words.nullable().default(null),
    pinned: z.boolean().default(false),
  }),
  z.strictObject({ ...when, do: z.literal('alterOnPortal'), changes: changesSchema }),
  z.strictObject({ ...when, do: z.literal('requestSupplementary'), changes: changesSchema, reason: words }),
]);
export type Step = z.infer<typeof stepSchema>;

/** An item of the made-up board with its whole story; hours count back from the moment of seeding. */
export const writtenItemSchema = z.strictObject({
  key: z.string().regex(/^[a-z0-9-]{3,40}$/),
  kind: itemKindSchema,
  section: sectionIdSchema,
  channel: channelSchema,
  sender: words,
  receivedHoursAgo: z.number().min(0),
  receivedBy: words,
  article: writtenArticleSchema,
  story: z.array(stepSchema),
});
export type WrittenItem = z.infer<typeof writtenItemSchema>;

const bilingual = z.strictObject({ vi: words, en: words });

/** The made-up board: its regulation, sections, people with logins, and the portal's own contact lines. */
export const writtenBoardSchema = z.strictObject({
  name: words,
  profile: words,
  wording: z.strictObject({ portal: bilingual }),
  site: z.strictObject({
    owner: words,
    unit: words,
    responsiblePerson: words,
    address: words,
    phone: words,
    email: words,
    licence: z.string(),
    administrator: words,
  }),
  /** Said openly: everybody on the made-up board signs in with it. */
  password: words,
  administratorPassword: words,
  sections: z.array(z.strictObject({ id: sectionIdSchema, title: bilingual, field: words })).min(1),
  /** Days count from the day of seeding, so that one delegation is in force and another has ended whenever that is. */
  delegations: z.array(
    z.strictObject({
      hoursAgo: z.number().min(0),
      from: words,
      to: words,
      number: words,
      sections: z.array(sectionIdSchema).min(1),
      actions: z.array(itemActionSchema).min(1),
      firstDay: z.number().int(),
      lastDay: z.number().int(),
    }),
  ),
  people: z
    .array(
      z.strictObject({
        login: words,
        name: words,
        unit: words,
        role: roleIdSchema,
        sections: z.array(sectionIdSchema).nullable(),
        enabled: z.boolean(),
      }),
    )
    .min(1),
});
export type WrittenBoard = z.infer<typeof writtenBoardSchema>;
export type WrittenDelegation = WrittenBoard['delegations'][number];
