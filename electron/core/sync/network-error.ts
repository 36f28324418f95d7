import { AppError } from '#shared/contract/app-error.ts';

/** Failures of a handshake that say the other end is not the server whose authority is pinned. */
const untrusted = new Set([
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'CERT_SIGNATURE_FAILURE',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_UNTRUSTED',
  'INVALID_CA',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

const slow = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'UND_ERR_CONNECT_TIMEOUT', 'ETIMEDOUT']);

/** What a failure of the connection means to the desk. */
export function networkError(error: unknown, subject: string): AppError {
  if (error instanceof AppError) return error;
  const code = codeOf(error);
  if (code !== null && (untrusted.has(code) || code.startsWith('ERR_SSL_') || code === 'EPROTO'))
    return new AppError('not-our-server', { subject, cause: error });
  if (code !== null && slow.has(code)) return new AppError('timed-out', { subject, cause: error });
  if (error instanceof Error && error.name === 'AbortError') return new AppError('cancelled', { cause: error });
  // A reply that is no HTTP at all was not sent by our server, though its certificate cannot have been checked as wrong.
  if (code?.startsWith('HPE_') === true) return new AppError('not-our-server', { subject, cause: error });
  return new AppError('offline', { subject, cause: error });
}

function codeOf(error: unknown): string | null {
  let at: unknown = error;
  for (let depth = 0; depth < 5 && at instanceof Error; depth += 1) {
    if ('code' in at && typeof at.code === 'string') return at.code;
    at = at.cause;
  }
  return null;
}
