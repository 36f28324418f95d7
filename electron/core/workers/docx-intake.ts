import { parentPort, workerData } from 'node:worker_threads';
import { ContentError } from '#shared/content/content-error.ts';
import { convertDocx } from '../intake/convert-docx.ts';
import type { DocxWorkerInput, DocxWorkerReply } from '../intake/docx-worker-messages.ts';
import { IntakeError, IntakeWarnings } from '../intake/intake-error.ts';
import { scanArchive } from '../intake/scan-archive.ts';

/** Scans and converts one Word file, answers once and ends; memory and time are capped by whoever starts it. */
async function run({ bytes, limits }: DocxWorkerInput): Promise<void> {
  const warnings = new IntakeWarnings();
  let reply: DocxWorkerReply;
  try {
    const scan = await scanArchive(bytes, limits);
    const converted = await convertDocx(bytes, scan, limits, warnings);
    reply = { kind: 'converted', ...converted, warnings: warnings.list() };
  } catch (error) {
    reply = failure(error);
  }
  const transfer = reply.kind === 'converted' ? reply.images.map((image) => image.bytes.buffer) : [];
  parentPort?.postMessage(
    reply,
    transfer.filter((buffer) => buffer instanceof ArrayBuffer),
  );
}

function failure(error: unknown): DocxWorkerReply {
  if (error instanceof IntakeError) return { kind: 'failed', code: error.intakeCode, detail: error.detail };
  const tooMuch = error instanceof ContentError || error instanceof RangeError;
  return { kind: 'failed', code: tooMuch ? 'too-large' : 'docx-corrupt', detail: String(error).slice(0, 500) };
}

await run(workerData);
