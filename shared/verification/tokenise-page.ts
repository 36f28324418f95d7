import { decodeAttribute, decodeReferences } from './character-references.ts';

/** Attributes by lower-case name; the first of a name counts. */
export type Attributes = Readonly<Record<string, string>>;

/** Receives a page's tags and texts in source order, as a browser's tokeniser cuts them. */
export interface PageSink {
  /** Returns whether the element's content is read as raw text, decoded or not. */
  open(name: string, attributes: Attributes, start: number, end: number, selfClosing: boolean): RawContent;
  close(name: string, start: number, end: number): void;
  /** `coded` tells that the source holds character references or marks that the text does not. */
  text(text: string, start: number, end: number, coded: boolean): void;
  /** Whether the place is inside SVG or MathML, where CDATA sections are text. */
  inForeign(): boolean;
}

export type RawContent = 'markup' | 'raw' | 'decoded' | 'script' | 'rest';

/** An object without inherited names that stays quick to read, unlike one from `Object.create(null)`. */
class AttributeBag {
  [name: string]: string;
}
Object.setPrototypeOf(AttributeBag.prototype, null);
Reflect.deleteProperty(AttributeBag.prototype, 'constructor');

const noAttributes: Attributes = Object.freeze(new AttributeBag());

const isLetter = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
const isSpace = (code: number): boolean => code === 32 || (code >= 9 && code <= 13 && code !== 11);

/** Cuts HTML text into tags and texts in one pass; never looks back, so that its cost grows with the length alone. */
export function tokenisePage(html: string, sink: PageSink): void {
  const size = html.length;
  let at = 0;
  const text = (from: number, to: number): void => {
    if (to <= from) return;
    const source = html.slice(from, to);
    const decoded = decodeReferences(source);
    sink.text(decoded, from, to, decoded !== source);
  };
  while (at < size) {
    let open = html.indexOf('<', at);
    // A sign that starts no tag is text.
    while (open >= 0 && !startsMarkup(html, open)) open = html.indexOf('<', open + 1);
    if (open < 0) {
      text(at, size);
      return;
    }
    text(at, open);
    const next = html.charCodeAt(open + 1);
    if (isLetter(next)) at = readTag(html, open, sink);
    else if (next === 47 /* / */) at = readEndTag(html, open, sink);
    else at = readComment(html, open, sink);
  }
}

function startsMarkup(html: string, open: number): boolean {
  const next = html.charCodeAt(open + 1);
  return isLetter(next) || next === 47 || next === 33 || next === 63;
}

/** After a comment, a declaration, a CDATA section or what browsers take for one. */
function readComment(html: string, open: number, sink: PageSink): number {
  const size = html.length;
  if (html.startsWith('<!--', open)) {
    if (html[open + 4] === '>') return open + 5;
    if (html.startsWith('->', open + 4)) return open + 6;
    const plain = html.indexOf('-->', open + 4);
    const shouted = html.indexOf('--!>', open + 4);
    if (plain < 0 && shouted < 0) return size;
    return shouted >= 0 && (plain < 0 || shouted < plain) ? shouted + 4 : plain + 3;
  }
  if (html.startsWith('<![CDATA[', open) && sink.inForeign()) {
    const close = html.indexOf(']]>', open);
    const end = close < 0 ? size : close;
    if (end > open + 9) sink.text(html.slice(open + 9, end), open + 9, end, false);
    return close < 0 ? size : close + 3;
  }
  const end = html.indexOf('>', open);
  return end < 0 ? size : end + 1;
}

function readEndTag(html: string, open: number, sink: PageSink): number {
  const first = html.charCodeAt(open + 2);
  if (!isLetter(first)) {
    const end = html.indexOf('>', open + 2);
    return end < 0 ? html.length : end + 1;
  }
  const nameEnd = endOfName(html, open + 2);
  const end = endOfTag(html, nameEnd);
  if (end < 0) return html.length;
  sink.close(html.slice(open + 2, nameEnd).toLowerCase(), open, end);
  return end;
}

function endOfName(html: string, from: number): number {
  let at = from;
  for (; at < html.length; at += 1) {
    const code = html.charCodeAt(at);
    if (code === 62 || code === 47 || isSpace(code)) break;
  }
  return at;
}

/** Offset after the tag's `>`, quoted values skipped; -1 when the page ends first. */
function endOfTag(html: string, from: number): number {
  return readAttributes(html, from, null);
}

