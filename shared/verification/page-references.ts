import type { Article } from '../content/article.ts';
import { approvedArticle } from './approved-version.ts';
import { pageFiles } from './compare-attachments.ts';
import { beginComparing } from './comparing.ts';
import { type PageCapture, pageLimits } from './page-capture.ts';
import { isWithin } from './page-element.ts';
import { articleImages } from './page-images.ts';

/** Absolute addresses a full comparison needs fetched; nothing outside the article's part of the page. */
export interface PageReferences {
  readonly images: readonly string[];
  readonly files: readonly string[];
}

/** Names the pictures and files of the page that may be the article's, each once. */
export function pageReferences(approved: Article, page: Pick<PageCapture, 'url' | 'html'>): PageReferences {
  const comparing = beginComparing(approvedArticle(approved), {
    ...page,
    resources: new Map(),
    approvedImages: new Map(),
  });
  if (typeof comparing === 'string') return { images: [], files: [] };
  const images = articleImages(comparing).map((image) => image.address);
  const { elements } = comparing.scan;
  const { outer } = comparing.region;
  // A file elsewhere on the page (a form of the portal, a guide in its footer) is fetched only when it bears the name.
  const files =
    approved.attachments.length === 0
      ? []
      : pageFiles(comparing)
          .filter((file) => file.named || (outer >= 0 && isWithin(elements, file.element, outer)))
          .map((file) => file.address);
  return {
    images: [...new Set(images)].slice(0, pageLimits.images),
    files: [...new Set(files)].slice(0, pageLimits.files),
  };
}
