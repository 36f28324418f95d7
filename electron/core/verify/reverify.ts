import { parseArticle } from '#shared/content/canonical.ts';
import { type Hash, sha256Hash } from '#shared/lib/hash.ts';
import type { PageResource } from '#shared/verification/page-capture.ts';
import { type Comparison, uncheckedComparison } from '#shared/verification/verdict.ts';
import { createCompareWorker } from './compare-worker.ts';
import { decodePage } from './decode-page.ts';
import { type Evidence, evidenceSchema } from './evidence.ts';
import { judgeReply } from './judge-reply.ts';

export type ReadBlob = (sha256: Hash) => Promise<Uint8Array | null>;

/** Thrown when evidence is incomplete or its bytes are not the ones it names. */
export class EvidenceBroken extends Error {
  readonly sha256: Hash;
  constructor(sha256: Hash, detail: string) {
    super(`${detail}: ${sha256}`);
    this.name = 'EvidenceBroken';
    this.sha256 = sha256;
  }
}

async function readChecked(sha256: Hash, readBlob: ReadBlob): Promise<Uint8Array> {
  const bytes = await readBlob(sha256);
  if (bytes === null) throw new EvidenceBroken(sha256, 'blob is missing');
  if (sha256Hash(bytes) !== sha256) throw new EvidenceBroken(sha256, 'blob is not what its name says');
  return bytes;
}

/** Reads an evidence blob by its hash. */
export async function readEvidence(evidenceHash: Hash, readBlob: ReadBlob): Promise<Evidence> {
  const bytes = await readChecked(evidenceHash, readBlob);
  return evidenceSchema.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
}

/** Runs the comparison again from kept bytes, without network; every byte is checked against its hash first. */
export async function reverify(evidence: Evidence, readBlob: ReadBlob): Promise<Comparison> {
  const approvedBytes = await readChecked(evidence.approvedHash, readBlob);
  const approved = parseArticle(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(approvedBytes)));
  for (const resource of evidence.resources) if (resource.sha256 !== null) await readChecked(resource.sha256, readBlob);
  if (evidence.screenshot !== null) await readChecked(evidence.screenshot, readBlob);
  if (evidence.html === null) return uncheckedComparison(evidence.failure ?? 'fetchFailed', evidence.finalUrl);
  const body = await readChecked(evidence.html, readBlob);
  const contentType = evidence.headers['content-type'] ?? '';
  const failure = judgeReply({ status: evidence.status ?? 0, body }, contentType);
  if (failure !== null) return uncheckedComparison(failure, evidence.finalUrl);
  const worker = createCompareWorker();
  try {
    return await worker.compare(approved, {
      url: evidence.finalUrl,
      requested: evidence.url,
      html: decodePage(body, contentType).text,
      resources: new Map(evidence.resources.map((resource: PageResource) => [resource.url, resource])),
      approvedImages: new Map(evidence.approvedImages.map((image) => [image.sha256, image.perceptualHash])),
    });
  } finally {
    await worker.close();
  }
}
