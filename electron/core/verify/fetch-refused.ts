import type { UncheckedReason } from '#shared/verification/verdict.ts';

/** Why the guard did not fetch, or stopped fetching. */
export type FetchRefusal =
  | 'addressInvalid'
  | 'schemeRefused'
  | 'portRefused'
  | 'credentialsRefused'
  | 'addressRefused'
  | 'nameNotFound'
  | 'tooManyRedirects'
  | 'redirectInvalid'
  | 'connectionFailed'
  | 'encodingInvalid'
  | 'tooLarge'
  | 'timedOut'
  | 'cancelled';

/** Thrown by the guarded fetch; decide by `refusal`. */
export class FetchRefused extends Error {
  readonly refusal: FetchRefusal;
  constructor(refusal: FetchRefusal, detail: string, cause?: unknown) {
    super(`${refusal}: ${detail}`, cause === undefined ? {} : { cause });
    this.name = 'FetchRefused';
    this.refusal = refusal;
  }
}

/** How a page that was not fetched is named in a comparison. */
export function uncheckedReasonOf(refusal: FetchRefusal): UncheckedReason {
  switch (refusal) {
    case 'addressInvalid':
    case 'schemeRefused':
    case 'portRefused':
    case 'credentialsRefused':
    case 'addressRefused':
    case 'redirectInvalid':
      return 'fetchRefused';
    case 'tooLarge':
      return 'tooLarge';
    case 'timedOut':
      return 'timedOut';
    case 'nameNotFound':
    case 'tooManyRedirects':
    case 'connectionFailed':
    case 'encodingInvalid':
    case 'cancelled':
      return 'fetchFailed';
  }
}
