import { chunkBytes } from '#shared/contract/desk-contract.ts';
import { desk } from '../desk.ts';

/** Hands a file to the desk's core piece by piece; `onProgress` hears the bytes received, an abort takes the pieces back. */
export async function sendFile(
  file: File,
  { signal, onProgress }: { readonly signal?: AbortSignal; readonly onProgress?: (received: number) => void } = {},
): Promise<string> {
  const { transfer } = await desk().intake.begin({ name: file.name, size: file.size });
  try {
    for (let offset = 0; offset < file.size; offset += chunkBytes) {
      signal?.throwIfAborted();
      const base64 = await base64Of(file.slice(offset, offset + chunkBytes));
      const { received } = await desk().intake.chunk({ transfer, offset, base64 });
      onProgress?.(received);
    }
  } catch (thrown) {
    await desk().intake.cancel({ transfer });
    throw thrown;
  }
  return transfer;
}

function base64Of(piece: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onerror = () => reject(reader.error ?? new Error('the file could not be read'));
    reader.onload = () => {
      const address = String(reader.result);
      resolve(address.slice(address.indexOf(',') + 1));
    };
    reader.readAsDataURL(piece);
  });
}
