import { parentPort } from 'node:worker_threads';
import { answerCase } from '#shared/verification/case-answer.ts';

/** Judges cases given as JSON texts, one after another; memory and time are capped by whoever starts it. */
parentPort?.on('message', ({ id, line }: { readonly id: number; readonly line: string }) => {
  parentPort?.postMessage({ id, answer: JSON.stringify(answerCase(line)) });
});
