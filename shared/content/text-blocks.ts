import type { Hash } from '../lib/hash.ts';
import type { Article, Block, Figure, Inline, Mark, Table } from './article.ts';

/** What a text block is to a reader; metadata rows come after the body. */
export type TextBlockKind =
  | 'title'
  | 'summary'
  | 'paragraph'
  | 'heading'
  | 'listItem'
  | 'quote'
  | 'tableCell'
  | 'image'
  | 'caption'
  | 'rule'
  | 'attachment'
  | 'documentField'
  | 'author'
  | 'source'
  | 'sourceDate';

/** A link as the reader meets it: its words and where it leads. */
export type TextLink = { readonly text: string; readonly href: string };

/** Where a cell stands: `table` counts the article's tables, `row` and `column` are grid positions with spans applied, all from 0. */
export type CellPosition = {
  readonly table: number;
  readonly row: number;
  readonly column: number;
  readonly header: boolean;
  readonly colspan: number;
  readonly rowspan: number;
};

/**
 * One unit of an article in reading order. `path` is its address (`title`, `body/3`, `body/5/1/0/2`, `body/2/caption`,
 * `attachments/0`, `document/number`, `fields/cost`); `text` is plain, line breaks as `\n`; a cell's paragraphs are joined with `\n`.
 */
export type TextBlock = {
  readonly path: string;
  readonly kind: TextBlockKind;
  readonly text: string;
  readonly links: readonly TextLink[];
  /** What a field of the item's kind is called on the page. */
  readonly label?: string;
  /** Heading level 2–4, or nesting depth of a list item from 1. */
  readonly level?: number;
  /** For the first paragraph of a list item: its number as shown, or null under a bullet. */
  readonly list?: { readonly number: number | null };
  /** Set on a cell, and on pictures and captions that stand inside one. */
  readonly table?: CellPosition;
  readonly image?: { readonly sha256: Hash; readonly alt: string; readonly caption: string };
  readonly attachment?: { readonly sha256: Hash; readonly name: string };
};

/** A text block with the formatted runs it was read from, for those who compare formatting too. */
export type FormattedBlock = TextBlock & {
  readonly runs: readonly Inline[];
  readonly align?: string;
  /** Everything else about it that a text cannot say: the containers around it, a cell's inner blocks, a file's type and size. */
  readonly shape: string;
};

type Surroundings = {
  readonly quote: boolean;
  readonly listDepth: number;
  readonly shape: string;
  readonly list?: { readonly number: number | null };
  readonly table?: CellPosition;
};

const documentFieldNames = ['number', 'symbol', 'subject', 'issuedOn', 'issuer', 'signer'] as const;

/** The article as a flat list in reading order; blank paragraphs are left out, empty cells are kept. */
export function articleBlocks(article: Article): readonly TextBlock[] {
  return formattedBlocks(article)
    .filter(
      (block) =>
        block.text.trim() !== '' || block.kind === 'tableCell' || block.kind === 'image' || block.kind === 'rule',
    )
    .map(plainBlock);
}

/** The block without its formatting. */
export function plainBlock(block: FormattedBlock): TextBlock {
  const { runs: _runs, align: _align, shape: _shape, ...plain } = block;
  return plain;
}

/** As `articleBlocks`, blank paragraphs and formatting included. */
export function formattedBlocks(article: Article): readonly FormattedBlock[] {
  const walk = new BodyWalk();
  const line = (path: string, kind: TextBlockKind, text: string): void => {
    if (text !== '') walk.blocks.push({ path, kind, text, links: [], runs: [{ type: 'text', text }], shape: '' });
  };
  line('title', 'title', article.title);
  line('summary', 'summary', article.summary);
  walk.visitAll(article.body.content, 'body', { quote: false, listDepth: 0, shape: '' });
  article.attachments.forEach((attachment, index) => {
    walk.blocks.push({
      path: `attachments/${index}`,
      kind: 'attachment',
      text: attachment.name,
      links: [],
      attachment: { sha256: attachment.sha256, name: attachment.name },
      runs: [{ type: 'text', text: attachment.name }],
      shape: `${attachment.mediaType} ${attachment.size}`,
    });
  });
  if (article.document !== null) {
    for (const name of documentFieldNames) line(`document/${name}`, 'documentField', article.document[name] ?? '');
  }
  for (const { id, label, value: text } of article.fields ?? []) {
    walk.blocks.push({
      path: `fields/${id}`,
      kind: 'documentField',
      text,
      label,
      links: [],
      runs: [{ type: 'text', text }],
      shape: '',
    });
  }
  line('author', 'author', article.author);
  line('source', 'source', article.source);
  line('sourceDate', 'sourceDate', article.sourceDate ?? '');
  return walk.blocks;
}

