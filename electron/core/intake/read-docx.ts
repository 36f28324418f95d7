import { Worker } from 'node:worker_threads';
import type { Article, Figure } from '#shared/content/article.ts';
import { normalizeArticle, parseArticle } from '#shared/content/canonical.ts';
import { ContentError } from '#shared/content/content-error.ts';
import type { Hash } from '#shared/lib/hash.ts';
import { type CleanImage, cleanImage } from './clean-image.ts';
import type { RawImage } from './convert-docx.ts';
import type { DocxWorkerInput, DocxWorkerReply } from './docx-worker-messages.ts';
import { refuseByFirstLook } from './file-kind.ts';
import { guessHeadline } from './guess-headline.ts';
import { IntakeError, type IntakeWarning, IntakeWarnings } from './intake-error.ts';
import { type IntakeLimits, intakeLimits } from './intake-limits.ts';
import { placeImages } from './place-images.ts';

/** A picture of the article, ready for the blob store. */
export type ArticleImage = {
  readonly sha256: Hash;
  readonly mediaType: Figure['attrs']['mediaType'];
  readonly bytes: Uint8Array;
};

/** A Word file as an article; `document` fields, author and source are left for the person. */
export type DocxReading = {
  readonly article: Article;
  readonly images: readonly ArticleImage[];
  readonly warnings: readonly IntakeWarning[];
};

export type DocxReadingOptions = {
  readonly signal?: AbortSignal;
  /** Tightened by tests. */
  readonly limits?: Partial<IntakeLimits>;
};

/** Reads a Word file in a worker of its own with capped memory and time; throws IntakeError, and nothing else for a bad file. */
export async function readDocx(bytes: Uint8Array, options: DocxReadingOptions = {}): Promise<DocxReading> {
  const limits = { ...intakeLimits, ...options.limits };
  refuseByFirstLook(bytes, limits.fileBytes);
  const converted = await convertInWorker(bytes, limits, options.signal);
  const warnings = new IntakeWarnings();
  for (const { code, detail, count } of converted.warnings) warnings.add(code, detail, count);
  const cleaned = await cleanImages(converted.images, limits, warnings, options.signal);
  const { title, summary, body } = guessHeadline(placeImages(converted.body, cleaned));
  const article = checked({
    language: 'vi',
    title,
    summary,
    author: '',
    source: '',
    sourceDate: null,
    body,
    attachments: [],
    document: null,
  });
  const images = new Map(
    [...cleaned.values()].map(({ sha256, mediaType, bytes: file }) => [sha256, { sha256, mediaType, bytes: file }]),
  );
  return { article, images: [...images.values()], warnings: warnings.list() };
}

function checked(article: Article): Article {
  if (article.title === '' && !/"type":"(text|image)"/.test(JSON.stringify(article.body))) {
    throw new IntakeError('docx-empty', 'nothing left after its pictures were refused');
  }
  try {
    return parseArticle(normalizeArticle(article));
  } catch (error) {
    if (error instanceof ContentError) throw new IntakeError('too-large', error.message, error);
    throw error;
  }
}

async function cleanImages(
  images: readonly RawImage[],
  limits: IntakeLimits,
  warnings: IntakeWarnings,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, CleanImage>> {
  const cleaned = new Map<string, CleanImage>();
  // One at a time: a decoded picture may take 160 MB.
  for (const { sha256, bytes } of images) {
    if (signal?.aborted === true) throw new IntakeError('cancelled', 'between pictures');
    const image = await cleanImage(bytes, limits);
    if (typeof image === 'string') warnings.add(image, sha256);
    else cleaned.set(sha256, image);
  }
  return cleaned;
}

/** The worker beside this file's source, or beside its bundle. */
function workerUrl(): URL {
  return import.meta.url.endsWith('.ts')
    ? new URL('../workers/docx-intake.ts', import.meta.url)
    : new URL('./workers/docx-intake.js', import.meta.url);
}

type Converted = Extract<DocxWorkerReply, { kind: 'converted' }>;

function convertInWorker(bytes: Uint8Array, limits: IntakeLimits, signal: AbortSignal | undefined): Promise<Converted> {
  const { promise, resolve, reject } = Promise.withResolvers<Converted>();
  if (signal?.aborted === true) return Promise.reject(new IntakeError('cancelled', 'before it began'));
  const copy = Uint8Array.from(bytes);
  const input: DocxWorkerInput = { bytes: copy, limits };
  const worker = new Worker(workerUrl(), {
    workerData: input,
    transferList: [copy.buffer],
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: limits.heapMegabytes, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 },
  });
  const timer = setTimeout(
    () => reject(new IntakeError('docx-timed-out', `${limits.milliseconds} ms`)),
    limits.milliseconds,
  );
  const cancel = (): void => reject(new IntakeError('cancelled', 'while reading'));
  signal?.addEventListener('abort', cancel, { once: true });
  worker.once('message', (reply: DocxWorkerReply) => {
    if (reply.kind === 'converted') resolve(reply);
    else reject(new IntakeError(reply.code, reply.detail));
  });
  worker.once('error', (error: NodeJS.ErrnoException) => {
    const outOfMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    reject(new IntakeError(outOfMemory ? 'too-large' : 'docx-corrupt', String(error), error));
  });
  worker.once('exit', (code) => reject(new IntakeError('docx-corrupt', `worker ended with ${code}`)));
  return promise.finally(() => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', cancel);
    return worker.terminate();
  });
}
