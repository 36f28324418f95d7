import { z } from 'zod';
import { hashSchema } from '../lib/hash.ts';
import { localDateSchema } from '../lib/instant.ts';

/** Limits of one article; anything past them is refused before it is stored or hashed. */
export const articleLimits = {
  titleCharacters: 500,
  summaryCharacters: 5_000,
  lineCharacters: 1_000,
  textCharacters: 100_000,
  bodyNodes: 50_000,
  bodyDepth: 40,
  canonicalBytes: 2_000_000,
  attachments: 100,
} as const;

/** Link targets an article may carry. */
const hrefSchema = z
  .string()
  .max(2_048)
  .regex(/^(https?:\/\/|mailto:|tel:|#|\/(?!\/))/i);

export const markSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('bold') }),
  z.strictObject({ type: z.literal('italic') }),
  z.strictObject({ type: z.literal('underline') }),
  z.strictObject({ type: z.literal('strike') }),
  z.strictObject({ type: z.literal('superscript') }),
  z.strictObject({ type: z.literal('subscript') }),
  z.strictObject({ type: z.literal('link'), attrs: z.strictObject({ href: hrefSchema }) }),
]);
export type Mark = z.infer<typeof markSchema>;

export const textNodeSchema = z.strictObject({
  type: z.literal('text'),
  text: z.string().min(1).max(articleLimits.textCharacters),
  marks: z.array(markSchema).max(7).optional(),
});
export type TextNode = z.infer<typeof textNodeSchema>;

export const inlineSchema = z.discriminatedUnion('type', [
  textNodeSchema,
  z.strictObject({ type: z.literal('hardBreak') }),
]);
export type Inline = z.infer<typeof inlineSchema>;

const alignSchema = z.enum(['left', 'center', 'right', 'justify']);

export type Paragraph = {
  readonly type: 'paragraph';
  readonly attrs?: { readonly textAlign?: z.infer<typeof alignSchema> | undefined } | undefined;
  readonly content?: readonly Inline[] | undefined;
};
export type Heading = {
  readonly type: 'heading';
  readonly attrs: { readonly level: 2 | 3 | 4 };
  readonly content?: readonly Inline[] | undefined;
};
export type ListItem = { readonly type: 'listItem'; readonly content: readonly Block[] };
export type BulletList = { readonly type: 'bulletList'; readonly content: readonly ListItem[] };
export type OrderedList = {
  readonly type: 'orderedList';
  readonly attrs?: { readonly start?: number | undefined } | undefined;
  readonly content: readonly ListItem[];
};
export type Blockquote = { readonly type: 'blockquote'; readonly content: readonly Block[] };
export type TableCell = {
  readonly type: 'tableCell' | 'tableHeader';
  readonly attrs?: { readonly colspan?: number | undefined; readonly rowspan?: number | undefined } | undefined;
  readonly content: readonly Block[];
};
export type TableRow = { readonly type: 'tableRow'; readonly content: readonly TableCell[] };
export type Table = { readonly type: 'table'; readonly content: readonly TableRow[] };
/** A picture with its caption; the bytes are the blob named by `sha256`. */
export type Figure = {
  readonly type: 'image';
  readonly attrs: {
    readonly sha256: z.infer<typeof hashSchema>;
    readonly mediaType: z.infer<typeof imageMediaTypeSchema>;
    readonly alt: string;
    readonly caption: string;
    readonly width?: number | undefined;
    readonly height?: number | undefined;
  };
};
export type Block =
  | Paragraph
  | Heading
  | BulletList
  | OrderedList
  | Blockquote
  | Table
  | Figure
  | { readonly type: 'horizontalRule' };

