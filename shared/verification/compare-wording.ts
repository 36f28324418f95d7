import { type Comparing, elementOf, isAligned, shownRange, shownText } from './comparing.ts';
import { furnitureValue, isFurnitureText } from './furniture.ts';
import { zoneOf } from './region.ts';
import type { TokenRange } from './word-diff.ts';
import { wordingFinding } from './wording-finding.ts';

/** A block of which no word was found in its place. */
export interface LostBlock {
  readonly owner: number;
  /** Page tokens of whole segments that stand where the block should. */
  readonly instead: TokenRange;
}

/** Reports every change of wording inside aligned blocks; returns the blocks that were not found at all. */
export function compareWording(comparing: Comparing): readonly LostBlock[] {
  const { approved, shown, alignment } = comparing;
  const lost: LostBlock[] = [];
  let a = -1;
  let p = -1;
  for (let next = 0; next <= approved.length; next += 1) {
    const match = next < approved.length ? (alignment.pageOf[next] ?? -1) : shown.length;
    if (match < 0) continue;
    if (next > a + 1 || match > p + 1) {
      lost.push(...compareGap(comparing, { from: a + 1, to: next }, { from: p + 1, to: match }));
    }
    a = next;
    p = match;
  }
  return lost;
}

function compareGap(comparing: Comparing, gap: TokenRange, page: TokenRange): readonly LostBlock[] {
  const { approved, shown, alignment } = comparing;
  const leftSegment =
    page.from > 0 && (alignment.approvedOf[page.from - 1] ?? -1) >= 0 ? shown.owner(page.from - 1) : -1;
  const rightSegment = page.to < shown.length ? shown.owner(page.to) : -1;
  const headEnd = leftSegment < 0 ? page.from : Math.min(page.to, shown.end(leftSegment));
  const tailStart = rightSegment < 0 ? page.to : Math.max(headEnd, shown.first(rightSegment));
  const head = { from: page.from, to: headEnd };
  const tail = { from: Math.min(tailStart, page.to), to: page.to };
  const leftBlock = gap.from > 0 ? approved.owner(gap.from - 1) : -1;
  const rightBlock = gap.to < approved.length ? approved.owner(gap.to) : -1;
  if (leftBlock >= 0 && leftBlock === rightBlock) {
    compareInside(comparing, leftBlock, gap, head, tail);
    return [];
  }
  const ownHead = { from: gap.from, to: leftBlock < 0 ? gap.from : Math.min(gap.to, approved.end(leftBlock)) };
  const ownTail = { from: rightBlock < 0 ? gap.to : Math.max(ownHead.to, approved.first(rightBlock)), to: gap.to };
  if (leftBlock >= 0) reportEdit(comparing, leftBlock, ownHead, head, 'end');
  if (rightBlock >= 0) reportEdit(comparing, rightBlock, ownTail, tail, 'start');
  const lost: LostBlock[] = [];
  for (let at = ownHead.to; at < ownTail.from; at = approved.end(approved.owner(at))) {
    lost.push({ owner: approved.owner(at), instead: { from: head.to, to: tail.from } });
  }
  return lost;
}

function compareInside(comparing: Comparing, block: number, gap: TokenRange, head: TokenRange, tail: TokenRange): void {
  if (head.to === tail.from || tail.from === tail.to) {
    const other = { from: head.from, to: tail.from === tail.to ? head.to : tail.to };
    reportEdit(comparing, block, gap, other, 'middle');
    return;
  }
  // The block is split over segments with something between them, which is judged apart.
  if (head.from < head.to) reportEdit(comparing, block, gap, head, 'middle');
  else if (tail.from < tail.to || gap.from < gap.to) reportEdit(comparing, block, gap, tail, 'middle');
  if (head.from < head.to && tail.from < tail.to)
    reportEdit(comparing, block, { from: gap.to, to: gap.to }, tail, 'middle');
}

type Side = 'start' | 'middle' | 'end';

function reportEdit(comparing: Comparing, owner: number, one: TokenRange, other: TokenRange, side: Side): void {
  const block = comparing.flow[owner];
  if (block === undefined || comparing.settledBlocks.has(owner)) return;
  if (one.from === one.to && other.from === other.to) return;
  if (
    one.from === one.to &&
    side !== 'middle' &&
    isLabel(comparing, owner, shownText(comparing, other.from, other.to), side)
  )
    return;
  const place = { block, approved: comparing.approved, owner, one, shown: comparing.shown, other };
  comparing.list.add({ ...wordingFinding(place), publishedRange: shownRange(comparing, other.from, other.to) });
}

