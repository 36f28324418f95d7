import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { sha256Hash } from '#shared/lib/hash.ts';
import type { SiteFile } from './publication-source.ts';

const fontFiles = ['vietnamese', 'latin-ext', 'latin'].flatMap((subset) =>
  ['400', '600', '700'].map((weight) => `be-vietnam-pro-${subset}-${weight}-normal.woff2`),
);

const own = (name: string): Uint8Array => readFileSync(fileURLToPath(new URL(`./look/${name}`, import.meta.url)));
const font = (name: string): Uint8Array =>
  readFileSync(fileURLToPath(import.meta.resolve(`@fontsource/be-vietnam-pro/files/${name}`)));

const files: ReadonlyMap<string, SiteFile> = new Map([
  ['cong.css', { bytes: own('cong.css'), mediaType: 'text/css; charset=utf-8' }],
  ['bieu-trung.svg', { bytes: own('bieu-trung.svg'), mediaType: 'image/svg+xml' }],
  ...fontFiles.map((name): [string, SiteFile] => [name, { bytes: font(name), mediaType: 'font/woff2' }]),
]);

const marks = new Map([...files].map(([name, { bytes }]) => [name, sha256Hash(bytes).slice(0, 12)]));

/** Address of a file of the site's own look; it changes with the bytes, so that browsers may keep it for good. */
export function assetPath(name: string): string {
  return `/giao-dien/${name}?b=${marks.get(name) ?? ''}`;
}

/** A file of the site's own look with a mark of its bytes, or undefined. */
export function assetFile(name: string): { readonly file: SiteFile; readonly mark: string } | undefined {
  const file = files.get(name);
  return file === undefined ? undefined : { file, mark: marks.get(name) ?? '' };
}