export const imageMediaTypeSchema = z.enum(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

const inlineContent = z.array(inlineSchema).optional();
const span = z.number().int().min(1).max(100).optional();

const paragraphSchema = z.strictObject({
  type: z.literal('paragraph'),
  attrs: z.strictObject({ textAlign: alignSchema.optional() }).optional(),
  content: inlineContent,
});
const headingSchema = z.strictObject({
  type: z.literal('heading'),
  attrs: z.strictObject({ level: z.union([z.literal(2), z.literal(3), z.literal(4)]) }),
  content: inlineContent,
});
const figureSchema = z.strictObject({
  type: z.literal('image'),
  attrs: z.strictObject({
    sha256: hashSchema,
    mediaType: imageMediaTypeSchema,
    alt: z.string().max(articleLimits.lineCharacters),
    caption: z.string().max(articleLimits.lineCharacters),
    width: z.number().int().min(1).max(100_000).optional(),
    height: z.number().int().min(1).max(100_000).optional(),
  }),
});
const listItemSchema: z.ZodType<ListItem> = z.lazy(() =>
  z.strictObject({ type: z.literal('listItem'), content: z.array(blockSchema).min(1) }),
);
const tableCellSchema: z.ZodType<TableCell> = z.lazy(() =>
  z.strictObject({
    type: z.enum(['tableCell', 'tableHeader']),
    attrs: z.strictObject({ colspan: span, rowspan: span }).optional(),
    content: z.array(blockSchema).min(1),
  }),
);

/** One block of an article's body. Depth and node count are checked apart, before this recursion runs. */
export const blockSchema: z.ZodType<Block> = z.lazy(() =>
  z.discriminatedUnion('type', [
    paragraphSchema,
    headingSchema,
    z.strictObject({ type: z.literal('bulletList'), content: z.array(listItemSchema).min(1) }),
    z.strictObject({
      type: z.literal('orderedList'),
      attrs: z.strictObject({ start: z.number().int().min(0).max(100_000).optional() }).optional(),
      content: z.array(listItemSchema).min(1),
    }),
    z.strictObject({ type: z.literal('blockquote'), content: z.array(blockSchema).min(1) }),
    z.strictObject({
      type: z.literal('table'),
      content: z
        .array(z.strictObject({ type: z.literal('tableRow'), content: z.array(tableCellSchema).min(1) }))
        .min(1),
    }),
    figureSchema,
    z.strictObject({ type: z.literal('horizontalRule') }),
  ]),
);

/** The body of an article: a ProseMirror document in JSON. */
export const bodySchema = z.strictObject({ type: z.literal('doc'), content: z.array(blockSchema).min(1) });
export type Body = z.infer<typeof bodySchema>;

/** A file published with the article; the bytes are the blob named by `sha256`. */
export const attachmentSchema = z.strictObject({
  sha256: hashSchema,
  name: z.string().min(1).max(255),
  mediaType: z
    .string()
    .regex(/^[\w.+-]+\/[\w.+-]+$/)
    .max(127),
  size: z.number().int().min(0),
});
export type Attachment = z.infer<typeof attachmentSchema>;

const line = z.string().max(articleLimits.lineCharacters);

/** What a document item (tài liệu, văn bản) states about itself. */
export const documentFieldsSchema = z.strictObject({
  number: line,
  symbol: line,
  subject: z.string().max(articleLimits.summaryCharacters),
  issuedOn: localDateSchema.nullable(),
  issuer: line,
  signer: line,
});
export type DocumentFields = z.infer<typeof documentFieldsSchema>;

/** A field of its own that items of a kind carry, with its label as a reader sees it: name of a project, fee, time limit. */
export const articleFieldSchema = z.strictObject({
  id: z.string().regex(/^[a-z][A-Za-z0-9]{1,40}$/),
  label: z.string().min(1).max(200),
  value: z.string().max(articleLimits.summaryCharacters),
});
export type ArticleField = z.infer<typeof articleFieldSchema>;

/**
 * The content of an item that is approved, uploaded and compared. Everything in it is covered by the content hash;
 * what is not in it (section, holder, state) belongs to the item.
 */
export const articleSchema = z.strictObject({
  language: z.enum(['vi', 'en']),
  title: z.string().max(articleLimits.titleCharacters),
  summary: z.string().max(articleLimits.summaryCharacters),
  author: line,
  source: line,
  /** Day the source posted what is quoted; null when nothing is quoted. */
  sourceDate: localDateSchema.nullable(),
  body: bodySchema,
  attachments: z.array(attachmentSchema).max(articleLimits.attachments),
  /** Null unless the item is a document. */
  document: documentFieldsSchema.nullable(),
  /** Absent, never empty, when the item has none: one text has one canonical form. */
  fields: z.array(articleFieldSchema).min(1).max(60).optional(),
});
export type Article = z.infer<typeof articleSchema>;
