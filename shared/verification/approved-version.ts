import type { Article, Inline } from '../content/article.ts';
import { normalizeArticle } from '../content/canonical.ts';
import { articleBlocks, formattedBlocks, type TextBlock } from '../content/text-blocks.ts';

/** Hosts that a portal is known to take scripts and frames from. */
export interface PortalHosts {
  readonly host: string;
  readonly scriptHosts: readonly string[];
  readonly frameHosts: readonly string[];
}

/** What a page is compared with: an article of the desk, or an approved text from elsewhere that knows less about itself. */
export interface ApprovedVersion {
  readonly title: string;
  readonly summary: string;
  /** In reading order, NFC, fields after the body. */
  readonly blocks: readonly TextBlock[];
  /** Formatted runs by block path; null when the approved text has no formatting to compare. */
  readonly runs: ReadonlyMap<string, readonly Inline[]> | null;
  /** Addresses of pictures and files by block path; null when they are compared by their bytes. */
  readonly addresses: ReadonlyMap<string, string> | null;
  /** Whether list numbers and cell spans are part of what was approved. */
  readonly knowsShape: boolean;
  /** False when other pictures on the page say nothing. */
  readonly imagesComplete: boolean;
  /** Fields that were not given for comparison: what the page shows for them says nothing. */
  readonly open: ReadonlySet<'title' | 'summary' | 'author' | 'source' | 'date' | 'attachments'>;
  /** Null when nothing is known of the portal: then only the article's own part of the page is judged. */
  readonly portal: PortalHosts | null;
}

/** An article as it is compared, normalised. */
export function approvedArticle(article: Article): ApprovedVersion {
  const normal = normalizeArticle(article);
  return {
    title: normal.title,
    summary: normal.summary,
    blocks: articleBlocks(normal),
    runs: new Map(formattedBlocks(normal).map((block) => [block.path, block.runs])),
    addresses: null,
    knowsShape: true,
    imagesComplete: true,
    open: new Set(),
    portal: null,
  };
}
