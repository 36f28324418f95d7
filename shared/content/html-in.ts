import { Parser } from 'htmlparser2';
import type { Hash } from '../lib/hash.ts';
import { articleLimits, type Body, type Figure, type Mark, markSchema } from './article.ts';
import { BodyBuilder } from './body-builder.ts';
import { isCleanText, utf8Length } from './canonical.ts';
import { ContentError } from './content-error.ts';
import { normalizeLine } from './normalize.ts';

/** Limits of one piece of HTML; judged while it streams, before any tree exists. */
export const htmlLimits = { bytes: 5_000_000, nodes: 50_000, depth: 200 } as const;

/** What was left out or changed on the way in; `count` occurrences, `detail` names the first (an element, an address). */
export type HtmlWarning = {
  readonly code: 'element-dropped' | 'image-dropped' | 'link-dropped' | 'nesting-flattened' | 'character-dropped';
  readonly count: number;
  readonly detail: string;
};

/** A picture known to the store. */
export type KnownImage = { readonly sha256: Hash; readonly mediaType: Figure['attrs']['mediaType'] };

/** Finds the blob an `img` address stands for; pictures it does not know are left out with a warning. */
export type ResolveImage = (source: string) => KnownImage | null;

/**
 * The body in untrusted HTML, by an allow-list: what is not text, structure or a known picture is left out with a
 * warning. The result is normalised. Throws ContentError past `htmlLimits`.
 */
export function htmlToBody(
  html: string,
  resolveImage: ResolveImage = () => null,
): { readonly body: Body; readonly warnings: readonly HtmlWarning[] } {
  if (html.length > htmlLimits.bytes || utf8Length(html) > htmlLimits.bytes) {
    throw new ContentError('html-too-large', `${html.length} characters`);
  }
  const reader = new HtmlReader(resolveImage);
  const parser = new Parser(
    {
      onopentag: (name, attributes) => reader.open(name, attributes),
      ontext: (text) => reader.text(text),
      onclosetag: (name) => reader.close(name),
    },
    { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true, recognizeSelfClosing: false },
  );
  parser.write(html.toWellFormed());
  parser.end();
  return reader.finish();
}

/** Elements dropped with everything inside them. */
const droppedWhole = new Set(
  (
    'script style template noscript iframe frame frameset noframes object embed applet param svg math head title meta ' +
    'link base select option optgroup datalist textarea input button canvas audio video source track ' +
    'dialog map area xmp plaintext noembed portal rp rt'
  ).split(' '),
);

/** Of those, the ones nobody would miss. */
const droppedSilently = new Set(['head', 'title', 'meta', 'link', 'base', 'style', 'source', 'rp']);

const inlineMarks: Readonly<Record<string, Mark>> = {
  b: { type: 'bold' },
  strong: { type: 'bold' },
  i: { type: 'italic' },
  em: { type: 'italic' },
  cite: { type: 'italic' },
  dfn: { type: 'italic' },
  var: { type: 'italic' },
  u: { type: 'underline' },
  ins: { type: 'underline' },
  s: { type: 'strike' },
  strike: { type: 'strike' },
  del: { type: 'strike' },
  sup: { type: 'superscript' },
  sub: { type: 'subscript' },
};

/** Elements that start and end a line of their own without being anything more. */
const lineElements = new Set(
  (
    'div section article header footer main aside nav address center dl dt dd fieldset legend form details summary ' +
    'hgroup body html caption search'
  ).split(' '),
);

/** Elements without meaning of their own: their content counts as if they were not there. */
const transparent = new Set(
  'span font small big abbr acronym mark bdi bdo q code kbd samp tt time data label output ruby rb wbr thead tbody tfoot colgroup col picture'.split(
    ' ',
  ),
);

const headingLevels: Readonly<Record<string, 2 | 3 | 4>> = { h1: 2, h2: 2, h3: 3, h4: 4, h5: 4, h6: 4 };
const containerElements = new Set(['ul', 'ol', 'menu', 'li', 'blockquote', 'table', 'tr', 'td', 'th']);

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters an article must not carry
const controlCharacters = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g;

