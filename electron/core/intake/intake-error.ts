import { AppError, type AppErrorCode } from '#shared/contract/app-error.ts';

/**
 * Why a file is not taken in. `docx-bomb`: it unpacks abnormally or shows signs of tampering; `too-large`: over 25 MB,
 * or more text than an article or the worker's memory holds; `docx-corrupt`: damaged, or not to be converted.
 */
export type IntakeErrorCode = Extract<
  AppErrorCode,
  | 'too-large'
  | 'not-docx'
  | 'docx-old-format'
  | 'docx-protected'
  | 'docx-macros'
  | 'docx-corrupt'
  | 'docx-bomb'
  | 'docx-empty'
  | 'docx-timed-out'
  | 'bad-request'
  | 'cancelled'
>;

/** A refused file; `detail` is for the log and names the part or the limit. */
export class IntakeError extends AppError {
  readonly intakeCode: IntakeErrorCode;
  readonly detail: string;

  constructor(code: IntakeErrorCode, detail: string, cause?: unknown) {
    super(code, { cause });
    this.name = 'IntakeError';
    this.intakeCode = code;
    this.detail = detail;
  }
}

/** What did not come over as it was in the file; the person checks these places in the text. */
export type IntakeWarningCode =
  | 'image-unsupported'
  | 'image-broken'
  | 'image-too-large'
  | 'image-external'
  | 'image-surplus'
  | 'equation-dropped'
  | 'drawing-dropped'
  | 'embedded-file-dropped'
  | 'changes-accepted'
  | 'comments-dropped'
  | 'numbering-simplified'
  | 'legacy-font'
  | 'content-dropped'
  | 'link-dropped'
  | 'nesting-flattened';

/** One kind of difference: how often it occurs, and for the log the first of them. */
export type IntakeWarning = { readonly code: IntakeWarningCode; readonly count: number; readonly detail: string };

/** Gathers warnings, one of each code. */
export class IntakeWarnings {
  readonly #found = new Map<IntakeWarningCode, { count: number; detail: string }>();

  add(code: IntakeWarningCode, detail: string, count = 1): void {
    if (count === 0) return;
    const known = this.#found.get(code);
    if (known === undefined) this.#found.set(code, { count, detail: detail.slice(0, 200) });
    else known.count += count;
  }

  list(): readonly IntakeWarning[] {
    return [...this.#found].map(([code, { count, detail }]) => ({ code, count, detail }));
  }
}
