import type { Hash } from '../lib/hash.ts';
import type { Article, Attachment, Block, Body, Figure, Inline, Mark, TableCell } from './article.ts';
import { normalizeBody } from './canonical.ts';
import { articleBlocks } from './text-blocks.ts';

/** Where the printed page finds its files; without `attachmentUrl` attachments are left to the caller. */
export type HtmlTargets = {
  readonly imageUrl: (sha256: Hash) => string;
  readonly attachmentUrl?: (attachment: Attachment) => string;
};

/**
 * Body HTML of the normalised article, ready to stand under a page's own title: h2–h4, `align-…` classes (no inline
 * style, so that a strict CSP holds), every text escaped; then the attachments as a list when they have addresses.
 */
export function articleToHtml(article: Article, targets: HtmlTargets): string {
  return bodyToHtml(article.body, targets) + attachmentsToHtml(article.attachments, targets);
}

/** HTML of a normalised body alone; `htmlToBody` reads it back to the same body. */
export function bodyToHtml(body: Body, targets: Pick<HtmlTargets, 'imageUrl'>): string {
  return new BodyPrinter(targets).blocks(normalizeBody(body).content);
}

/** Reading text of the whole article, one block a line, metadata included. */
export function articleToPlainText(article: Article): string {
  return articleBlocks(article)
    .filter((block) => block.text !== '')
    .map((block) => block.text)
    .join('\n');
}

/** Text made safe for element content and double-quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => escapes[character] ?? character);
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const markElements = {
  bold: 'strong',
  italic: 'em',
  underline: 'u',
  strike: 's',
  superscript: 'sup',
  subscript: 'sub',
} as const;

function attachmentsToHtml(attachments: readonly Attachment[], targets: HtmlTargets): string {
  const { attachmentUrl } = targets;
  if (attachmentUrl === undefined || attachments.length === 0) return '';
  const items = attachments.map((attachment) => {
    const href = escapeHtml(attachmentUrl(attachment));
    return `<li><a href="${href}" download="${escapeHtml(attachment.name)}">${escapeHtml(attachment.name)}</a></li>`;
  });
  return `<ul class="attachments">${items.join('')}</ul>`;
}

class BodyPrinter {
  readonly #targets: Pick<HtmlTargets, 'imageUrl'>;

  constructor(targets: Pick<HtmlTargets, 'imageUrl'>) {
    this.#targets = targets;
  }

  blocks(blocks: readonly Block[]): string {
    return blocks.map((block) => this.#block(block)).join('');
  }

  #block(block: Block): string {
    switch (block.type) {
      case 'paragraph': {
        const align = block.attrs?.textAlign;
        const attributes = align === undefined || align === 'left' ? '' : ` class="align-${align}"`;
        return `<p${attributes}>${printRuns(block.content ?? [], 0)}</p>`;
      }
      case 'heading':
        return `<h${block.attrs.level}>${printRuns(block.content ?? [], 0)}</h${block.attrs.level}>`;
      case 'bulletList':
        return `<ul>${block.content.map((item) => `<li>${this.#contained(item.content)}</li>`).join('')}</ul>`;
      case 'orderedList': {
        const start = block.attrs?.start ?? 1;
        const items = block.content.map((item) => `<li>${this.#contained(item.content)}</li>`).join('');
        return `<ol${start === 1 ? '' : ` start="${start}"`}>${items}</ol>`;
      }
      case 'blockquote':
        return `<blockquote>${this.blocks(block.content)}</blockquote>`;
      case 'table': {
        const rows = block.content.map((row) => `<tr>${row.content.map((cell) => this.#cell(cell)).join('')}</tr>`);
        return `<table><tbody>${rows.join('')}</tbody></table>`;
      }
      case 'image':
        return this.#figure(block);
      case 'horizontalRule':
        return '<hr>';
    }
  }

  #cell(cell: TableCell): string {
    const name = cell.type === 'tableHeader' ? 'th' : 'td';
    const colspan = cell.attrs?.colspan ?? 1;
    const rowspan = cell.attrs?.rowspan ?? 1;
    const spans = `${colspan === 1 ? '' : ` colspan="${colspan}"`}${rowspan === 1 ? '' : ` rowspan="${rowspan}"`}`;
    return `<${name}${spans}>${this.#contained(cell.content)}</${name}>`;
  }

  /** Content of an item or a cell; a leading plain paragraph goes without its own element, as people write it. */
  #contained(content: readonly Block[]): string {
    const [first, ...rest] = content;
    const bare =
      first?.type === 'paragraph' &&
      first.attrs === undefined &&
      (first.content !== undefined || rest.length === 0) &&
      rest[0]?.type !== 'paragraph';
    return bare ? printRuns(first.content ?? [], 0) + this.blocks(rest) : this.blocks(content);
  }

  #figure(figure: Figure): string {
    const { sha256, alt, caption, width, height } = figure.attrs;
    const size = `${width === undefined ? '' : ` width="${width}"`}${height === undefined ? '' : ` height="${height}"`}`;
    const image = `<img src="${escapeHtml(this.#targets.imageUrl(sha256))}" alt="${escapeHtml(alt)}"${size}>`;
    return `<figure>${image}${caption === '' ? '' : `<figcaption>${escapeHtml(caption)}</figcaption>`}</figure>`;
  }
}

/** Prints runs whose marks before `depth` are already open; neighbours that share the next mark share its element. */
function printRuns(runs: readonly Inline[], depth: number): string {
  let html = '';
  for (let index = 0; index < runs.length; ) {
    const run = runs[index];
    const mark = run === undefined ? undefined : markAt(run, depth);
    if (run === undefined || mark === undefined) {
      if (run !== undefined) html += run.type === 'text' ? escapeHtml(run.text) : '<br>';
      index += 1;
      continue;
    }
    let end = index + 1;
    for (let next = runs[end]; next !== undefined && sameMark(markAt(next, depth), mark); next = runs[end]) end += 1;
    html += printMark(mark, printRuns(runs.slice(index, end), depth + 1));
    index = end;
  }
  return html;
}

function markAt(run: Inline, depth: number): Mark | undefined {
  return run.type === 'text' ? run.marks?.[depth] : undefined;
}

function sameMark(left: Mark | undefined, right: Mark): boolean {
  if (left?.type === 'link' && right.type === 'link') return left.attrs.href === right.attrs.href;
  return left?.type === right.type;
}

function printMark(mark: Mark, inner: string): string {
  if (mark.type !== 'link') return `<${markElements[mark.type]}>${inner}</${markElements[mark.type]}>`;
  const rel = /^https?:/i.test(mark.attrs.href) ? ' rel="noopener noreferrer"' : '';
  return `<a href="${escapeHtml(mark.attrs.href)}"${rel}>${inner}</a>`;
}
