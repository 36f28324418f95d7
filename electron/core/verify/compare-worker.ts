import { Worker } from 'node:worker_threads';
import type { Article } from '#shared/content/article.ts';
import type { PageCapture } from '#shared/verification/page-capture.ts';
import type { PageReferences } from '#shared/verification/page-references.ts';
import { type Comparison, uncheckedComparison } from '#shared/verification/verdict.ts';
import type { CompareQuestion, CompareReply } from './compare-messages.ts';

const ignore = (): void => undefined;

/** Parses and compares pages outside core's own thread; close it when done. */
export interface CompareWorker {
  references(approved: Article, page: Pick<PageCapture, 'url' | 'html'>): Promise<PageReferences>;
  /** Never throws: a comparison that ran out of time or memory is `unchecked` and says so. */
  compare(approved: Article, page: PageCapture): Promise<Comparison>;
  close(): Promise<void>;
}

type Outcome = CompareReply | { readonly id: number; readonly kind: 'timedOut' };

/** The worker beside this file's source, or beside its bundle. */
function workerUrl(): URL {
  return import.meta.url.endsWith('.ts')
    ? new URL('../workers/verify.ts', import.meta.url)
    : new URL('./workers/verify.js', import.meta.url);
}

/** A worker thread of its own, started at the first question and replaced after one that killed it. */
export function createCompareWorker(milliseconds = 20_000): CompareWorker {
  let worker: Worker | null = null;
  let lastId = 0;
  const start = (): Worker => {
    worker ??= new Worker(workerUrl(), {
      env: {},
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: 768, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 },
    });
    return worker;
  };
  const discard = async (dead: Worker): Promise<void> => {
    if (worker === dead) worker = null;
    await dead.terminate();
  };
  const ask = async (question: CompareQuestion): Promise<Outcome> => {
    const current = start();
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    const timer = setTimeout(() => resolve({ id: question.id, kind: 'timedOut' }), milliseconds);
    const receive = (reply: CompareReply): void => {
      if (reply.id === question.id) resolve(reply);
    };
    const fail = (error: unknown): void => resolve({ id: question.id, kind: 'failed', detail: String(error) });
    const leave = (code: number): void => fail(`worker ended with ${code}`);
    current.on('message', receive);
    current.once('error', fail);
    current.once('exit', leave);
    current.postMessage(question);
    const outcome = await promise;
    clearTimeout(timer);
    current.off('message', receive);
    current.off('error', fail);
    current.off('exit', leave);
    // What happens to a discarded worker afterwards concerns nobody.
    current.on('error', ignore);
    if (outcome.kind === 'timedOut' || outcome.kind === 'failed') await discard(current);
    return outcome;
  };
  return {
    async references(approved, page) {
      lastId += 1;
      const outcome = await ask({ id: lastId, kind: 'references', approved, page: { url: page.url, html: page.html } });
      return outcome.kind === 'references' ? outcome.references : { images: [], files: [] };
    },
    async compare(approved, page) {
      lastId += 1;
      const outcome = await ask({ id: lastId, kind: 'compare', approved, page });
      if (outcome.kind === 'compare') return outcome.comparison;
      return uncheckedComparison(outcome.kind === 'timedOut' ? 'comparisonTimedOut' : 'comparisonFailed', page.url);
    },
    async close() {
      if (worker !== null) await discard(worker);
    },
  };
}
