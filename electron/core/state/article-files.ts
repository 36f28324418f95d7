import type { Article, Block } from '#shared/content/article.ts';
import type { Hash } from '#shared/lib/hash.ts';
import type { Statement } from '#shared/workflow/statement.ts';

/** Every image and attachment an article names, each once. */
export function articleFiles(article: Article): readonly { readonly sha256: Hash; readonly mediaType: string }[] {
  const files = new Map<Hash, string>();
  for (const { sha256, mediaType } of article.attachments) files.set(sha256, mediaType);
  const waiting: Block[] = [...article.body.content];
  for (let block = waiting.pop(); block !== undefined; block = waiting.pop()) {
    switch (block.type) {
      case 'image':
        files.set(block.attrs.sha256, block.attrs.mediaType);
        break;
      case 'bulletList':
      case 'orderedList':
        for (const entry of block.content) waiting.push(...entry.content);
        break;
      case 'blockquote':
        waiting.push(...block.content);
        break;
      case 'table':
        for (const row of block.content) for (const cell of row.content) waiting.push(...cell.content);
        break;
      default:
        break;
    }
  }
  return [...files].map(([sha256, mediaType]) => ({ sha256, mediaType }));
}

/** Files a command names apart from those of its articles. */
export function statementFiles({ details }: Statement): readonly Hash[] {
  if (details.action === 'receive') return details.original === null ? [] : [details.original.sha256];
  return details.action === 'verify' ? [details.verification.evidence] : [];
}
