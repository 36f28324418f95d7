import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The repository's root folder. */
export const ROOT = path.resolve(import.meta.dirname, '../..');

/** The folders that hold product code; tests are walled off from all of them. */
export const PRODUCT_ROOMS = ['shared', 'electron', 'renderer', 'portal'] as const;

const SKIPPED = new Set(['node_modules', 'out', 'dist', 'release', '.git', '.tsbuild', 'test-results']);

/** One source file with its path from the root, always with forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** Reads every TypeScript file below the given folders of the root. */
export function readSources(folders: readonly string[]): readonly SourceFile[] {
  return folders
    .flatMap((folder) => filesBelow(folder))
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => ({ path: file, text: readFileSync(path.join(ROOT, file), 'utf8') }));
}

/** Lists every file below a folder of the root; a folder that is not there yet has none. */
export function filesBelow(folder: string): readonly string[] {
  const entries = readdirSync(path.join(ROOT, folder), { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .filter((file) => !file.split('/').some((part) => SKIPPED.has(part)))
    .sort();
}

/** True for a test and for what only tests import beside the code. */
export function isTest(file: string): boolean {
  return /\.test\.tsx?$/.test(file) || file.startsWith('tests/');
}
