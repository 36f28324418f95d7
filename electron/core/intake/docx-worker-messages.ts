import type { ConvertedDocx } from './convert-docx.ts';
import type { IntakeErrorCode, IntakeWarning } from './intake-error.ts';
import type { IntakeLimits } from './intake-limits.ts';

/** What the worker is started with. */
export type DocxWorkerInput = { readonly bytes: Uint8Array; readonly limits: IntakeLimits };

/** The one message the worker sends before it ends. */
export type DocxWorkerReply =
  | ({ readonly kind: 'converted'; readonly warnings: readonly IntakeWarning[] } & ConvertedDocx)
  | { readonly kind: 'failed'; readonly code: IntakeErrorCode; readonly detail: string };
