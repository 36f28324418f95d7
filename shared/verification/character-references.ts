import { Parser } from 'htmlparser2';

/** What `&#128;` to `&#159;` draw: the letters of windows-1252 that pages meant. */
const windows = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

const named = new Map<string, string>([
  ['&nbsp;', '\u00a0'],
  ['&amp;', '&'],
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
]);
const namedLimit = 5_000;

/** The text of a named reference as written, looked up in the HTML standard's list; itself when there is none such. */
function namedText(written: string): string {
  const known = named.get(written);
  if (known !== undefined) return known;
  let text = '';
  const parser = new Parser({
    ontext(part) {
      text += part;
    },
  });
  parser.end(written);
  if (named.size < namedLimit) named.set(written, text);
  return text;
}

function numericText(digits: string, radix: number): string {
  const code = Number.parseInt(digits, radix);
  if (code >= 0x80 && code <= 0x9f) return windows[code - 0x80] ?? '\ufffd';
  if (!(code > 0 && code <= 0x10_ffff) || (code >= 0xd800 && code <= 0xdfff)) return '\ufffd';
  return String.fromCodePoint(code);
}

const reference = /&(?:#[xX]([0-9a-fA-F]{1,8})[0-9a-fA-F]*;?|#(\d{1,9})\d*;?|[A-Za-z][A-Za-z0-9]{1,31};?)/g;

function referenceText(written: string, hexadecimal: string | undefined, decimal: string | undefined): string {
  if (hexadecimal !== undefined) return numericText(hexadecimal, 16);
  if (decimal !== undefined) return numericText(decimal, 10);
  return namedText(written);
}

/** Text with its character references resolved as a browser resolves them in running text. */
export function decodeReferences(source: string): string {
  if (!source.includes('&')) return source;
  return source.replace(reference, referenceText);
}

/** As `decodeReferences`, for an attribute: there an unfinished name before `=` or a letter is no reference. */
export function decodeAttribute(source: string): string {
  if (!source.includes('&')) return source;
  return source.replace(
    reference,
    (written, hexadecimal: string | undefined, decimal: string | undefined, at: number) => {
      const bare = hexadecimal === undefined && decimal === undefined && !written.endsWith(';');
      // The longest name is taken, so that only a sign or the end can follow it.
      if (bare && (source[at + written.length] === '=' || namedText(written).length > 1)) return written;
      return referenceText(written, hexadecimal, decimal);
    },
  );
}

/** Offset in `source` of the character that stands at `offset` of its decoded text. */
export function sourceOffsetOf(source: string, offset: number): number {
  let decoded = 0;
  let from = 0;
  for (const found of source.matchAll(reference)) {
    if (decoded + found.index - from >= offset) break;
    decoded += found.index - from;
    from = found.index + found[0].length;
    decoded += referenceText(found[0], found[1], found[2]).length;
    if (decoded >= offset) return from;
  }
  return from + Math.max(0, offset - decoded);
}
