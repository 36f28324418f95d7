/** Longest line that is read as a case; a longer one is answered with an error and skipped. */
export const longestLine = 48_000_000;

/** A line of a stream, or what kept it from being read. */
export type ReadLine = { readonly text: string } | { readonly error: string };

/** Lines of a byte stream as they come, never more than one in memory; blank ones are left out. */
export async function* readLines(
  input: AsyncIterable<Uint8Array | string>,
  limit = longestLine,
): AsyncGenerator<ReadLine> {
  let parts: Buffer[] = [];
  let size = 0;
  let tooLong = false;
  const finish = (): ReadLine | null => {
    const line = tooLong ? null : Buffer.concat(parts);
    const wasTooLong = tooLong;
    parts = [];
    size = 0;
    tooLong = false;
    if (wasTooLong) return { error: `a line of more than ${limit} bytes` };
    const text =
      line
        ?.toString('utf8')
        .replace(/^\uFEFF/, '')
        .trim() ?? '';
    return text === '' ? null : { text };
  };
  for await (const chunk of input) {
    const bytes =
      typeof chunk === 'string' ? Buffer.from(chunk) : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let from = 0;
    for (let end = bytes.indexOf(10, from); end >= 0; end = bytes.indexOf(10, from)) {
      keep(bytes.subarray(from, end));
      const line = finish();
      if (line !== null) yield line;
      from = end + 1;
    }
    keep(bytes.subarray(from));
  }
  const last = finish();
  if (last !== null) yield last;

  function keep(part: Buffer): void {
    size += part.length;
    if (size > limit) {
      tooLong = true;
      parts = [];
    } else if (part.length > 0) parts.push(part);
  }
}
