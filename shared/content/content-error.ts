/** Why content is refused; `html-*` are limits of HTML coming in, the rest concern an article itself. */
export type ContentErrorCode =
  | 'content-invalid'
  | 'content-too-deep'
  | 'content-too-many-nodes'
  | 'content-too-large'
  | 'html-too-large'
  | 'html-too-many-nodes'
  | 'html-too-deep';

/** Refused content; decide by `code`, `detail` is for logs and names the place or the limit. */
export class ContentError extends Error {
  readonly code: ContentErrorCode;
  readonly detail: string;

  constructor(code: ContentErrorCode, detail: string) {
    super(`${code}: ${detail}`);
    this.name = 'ContentError';
    this.code = code;
    this.detail = detail;
  }
}
