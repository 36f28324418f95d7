import type { Refusal } from '../workflow/refusal.ts';

/** When repeating the same call can help. */
export type RetryClass = 'never' | 'later' | 'after-sign-in' | 'after-update';

/** Every failure that crosses a boundary, with its retry class. Messages live in the interface, keyed by code. */
export const retryClasses = {
  'bad-request': 'never',
  'too-large': 'never',
  'not-found': 'never',
  'rejected-by-rule': 'never',
  'wrong-board': 'never',
  'bad-signature': 'never',
  'content-mismatch': 'never',
  'command-conflict': 'never',
  'counter-gap': 'later',
  'needs-update': 'after-update',
  'sign-in-required': 'after-sign-in',
  'sign-in-refused': 'never',
  'sign-in-locked': 'later',
  'device-revoked': 'never',
  'person-disabled': 'never',
  'desk-locked': 'after-sign-in',
  'wrong-passphrase': 'never',
  'not-enrolled': 'never',
  'already-enrolled': 'never',
  offline: 'later',
  'timed-out': 'later',
  cancelled: 'never',
  'not-our-server': 'never',
  'fingerprint-mismatch': 'never',
  'other-server': 'never',
  'epoch-changed': 'never',
  'chain-broken': 'never',
  'address-invalid': 'never',
  'address-forbidden': 'never',
  'blob-missing': 'later',
  'blob-mismatch': 'never',
  'undo-too-late': 'never',
  'disk-full': 'later',
  'store-damaged': 'never',
  'rate-limited': 'later',
  'server-error': 'later',
  'not-docx': 'never',
  'docx-corrupt': 'never',
  'docx-protected': 'never',
  'docx-old-format': 'never',
  'docx-macros': 'never',
  'docx-bomb': 'never',
  'docx-empty': 'never',
  'docx-timed-out': 'never',
  'content-invalid': 'never',
} as const satisfies Readonly<Record<string, RetryClass>>;

export type AppErrorCode = keyof typeof retryClasses;

/** `subject` names what the error is about (a file name, an address); `refusal` is set for `rejected-by-rule`. */
export interface AppErrorData {
  readonly code: AppErrorCode;
  readonly subject: string | null;
  readonly refusal: Refusal | null;
}

/** An expected failure inside a room; at the boundary it becomes the typed error `APP`. */
export class AppError extends Error {
  readonly data: AppErrorData;
  constructor(
    code: AppErrorCode,
    options: { subject?: string | null; refusal?: AppErrorData['refusal']; cause?: unknown } = {},
  ) {
    super(code, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.data = { code, subject: options.subject ?? null, refusal: options.refusal ?? null };
  }
  get code(): AppErrorCode {
    return this.data.code;
  }
}
