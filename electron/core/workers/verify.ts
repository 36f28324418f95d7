import { parentPort } from 'node:worker_threads';
import { compare } from '#shared/verification/compare.ts';
import { pageReferences } from '#shared/verification/page-references.ts';
import type { CompareQuestion, CompareReply } from '../verify/compare-messages.ts';

/** Answers questions one after another; memory and time are capped by whoever starts it. */
function answer(question: CompareQuestion): CompareReply {
  const { id } = question;
  try {
    return question.kind === 'references'
      ? { id, kind: 'references', references: pageReferences(question.approved, question.page) }
      : { id, kind: 'compare', comparison: compare(question.approved, question.page) };
  } catch (error) {
    return { id, kind: 'failed', detail: String(error).slice(0, 500) };
  }
}

parentPort?.on('message', (question: CompareQuestion) => {
  parentPort?.postMessage(answer(question));
});
