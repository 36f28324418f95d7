import { sha256Hash } from '#shared/lib/hash.ts';
import type { PageResource } from '#shared/verification/page-capture.ts';
import type { PageReferences } from '#shared/verification/page-references.ts';
import { FetchRefused } from './fetch-refused.ts';
import { mediaTypeOf } from './judge-reply.ts';
import { perceptualHash } from './perceptual-hash.ts';
import type { VerifyPageRequest } from './verify-page.ts';

const atOnce = 4;
const imageBytes = 20_000_000;
const fileBytes = 60_000_000;
/** All pictures and files of one page together; what is past it stays unfetched and therefore unchecked. */
const pageBytes = 300_000_000;

type Wanted = { readonly url: string; readonly kind: 'image' | 'file' };

/** Fetches what the article's part of a page refers to; what fails is listed without a hash. */
export async function fetchResources(
  references: PageReferences,
  request: VerifyPageRequest,
): Promise<readonly PageResource[]> {
  const wanted: Wanted[] = [
    ...references.images.map((url) => ({ url, kind: 'image' as const })),
    ...references.files
      .filter((url) => !references.images.includes(url))
      .map((url) => ({ url, kind: 'file' as const })),
  ];
  const found: PageResource[] = [];
  let spent = 0;
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    for (let one = wanted[next++]; one !== undefined; one = wanted[next++]) {
      request.onProgress?.({ step: 'resources', done, total: wanted.length });
      const resource = spent > pageBytes ? unfetched(one.url) : await fetchOne(one, request);
      spent += resource.size;
      done += 1;
      found.push(resource);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  request.onProgress?.({ step: 'resources', done, total: wanted.length });
  return found.sort((one, other) => (one.url < other.url ? -1 : 1));
}

function unfetched(url: string): PageResource {
  return { url, status: null, sha256: null, perceptualHash: null, mediaType: null, size: 0 };
}

async function fetchOne({ url, kind }: Wanted, { fetcher, signal, putBlob }: VerifyPageRequest): Promise<PageResource> {
  try {
    const image = kind === 'image';
    const reply = await fetcher(url, {
      signal,
      maximumBytes: image ? imageBytes : fileBytes,
      accept: image ? 'image/avif,image/webp,image/*,*/*;q=0.8' : '*/*',
    });
    const mediaType = mediaTypeOf(reply.headers['content-type'] ?? '', 'application/octet-stream');
    if (reply.status !== 200) return { ...unfetched(url), status: reply.status, mediaType };
    await putBlob(reply.body, mediaType);
    return {
      url,
      status: reply.status,
      sha256: sha256Hash(reply.body),
      perceptualHash: image ? await perceptualHash(reply.body) : null,
      mediaType,
      size: reply.body.length,
    };
  } catch (error) {
    if (!(error instanceof FetchRefused) || error.refusal === 'cancelled') throw error;
    return unfetched(url);
  }
}
