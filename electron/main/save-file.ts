import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type BrowserWindow, dialog } from 'electron';

/** Asks where to, then writes; false when the person chose nowhere. What was written is never opened by the desk. */
export async function saveFile(name: string, bytes: Uint8Array, parent: BrowserWindow | null): Promise<boolean> {
  const options = { defaultPath: basename(name), properties: ['showOverwriteConfirmation' as const] };
  const { canceled, filePath } = await (parent
    ? dialog.showSaveDialog(parent, options)
    : dialog.showSaveDialog(options));
  if (canceled || filePath === '') return false;
  await writeFile(filePath, bytes);
  return true;
}
