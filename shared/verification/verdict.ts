import { z } from 'zod';
import { type Verdict, verdictSchema } from '../regulation/vocabulary.ts';

/** `meaning` stops publishing; `cosmetic` is listed and confirmed by the Secretary. */
export const severitySchema = z.enum(['meaning', 'cosmetic']);
export type Severity = z.infer<typeof severitySchema>;

/** Every kind of difference a comparison can report; message keys of the interface follow these names. */
export const discrepancyTypeSchema = z.enum([
  // Wording inside a block whose place in the page is known.
  'changedText',
  'changedNumber',
  'changedDate',
  'changedName',
  'changedNegation',
  'changedDiacritic',
  'changedCase',
  'changedPunctuation',
  // Fields and blocks that are judged as a whole kind wherever the change sits in them.
  'changedTitle',
  'changedSummary',
  'changedAuthor',
  'changedSource',
  'changedSourceDate',
  'changedDocumentField',
  'changedMetadata',
  'tableCell',
  'tableShape',
  'changedNumbering',
  // Whole blocks.
  'missingBlock',
  'addedBlock',
  'movedBlock',
  'duplicatedBlock',
  // Links, images, files.
  'changedLink',
  'missingLink',
  'addedLink',
  'missingImage',
  'changedImage',
  'addedImage',
  'changedCaption',
  'changedAlt',
  'missingAttachment',
  'changedAttachment',
  'addedAttachment',
  // What a reader does not see, or what acts by itself.
  'hiddenText',
  'hiddenBlock',
  'foreignScript',
  'foreignFrame',
  'foreignForm',
  'eventHandler',
  'redirect',
  // Equal in meaning, different in characters.
  'spacing',
  'quotes',
  'dashes',
  'ellipsis',
  'normalization',
  'invisibleCharacters',
  'tonePlacement',
  'blockBoundary',
  'resizedImage',
]);
export type DiscrepancyType = z.infer<typeof discrepancyTypeSchema>;

const rangeSchema = z.tuple([z.number().int().min(0), z.number().int().min(0)]).nullable();

/** One difference: the shortest texts that differ, with a little context around them. */
export const discrepancySchema = z.strictObject({
  /** Depends on the difference alone, so that the same difference found again has the same id. */
  id: z.string().min(1).max(64),
  type: discrepancyTypeSchema,
  severity: severitySchema,
  /** Path of the approved block (`TextBlock.path`), or null for what belongs to no approved block. */
  block: z.string().max(200).nullable(),
  approved: z.string().max(2_000),
  published: z.string().max(2_000),
  /** Approved text just before and after the difference, for display. */
  before: z.string().max(200),
  after: z.string().max(200),
  /** UTF-16 offsets of `approved` in the block's text. */
  approvedRange: rangeSchema,
  /** UTF-16 offsets in the decoded HTML source of the page. */
  publishedRange: rangeSchema,
});
export type Discrepancy = z.infer<typeof discrepancySchema>;

/** Why a part could not be compared. */
export const uncheckedReasonSchema = z.enum([
  'fetchRefused',
  'fetchFailed',
  'timedOut',
  'httpStatus',
  'notHtml',
  'tooLarge',
  'tooManyNodes',
  'tooDeep',
  'empty',
  'scriptRendered',
  'comparisonTimedOut',
  'comparisonFailed',
  'imageNotFetched',
  'imageNotComparable',
  'imageAltered',
  'attachmentNotFetched',
]);
export type UncheckedReason = z.infer<typeof uncheckedReasonSchema>;

/** A part that the comparison could not see; the Secretary confirms exactly these ids after comparing by eye. */
export const uncheckedPartSchema = z.strictObject({
  /** `page`, or the path of an image or attachment block. */
  part: z.string().min(1).max(200),
  reason: uncheckedReasonSchema,
  /** Address or name that tells the person which part is meant. */
  subject: z.string().max(2_048),
});
export type UncheckedPart = z.infer<typeof uncheckedPartSchema>;

const count = z.number().int().min(0);

/** How much of the approved version was found and compared, for the wording of a match. */
export const coverageSchema = z.strictObject({
  title: z.boolean(),
  summary: z.boolean(),
  paragraphs: count,
  headings: count,
  listItems: count,
  tables: count,
  cells: count,
  images: count,
  attachments: count,
  links: count,
  characters: count,
});
export type Coverage = z.infer<typeof coverageSchema>;

export const comparisonSchema = z.strictObject({
  verdict: verdictSchema,
  discrepancies: z.array(discrepancySchema).max(5_000),
  unchecked: z.array(uncheckedPartSchema).max(1_000),
  covered: coverageSchema,
});
export type Comparison = z.infer<typeof comparisonSchema>;

/** Coverage of a comparison that saw nothing. */
export const nothingCovered: Coverage = {
  title: false,
  summary: false,
  paragraphs: 0,
  headings: 0,
  listItems: 0,
  tables: 0,
  cells: 0,
  images: 0,
  attachments: 0,
  links: 0,
  characters: 0,
};

/** Law 6 in order of weight: a meaning difference outweighs what was not seen, which outweighs a cosmetic one. */
export function overallVerdict(
  discrepancies: readonly Pick<Discrepancy, 'severity'>[],
  unchecked: readonly UncheckedPart[],
): Verdict {
  if (discrepancies.some((discrepancy) => discrepancy.severity === 'meaning')) return 'mismatch';
  if (unchecked.length > 0) return 'unchecked';
  return discrepancies.length > 0 ? 'cosmetic' : 'match';
}

/** The comparison of a page that could not be compared at all, with the reason. */
export function uncheckedComparison(reason: UncheckedReason, subject: string): Comparison {
  return {
    verdict: 'unchecked',
    discrepancies: [],
    unchecked: [{ part: 'page', reason, subject: subject.slice(0, 2_048) }],
    covered: nothingCovered,
  };
}
