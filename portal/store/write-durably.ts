import { closeSync, constants, fsyncSync, openSync, writeSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import path from 'node:path';

/** Writes a file readable by its owner only, whole or not at all, and on disk before this returns. */
export async function writeFileDurably(file: string, content: string): Promise<void> {
  const draft = `${file}.new`;
  const handle = openSync(draft, 'w', 0o600);
  try {
    writeSync(handle, content);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  await rename(draft, file);
  syncDirectory(path.dirname(file));
}

/** Makes the names in a directory durable; Windows keeps them so without being asked. */
export function syncDirectory(directory: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(directory, constants.O_RDONLY);
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
