import type { Article, Block, Figure } from '#shared/content/article.ts';
import type { Hash } from '#shared/lib/hash.ts';

/** A file that an article shows or offers. */
export interface ArticleFile {
  readonly sha256: Hash;
  readonly mediaType: string;
}

/** Every image and attachment of an article. */
export function filesOf(article: Article): readonly ArticleFile[] {
  const images = figuresOf(article).map(({ attrs }) => ({ sha256: attrs.sha256, mediaType: attrs.mediaType }));
  return [...images, ...article.attachments.map(({ sha256, mediaType }) => ({ sha256, mediaType }))];
}

/** Every picture of the body in reading order. */
export function figuresOf(article: Article): readonly Figure[] {
  const found: Figure[] = [];
  const visit = (block: Block): void => {
    switch (block.type) {
      case 'image':
        found.push(block);
        return;
      case 'bulletList':
      case 'orderedList':
        for (const entry of block.content) entry.content.forEach(visit);
        return;
      case 'blockquote':
        block.content.forEach(visit);
        return;
      case 'table':
        for (const row of block.content) for (const cell of row.content) cell.content.forEach(visit);
        return;
      default:
        return;
    }
  };
  article.body.content.forEach(visit);
  return found;
}
