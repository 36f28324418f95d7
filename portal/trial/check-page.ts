import type { Article } from '#shared/content/article.ts';
import { canonicalJson } from '#shared/lib/canonical-json.ts';
import { sha256Hash } from '#shared/lib/hash.ts';
import { compare } from '#shared/verification/compare.ts';
import type { PageResource } from '#shared/verification/page-capture.ts';
import { pageReferences } from '#shared/verification/page-references.ts';
import type { Comparison } from '#shared/verification/verdict.ts';
import type { TrialDevice } from './trial-device.ts';

/** Reads a page of the site with its files and compares it with the approved version, as a Secretary's desk does. */
export async function checkPage(
  device: TrialDevice,
  approved: Article,
  url: string,
): Promise<{ readonly comparison: Comparison; readonly evidence: Uint8Array }> {
  const page = await device.fetch(url);
  const html = page.bytes.toString('utf8');
  const { images, files } = pageReferences(approved, { url, html });
  const resources = new Map<string, PageResource>();
  for (const address of [...images, ...files]) {
    const { status, mediaType, bytes } = await device.fetch(address);
    const sha256 = status === 200 ? sha256Hash(bytes) : null;
    resources.set(address, { url: address, status, sha256, perceptualHash: null, mediaType, size: bytes.byteLength });
  }
  const comparison = compare(approved, { url, html, resources, approvedImages: new Map() });
  const pageHash = sha256Hash(page.bytes);
  const evidence = {
    format: 1,
    url,
    status: page.status,
    page: pageHash,
    html,
    resources: [...resources.values()],
    comparison,
  };
  return { comparison, evidence: new TextEncoder().encode(canonicalJson(evidence)) };
}
