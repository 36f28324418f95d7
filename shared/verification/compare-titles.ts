import { type Comparing, isAligned, shownRange } from './comparing.ts';
import { commonTokens } from './word-diff.ts';
import { wordingFinding } from './wording-finding.ts';

/**
 * Reports a heading over the article that is an altered version of the title while an unaltered copy stands elsewhere
 * (in the breadcrumb, a print header), so that the copy cannot hide the change.
 */
export function compareTitles(comparing: Comparing): void {
  const { approved, shown, scan, region, flow } = comparing;
  const owner = flow.findIndex((block) => block.kind === 'title');
  const block = flow[owner];
  if (block === undefined || region.firstBody < 0) return;
  const one = { from: approved.first(owner), to: approved.end(owner) };
  const size = one.to - one.from;
  for (let segment = 0; segment < scan.visible.length; segment += 1) {
    if (!isHeadline(comparing, segment) || isAligned(comparing, segment) || comparing.explained.has(segment)) continue;
    const other = { from: shown.first(segment), to: shown.end(segment) };
    const pairs = commonTokens(approved, shown, one, other);
    if (pairs.length < 3 || pairs.length < Math.max(size, other.to - other.from) * 0.6) continue;
    comparing.explained.add(segment);
    let a = one.from;
    let p = other.from;
    for (const [nextA, nextP] of [...pairs, [one.to, other.to] as const]) {
      if (nextA > a || nextP > p) {
        const place = { block, approved, owner, one: { from: a, to: nextA }, shown, other: { from: p, to: nextP } };
        comparing.list.add({ ...wordingFinding(place), publishedRange: shownRange(comparing, p, nextP) });
      }
      a = nextA + 1;
      p = nextP + 1;
    }
  }
}

/** A heading or an element named as a title, before the body, that is no link to another page. */
function isHeadline({ scan, region }: Comparing, segment: number): boolean {
  if (segment > region.firstBody) return false;
  const element = scan.elements[scan.visible[segment]?.chunks[0]?.element ?? -1];
  if (element === undefined || element.link >= 0) return false;
  const heading = scan.elements[element.heading];
  if (heading !== undefined) return /^h[1-3]$/.test(heading.name) && element.area < 0;
  for (let at: typeof element | undefined = element; at !== undefined; at = scan.elements[at.parent]) {
    if (/(?:^|[\s_-])(?:title|tieu-?de|headline)(?:$|[\s_-])/i.test(`${at.classes.join(' ')} ${at.id}`)) return true;
    if (at.block >= 0 && scan.elements[at.block] === at) return false;
  }
  return false;
}
