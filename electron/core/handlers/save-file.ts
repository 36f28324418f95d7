import { AppError } from '#shared/contract/app-error.ts';
import type { Hash } from '#shared/lib/hash.ts';
import { type DeskCore, openDesk } from './desk-core.ts';
import { safeFileName } from './safe-file-name.ts';

/** Hands a stored document to the shell, under a name no file system takes for anything else. */
export async function saveFile(
  core: DeskCore,
  file: { readonly sha256: Hash; readonly name: string },
): Promise<{ saved: boolean }> {
  openDesk(core);
  const blob = await core.store.blobs.read(file.sha256);
  if (blob === null) throw new AppError('blob-missing', { subject: file.name });
  return { saved: await core.ports.saveFile(safeFileName(file.name), blob.bytes) };
}
