import { open } from 'node:fs/promises';
import path from 'node:path';
import { type JsonProblem, readJson } from '#shared/lib/json-text.ts';

/** Most a profile may hold, in bytes; the largest that ships is a tenth of it. */
export const profileBytes = 2_000_000;

const regulations = path.join(import.meta.dirname, '../../resources/regulations');

const sentences: Readonly<Record<JsonProblem['code'], string>> = {
  'too-large': 'Tệp quá lớn / The file is too large',
  'utf-16': 'Tệp mã hóa UTF-16, cần lưu lại bằng UTF-8 / The file is UTF-16: save it as UTF-8',
  'not-utf-8':
    'Tệp không phải UTF-8 (có thể là bảng mã cũ), cần lưu lại bằng UTF-8 / The file is not UTF-8 (an older encoding?): save it as UTF-8',
  'not-json': 'Tệp không phải JSON đúng quy cách / The file is not well-formed JSON',
};

/** A file that cannot be read as JSON, with the reason in both languages. */
export class UnreadableFile extends Error {
  readonly code: JsonProblem['code'];
  constructor(file: string, { code, detail }: JsonProblem) {
    super(`${file}: ${sentences[code]} (${detail})`);
    this.name = 'UnreadableFile';
    this.code = code;
  }
}

/** The JSON value in a file of at most so many bytes; of a larger one no more than that is read. */
export async function readJsonFile(file: string, limit: number): Promise<unknown> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const problem: JsonProblem = { code: 'too-large', detail: `${size} bytes, at most ${limit}` };
    if (size > limit) throw new UnreadableFile(file, problem);
    const read = readJson(await handle.readFile(), limit);
    if (!read.ok) throw new UnreadableFile(file, read.failure);
    return read.value;
  } finally {
    await handle.close();
  }
}

/** Where a profile is: the file named, or the one that ships under that id. */
export function profileFile(fileOrId: string): string {
  return /^[a-z0-9-]{3,64}$/.test(fileOrId) ? path.join(regulations, `${fileOrId}.json`) : fileOrId;
}
