import type { IntakeErrorCode, IntakeWarningCode } from '#shared/content/intake-messages.ts';

/** A file that cannot be taken in; decide by `code`, `detail` is for the log and names the part or the limit. */
export class IntakeError extends Error {
  readonly code: IntakeErrorCode;
  readonly detail: string;

  constructor(code: IntakeErrorCode, detail: string, cause?: unknown) {
    super(`${code}: ${detail}`, cause === undefined ? undefined : { cause });
    this.name = 'IntakeError';
    this.code = code;
    this.detail = detail;
  }
}

/** Something that did not come over as it was: how often, and the first of them. */
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
