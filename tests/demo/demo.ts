import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sampleWordFile } from '../fixtures/demo/sample-word-file.ts';
import { DeskWindows } from './desk-window.ts';
import { MainJob, readDocument } from './main-job.ts';
import { PageDrawing } from './page-drawing.ts';
import { PortalProcess, type PreparedBoard, prepareBoard } from './portal-process.ts';
import { RunRecord, StepFailed } from './record.ts';

const output = join(import.meta.dirname, '../../out/demo');

/** Plays the main job without a display and leaves what happened in `out/demo`; true only if every step held. */
async function demo(file: string | undefined): Promise<boolean> {
  rmSync(output, { recursive: true, force: true });
  mkdirSync(output, { recursive: true });
  const document =
    file === undefined ? { name: 'ba-thang-ho-so-dat-dai.docx', bytes: await sampleWordFile() } : readDocument(file);
  writeFileSync(join(output, document.name), document.bytes);
  const work = mkdtempSync(join(tmpdir(), 'demo-'));
  const board = await prepareBoard(join(work, 'portal'));
  try {
    return await playOn(board, work, document);
  } finally {
    rmSync(work, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

async function playOn(
  board: PreparedBoard,
  work: string,
  document: { readonly name: string; readonly bytes: Uint8Array },
): Promise<boolean> {
  const record = new RunRecord(output);
  const portal = new PortalProcess(board.dataDirectory);
  const drawing = await PageDrawing.open(board.caPem);
  const windows = await DeskWindows.open();
  const shell = windows?.shell ?? 'không có: máy này không có Electron hay Chromium, nên không có ảnh';
  process.stdout.write(`Tài liệu: ${document.name}; ảnh cửa sổ: ${shell}\n`);
  const job = new MainJob({ board, portal, drawing, windows, record, deskRoot: join(work, 'desks') });
  let complete = false;
  try {
    await job.play(document);
    complete = true;
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    process.stderr.write(`${error.cause instanceof Error ? error.cause.stack : String(error.cause)}\n`);
  } finally {
    await job.closeDesks();
    await portal.stop();
    await drawing?.close();
    windows?.close();
    record.write({ document: document.name, shell, server: portal.url }, complete);
  }
  process.stdout.write(
    complete
      ? `Đạt ${record.steps.length} bước; ảnh, bằng chứng và tóm tắt ở out/demo\n`
      : `Không đạt; xem out/demo/summary.md\n`,
  );
  return complete && record.held;
}

process.exitCode = (await demo(process.argv[2])) ? 0 : 1;
