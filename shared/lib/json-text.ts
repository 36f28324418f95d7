import { fail, type Result, succeed } from './result.ts';

/** Why bytes are no JSON this program reads; `detail` says where or how much. */
export interface JsonProblem {
  readonly code: 'too-large' | 'utf-16' | 'not-utf-8' | 'not-json';
  readonly detail: string;
}

/** The JSON value in the bytes of a file, which must be UTF-8 (a byte order mark is allowed) and within the limit. */
export function readJson(bytes: Uint8Array, limit: number): Result<unknown, JsonProblem> {
  if (bytes.length > limit) return fail({ code: 'too-large', detail: `${bytes.length} bytes, at most ${limit}` });
  const [first, second] = bytes;
  const marked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  // JSON begins with an ASCII character, so a zero byte among the first two is half of a 16-bit one.
  if (marked || (bytes.length > 1 && (first === 0 || second === 0)))
    return fail({ code: 'utf-16', detail: 'byte order' });
  const wrong = firstInvalid(bytes);
  if (wrong !== null) return fail({ code: 'not-utf-8', detail: `byte ${wrong}` });
  const text = new TextDecoder('utf-8').decode(bytes);
  try {
    return succeed(JSON.parse(text));
  } catch (error) {
    return fail({ code: 'not-json', detail: error instanceof Error ? error.message : 'unreadable' });
  }
}

/** Offset of the first byte that is not well-formed UTF-8; null when all are. */
function firstInvalid(bytes: Uint8Array): number | null {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return null;
  } catch {
    const lenient = new TextDecoder('utf-8').decode(bytes);
    return new TextEncoder().encode(lenient.slice(0, lenient.indexOf('\ufffd'))).length;
  }
}
