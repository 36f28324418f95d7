import type { Article } from '#shared/content/article.ts';
import type { PageCapture } from '#shared/verification/page-capture.ts';
import type { PageReferences } from '#shared/verification/page-references.ts';
import type { Comparison } from '#shared/verification/verdict.ts';

/** One question to the comparing worker. */
export type CompareQuestion =
  | {
      readonly id: number;
      readonly kind: 'references';
      readonly approved: Article;
      readonly page: Pick<PageCapture, 'url' | 'html'>;
    }
  | { readonly id: number; readonly kind: 'compare'; readonly approved: Article; readonly page: PageCapture };

export type CompareReply =
  | { readonly id: number; readonly kind: 'references'; readonly references: PageReferences }
  | { readonly id: number; readonly kind: 'compare'; readonly comparison: Comparison }
  | { readonly id: number; readonly kind: 'failed'; readonly detail: string };
