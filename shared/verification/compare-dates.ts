import type { TextBlock } from '../content/text-blocks.ts';
import { compareField } from './compare-fields.ts';
import { type Comparing, shownRange, shownText } from './comparing.ts';
import { dayOfValue, writtenDays } from './date-forms.ts';
import { fieldCandidates } from './field-candidates.ts';
import { isOfAnother } from './other-items.ts';
import type { TokenRange } from './word-diff.ts';

/** Compares the day of publication, a quoted day and a document's day with the days written around the body. */
export function compareDates(comparing: Comparing): void {
  for (const block of comparing.blocks) {
    if (block.kind === 'sourceDate') compareDate(comparing, block, block.path === 'date' ? 'date' : 'source');
    else if (block.path === 'document/issuedOn') compareDate(comparing, block, block.path);
  }
}

function compareDate(comparing: Comparing, block: TextBlock, labelPath: string): void {
  const wanted = dayOfValue(block.text);
  if (wanted === null) {
    compareField(comparing, block);
    return;
  }
  const dated = fieldCandidates(comparing, labelPath).flatMap((candidate) => {
    const text = shownText(comparing, candidate.range.from, candidate.range.to);
    if (!/\d/.test(text)) return [];
    const days = writtenDays(text);
    return days.length === 0 ? [] : [{ ...candidate, text, days }];
  });
  const labelled = dated.filter((candidate) => candidate.labelled);
  // Dates in lists of other items are theirs; one that follows a label is the field's.
  const near =
    labelled.length > 0 && block.path !== 'date'
      ? labelled
      : dated.filter((candidate) => !isOfAnother(comparing, candidate.range));
  const says = ({ days }: (typeof dated)[number]): boolean =>
    days.some(({ day, swapped }) => day === wanted || swapped === wanted);
  if (near.some(says)) return;
  const other = labelled[0] ?? nearestTo(comparing, near, block.path === 'date');
  const day = other?.days[0];
  comparing.list.add({
    type: block.kind === 'sourceDate' ? 'changedSourceDate' : 'changedDocumentField',
    severity: 'meaning',
    block: block.path,
    approved: block.text,
    published: other === undefined || day === undefined ? '' : other.text.slice(day.from, day.to),
    approvedRange: [0, block.text.length],
    publishedRange: other === undefined ? null : shownRange(comparing, other.range.from, other.range.to),
  });
}

/** The day of publication stands by the title, a quoted day by the byline. */
function nearestTo<Found extends { readonly range: TokenRange }>(
  comparing: Comparing,
  found: readonly Found[],
  title: boolean,
): Found | undefined {
  const { region, shown, fieldSegments } = comparing;
  const head = region.titleSegment < 0 ? region.firstBody : region.titleSegment;
  const places = title || fieldSegments.size === 0 ? [head] : [...fieldSegments];
  const distance = ({ range }: Found): number =>
    Math.min(...places.map((place) => Math.abs(shown.owner(range.from) - place)));
  return [...found].sort((one, other) => distance(one) - distance(other))[0];
}
