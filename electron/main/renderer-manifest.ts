import { createHash } from 'node:crypto';
import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** Written beside the bundles by the build: every file of the renderer with its digest. */
export const rendererManifestName = 'renderer-manifest.json';

const manifestSchema = z.strictObject({
  files: z.record(
    z.string().regex(/^[A-Za-z0-9_@-][A-Za-z0-9_.@-]*(\/[A-Za-z0-9_@-][A-Za-z0-9_.@-]*)*$/),
    z.string().regex(/^[0-9a-f]{64}$/),
  ),
});
export type RendererManifest = z.infer<typeof manifestSchema>;

/** Parses a manifest; throws when it is not one. */
export function parseRendererManifest(text: string): RendererManifest {
  return manifestSchema.parse(JSON.parse(text));
}

const mediaTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  webp: 'image/webp',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
  woff: 'font/woff',
  ttf: 'font/ttf',
};

/** Media type by extension; files of other kinds are not part of a renderer. */
export function rendererMediaType(path: string): string | null {
  const extension = path.slice(path.lastIndexOf('.') + 1);
  return (Object.hasOwn(mediaTypes, extension) && mediaTypes[extension]) || null;
}

/**
 * The manifest's path for a requested address, or null. The raw text of the address is compared, never a decoded or
 * normalised one: whatever is not spelt exactly as the manifest spells it does not exist.
 */
export function resolveRendererFile(manifest: RendererManifest, url: string): string | null {
  const prefix = 'app://desk/';
  if (!url.startsWith(prefix)) return null;
  const path = url.slice(prefix.length) || 'index.html';
  return Object.hasOwn(manifest.files, path) ? path : null;
}

/** Bytes of a manifest file; null when the file on disk is not (or no longer) the one that was built, or is a link. */
export async function readRendererFile(
  directory: string,
  manifest: RendererManifest,
  path: string,
): Promise<Uint8Array | null> {
  const digest = Object.hasOwn(manifest.files, path) ? manifest.files[path] : undefined;
  if (digest === undefined) return null;
  const file = join(directory, ...path.split('/'));
  const entry = await lstat(file).catch(() => null);
  if (!entry?.isFile()) return null;
  const bytes = await readFile(file);
  return createHash('sha256').update(bytes).digest('hex') === digest ? bytes : null;
}