type Attributes = Readonly<Record<string, string>>;
type OpenElement = { readonly name: string; readonly mark: Mark | null; readonly entered: boolean };

class HtmlReader {
  readonly #resolveImage: ResolveImage;
  readonly #builder = new BodyBuilder();
  readonly #open: OpenElement[] = [];
  readonly #warnings = new Map<HtmlWarning['code'], { count: number; detail: string }>();
  #nodes = 0;
  #inText = false;
  /** How many open elements are dropped whole; above zero nothing is read. */
  #dropping = 0;
  #preformatted = 0;
  /** Text of an open figcaption; null outside one. */
  #caption: string | null = null;

  constructor(resolveImage: ResolveImage) {
    this.#resolveImage = resolveImage;
  }

  open(name: string, attributes: Attributes): void {
    this.#count();
    this.#inText = false;
    if (this.#open.length >= htmlLimits.depth)
      throw new ContentError('html-too-deep', `level ${this.#open.length + 1}`);
    let mark: Mark | null = null;
    let entered = false;
    if (droppedWhole.has(name)) {
      this.#dropping += 1;
      if (this.#dropping === 1 && !droppedSilently.has(name)) this.#warn('element-dropped', name);
    } else if (this.#dropping === 0) {
      mark = this.#markOf(name, attributes);
      if (mark === null) entered = this.#enter(name, attributes);
    }
    this.#open.push({ name, mark, entered });
  }

  text(text: string): void {
    // Character references arrive as texts of their own; together they are one node.
    if (!this.#inText) this.#count();
    this.#inText = true;
    if (this.#dropping > 0) return;
    const clean = text.replace(controlCharacters, '').toWellFormed();
    if (clean.length !== text.length) this.#warn('character-dropped', 'control character');
    if (this.#caption !== null) {
      this.#caption += clean;
      return;
    }
    const marks = this.#open.flatMap((element) => (element.mark === null ? [] : [element.mark])).reverse();
    if (this.#preformatted === 0) {
      this.#builder.text(clean, marks);
      return;
    }
    clean.split(/\r\n?|\n/).forEach((line, index) => {
      if (index > 0) this.#builder.hardBreak();
      this.#builder.text(line, marks);
    });
  }

  close(name: string): void {
    this.#inText = false;
    const element = this.#open.pop();
    if (element === undefined) return;
    if (droppedWhole.has(name)) this.#dropping -= 1;
    else if (this.#dropping === 0 && element.mark === null) this.#leave(element);
  }

  finish(): { readonly body: Body; readonly warnings: readonly HtmlWarning[] } {
    const content = this.#builder.finish();
    if (this.#builder.flattened > 0) this.#warn('nesting-flattened', 'deeper than an article may be');
    const warnings = [...this.#warnings].map(([code, { count, detail }]) => ({ code, count, detail }));
    return { body: { type: 'doc', content }, warnings };
  }

  #count(): void {
    this.#nodes += 1;
    if (this.#nodes > htmlLimits.nodes) throw new ContentError('html-too-many-nodes', `${htmlLimits.nodes} nodes`);
  }

  #warn(code: HtmlWarning['code'], detail: string): void {
    const known = this.#warnings.get(code);
    if (known === undefined) this.#warnings.set(code, { count: 1, detail: detail.slice(0, 200) });
    else known.count += 1;
  }

  #markOf(name: string, attributes: Attributes): Mark | null {
    if (name !== 'a') return inlineMarks[name] ?? null;
    const href = attributes['href']?.trim();
    if (href === undefined || href === '') return null;
    const link = markSchema.safeParse({ type: 'link', attrs: { href } });
    if (link.success && isCleanText(href)) return link.data;
    this.#warn('link-dropped', href);
    return null;
  }

  /** True when the element opened something that its end must close. */
  #enter(name: string, attributes: Attributes): boolean {
    const builder = this.#builder;
    if (containerElements.has(name)) return this.#enterContainer(name, attributes);
    const level = headingLevels[name];
    if (level !== undefined) builder.startHeading(level);
    else if (name === 'p') builder.startParagraph(alignOf(attributes));
    else if (name === 'pre') {
      builder.endLine();
      this.#preformatted += 1;
      return true;
    } else if (name === 'br') {
      if (this.#caption !== null) this.#caption += ' ';
      else builder.hardBreak();
    } else if (name === 'hr') builder.add({ type: 'horizontalRule' });
    else if (name === 'img') this.#image(attributes);
    else if (name === 'figure') builder.endLine();
    else if (name === 'figcaption' && builder.lastFigure() !== null) {
      this.#caption = '';
      return true;
    } else if (lineElements.has(name) || name === 'figcaption') builder.endLine();
    else if (name !== 'a' && !transparent.has(name)) this.#warn('element-dropped', name);
    return true;
  }

  #enterContainer(name: string, attributes: Attributes): boolean {
    const builder = this.#builder;
    switch (name) {
      case 'ul':
      case 'menu':
        return builder.openList(null);
      case 'ol':
        return builder.openList(wholeNumber(attributes['start'], 0, 100_000) ?? 1);
      case 'li':
        return builder.openItem();
      case 'blockquote':
        return builder.openQuote();
      case 'table':
        return builder.openTable();
      case 'tr':
        return builder.openRow();
      default:
        return builder.openCell({
          header: name === 'th',
          colspan: wholeNumber(attributes['colspan'], 1, 100) ?? 1,
          rowspan: wholeNumber(attributes['rowspan'], 1, 100) ?? 1,
        });
    }
  }

  #leave(element: OpenElement): void {
    const { name } = element;
    const builder = this.#builder;
    if (!element.entered) return;
    if (containerElements.has(name)) builder.closeContainer();
    else if (name === 'figcaption' && this.#caption !== null) {
      builder.captionLastFigure(cleanLine(this.#caption));
      this.#caption = null;
    } else if (name === 'pre') {
      this.#preformatted -= 1;
      builder.endLine();
    } else if (
      name === 'p' ||
      name in headingLevels ||
      lineElements.has(name) ||
      name === 'figure' ||
      name === 'figcaption'
    ) {
      builder.endLine();
    }
  }

  #image(attributes: Attributes): void {
    const source = attributes['src'] ?? '';
    const known = this.#resolveImage(source);
    if (known === null) {
      this.#warn('image-dropped', source);
      return;
    }
    const width = wholeNumber(attributes['width'], 1, 100_000);
    const height = wholeNumber(attributes['height'], 1, 100_000);
    this.#builder.add({
      type: 'image',
      attrs: {
        ...known,
        alt: cleanLine(attributes['alt'] ?? ''),
        caption: '',
        ...(width === null ? {} : { width }),
        ...(height === null ? {} : { height }),
      },
    });
  }
}

function cleanLine(text: string): string {
  return normalizeLine(text.replace(controlCharacters, '')).slice(0, articleLimits.lineCharacters).toWellFormed();
}

function wholeNumber(text: string | undefined, least: number, most: number): number | null {
  if (text === undefined || !/^\d{1,9}$/.test(text.trim())) return null;
  return Math.min(most, Math.max(least, Number(text)));
}

function alignOf(attributes: Attributes): 'left' | 'center' | 'right' | 'justify' {
  const stated =
    /(?:^|\s)align-(center|right|justify)(?:\s|$)/.exec(attributes['class'] ?? '')?.[1] ??
    /text-align:\s*(center|right|justify)/i.exec(attributes['style'] ?? '')?.[1]?.toLowerCase() ??
    attributes['align']?.toLowerCase();
  return stated === 'center' || stated === 'right' || stated === 'justify' ? stated : 'left';
}