function readTag(html: string, open: number, sink: PageSink): number {
  const nameEnd = endOfName(html, open + 1);
  const name = html.slice(open + 1, nameEnd).toLowerCase();
  let attributes = noAttributes;
  let end: number;
  if (html.charCodeAt(nameEnd) === 62) end = nameEnd + 1;
  else {
    const gathered = new AttributeBag();
    end = readAttributes(html, nameEnd, gathered);
    attributes = gathered;
  }
  // A tag that never ends is dropped with the rest, as browsers do.
  if (end < 0) return html.length;
  const selfClosing = html.charCodeAt(end - 2) === 47;
  const content = sink.open(name, attributes, open, end, selfClosing);
  return content === 'markup' ? end : readRaw(html, name, end, content, sink);
}

/** Reads attributes into `into`; returns the offset after `>` or -1. */
function readAttributes(html: string, from: number, into: Record<string, string> | null): number {
  const size = html.length;
  let at = from;
  let count = 0;
  while (at < size) {
    let code = html.charCodeAt(at);
    if (code === 62) return at + 1;
    if (isSpace(code) || code === 47) {
      at += 1;
      continue;
    }
    const nameStart = at;
    at += 1;
    for (; at < size; at += 1) {
      code = html.charCodeAt(at);
      if (code === 61 || code === 62 || code === 47 || isSpace(code)) break;
    }
    const nameEnd = at;
    while (at < size && isSpace(html.charCodeAt(at))) at += 1;
    let valueStart = at;
    let valueEnd = at;
    if (html.charCodeAt(at) === 61) {
      at += 1;
      while (at < size && isSpace(html.charCodeAt(at))) at += 1;
      const quote = html.charCodeAt(at);
      if (quote === 34 || quote === 39) {
        valueStart = at + 1;
        valueEnd = html.indexOf(quote === 34 ? '"' : "'", valueStart);
        if (valueEnd < 0) return -1;
        at = valueEnd + 1;
      } else {
        valueStart = at;
        for (; at < size; at += 1) {
          code = html.charCodeAt(at);
          if (code === 62 || isSpace(code)) break;
        }
        valueEnd = at;
      }
    }
    count += 1;
    if (into === null || count > 1_000) continue;
    const name = html.slice(nameStart, nameEnd).toLowerCase();
    if (into[name] === undefined) into[name] = decodeAttribute(html.slice(valueStart, valueEnd));
  }
  return -1;
}

/** Reads content that ends only with the element's own end tag. */
function readRaw(html: string, name: string, from: number, content: RawContent, sink: PageSink): number {
  const close =
    content === 'rest' ? html.length : content === 'script' ? endOfScript(html, from) : endOfRaw(html, name, from);
  if (close > from) {
    const source = html.slice(from, close);
    sink.text(content === 'decoded' ? decodeReferences(source) : source, from, close, content === 'decoded');
  }
  return close;
}

/** Offset of the end tag `</name`, or of the page's end. */
function endOfRaw(html: string, name: string, from: number): number {
  for (let at = html.indexOf('</', from); at >= 0; at = html.indexOf('</', at + 2)) {
    if (closesWith(html, name, at)) return at;
  }
  return html.length;
}

function closesWith(html: string, name: string, at: number): boolean {
  const after = html.charCodeAt(at + 2 + name.length);
  if (!(after === 62 || after === 47 || isSpace(after))) return false;
  return html.slice(at + 2, at + 2 + name.length).toLowerCase() === name;
}

/** As `endOfRaw` for a script, whose `<!-- <script>` hides one end tag. */
function endOfScript(html: string, from: number): number {
  let escaped = false;
  let doubled = false;
  const mark = /<!--|-->|<\/?script(?=[\s/>])/gi;
  mark.lastIndex = from;
  for (let found = mark.exec(html); found !== null; found = mark.exec(html)) {
    const sign = found[0];
    if (sign === '<!--') {
      escaped = true;
      // `<!-->` opens and closes at once.
      mark.lastIndex = found.index + 2;
      if (html[found.index + 4] !== '>' && !html.startsWith('->', found.index + 4)) mark.lastIndex = found.index + 4;
    } else if (sign === '-->') {
      escaped = false;
      doubled = false;
    } else if (sign[1] === '/') {
      if (!doubled) return found.index;
      doubled = false;
    } else if (escaped) doubled = true;
  }
  return html.length;
}
