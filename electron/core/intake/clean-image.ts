import type { Figure } from '#shared/content/article.ts';
import { type Hash, sha256Hash } from '#shared/lib/hash.ts';
import type { IntakeWarningCode } from './intake-error.ts';
import type { IntakeLimits } from './intake-limits.ts';

/** A picture fit to publish: decoded whole, written anew, so without metadata (place, device) or anything appended. */
export type CleanImage = {
  readonly sha256: Hash;
  readonly mediaType: Figure['attrs']['mediaType'];
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
};

type Format = 'png' | 'jpeg' | 'gif' | 'webp' | 'tiff';

/** The cleaned picture, or the warning that says why it is left out; its kind is read from its bytes, never from a name. */
export async function cleanImage(bytes: Uint8Array, limits: IntakeLimits): Promise<CleanImage | IntakeWarningCode> {
  const format = formatOf(bytes);
  // Judged before the decoder sees it, which would also read vector graphics and documents.
  if (format === null) return 'image-unsupported';
  try {
    // Loaded when first needed: it is large, and a start needs none of it.
    const { default: sharp } = await import('sharp');
    const found = await sharp(bytes, { animated: true }).metadata();
    if (found.format !== format) return 'image-broken';
    const { width = 0, height = 0, pages = 1, pageHeight = height } = found;
    if (width * pageHeight > limits.imagePixels) return 'image-too-large';
    const animated =
      (format === 'gif' || format === 'webp') && pages > 1 && width * pageHeight * pages <= limits.imagePixels;
    const picture = sharp(bytes, { animated, limitInputPixels: limits.imagePixels, failOn: 'error' })
      .timeout({ seconds: Math.ceil(limits.imageMilliseconds / 1000) })
      .autoOrient();
    const target = format === 'tiff' ? 'png' : format;
    const written = await {
      png: () => picture.png({ compressionLevel: 9 }),
      jpeg: () => picture.jpeg({ quality: 90 }),
      gif: () => picture.gif(),
      webp: () => picture.webp({ quality: 90 }),
    }
      [target]()
      .toBuffer({ resolveWithObject: true });
    return {
      sha256: sha256Hash(written.data),
      mediaType: `image/${target}`,
      bytes: written.data,
      width: written.info.width,
      height: written.info.pageHeight ?? written.info.height,
    };
  } catch {
    return 'image-broken';
  }
}

function formatOf(bytes: Uint8Array): Format | null {
  const start = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  if (start.startsWith('\u0089PNG\r\n\u001a\n')) return 'png';
  if (start.startsWith('\u00ff\u00d8\u00ff')) return 'jpeg';
  if (/^GIF8[79]a/.test(start)) return 'gif';
  if (/^RIFF.{4}WEBP/s.test(start)) return 'webp';
  return start.startsWith('II*\0') || start.startsWith('MM\0*') ? 'tiff' : null;
}
