import { createHash } from 'node:crypto';
import type { Article, Attachment } from '#shared/content/article.ts';
import { hashSchema } from '#shared/lib/hash.ts';
import type { IntakeWarning } from './intake-error.ts';
import { type DocxReadingOptions, readDocx } from './read-docx.ts';

/** Keeps bytes under their SHA-256, durably, before it answers. */
export type PutBlob = (bytes: Uint8Array, mediaType: string) => Promise<void>;

/** An article and the untouched file it was read from; pictures and file are in the store when this is returned. */
export type DocxIntake = {
  readonly article: Article;
  readonly original: Attachment;
  readonly warnings: readonly IntakeWarning[];
};

const docxMediaType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** Reads a Word file and keeps it: a file that cannot be read leaves nothing behind. */
export async function takeInDocx(
  file: { readonly name: string; readonly bytes: Uint8Array },
  putBlob: PutBlob,
  options: DocxReadingOptions = {},
): Promise<DocxIntake> {
  const { article, images, warnings } = await readDocx(file.bytes, options);
  for (const { bytes, mediaType } of images) await putBlob(bytes, mediaType);
  await putBlob(file.bytes, docxMediaType);
  const original: Attachment = {
    sha256: hashSchema.parse(createHash('sha256').update(file.bytes).digest('hex')),
    name: displayName(file.name),
    mediaType: docxMediaType,
    size: file.bytes.length,
  };
  return { article, original, warnings };
}

/** The last part of a name as another computer gave it, without signs that hide or turn text; only shown, never a path. */
export function displayName(name: string): string {
  const last = name.normalize('NFC').split(/[\\/]/).at(-1) ?? '';
  const clean = last
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  return clean === '' ? 'tai-lieu.docx' : [...clean].slice(0, 120).join('');
}
