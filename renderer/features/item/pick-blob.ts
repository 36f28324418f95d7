import type { Attachment } from '#shared/content/article.ts';
import { desk } from '../../desk.ts';
import { sendFile } from '../../state/send-file.ts';

async function attach(file: File) {
  const transfer = await sendFile(file);
  return desk().intake.attach({ transfer, mediaType: file.type === '' ? 'application/octet-stream' : file.type });
}

/** Brings a picture into this machine's store; null when it turns out not to be one. */
export async function pickImage(file: File): Promise<Record<string, unknown> | null> {
  const { sha256, image } = await attach(file);
  return image === null ? null : { sha256, alt: '', caption: '', ...image };
}

/** Brings a file into this machine's store. */
export async function pickFile(file: File): Promise<Attachment | null> {
  const { sha256, name, mediaType, size } = await attach(file);
  return { sha256, name, mediaType, size };
}
