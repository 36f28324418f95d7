import type { Article, Block, Inline, ListItem, Paragraph, TableCell } from '#shared/content/article.ts';
import { normalizeArticle, parseArticle } from '#shared/content/canonical.ts';
import { assert } from '#shared/lib/assert.ts';
import { draw, makeFile } from './drawings.ts';
import type { Changes, WrittenArticle, WrittenBlock } from './written-item.ts';

/** An article with the bytes of its pictures and files. */
export interface MadeArticle {
  readonly article: Article;
  readonly blobs: readonly { readonly bytes: Uint8Array; readonly mediaType: string }[];
}

/** Turns a written article into one of the product's, drawing its pictures and making its files. */
export async function makeArticle(written: WrittenArticle): Promise<MadeArticle> {
  const blobs: { bytes: Uint8Array; mediaType: string }[] = [];
  const content: Block[] = [];
  for (const block of written.body) {
    if (typeof block === 'object' && 'image' in block) {
      const { bytes, figure } = await draw(block.image);
      blobs.push({ bytes, mediaType: figure.mediaType });
      content.push({ type: 'image', attrs: { ...figure, alt: block.alt, caption: block.caption } });
    } else content.push(textBlock(block));
  }
  const attachments: Article['attachments'] = [];
  for (const { file, name } of written.attachments) {
    const { bytes, attachment } = await makeFile(file);
    blobs.push({ bytes, mediaType: attachment.mediaType });
    attachments.push({ ...attachment, name });
  }
  const { language, title, summary, author, source, sourceDate, document, fields } = written;
  const stated = fields === undefined ? {} : { fields };
  const article = { language, title, summary, author, source, sourceDate, document, attachments, ...stated };
  return { article: normalizeArticle(parseArticle({ ...article, body: { type: 'doc', content } })), blobs };
}

/** The article with texts replaced wherever they stand; a text that stands nowhere is a mistake in the story. */
export function changeArticle(article: Article, changes: Changes): Article {
  let text = JSON.stringify(article);
  for (const [find, replacement] of changes) {
    const [from, to] = [JSON.stringify(find).slice(1, -1), JSON.stringify(replacement).slice(1, -1)];
    assert(text.includes(from), `the article holds “${find}”`);
    text = text.replaceAll(from, () => to);
  }
  return normalizeArticle(parseArticle(JSON.parse(text)));
}

function textBlock(block: Exclude<WrittenBlock, { image: string }>): Block {
  if (typeof block === 'string') return paragraph(block);
  if ('h2' in block) return { type: 'heading', attrs: { level: 2 }, content: runs(block.h2) };
  if ('ul' in block) return { type: 'bulletList', content: block.ul.map(listItem) };
  if ('ol' in block) return { type: 'orderedList', content: block.ol.map(listItem) };
  if ('quote' in block) return { type: 'blockquote', content: block.quote.map(paragraph) };
  const cell =
    (type: TableCell['type']) =>
    (text: string): TableCell => ({ type, content: [paragraph(text)] });
  return {
    type: 'table',
    content: [
      { type: 'tableRow', content: block.table.head.map(cell('tableHeader')) },
      ...block.table.rows.map((row) => ({ type: 'tableRow' as const, content: row.map(cell('tableCell')) })),
    ],
  };
}

function listItem(text: string): ListItem {
  return { type: 'listItem', content: [paragraph(text)] };
}

function paragraph(text: string): Paragraph {
  return { type: 'paragraph', content: runs(text) };
}

/** Reads `**bold**` and `[text](address)`. */
function runs(text: string): Inline[] {
  return text
    .split(/(\*\*[^*]+\*\*|\[[^\]]+\]\([^)]+\))/)
    .filter((part) => part !== '')
    .map((part): Inline => {
      const bold = /^\*\*(.+)\*\*$/.exec(part)?.[1];
      if (bold !== undefined) return { type: 'text', text: bold, marks: [{ type: 'bold' }] };
      const [, words, href] = /^\[(.+)\]\((.+)\)$/.exec(part) ?? [];
      if (words === undefined || href === undefined) return { type: 'text', text: part };
      return { type: 'text', text: words, marks: [{ type: 'link', attrs: { href } }] };
    });
}
