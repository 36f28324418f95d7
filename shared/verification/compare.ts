import type { Article } from '../content/article.ts';
import { type ApprovedVersion, approvedArticle } from './approved-version.ts';
import { compareActiveContent } from './compare-active-content.ts';
import { compareAttachments } from './compare-attachments.ts';
import { compareBoundaries, compareCharacters } from './compare-characters.ts';
import { compareDates } from './compare-dates.ts';
import { compareFields } from './compare-fields.ts';
import { compareForeignText } from './compare-foreign-text.ts';
import { compareHiddenText } from './compare-hidden-text.ts';
import { compareImages } from './compare-images.ts';
import { compareLinks } from './compare-links.ts';
import { compareMetadata } from './compare-metadata.ts';
import { compareNumbering } from './compare-numbering.ts';
import { compareRaised } from './compare-raised.ts';
import { compareTables } from './compare-tables.ts';
import { compareTitles } from './compare-titles.ts';
import { compareWording, reportLostBlocks } from './compare-wording.ts';
import { beginComparing, type Comparing } from './comparing.ts';
import type { PageCapture } from './page-capture.ts';
import { type Comparison, type Coverage, overallVerdict, uncheckedComparison } from './verdict.ts';

/** Compares the approved version with a page as fetched; pure, and bounded by `pageLimits`. */
export function compare(approved: Article, page: PageCapture): Comparison {
  return compareVersion(approvedArticle(approved), page);
}

/** As `compare`, for an approved text from outside the desk. */
export function compareVersion(approved: ApprovedVersion, page: PageCapture): Comparison {
  const comparing = beginComparing(approved, page);
  if (typeof comparing === 'string') return uncheckedComparison(comparing, page.url);
  if (isScriptRendered(comparing)) return uncheckedComparison('scriptRendered', page.url);
  const { list } = comparing;
  const tables = compareTables(comparing);
  const { compared: images, missing } = compareImages(comparing);
  reportLostBlocks(comparing, compareWording(comparing), missing);
  compareCharacters(comparing);
  compareBoundaries(comparing);
  compareNumbering(comparing);
  compareRaised(comparing);
  compareTitles(comparing);
  const links = compareLinks(comparing);
  const attachments = compareAttachments(comparing);
  compareFields(comparing);
  compareDates(comparing);
  compareMetadata(comparing);
  compareActiveContent(comparing);
  compareForeignText(comparing);
  compareHiddenText(comparing);
  return {
    verdict: overallVerdict(list.discrepancies, list.unchecked),
    discrepancies: list.discrepancies,
    unchecked: list.unchecked,
    covered: coverage(comparing, { tables, links, images, attachments }),
  };
}

/** A page whose source carries next to nothing of the article, little text at all, and scripts that may write it. */
function isScriptRendered(comparing: Comparing): boolean {
  const { region, approved, shown, scan } = comparing;
  if (region.found > 0.2 || region.titleSegment >= 0) return false;
  const scripted = scan.elements.some((element) => element.name === 'script');
  return scripted && shown.length < Math.max(150, approved.length / 2);
}

function coverage(
  comparing: Comparing,
  found: Pick<Coverage, 'tables' | 'links' | 'images' | 'attachments'>,
): Coverage {
  const { flow, approved, alignment } = comparing;
  const counts = { paragraph: 0, heading: 0, listItem: 0, tableCell: 0, title: 0, summary: 0 };
  let characters = 0;
  flow.forEach((block, owner) => {
    let seen =
      approved.first(owner) === approved.end(owner) && block.kind === 'tableCell' && comparing.settledBlocks.has(owner);
    for (let at = approved.first(owner); at < approved.end(owner); at += 1) {
      if ((alignment.pageOf[at] ?? -1) < 0) continue;
      seen = true;
      characters += approved.stop(at) - approved.start(at);
    }
    if (!seen) return;
    if (block.kind === 'quote' || block.kind === 'caption') counts.paragraph += 1;
    else if (block.kind in counts) counts[block.kind as keyof typeof counts] += 1;
  });
  return {
    title: counts.title > 0,
    summary: counts.summary > 0,
    paragraphs: counts.paragraph,
    headings: counts.heading,
    listItems: counts.listItem,
    cells: counts.tableCell,
    characters,
    ...found,
  };
}
