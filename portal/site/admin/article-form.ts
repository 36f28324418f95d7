import type { Article, Block, Body, Inline, ListItem, TableCell, TableRow } from '#shared/content/article.ts';
import { parseArticle } from '#shared/content/canonical.ts';
import { ContentError } from '#shared/content/content-error.ts';

/** One piece of text of an article under the name its form field bears. */
export interface FormField {
  readonly name: string;
  readonly text: string;
}

/** One block of the body with every text in it that may be changed. */
export interface FormBlock {
  readonly index: number;
  readonly kind: Block['type'];
  readonly fields: readonly FormField[];
}

/** The body as fields: each run of text, caption and text equivalent by its place in the document. */
export function formBlocks(body: Body): readonly FormBlock[] {
  return body.content.map((block, index) => {
    const fields: FormField[] = [];
    rewriteBlock(block, `${index}`, (name, text) => {
      fields.push({ name, text });
      return text;
    });
    return { index, kind: block.type, fields };
  });
}

/** Name of the box that leaves a whole block out. */
export function removalField(index: number): string {
  return `bo-${index}`;
}

/**
 * The article with what the form says in place of its own text; what the form does not name stays. Throws ContentError
 * when the result is no article.
 */
export function articleFromForm(article: Article, form: URLSearchParams): Article {
  const value = (name: string, now: string): string => form.get(name) ?? now;
  const content = article.body.content.flatMap((block, index) =>
    form.has(removalField(index)) ? [] : [rewriteBlock(block, `${index}`, value)],
  );
  if (content.length === 0) throw new ContentError('content-invalid', 'body: every block was left out');
  const { document } = article;
  const date = (name: string, now: string | null): string | null => {
    const text = value(name, now ?? '').trim();
    return text === '' ? null : text;
  };
  return parseArticle({
    ...article,
    title: value('title', article.title),
    summary: value('summary', article.summary),
    author: value('author', article.author),
    source: value('source', article.source),
    sourceDate: date('sourceDate', article.sourceDate),
    body: { type: 'doc', content },
    ...(article.fields !== undefined && {
      fields: article.fields.map((field) => ({ ...field, value: value(`fields.${field.id}`, field.value) })),
    }),
    document:
      document === null
        ? null
        : {
            number: value('document.number', document.number),
            symbol: value('document.symbol', document.symbol),
            subject: value('document.subject', document.subject),
            issuedOn: date('document.issuedOn', document.issuedOn),
            issuer: value('document.issuer', document.issuer),
            signer: value('document.signer', document.signer),
          },
  });
}

type Rewrite = (name: string, text: string) => string;

function rewriteBlock(block: Block, path: string, rewrite: Rewrite): Block {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return block.content === undefined ? block : { ...block, content: rewriteRuns(block.content, path, rewrite) };
    case 'bulletList':
    case 'orderedList':
      return { ...block, content: block.content.map((item, index) => rewriteItem(item, `${path}.${index}`, rewrite)) };
    case 'blockquote':
      return {
        ...block,
        content: block.content.map((inner, index) => rewriteBlock(inner, `${path}.${index}`, rewrite)),
      };
    case 'table':
      return { ...block, content: block.content.map((row, index) => rewriteRow(row, `${path}.${index}`, rewrite)) };
    case 'image':
      return {
        ...block,
        attrs: {
          ...block.attrs,
          alt: rewrite(`${path}.alt`, block.attrs.alt),
          caption: rewrite(`${path}.caption`, block.attrs.caption),
        },
      };
    case 'horizontalRule':
      return block;
  }
}

function rewriteItem(item: ListItem, path: string, rewrite: Rewrite): ListItem {
  return { ...item, content: item.content.map((inner, index) => rewriteBlock(inner, `${path}.${index}`, rewrite)) };
}

function rewriteRow(row: TableRow, path: string, rewrite: Rewrite): TableRow {
  return { ...row, content: row.content.map((cell, index) => rewriteCell(cell, `${path}.${index}`, rewrite)) };
}

function rewriteCell(cell: TableCell, path: string, rewrite: Rewrite): TableCell {
  return { ...cell, content: cell.content.map((inner, index) => rewriteBlock(inner, `${path}.${index}`, rewrite)) };
}

/** A run emptied by the form goes; browsers send line ends inside a run as CRLF, which mean a space there. */
function rewriteRuns(runs: readonly Inline[], path: string, rewrite: Rewrite): Inline[] {
  return runs.flatMap((run, index): Inline[] => {
    if (run.type !== 'text') return [run];
    const text = rewrite(`${path}.${index}.text`, run.text).replace(/\r\n?|\n/g, ' ');
    return text === '' ? [] : [{ ...run, text }];
  });
}
