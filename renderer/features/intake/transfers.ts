import { create } from 'zustand';
import type { DeskClient } from '#shared/contract/desk-client.ts';
import { chunkBytes } from '#shared/contract/desk-contract.ts';
import type { CommandId, ItemId } from '#shared/lib/ids.ts';
import { type DeskFailure, desk, failureOf } from '../../desk.ts';

/** What a file became: title, text, warnings, and whether it was seen before. */
export type FileContent = Awaited<ReturnType<DeskClient['intake']['read']>>;

/** One file on its way into the desk. */
export interface Transfer {
  readonly key: string;
  readonly name: string;
  readonly size: number;
  readonly stage: 'sending' | 'reading' | 'ready' | 'received' | 'failed' | 'cancelled';
  /** Bytes the desk has. */
  readonly sent: number;
  readonly id: string | null;
  readonly content: FileContent | null;
  readonly failure: DeskFailure | null;
  readonly item: ItemId | null;
  /** The act of receiving it, which can be undone for a while. */
  readonly command: CommandId | null;
}

interface TransfersState {
  readonly transfers: readonly Transfer[];
  /** The one shown in full. */
  readonly shown: string | null;
}

/** Files of this sitting; they survive a look at another screen. */
export const useTransfers = create<TransfersState>()(() => ({ transfers: [], shown: null }));

function change(key: string, part: Partial<Transfer>): void {
  useTransfers.setState(({ transfers }) => ({
    transfers: transfers.map((transfer) => (transfer.key === key ? { ...transfer, ...part } : transfer)),
  }));
}

function find(key: string): Transfer | undefined {
  return useTransfers.getState().transfers.find((transfer) => transfer.key === key);
}

/** Bytes as base64 by the browser's own reader; the bridge carries text alone. */
function base64Of(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onerror = () => reject(reader.error ?? new Error('the file could not be read'));
    reader.onload = () => {
      const url = typeof reader.result === 'string' ? reader.result : '';
      resolve(url.slice(url.indexOf(',') + 1));
    };
    reader.readAsDataURL(blob);
  });
}

async function bringIn(key: string, file: File): Promise<void> {
  try {
    // The size alone is enough to refuse; nothing of a huge file is read.
    const { transfer } = await desk().intake.begin({ name: file.name, size: file.size });
    change(key, { id: transfer });
    for (let offset = 0; offset < file.size; offset += chunkBytes) {
      if (find(key)?.stage !== 'sending') return;
      const base64 = await base64Of(file.slice(offset, offset + chunkBytes));
      const { received } = await desk().intake.chunk({ transfer, offset, base64 });
      change(key, { sent: received });
    }
    if (find(key)?.stage !== 'sending') return;
    change(key, { stage: 'reading', sent: file.size });
    const content = await desk().intake.read({ transfer });
    if (find(key)?.stage === 'reading') change(key, { stage: 'ready', content });
  } catch (thrown) {
    const stage = find(key)?.stage;
    if (stage === undefined || stage === 'cancelled') return;
    change(key, { stage: 'failed', failure: failureOf(thrown) });
  }
}

let counter = 0;

/** Takes files in one after the other, so that a large one does not starve the desk. */
export async function takeFiles(files: readonly File[]): Promise<void> {
  const fresh = files.map((file) => {
    counter += 1;
    const transfer: Transfer = {
      key: `file-${counter}`,
      name: file.name,
      size: file.size,
      stage: 'sending',
      sent: 0,
      id: null,
      content: null,
      failure: null,
      item: null,
      command: null,
    };
    return { file, transfer };
  });
  useTransfers.setState(({ transfers, shown }) => ({
    transfers: [...transfers, ...fresh.map(({ transfer }) => transfer)],
    shown: shown ?? fresh[0]?.transfer.key ?? null,
  }));
  for (const { file, transfer } of fresh) {
    if (find(transfer.key)?.stage === 'sending') await bringIn(transfer.key, file);
  }
}

/** Stops a file; what had come in of it is thrown away by the desk. */
export function stopTransfer(key: string): void {
  const id = find(key)?.id ?? null;
  change(key, { stage: 'cancelled' });
  if (id !== null)
    void desk()
      .intake.cancel({ transfer: id })
      .catch(() => undefined);
}

/** Takes a file off the list; one not yet received is stopped as well. */
export function removeTransfer(key: string): void {
  const transfer = find(key);
  if (transfer !== undefined && transfer.stage !== 'received') stopTransfer(key);
  useTransfers.setState(({ transfers, shown }) => {
    const rest = transfers.filter((one) => one.key !== key);
    return { transfers: rest, shown: shown === key ? (rest[0]?.key ?? null) : shown };
  });
}

export function markReceived(key: string, item: ItemId, command: CommandId): void {
  change(key, { stage: 'received', item, command });
}

export function showTransfer(key: string): void {
  useTransfers.setState({ shown: key });
}
