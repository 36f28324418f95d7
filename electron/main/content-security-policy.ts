import { randomBytes } from 'node:crypto';

/** What `index.html` carries wherever a nonce belongs; the build writes it, every load replaces it. */
export const noncePlaceholder = '__CSP_NONCE__';

const noncePattern = /^[A-Za-z0-9+/]{22,}={0,2}$/;

/** A nonce of 128 random bits, good for one load. */
export function createNonce(): string {
  return randomBytes(16).toString('base64');
}

/**
 * The policy of the app's own pages. Data reaches them over the bridge alone, hence `connect-src 'none'`.
 * `require-trusted-types-for 'script'` is left out: the editor and the component set assign style and parsed
 * text as strings, and the whole tree would fail; the two named policies are the only ones that may be made.
 */
export function appPolicy(nonce: string): string {
  if (!noncePattern.test(nonce)) throw new Error('a nonce must be base64 of at least 128 bits');
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' store: data: blob:",
    "font-src 'self'",
    'frame-src viewer:',
    "connect-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    'trusted-types ProseMirrorClipboard dompurify',
  ].join('; ');
}

/** The policy of untrusted documents and pages (law 10): no script, no network, an origin of its own, own blobs as images. */
export const viewerPolicy = [
  'sandbox',
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src store: data:',
  'font-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  'frame-ancestors app:',
].join('; ');

/** The policy of stored blobs, should one ever be opened as a document. */
export const blobPolicy = "sandbox; default-src 'none'; style-src 'unsafe-inline'";

/** `index.html` of one load; refuses a page without the placeholder, since its styles would then be blocked. */
export function withNonce(html: string, nonce: string): string {
  if (!html.includes(noncePlaceholder)) throw new Error(`index.html lacks the placeholder ${noncePlaceholder}`);
  return html.replaceAll(noncePlaceholder, nonce);
}
