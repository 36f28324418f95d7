import { foldForSearch } from '../content/fold.ts';
import { type Comparing, elementOf, shownText } from './comparing.ts';
import type { TokenRange } from './word-diff.ts';

/** Folded labels that introduce a field's value, with the separator that ends them. */
export const fieldLabels: Readonly<Record<string, RegExp>> = {
  author:
    /^\W*(?:(?:tac gia|nguoi viet|nguoi dang|nguoi thuc hien|thuc hien|but danh|bai va anh|tin va anh|tin anh|tin, anh|bai, anh|bai viet|bien soan|tong hop|written by|story by|reported by|author|creator|auteur|autor|redacteur|by|par)(?:\s*[:\-–]\s*|\s*$)|(?:by|written by|creator|par|viet boi|(?:duoc )?dang boi)\s+(?=\S))/,
  date: /^\W*(?:ngay dang(?: tin)?|ngay xuat ban|ngay tao|dang (?:ngay|luc)|duoc dang(?: vao)?|cap nhat(?: luc| ngay)?|thoi gian|published(?: on)?|posted(?: on)?|date)\s*[:\-–]?\s*/,
  source:
    /(?:^|[\s|(])(?:nguon tin|nguon bai viet|nguon trich|nguon|theo|source|via)(?:\s*[:\-–]\s*|\s*$)|^\W*(?:theo|nguon|source|via)\s+(?=\S.{0,60}$)/,
  'document/number': /^\W*(?:so van ban|so ky hieu|so hieu|so|number|no\.?)(?:\s*[:\-–]\s*|\s*$|\s+(?=\d))/,
  'document/symbol': /^\W*(?:so ky hieu|so\s*,\s*ky hieu|ky hieu|symbol)(?:\s*[:\-–]\s*|\s*$|\s+(?=\d))/,
  'document/subject': /^\W*(?:trich yeu(?: noi dung)?|subject)(?:\s*[:\-–]\s*|\s*$|\s+(?=\d))/,
  'document/issuer':
    /^\W*(?:co quan ban hanh|don vi ban hanh|noi ban hanh|issuer|issued by)(?:\s*[:\-–]\s*|\s*$|\s+(?=\d))/,
  'document/signer': /^\W*(?:nguoi ky(?: duyet)?|signer|signed by)(?:\s*[:\-–]\s*|\s*$|\s+(?=\d))/,
  'document/issuedOn':
    /^\W*(?:ngay ban hanh|ngay ky|ngay van ban|issued on|date of issue)(?:\s*[:\-–]\s*|\s*$|\s+(?=\d))/,
};

/** An unaligned stretch near the article, with its text folded. */
interface NearbyRange extends TokenRange {
  readonly folded: string;
}

/** Unaligned stretches of segments near the article; the same for every field. */
function nearbyRanges(comparing: Comparing): readonly NearbyRange[] {
  comparing.nearby ??= findNearby(comparing).map((range) => ({
    ...range,
    folded: foldForSearch(shownText(comparing, range.from, Math.min(range.to, range.from + 400))),
  }));
  return comparing.nearby;
}

function findNearby(comparing: Comparing): readonly TokenRange[] {
  const { scan, shown, alignment, region } = comparing;
  if (region.firstBody < 0) return [];
  const from = Math.max(
    0,
    Math.min(region.titleSegment < 0 ? region.firstBody : region.titleSegment, region.firstBody) - 30,
  );
  const to = Math.min(scan.visible.length, region.lastBody + 80);
  const ranges: TokenRange[] = [];
  for (let segment = from; segment < to; segment += 1) {
    let start = -1;
    for (let at = shown.first(segment); at <= shown.end(segment); at += 1) {
      const free = at < shown.end(segment) && (alignment.approvedOf[at] ?? -1) < 0;
      if (free && start < 0) start = at;
      if (!free && start >= 0) {
        ranges.push({ from: start, to: at });
        start = -1;
      }
    }
  }
  return ranges;
}

export interface FieldCandidate {
  readonly range: TokenRange;
  readonly labelled: boolean;
}

/** Unaligned stretches near the article with what a label says of them. */
export function fieldCandidates(comparing: Comparing, path: string): readonly FieldCandidate[] {
  const label = fieldLabels[path] ?? ownLabel(comparing, path);
  const ranges = nearbyRanges(comparing);
  const { shown } = comparing;
  return ranges.flatMap((range, index): FieldCandidate[] => {
    const parts = fieldParts(comparing, path, range).map((part) => ({ range: part, labelled: false }));
    const text = range.folded;
    const found = label?.exec(text);
    if (found === null || found === undefined) return [{ range, labelled: false }, ...parts];
    // Folding keeps letters and signs one to one, so the label's end is found by counting them.
    const skipped = text.slice(0, found.index + found[0].length).replace(/\s/g, '').length;
    let from = range.from;
    for (let count = 0; from < range.to && count < skipped; from += 1) count += foldForSearch(shown.raw(from)).length;
    if (from < range.to) return [{ range: { from, to: range.to }, labelled: true }];
    const next = ranges[index + 1];
    return next === undefined ? [] : [{ range: next, labelled: true }];
  });
}

/** The label a field of the item's kind bears on the page: its own. */
function ownLabel({ blocks }: Comparing, path: string): RegExp | undefined {
  const label = blocks.find((block) => block.path === path)?.label;
  if (label === undefined) return undefined;
  const words = foldForSearch(label).replace(/[^\w\s]/g, '\\$&');
  return new RegExp(`^\\W*${words}(?:\\s*[:\\-–]\\s*|\\s*$|\\s+)`);
}

/** Shorter stretches of a line that may be a field of their own: between signs, or in an element named as the field. */
function fieldParts(comparing: Comparing, path: string, range: TokenRange): readonly TokenRange[] {
  if (path !== 'author' && path !== 'source') return [];
  const { shown } = comparing;
  const parts: TokenRange[] = [];
  let from = range.from;
  let named = -1;
  let element = -1;
  for (let at = range.from; at <= range.to; at += 1) {
    const ends = at === range.to;
    if (ends || /^[()|•·]$/.test(shown.raw(at))) {
      if (at > from && (from > range.from || !ends)) parts.push({ from, to: at });
      from = at + 1;
    }
    const here = ends ? -1 : elementOf(comparing, at);
    if (here === element) continue;
    if (named >= 0 && at > named && !(named === range.from && ends)) parts.push({ from: named, to: at });
    named = !ends && isNamedAs(comparing, { from: at, to: at + 1 }, path) ? at : -1;
    element = here;
  }
  return parts;
}

const elementNames: Readonly<Record<string, RegExp>> = {
  author: /author|tac-?gia|byline|created-?by|writer|reporter|vcard|nguoi-?viet|but-?danh|sign(?:ature)?(?:$|[\s_-])/i,
  source: /source|nguon/i,
};

/** Whether the element a line stands in is named as the field. */
export function isNamedAs(comparing: Comparing, range: TokenRange, path: string): boolean {
  const names = elementNames[path];
  if (names === undefined) return false;
  const { scan, region } = comparing;
  let steps = 0;
  for (
    let at = elementOf(comparing, range.from);
    at > region.outer && steps < 4;
    at = scan.elements[at]?.parent ?? -1
  ) {
    const element = scan.elements[at];
    const said = `${element?.classes.join(' ')} ${element?.id} ${element?.attributes['itemprop'] ?? ''} ${element?.attributes['rel'] ?? ''}`;
    if (names.test(said)) return !(path === 'author' && /time|date|ngay/i.test(element?.classes.join(' ') ?? ''));
    steps += 1;
  }
  return false;
}
