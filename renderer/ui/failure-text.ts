import type { DeskFailure } from '../desk.ts';
import type { BoardWords } from './board-words.ts';

/** A failure in words: the rule's refusal where there is one, else what its code says, with what it is about. */
export function failureText(words: BoardWords, failure: DeskFailure): string {
  if (failure.refusal !== null) return words.refusal(failure.refusal);
  const text = words.t(`errors:${failure.code}`);
  return failure.subject === null || failure.subject === '' ? text : `${failure.subject}: ${text}`;
}
