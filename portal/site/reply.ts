import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Html } from './html.ts';
import type { SiteFile } from './publication-source.ts';

/** The site has no scripts, frames or foreign files at all; whatever markup got in could do nothing. */
const pagePolicy = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const filePolicy = "default-src 'none'; sandbox";

export interface ReplyOptions {
  readonly status?: number;
  /** Pages that search engines, caches and the next site's logs must not learn of. */
  readonly closed?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One exchange with a browser; every answer goes out through it and so carries the headers of the site. */
export class Reply {
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;

  constructor(request: IncomingMessage, response: ServerResponse) {
    this.#request = request;
    this.#response = response;
  }

  page(page: Html, options: ReplyOptions = {}): void {
    this.#send(options.status ?? 200, page.text, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': pagePolicy,
      ...cacheHeaders(options.closed === true),
      ...options.headers,
    });
  }

  /** Text of another type, such as a feed. */
  text(text: string, mediaType: string): void {
    this.#send(200, text, {
      'content-type': `${mediaType}; charset=utf-8`,
      'content-security-policy': filePolicy,
      ...cacheHeaders(false),
    });
  }

  /** A file named by its content, so that it may be kept for good; `name` makes the browser save it. */
  file(file: SiteFile, mark: string, options: { readonly name: string | null; readonly closed: boolean }): void {
    const headers: Record<string, string> = {
      'content-security-policy': filePolicy,
      'referrer-policy': 'no-referrer',
      'cache-control': options.closed ? 'private, no-store' : 'public, max-age=31536000, immutable',
      ...(options.closed ? { 'x-robots-tag': 'noindex, nofollow, noarchive' } : { etag: `"${mark}"` }),
    };
    if (!options.closed && this.#request.headers['if-none-match'] === `"${mark}"`) {
      this.#send(304, '', headers);
      return;
    }
    headers['content-type'] = file.mediaType;
    if (options.name !== null) headers['content-disposition'] = contentDisposition(options.name);
    this.#send(200, file.bytes, headers);
  }

  /** Answers a saved form with the page to see next. */
  seeOther(path: string, headers: Readonly<Record<string, string>> = {}): void {
    this.#send(303, '', { location: path, ...cacheHeaders(true), ...headers });
  }

  #send(status: number, body: string | Uint8Array, headers: Readonly<Record<string, string>>): void {
    const bytes = typeof body === 'string' ? Buffer.from(body, 'utf8') : body;
    this.#response.writeHead(status, {
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'permissions-policy': 'camera=(), microphone=(), geolocation=()',
      ...headers,
      ...(status === 304 ? {} : { 'content-length': String(bytes.byteLength) }),
    });
    this.#response.end(this.#request.method === 'HEAD' || status === 304 ? undefined : bytes);
  }
}

function cacheHeaders(closed: boolean): Readonly<Record<string, string>> {
  return closed
    ? {
        'cache-control': 'private, no-store',
        'referrer-policy': 'same-origin',
        'x-robots-tag': 'noindex, nofollow, noarchive',
      }
    : { 'cache-control': 'public, max-age=0, must-revalidate', 'referrer-policy': 'strict-origin-when-cross-origin' };
}

/** Both spellings of RFC 6266: plain for old browsers, UTF-8 for the true name. */
function contentDisposition(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\]/g, '_');
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

/** The body of a form post, or null past the limit or when it is no such form. */
export async function readForm(request: IncomingMessage, limit: number): Promise<URLSearchParams | null> {
  if (!(request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')) return null;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.byteLength;
    if (size > limit) return null;
    chunks.push(bytes);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}
