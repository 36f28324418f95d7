import { AppError, type AppErrorCode } from '#shared/contract/app-error.ts';
import type { Connection } from '#shared/contract/desk-views.ts';
import { storeErrorCode } from '../store/store-error.ts';

const states: Readonly<Partial<Record<AppErrorCode, Connection['state']>>> = {
  'sign-in-required': 'signedOut',
  'not-our-server': 'notOurServer',
  'other-server': 'otherServer',
  'needs-update': 'needsUpdate',
  'chain-broken': 'blocked',
  'device-revoked': 'blocked',
  'person-disabled': 'blocked',
  'store-damaged': 'blocked',
  'disk-full': 'blocked',
  'content-mismatch': 'blocked',
  'wrong-board': 'blocked',
};

/** Where a failed round leaves the connection; whatever is not known to need a person is tried again as offline. */
export function stateAfter(code: AppErrorCode): Connection['state'] {
  return states[code] ?? 'offline';
}

/** Any failure of a round as one with a code; what the store throws keeps its meaning. */
export function roundFailure(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const stored = storeErrorCode(error);
  const code = stored === 'full' ? 'disk-full' : stored === 'damaged' ? 'store-damaged' : 'server-error';
  return new AppError(code, { cause: error });
}

/** The code for the log; `unknown` when it is none of ours. */
export function codeOf(error: unknown): string {
  return error instanceof AppError ? error.code : 'unknown';
}

/** What lies under a failure, short enough for a line of the log. */
export function detailOf(error: unknown): string {
  const cause = error instanceof AppError ? error.cause : error;
  return cause instanceof Error ? `${cause.name}: ${cause.message}`.slice(0, 500) : '';
}
