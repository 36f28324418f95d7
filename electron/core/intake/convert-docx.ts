import mammoth from 'mammoth';
import type { Block, Body, Inline } from '#shared/content/article.ts';
import { htmlToBody } from '#shared/content/html-in.ts';
import { sha256Hash } from '#shared/lib/hash.ts';
import { type DocxElement, prepareDocument, styleMap } from './docx-model.ts';
import { paragraphNumbers } from './docx-numbering.ts';
import { IntakeError, type IntakeWarnings } from './intake-error.ts';
import type { IntakeLimits } from './intake-limits.ts';
import { applyListNumbers } from './list-numbers.ts';
import type { ArchiveScan } from './scan-archive.ts';

/** A picture as it lay in the file, named by the hash of those bytes. */
export type RawImage = { readonly sha256: string; readonly bytes: Uint8Array };

/** The body with its pictures named by their raw bytes; the pictures are not checked yet. */
export type ConvertedDocx = { readonly body: Body; readonly images: readonly RawImage[] };

const convertible = /^image\/(png|jpe?g|gif|webp|tiff?)$/i;
const imageAddress = 'docx-image:';

/** Turns a scanned Word file into an article body; runs in the worker. */
export async function convertDocx(
  bytes: Uint8Array,
  scan: ArchiveScan,
  limits: IntakeLimits,
  warnings: IntakeWarnings,
): Promise<ConvertedDocx> {
  warnAbout(scan, warnings);
  const images = new Map<string, RawImage>();
  const convertImage = mammoth.images.imgElement(async (image) => ({
    src: await keepImage(image, images, limits, warnings),
  }));
  const numbers = paragraphNumbers(scan.documentXml, scan.numberingXml);
  const { value: html } = await mammoth.convertToHtml(
    { buffer: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) },
    {
      styleMap: [...styleMap],
      convertImage,
      externalFileAccess: false,
      includeEmbeddedStyleMap: false,
      transformDocument: (document: DocxElement): DocxElement => prepareDocument(document, numbers, warnings),
    },
  );
  const { body, warnings: left } = htmlToBody(html, (source) => {
    const image = source.startsWith(imageAddress) ? images.get(source.slice(imageAddress.length)) : undefined;
    return image === undefined ? null : { sha256: sha256Hash(image.bytes), mediaType: 'image/png' };
  });
  for (const { code, count, detail } of left) {
    if (code === 'element-dropped' || code === 'character-dropped') warnings.add('content-dropped', detail, count);
    else if (code === 'link-dropped' || code === 'nesting-flattened') warnings.add(code, detail, count);
  }
  const content = applyListNumbers(body.content).map(withoutInnerLinks);
  if (!/"type":"(text|image)"/.test(JSON.stringify(content)))
    throw new IntakeError('docx-empty', 'no text and no picture');
  return { body: { type: 'doc', content }, images: [...images.values()] };
}

type MammothImage = { readonly contentType: string; readonly readAsBuffer: () => Promise<Buffer> };

/** The address the picture gets in the HTML; empty when it is left out, which is then already reported. */
async function keepImage(
  image: MammothImage,
  images: Map<string, RawImage>,
  limits: IntakeLimits,
  warnings: IntakeWarnings,
): Promise<string> {
  if (!convertible.test(image.contentType)) {
    warnings.add('image-unsupported', image.contentType);
    return '';
  }
  let bytes: Buffer;
  try {
    bytes = await image.readAsBuffer();
  } catch (error) {
    warnings.add('image-external', String(error));
    return '';
  }
  const sha256 = sha256Hash(bytes);
  if (!images.has(sha256) && images.size >= limits.images) {
    warnings.add('image-surplus', image.contentType);
    return '';
  }
  images.set(sha256, { sha256, bytes: Uint8Array.from(bytes) });
  return imageAddress + sha256;
}

function warnAbout(scan: ArchiveScan, warnings: IntakeWarnings): void {
  const count = (name: string): number => scan.elements.get(name) ?? 0;
  warnings.add('changes-accepted', 'w:ins, w:del', count('w:ins') + count('w:del'));
  warnings.add('comments-dropped', 'w:commentReference', count('w:commentReference'));
  warnings.add('equation-dropped', 'm:oMath', count('m:oMath'));
  warnings.add('drawing-dropped', 'c:chart, dgm:relIds', count('c:chart') + count('dgm:relIds'));
  warnings.add('embedded-file-dropped', 'embeddings', scan.embeddedFiles + count('w:altChunk'));
}

/** Links to places inside the file (contents, notes) lead nowhere on a page; their words stay. */
function withoutInnerLinks(block: Block): Block {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return block.content === undefined ? block : { ...block, content: block.content.flatMap(withoutInnerLink) };
    case 'bulletList':
    case 'orderedList':
      return {
        ...block,
        content: block.content.map((item) => ({ ...item, content: item.content.map(withoutInnerLinks) })),
      };
    case 'blockquote':
      return { ...block, content: block.content.map(withoutInnerLinks) };
    case 'table':
      return {
        ...block,
        content: block.content.map((row) => ({
          ...row,
          content: row.content.map((cell) => ({ ...cell, content: cell.content.map(withoutInnerLinks) })),
        })),
      };
    default:
      return block;
  }
}

function withoutInnerLink(run: Inline): readonly Inline[] {
  if (run.type !== 'text' || run.marks === undefined) return [run];
  const marks = run.marks.filter((mark) => mark.type !== 'link' || !mark.attrs.href.startsWith('#'));
  // The converter ends each note with an arrow back to where it was called.
  if (marks.length < run.marks.length && run.text === '↑') return [];
  return [{ type: 'text', text: run.text, ...(marks.length === 0 ? {} : { marks }) }];
}