/** Plain text of formatted runs, line breaks as `\n`. */
export function inlineText(runs: readonly Inline[]): string {
  let text = '';
  for (const run of runs) text += run.type === 'text' ? run.text : '\n';
  return text;
}

/** Where a text node's link leads, or null outside a link. */
export function linkOf(marks: readonly Mark[] | undefined): string | null {
  for (const mark of marks ?? []) if (mark.type === 'link') return mark.attrs.href;
  return null;
}

/** Links of formatted runs; neighbouring runs of one link are one link. */
export function inlineLinks(runs: readonly Inline[]): readonly TextLink[] {
  const links: { text: string; href: string }[] = [];
  let open: { text: string; href: string } | null = null;
  for (const run of runs) {
    const href = run.type === 'text' ? linkOf(run.marks) : null;
    if (run.type !== 'text' || href === null) open = null;
    else if (open !== null && open.href === href) open.text += run.text;
    else {
      open = { text: run.text, href };
      links.push(open);
    }
  }
  return links;
}

function shapeOf(blocks: readonly Block[]): string {
  return blocks
    .map((block) => {
      switch (block.type) {
        case 'paragraph':
          return `p${block.attrs?.textAlign ?? 'left'}`;
        case 'heading':
          return `h${block.attrs.level}`;
        case 'bulletList':
          return `ul(${block.content.map((item) => shapeOf(item.content)).join('|')})`;
        case 'orderedList':
          return `ol${block.attrs?.start ?? 1}(${block.content.map((item) => shapeOf(item.content)).join('|')})`;
        case 'blockquote':
          return `quote(${shapeOf(block.content)})`;
        default:
          return block.type;
      }
    })
    .join(',');
}

class BodyWalk {
  readonly blocks: FormattedBlock[] = [];
  #tables = 0;

  visitAll(content: readonly Block[], path: string, around: Surroundings): void {
    let first = true;
    content.forEach((block, index) => {
      const { list, ...rest } = around;
      this.#visit(block, `${path}/${index}`, first ? around : rest);
      first = first && list !== undefined && block.type === 'image';
    });
  }

