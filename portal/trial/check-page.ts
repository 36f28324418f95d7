import type { Article } from '#shared/content/article.ts';
import { contentHash } from '#shared/content/canonical.ts';
import { canonicalJson } from '#shared/lib/canonical-json.ts';
import { type Hash, sha256Hash } from '#shared/lib/hash.ts';
import type { Instant } from '#shared/lib/instant.ts';
import { compare } from '#shared/verification/compare.ts';
import type { PageResource } from '#shared/verification/page-capture.ts';
import { pageReferences } from '#shared/verification/page-references.ts';
import type { Comparison } from '#shared/verification/verdict.ts';
import type { TrialDevice } from './trial-device.ts';

/**
 * Reads a page of the site with its files, compares it with the approved version as a Secretary's desk does, and keeps
 * the evidence among the blobs in the form desks read. Nothing draws pages here, so there is no screenshot.
 */
export async function checkPage(
  device: TrialDevice,
  approved: Article,
  url: string,
  fetchedAt: Instant,
): Promise<{ readonly comparison: Comparison; readonly evidence: Hash }> {
  const page = await device.fetch(url);
  const html = page.bytes.toString('utf8');
  const { images, files } = pageReferences(approved, { url, html });
  const resources = new Map<string, PageResource>();
  for (const address of [...images, ...files]) {
    const { status, headers, bytes } = await device.fetch(address);
    const sha256 = status === 200 ? sha256Hash(bytes) : null;
    const mediaType = headers['content-type'] ?? null;
    resources.set(address, { url: address, status, sha256, perceptualHash: null, mediaType, size: bytes.byteLength });
  }
  const comparison = compare(approved, { url, html, resources, approvedImages: new Map() });
  const evidence = {
    format: 1,
    url,
    finalUrl: url,
    redirects: [],
    fetchedAt,
    status: page.status,
    failure: null,
    headers: page.headers,
    html: await device.putBlob(page.bytes),
    charset: 'utf-8',
    resources: [...resources.values()],
    approvedImages: [],
    screenshot: null,
    renderedText: null,
    comparison,
    approvedHash: contentHash(approved),
  };
  return { comparison, evidence: await device.putBlob(new TextEncoder().encode(canonicalJson(evidence))) };
}
