import type { Block, Body, Figure } from '#shared/content/article.ts';
import type { CleanImage } from './clean-image.ts';

/** The body with each picture, named by its raw bytes, replaced by its cleaned form; the others are taken out. */
export function placeImages(body: Body, cleaned: ReadonlyMap<string, CleanImage>): Body {
  return { type: 'doc', content: orParagraph(body.content.flatMap((block) => placeInBlock(block, cleaned))) };
}

function placeInBlock(block: Block, cleaned: ReadonlyMap<string, CleanImage>): readonly Block[] {
  const inside = (blocks: readonly Block[]): Block[] =>
    orParagraph(blocks.flatMap((child) => placeInBlock(child, cleaned)));
  switch (block.type) {
    case 'image':
      return placed(block, cleaned);
    case 'bulletList':
    case 'orderedList':
      return [{ ...block, content: block.content.map((item) => ({ ...item, content: inside(item.content) })) }];
    case 'blockquote':
      return [{ ...block, content: inside(block.content) }];
    case 'table':
      return [
        {
          ...block,
          content: block.content.map((row) => ({
            ...row,
            content: row.content.map((cell) => ({ ...cell, content: inside(cell.content) })),
          })),
        },
      ];
    default:
      return [block];
  }
}

function placed(figure: Figure, cleaned: ReadonlyMap<string, CleanImage>): readonly Block[] {
  const image = cleaned.get(figure.attrs.sha256);
  const { alt, caption } = figure.attrs;
  if (image === undefined) {
    // The caption is the author's text and outlives its picture.
    return caption === '' ? [] : [{ type: 'paragraph', content: [{ type: 'text', text: caption }] }];
  }
  const { sha256, mediaType, width, height } = image;
  return [{ type: 'image', attrs: { sha256, mediaType, alt, caption, width, height } }];
}

function orParagraph(blocks: Block[]): Block[] {
  return blocks.length === 0 ? [{ type: 'paragraph' }] : blocks;
}