  #visit(block: Block, path: string, around: Surroundings): void {
    switch (block.type) {
      case 'paragraph':
        this.#text(path, this.#paragraphKind(around), block.content ?? [], around, {
          ...(around.listDepth > 0 ? { level: around.listDepth } : {}),
          ...(block.attrs?.textAlign === undefined ? {} : { align: block.attrs.textAlign }),
        });
        break;
      case 'heading':
        this.#text(path, 'heading', block.content ?? [], around, { level: block.attrs.level });
        break;
      case 'bulletList':
      case 'orderedList': {
        const start = block.type === 'orderedList' ? (block.attrs?.start ?? 1) : null;
        block.content.forEach((item, index) => {
          const list = { number: start === null ? null : start + index };
          const inner = { ...around, listDepth: around.listDepth + 1, list, shape: `${around.shape}/${block.type}` };
          this.visitAll(item.content, `${path}/${index}`, inner);
        });
        break;
      }
      case 'blockquote':
        this.visitAll(block.content, path, { ...around, quote: true, shape: `${around.shape}/quote` });
        break;
      case 'table':
        this.#table(block, path, around);
        break;
      case 'image':
        this.#figure(block, path, around);
        break;
      case 'horizontalRule':
        this.blocks.push({ path, kind: 'rule', text: '', links: [], runs: [], shape: around.shape });
    }
  }

  #paragraphKind(around: Surroundings): TextBlockKind {
    if (around.listDepth > 0) return 'listItem';
    return around.quote ? 'quote' : 'paragraph';
  }

  #text(
    path: string,
    kind: TextBlockKind,
    runs: readonly Inline[],
    around: Surroundings,
    more: { readonly level?: number; readonly align?: string },
  ): void {
    const list = around.list === undefined ? {} : { list: around.list };
    this.blocks.push({
      path,
      kind,
      text: inlineText(runs),
      links: inlineLinks(runs),
      ...more,
      ...list,
      runs,
      shape: around.shape,
    });
  }

  #figure(figure: Figure, path: string, around: Surroundings): void {
    const { sha256, alt, caption, mediaType, width, height } = figure.attrs;
    const shape = `${around.shape}/${mediaType} ${width ?? ''}x${height ?? ''}`;
    const altRuns: Inline[] = alt === '' ? [] : [{ type: 'text', text: alt }];
    const table = around.table === undefined ? {} : { table: around.table };
    const image = { sha256, alt, caption };
    this.blocks.push({ path, kind: 'image', text: alt, links: [], image, ...table, runs: altRuns, shape });
    if (caption === '') return;
    const runs: Inline[] = [{ type: 'text', text: caption }];
    this.blocks.push({
      path: `${path}/caption`,
      kind: 'caption',
      text: caption,
      links: [],
      ...table,
      runs,
      shape: around.shape,
    });
  }

  #table(table: Table, path: string, around: Surroundings): void {
    const number = this.#tables++;
    const heldUntil: number[] = [];
    table.content.forEach((row, rowIndex) => {
      let column = 0;
      row.content.forEach((cell, cellIndex) => {
        while ((heldUntil[column] ?? 0) > rowIndex) column += 1;
        const colspan = cell.attrs?.colspan ?? 1;
        const rowspan = cell.attrs?.rowspan ?? 1;
        for (let held = column; held < column + colspan; held += 1) heldUntil[held] = rowIndex + rowspan;
        const header = cell.type === 'tableHeader';
        const position = { table: number, row: rowIndex, column, header, colspan, rowspan };
        this.#cell(
          cell.content,
          `${path}/${rowIndex}/${cellIndex}`,
          { ...around, table: position, shape: `${around.shape}/cell` },
          position,
        );
        column += colspan;
      });
    });
  }

  /** A cell is one block; only pictures and tables inside it are blocks of their own. */
  #cell(content: readonly Block[], path: string, around: Surroundings, table: CellPosition): void {
    const runs: Inline[] = [];
    const apart: { readonly block: Figure | Table; readonly path: string }[] = [];
    let started = false;
    const gather = (blocks: readonly Block[], at: string): void => {
      blocks.forEach((block, index) => {
        const here = `${at}/${index}`;
        if (block.type === 'paragraph' || block.type === 'heading') {
          if (started) runs.push({ type: 'hardBreak' });
          started = true;
          runs.push(...(block.content ?? []));
        } else if (block.type === 'blockquote') gather(block.content, here);
        else if (block.type === 'bulletList' || block.type === 'orderedList') {
          block.content.forEach((item, itemIndex) => {
            gather(item.content, `${here}/${itemIndex}`);
          });
        } else if (block.type === 'image' || block.type === 'table') apart.push({ block, path: here });
      });
    };
    gather(content, path);
    this.blocks.push({
      path,
      kind: 'tableCell',
      text: inlineText(runs),
      links: inlineLinks(runs),
      table,
      runs,
      shape: `${around.shape}:${shapeOf(content)}`,
    });
    for (const { block, path: at } of apart) {
      if (block.type === 'image') this.#figure(block, at, around);
      else this.#table(block, at, around);
    }
  }
}
