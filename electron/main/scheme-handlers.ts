import { type Protocol, protocol } from 'electron';
import { blobDigest, viewerToken } from './addresses.ts';
import { appPolicy, blobPolicy, createNonce, viewerPolicy, withNonce } from './content-security-policy.ts';
import type { CoreLink } from './core-link.ts';
import {
  type RendererManifest,
  readRendererFile,
  rendererMediaType,
  resolveRendererFile,
} from './renderer-manifest.ts';
import { shellLog } from './shell-log.ts';

/** Announces the schemes to Chromium; must run before the app is ready. */
export function registerSchemes(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
    { scheme: 'store', privileges: { standard: true, secure: true, stream: true } },
    { scheme: 'viewer', privileges: { standard: true, secure: true } },
  ]);
}

const commonHeaders = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
} as const;

const notFound = (): Response => new Response(null, { status: 404, headers: commonHeaders });

// Vector images can carry script; they are shown only as images, where none of it runs.
const imageTypes = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/avif',
  'image/bmp',
  'image/svg+xml',
]);

/** Serves one request of the `app` scheme. */
export async function serveApp(
  url: string,
  method: string,
  directory: string,
  manifest: RendererManifest,
): Promise<Response> {
  const path = method === 'GET' ? resolveRendererFile(manifest, url) : null;
  const mediaType = path === null ? null : rendererMediaType(path);
  if (path === null || mediaType === null) return notFound();
  const bytes = await readRendererFile(directory, manifest, path);
  if (bytes === null) {
    shellLog('error', 'shell.renderer-file-changed', { path });
    return notFound();
  }
  const headers = { ...commonHeaders, 'Content-Type': mediaType, 'Cross-Origin-Resource-Policy': 'same-origin' };
  if (!path.endsWith('.html')) return new Response(new Uint8Array(bytes), { headers });
  const nonce = createNonce();
  return new Response(withNonce(new TextDecoder().decode(bytes), nonce), {
    headers: {
      ...headers,
      'Content-Security-Policy': appPolicy(nonce),
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cache-Control': 'no-store',
    },
  });
}

/** Serves one request of the `store` scheme: bytes whose digest is the address, so they may be kept for ever. */
export async function serveBlob(url: string, method: string, core: Pick<CoreLink, 'ask'>): Promise<Response> {
  const sha256 = method === 'GET' ? blobDigest(url) : null;
  const blob = sha256 === null ? null : await core.ask('readBlob', { sha256 });
  if (blob === null) return notFound();
  return new Response(Buffer.from(blob.bodyBase64, 'base64'), {
    headers: {
      ...commonHeaders,
      'Content-Type': imageTypes.has(blob.mediaType) ? blob.mediaType : 'application/octet-stream',
      'Content-Security-Policy': blobPolicy,
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'Cache-Control': 'private, max-age=31536000, immutable',
    },
  });
}

/** Serves one request of the `viewer` scheme: an untrusted document under a policy that lets it do nothing (law 10). */
export async function serveViewer(url: string, method: string, core: Pick<CoreLink, 'ask'>): Promise<Response> {
  const token = method === 'GET' ? viewerToken(url) : null;
  const document = token === null ? null : await core.ask('readViewer', { token });
  if (document === null) return notFound();
  return new Response(document.html, {
    headers: {
      ...commonHeaders,
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': viewerPolicy,
      'Cache-Control': 'no-store',
    },
  });
}

/** Puts the three schemes in place on the desk's session. */
export function handleSchemes(
  on: Pick<Protocol, 'handle'>,
  directory: string,
  manifest: RendererManifest,
  core: CoreLink,
): void {
  const answered = (serve: Promise<Response>): Promise<Response> =>
    serve.catch((error: unknown) => {
      shellLog('error', 'shell.scheme-failed', { detail: error instanceof Error ? error.message : String(error) });
      return new Response(null, { status: 500, headers: commonHeaders });
    });
  on.handle('app', ({ url, method }) => answered(serveApp(url, method, directory, manifest)));
  on.handle('store', ({ url, method }) => answered(serveBlob(url, method, core)));
  on.handle('viewer', ({ url, method }) => answered(serveViewer(url, method, core)));
}
