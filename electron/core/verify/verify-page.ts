import type { Article } from '#shared/content/article.ts';
import { canonicalArticle, contentHash } from '#shared/content/canonical.ts';
import { articleBlocks } from '#shared/content/text-blocks.ts';
import { assert } from '#shared/lib/assert.ts';
import { canonicalJson } from '#shared/lib/canonical-json.ts';
import { type Hash, sha256Hash } from '#shared/lib/hash.ts';
import type { Instant } from '#shared/lib/instant.ts';
import type { PageResource } from '#shared/verification/page-capture.ts';
import { type Comparison, uncheckedComparison } from '#shared/verification/verdict.ts';
import type { RenderedPage, RenderPageRequest } from '../ports.ts';
import { createCompareWorker } from './compare-worker.ts';
import { decodePage } from './decode-page.ts';
import type { Evidence } from './evidence.ts';
import { FetchRefused, uncheckedReasonOf } from './fetch-refused.ts';
import { fetchResources } from './fetch-resources.ts';
import type { GuardedFetch, GuardedReply } from './guarded-fetch.ts';
import { judgeReply, mediaTypeOf } from './judge-reply.ts';
import { perceptualHash } from './perceptual-hash.ts';

/** Steps in their order; `done` of `total` counts pictures and files. */
export type VerifyProgress = {
  readonly step: 'page' | 'resources' | 'screenshot' | 'compare';
  readonly done: number;
  readonly total: number;
};

export interface VerifyPageRequest {
  readonly approved: Article;
  readonly url: string;
  readonly fetcher: GuardedFetch;
  /** Keeps bytes content-addressed and answers their SHA-256. */
  readonly putBlob: (bytes: Uint8Array, mediaType: string) => Promise<Hash>;
  /** Bytes of an approved picture, to tell a resized copy from another picture; null when not at hand. */
  readonly approvedImages: (sha256: Hash) => Promise<Uint8Array | null>;
  readonly renderPage?: (request: RenderPageRequest) => Promise<RenderedPage>;
  readonly now: () => Instant;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: VerifyProgress) => void;
}

export interface Verification {
  readonly comparison: Comparison;
  readonly evidence: Evidence;
  readonly evidenceHash: Hash;
}

/** Fetches a page as the public does, compares it with the approved article and keeps the evidence; throws only when cancelled. */
export async function verifyPage(request: VerifyPageRequest): Promise<Verification> {
  const { approved, url, fetcher, signal, onProgress } = request;
  const fetchedAt = request.now();
  onProgress?.({ step: 'page', done: 0, total: 1 });
  let reply: GuardedReply;
  try {
    reply = await fetcher(url, { signal });
  } catch (error) {
    if (!(error instanceof FetchRefused) || error.refusal === 'cancelled') throw error;
    return keep(request, { ...unseen(url, fetchedAt), failure: uncheckedReasonOf(error.refusal) });
  }
  const contentType = reply.headers['content-type'] ?? '';
  const seen: Omit<Evidence, 'comparison' | 'approvedHash'> = {
    ...unseen(url, fetchedAt),
    finalUrl: reply.url,
    redirects: [...reply.redirects],
    status: reply.status,
    headers: { ...reply.headers },
    html: await request.putBlob(reply.body, mediaTypeOf(contentType, 'text/html')),
  };
  const failure = judgeReply(reply, contentType);
  if (failure !== null) return keep(request, { ...seen, failure });
  const { text, charset } = decodePage(reply.body, contentType);
  const worker = createCompareWorker();
  try {
    const page = { url: reply.url, requested: url, html: text };
    const references = await worker.references(approved, page);
    const resources = await fetchResources(references, request);
    const looks = await approvedLooks(approved, resources, request.approvedImages);
    onProgress?.({ step: 'screenshot', done: 0, total: 1 });
    const picture = await screenshot(request, reply, contentType);
    onProgress?.({ step: 'compare', done: 0, total: 1 });
    const comparison = await worker.compare(approved, {
      ...page,
      resources: new Map(resources.map((resource) => [resource.url, resource])),
      approvedImages: looks,
    });
    signal?.throwIfAborted();
    const approvedImages = [...looks].map(([sha256, look]) => ({ sha256, perceptualHash: look }));
    return await keep(request, { ...seen, ...picture, charset, resources: [...resources], approvedImages }, comparison);
  } finally {
    await worker.close();
  }
}

function unseen(url: string, fetchedAt: Instant): Omit<Evidence, 'comparison' | 'approvedHash'> {
  return {
    format: 1,
    url,
    finalUrl: url,
    redirects: [],
    fetchedAt,
    status: null,
    failure: null,
    headers: {},
    html: null,
    charset: null,
    resources: [],
    approvedImages: [],
    screenshot: null,
    renderedText: null,
  };
}

async function keep(
  request: VerifyPageRequest,
  seen: Omit<Evidence, 'comparison' | 'approvedHash'>,
  compared?: Comparison,
): Promise<Verification> {
  const comparison = compared ?? uncheckedComparison(seen.failure ?? 'comparisonFailed', seen.finalUrl);
  const approvedHash = contentHash(request.approved);
  const utf8 = new TextEncoder();
  const kept = await request.putBlob(utf8.encode(canonicalArticle(request.approved)), 'application/json');
  assert(kept === approvedHash, 'the canonical form is the blob that the content hash names');
  const evidence: Evidence = { ...seen, comparison, approvedHash };
  const bytes = utf8.encode(canonicalJson(evidence));
  const evidenceHash = await request.putBlob(bytes, 'application/json');
  assert(evidenceHash === sha256Hash(bytes), 'blobs are addressed by their SHA-256');
  return { comparison, evidence, evidenceHash };
}

/** Looks of approved pictures, read only when some picture of the page has other bytes. */
async function approvedLooks(
  approved: Article,
  resources: readonly PageResource[],
  read: VerifyPageRequest['approvedImages'],
): Promise<ReadonlyMap<Hash, string>> {
  const seen = new Set(resources.map((resource) => resource.sha256));
  const looks = new Map<Hash, string>();
  for (const block of articleBlocks(approved)) {
    const sha256 = block.image?.sha256;
    if (sha256 === undefined || seen.has(sha256) || looks.has(sha256)) continue;
    const bytes = await read(sha256);
    const look = bytes === null ? null : await perceptualHash(bytes);
    if (look !== null) looks.set(sha256, look);
  }
  return looks;
}

async function screenshot(
  request: VerifyPageRequest,
  reply: GuardedReply,
  contentType: string,
): Promise<Pick<Evidence, 'screenshot' | 'renderedText'>> {
  if (request.renderPage === undefined) return { screenshot: null, renderedText: null };
  try {
    const { png, text } = await request.renderPage({
      url: reply.url,
      body: reply.body,
      mediaType: contentType || 'text/html',
    });
    return {
      screenshot: await request.putBlob(png, 'image/png'),
      renderedText: await request.putBlob(new TextEncoder().encode(text), 'text/plain'),
    };
  } catch {
    // A page that cannot be drawn is compared all the same; the evidence says that there is no picture.
    return { screenshot: null, renderedText: null };
  }
}
