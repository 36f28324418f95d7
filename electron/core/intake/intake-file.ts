import { mkdir, open, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { IntakeError } from './intake-error.ts';
import { intakeLimits } from './intake-limits.ts';

const partSuffix = '.intake-part';

export type IntakeFileOpening = {
  /** Folder inside the data directory for files on their way in. */
  readonly directory: string;
  /** What the person sees; never used as a path. */
  readonly name: string;
  /** Size the sender declares; judged before a byte is accepted. */
  readonly size: number;
  readonly random: (bytes: number) => Uint8Array;
  readonly limitBytes?: number;
};

/** A file arriving in chunks, gathered in a temporary file; `discard` it whatever happens. */
export class IntakeFile {
  readonly name: string;
  readonly size: number;
  readonly #path: string;
  #received = 0;
  /** Appends run one after another, however the chunks arrive. */
  #last: Promise<void> = Promise.resolve();

  private constructor(name: string, size: number, file: string) {
    this.name = name;
    this.size = size;
    this.#path = file;
  }

  /** Refuses by declared size first, so that a huge file never starts to arrive. */
  static async open({
    directory,
    name,
    size,
    random,
    limitBytes = intakeLimits.fileBytes,
  }: IntakeFileOpening): Promise<IntakeFile> {
    if (size > limitBytes) throw new IntakeError('too-large', `${size} bytes declared`);
    if (!Number.isInteger(size) || size <= 0) throw new IntakeError('not-docx', `${size} bytes declared`);
    await mkdir(directory, { recursive: true });
    const file = path.join(directory, `${Buffer.from(random(16)).toString('hex')}${partSuffix}`);
    const handle = await open(file, 'wx', 0o600);
    await handle.close();
    return new IntakeFile(name, size, file);
  }

  get received(): number {
    return this.#received;
  }

  /** Adds the chunk that starts at `offset`; chunks come in order and never pass the declared size. */
  append(offset: number, chunk: Uint8Array): Promise<void> {
    const next = this.#last.then(() => this.#append(offset, chunk));
    this.#last = next.catch(() => undefined);
    return next;
  }

  /** All bytes, once as many have come as were declared. */
  async bytes(): Promise<Uint8Array> {
    await this.#last;
    if (this.#received !== this.size) throw new IntakeError('bad-request', `${this.#received} of ${this.size} bytes`);
    return new Uint8Array(await readFile(this.#path));
  }

  async discard(): Promise<void> {
    await this.#last;
    await rm(this.#path, { force: true });
  }

  async #append(offset: number, chunk: Uint8Array): Promise<void> {
    if (offset !== this.#received)
      throw new IntakeError('bad-request', `chunk at ${offset}, expected at ${this.#received}`);
    if (offset + chunk.length > this.size)
      throw new IntakeError('too-large', `more than the ${this.size} bytes declared`);
    const handle = await open(this.#path, 'a');
    try {
      await handle.writeFile(chunk);
    } finally {
      await handle.close();
    }
    this.#received += chunk.length;
  }
}

/** Removes what a crash left half arrived; run at start, when nothing is arriving. */
export async function sweepIntake(directory: string): Promise<void> {
  const names = await readdir(directory).catch(() => []);
  for (const name of names) if (name.endsWith(partSuffix)) await rm(path.join(directory, name), { force: true });
}
