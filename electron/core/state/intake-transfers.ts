import type { Article, Attachment } from '#shared/content/article.ts';
import { AppError } from '#shared/contract/app-error.ts';
import { newId } from '#shared/lib/ids.ts';
import { IntakeFile } from '../intake/intake-file.ts';

/** A file on its way into the desk, and what was read from it. */
export interface Transfer {
  readonly id: string;
  readonly file: IntakeFile;
  readonly abort: AbortController;
  original: Attachment | null;
  article: Article | null;
}

/** Most files arriving at once; more than a person drops on purpose. */
const mostTransfers = 100;

/** Files between the window and the store, by transfer id. */
export class IntakeTransfers {
  readonly #directory: string;
  readonly #random: (bytes: number) => Uint8Array;
  readonly #transfers = new Map<string, Transfer>();

  constructor(directory: string, random: (bytes: number) => Uint8Array) {
    this.#directory = directory;
    this.#random = random;
  }

  async begin(name: string, size: number): Promise<Transfer> {
    if (this.#transfers.size >= mostTransfers) throw new AppError('rate-limited', { subject: name });
    const file = await IntakeFile.open({ directory: this.#directory, name, size, random: this.#random });
    const transfer = { id: newId(this.#random), file, abort: new AbortController(), original: null, article: null };
    this.#transfers.set(transfer.id, transfer);
    return transfer;
  }

  get(id: string): Transfer {
    const transfer = this.#transfers.get(id);
    if (transfer === undefined) throw new AppError('not-found', { subject: 'transfer' });
    return transfer;
  }

  /** Drops a transfer with whatever is still arriving or being read; unknown ids are done already. */
  async end(id: string): Promise<void> {
    const transfer = this.#transfers.get(id);
    if (transfer === undefined) return;
    this.#transfers.delete(id);
    transfer.abort.abort();
    await transfer.file.discard();
  }

  async endAll(): Promise<void> {
    await Promise.all([...this.#transfers.keys()].map((id) => this.end(id)));
  }
}