/** Text that portals put into one line with a block: list markers, "Ảnh:", the date beside a title. */
function isLabel(comparing: Comparing, owner: number, text: string, side: Side): boolean {
  const block = comparing.flow[owner];
  if (block === undefined || text === '') return false;
  if (block.kind === 'listItem' && side === 'start') {
    return !standsInListElement(comparing, owner) && isListMarker(text, block.list?.number ?? null);
  }
  if (block.kind === 'caption') {
    if (/^[()]$/.test(text.trim())) return isBracketed(comparing, owner);
    return /^\(?(?:ảnh|hình|nguồn ảnh|photo)\s*\d{0,2}\s*[:.-]?$/iu.test(text.trim());
  }
  if (block.kind === 'title' || block.kind === 'summary')
    return isFurnitureText(text, comparing.values) && /\d|[\p{L}]{2}/u.test(text);
  return false;
}

/** A page may set a whole caption in brackets, not open one that stays open. */
function isBracketed({ approved, alignment, shown }: Comparing, owner: number): boolean {
  const match = alignment.pageOf[approved.first(owner)] ?? -1;
  return match >= 0 && /^\s*\(.*\)\s*$/s.test(shown.texts[shown.owner(match)] ?? '');
}

/** The page draws the marker itself. */
function standsInListElement(comparing: Comparing, owner: number): boolean {
  const match = comparing.alignment.pageOf[comparing.approved.first(owner)] ?? -1;
  if (match < 0) return false;
  const { elements } = comparing.scan;
  for (let at = elements[elementOf(comparing, match)]; at !== undefined; at = elements[at.parent]) {
    if (at.name === 'li') return true;
    if (at.name === 'div' || at.name === 'td' || at.name === 'article') return false;
  }
  return false;
}

/** A marker typed as text; a numbered item must carry its own number. */
function isListMarker(text: string, number: number | null): boolean {
  const marker = text.trim();
  if (/^[-–—•*+○▪■●·»›✓]$/u.test(marker)) return number === null;
  const counted = /^\(?(\d{1,4})\s*[.)/-]?$/.exec(marker);
  return counted !== null && number !== null && Number(counted[1]) === number;
}

/** Pairs each lost block with its fate: moved, replaced by one foreign segment, or missing; a missing picture takes its caption along. */
export function reportLostBlocks(
  comparing: Comparing,
  lost: readonly LostBlock[],
  missingImages: ReadonlySet<string>,
): void {
  const hidden = new Set(comparing.scan.hidden.map((segment) => furnitureValue(segment.text)));
  for (const { owner, instead } of lost) {
    const block = comparing.flow[owner];
    if (block === undefined || comparing.settledBlocks.has(owner)) continue;
    if (block.kind === 'caption' && missingImages.has(block.path.replace(/\/caption$/, ''))) continue;
    // Reported as hidden, with the place where it stands.
    if (hidden.has(furnitureValue(block.text))) continue;
    const place = movedTo(comparing, owner);
    if (place !== null) {
      for (let at = place.from; at < place.to; at += 1) comparing.explained.add(comparing.shown.owner(at));
      // A caption may stand above its picture; order says nothing there.
      if (block.kind === 'caption' || block.kind === 'summary') continue;
      comparing.list.add({
        type: 'movedBlock',
        severity: 'meaning',
        block: block.path,
        approved: block.text,
        published: shownText(comparing, place.from, place.to),
        publishedRange: shownRange(comparing, place.from, place.to),
      });
      continue;
    }
    const alone = lost.filter((other) => other.instead.from === instead.from).length === 1;
    const replacement = alone ? onlySegment(comparing, instead) : null;
    if (replacement !== null) {
      comparing.explained.add(comparing.shown.owner(replacement.from));
      const one = { from: comparing.approved.first(owner), to: comparing.approved.end(owner) };
      const change = { block, approved: comparing.approved, owner, one, shown: comparing.shown, other: replacement };
      comparing.list.add({
        ...wordingFinding(change),
        publishedRange: shownRange(comparing, replacement.from, replacement.to),
      });
      continue;
    }
    const type =
      block.kind === 'title'
        ? 'changedTitle'
        : block.kind === 'summary'
          ? 'changedSummary'
          : block.kind === 'tableCell'
            ? 'tableCell'
            : block.kind === 'caption'
              ? 'changedCaption'
              : 'missingBlock';
    comparing.list.add({
      type,
      severity: 'meaning',
      block: block.path,
      approved: block.text,
      approvedRange: [0, block.text.length],
      publishedRange: shownRange(comparing, instead.from, instead.from),
    });
  }
}

/** Where a lost block stands whole in the article's part of the page, outside its order. */
function movedTo(comparing: Comparing, owner: number): TokenRange | null {
  const { approved, shown, alignment, region } = comparing;
  const first = approved.first(owner);
  const size = approved.end(owner) - first;
  const free = (from: number): boolean => {
    if (from < 0 || from + size > shown.length) return false;
    for (let offset = 0; offset < size; offset += 1) {
      if (approved.key(first + offset) !== shown.key(from + offset) || (alignment.approvedOf[from + offset] ?? -1) >= 0)
        return false;
    }
    return true;
  };
  const range = (from: number): TokenRange => ({ from, to: from + size });
  for (const stretch of alignment.stretches) {
    if (stretch.approved > first || stretch.approved + stretch.length < first + size) continue;
    const from = stretch.page + first - stretch.approved;
    if (free(from)) return range(from);
  }
  if (size >= 4 || region.firstBody < 0) return null;
  // Short blocks have no stretch of their own; only a whole segment inside the body counts as the block.
  for (let segment = region.firstBody; segment <= region.lastBody; segment += 1) {
    const from = shown.first(segment);
    if (shown.end(segment) - from === size && free(from)) return range(from);
  }
  return null;
}

/** The range when it is one whole unaligned segment that is not furniture. */
function onlySegment(comparing: Comparing, range: TokenRange): TokenRange | null {
  const { shown } = comparing;
  const segments: number[] = [];
  for (let at = range.from; at < range.to; at = shown.end(shown.owner(at))) {
    const segment = shown.owner(at);
    if (isAligned(comparing, segment) || comparing.explained.has(segment)) continue;
    if (zoneOf(comparing.region, comparing.scan, segment) === 'outside') continue;
    if (isFurnitureText(shown.texts[segment] ?? '', comparing.values)) continue;
    segments.push(segment);
    if (segments.length > 1) return null;
  }
  const only = segments[0];
  return only === undefined ? null : { from: shown.first(only), to: shown.end(only) };
}
