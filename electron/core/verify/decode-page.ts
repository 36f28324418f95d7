import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';

/** Labels as browsers read them, where they differ from the names of iconv-lite. */
const labels: Readonly<Record<string, string>> = {
  utf8: 'utf-8',
  'unicode-1-1-utf-8': 'utf-8',
  ascii: 'windows-1252',
  'us-ascii': 'windows-1252',
  latin1: 'windows-1252',
  l1: 'windows-1252',
  'iso-8859-1': 'windows-1252',
  'iso8859-1': 'windows-1252',
  cp1252: 'windows-1252',
  'x-cp1252': 'windows-1252',
  cp1258: 'windows-1258',
  'x-cp1258': 'windows-1258',
  unicode: 'utf-16le',
  'utf-16': 'utf-16le',
  'ucs-2': 'utf-16le',
};

/** Text of a page with the encoding it was read by. */
export interface DecodedPage {
  readonly text: string;
  readonly charset: string;
}

/** Decodes as a browser does: byte-order mark, then the header, then `meta` in the first 1,024 bytes, then a guess. */
export function decodePage(bytes: Uint8Array, contentType: string): DecodedPage {
  const marked = byteOrderMark(bytes);
  if (marked !== null) return decode(bytes, marked);
  const header = known(/charset\s*=\s*["']?([^\s"';]+)/i.exec(contentType)?.[1]);
  if (header !== null) return decode(bytes, header);
  const meta = known(declaredInMeta(bytes));
  // A page whose ASCII declaration could be read is no UTF-16 whatever it claims.
  if (meta !== null) return decode(bytes, meta.startsWith('utf-16') ? 'utf-8' : meta);
  return decode(bytes, isUtf8(bytes) ? 'utf-8' : 'windows-1258');
}

/** Whether a reply can be read as a page at all. */
export function isPage(contentType: string, bytes: Uint8Array): boolean {
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (/^(?:text\/html|application\/xhtml\+xml)$/.test(type)) return true;
  if (type !== '' && type !== 'text/plain' && !/xml$/.test(type)) return false;
  return /^[\s\uFEFF]*<(?:!doctype\s+html|html|head|body|!--)/i.test(
    Buffer.from(bytes.subarray(0, 1_024))
      .toString('latin1')
      .replace(/^\u00ef\u00bb\u00bf/, ''),
  );
}

function decode(bytes: Uint8Array, charset: string): DecodedPage {
  return { text: iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), charset), charset };
}

function known(label: string | undefined): string | null {
  const name = label?.trim().toLowerCase();
  if (name === undefined || name === '') return null;
  const charset = labels[name] ?? name;
  return iconv.encodingExists(charset) && !/^(?:base64|hex|binary|internal|utf-?7|imap)/.test(charset) ? charset : null;
}

function byteOrderMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return null;
}

function declaredInMeta(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 1_024))
    .toString('latin1')
    .replace(/<!--[\s\S]*?-->/g, '');
  for (const [tag] of head.matchAll(/<meta\b[^>]*>/gi)) {
    const charset = /charset\s*=\s*["']?\s*([^\s"'/>;]+)/i.exec(tag)?.[1];
    if (charset !== undefined) return charset;
  }
  return undefined;
}
