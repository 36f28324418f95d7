import { z } from 'zod';
import { hashSchema } from '#shared/lib/hash.ts';
import { instantSchema } from '#shared/lib/instant.ts';
import { pageResourceSchema } from '#shared/verification/page-capture.ts';
import { comparisonSchema, uncheckedReasonSchema } from '#shared/verification/verdict.ts';

/**
 * Everything one verification saw. Its RFC 8785 form is a blob whose SHA-256 is the evidence hash; page, pictures, files,
 * screenshot and the approved canonical form are blobs it names, so that the comparison can be run again from blobs alone.
 */
export const evidenceSchema = z.strictObject({
  format: z.literal(1),
  url: z.string().max(8_192),
  finalUrl: z.string().max(8_192),
  redirects: z.array(z.string().max(8_192)).max(6),
  fetchedAt: instantSchema,
  /** Null, with `failure`, when no reply came. */
  status: z.number().int().nullable(),
  failure: uncheckedReasonSchema.nullable(),
  headers: z.record(z.string(), z.string()),
  html: hashSchema.nullable(),
  charset: z.string().nullable(),
  resources: z.array(pageResourceSchema),
  approvedImages: z.array(z.strictObject({ sha256: hashSchema, perceptualHash: z.string() })),
  screenshot: hashSchema.nullable(),
  /** Visible text as the screenshot's renderer read it; null without a screenshot. */
  renderedText: hashSchema.nullable(),
  comparison: comparisonSchema,
  approvedHash: hashSchema,
});
export type Evidence = z.infer<typeof evidenceSchema>;
