import { foldForSearch } from '../content/fold.ts';
import type { TextBlock } from '../content/text-blocks.ts';
import { wordingType } from './classify-change.ts';
import { type Comparing, elementOf, shownRange, shownText } from './comparing.ts';
import { type FieldCandidate, fieldCandidates, fieldLabels, isNamedAs } from './field-candidates.ts';
import { furnitureValue, isFurnitureText } from './furniture.ts';
import { isOfAnother } from './other-items.ts';
import { TokenList } from './tokens.ts';
import { commonTokens, type TokenRange } from './word-diff.ts';

/** Compares author, source, quoted date and a document's own fields with the lines around the body. */
export function compareFields(comparing: Comparing): void {
  for (const block of comparing.blocks) {
    const isField = block.kind === 'author' || block.kind === 'source' || block.kind === 'documentField';
    if (isField && block.path !== 'document/issuedOn') compareField(comparing, block);
  }
}

/** Compares one field with the line of the page that holds it. */
export function compareField(comparing: Comparing, block: TextBlock): void {
  const field = new TokenList();
  field.add(block.text, comparing.keys);
  if (field.length === 0) return;
  const judged = fieldCandidates(comparing, block.path).map((candidate) => ({
    ...candidate,
    ...judge(comparing, field, candidate),
    named: isNamedAs(comparing, candidate.range, block.path),
    near: isNear(comparing, candidate.range, block.path),
  }));
  const labelled = judged.filter((candidate) => candidate.labelled && candidate.near);
  const near = judged.filter((candidate) => candidate.near && !isOfAnotherField(comparing, block, candidate));
  const known = near.filter((candidate) => candidate.labelled || candidate.named);
  const altered = known.some((candidate) => !candidate.clean && candidate.share >= 0.5);
  const clean = near.filter((candidate) => candidate.clean);
  for (const { range, at } of clean) {
    const { shown, values } = comparing;
    const segment = shown.owner(range.from);
    comparing.fieldSegments.add(segment);
    const before = shownText(comparing, shown.first(segment), at);
    const after = shownText(comparing, at + field.length, shown.end(segment));
    // The line says the field, its label and other known things, and nothing else.
    if (isFurnitureText(before, values) && isFurnitureText(after, values)) comparing.explained.add(segment);
  }
  if (!altered && clean.length > 0) return;
  // A portal may keep the byline far from the text; then nothing near says otherwise.
  if (known.length === 0 && judged.some((candidate) => candidate.clean)) return;
  const order = (candidate: (typeof judged)[number]): number =>
    candidate.share * 2 + (candidate.labelled ? 3 : 0) + (candidate.named ? 1 : 0);
  const best =
    near
      .filter((candidate) => !candidate.clean && (candidate.labelled || candidate.named || candidate.share >= 0.5))
      .filter(
        ({ range, share, labelled: said }) =>
          said || share > 0 || !isFurnitureText(shownText(comparing, range.from, range.to), new Set()),
      )
      .sort((one, other) => order(other) - order(one))[0] ??
    (labelled.length > 0 || block.kind === 'documentField' ? undefined : unnamedByline(comparing, near));
  const type = wordingType(block.kind, {
    approved: block.text,
    published: '',
    text: block.text,
    from: 0,
    to: block.text.length,
    pageText: '',
  });
  if (best === undefined) {
    const approvedRange = [0, block.text.length] as const;
    comparing.list.add({ type, severity: 'meaning', block: block.path, approved: block.text, approvedRange });
    return;
  }
  const { approvedRange, tokens } = best.difference;
  comparing.explained.add(comparing.shown.owner(tokens.from));
  comparing.fieldSegments.add(comparing.shown.owner(tokens.from));
  comparing.list.add({
    type,
    severity: 'meaning',
    block: block.path,
    approved: block.text.slice(...approvedRange),
    published: shownText(comparing, tokens.from, tokens.to),
    before: block.text.slice(0, approvedRange[0]),
    after: block.text.slice(approvedRange[1]),
    approvedRange,
    publishedRange: shownRange(comparing, tokens.from, tokens.to),
  });
}

/** Whether a line holds the value of another field, or is introduced as one. */
function isOfAnotherField(comparing: Comparing, block: TextBlock, { range, labelled }: FieldCandidate): boolean {
  if (labelled) return false;
  const text = shownText(comparing, range.from, range.to);
  const folded = foldForSearch(text);
  if (Object.entries(fieldLabels).some(([path, label]) => path !== block.path && path !== 'date' && label.test(folded)))
    return true;
  const said = furnitureValue(text);
  return comparing.blocks.some(
    (other) =>
      other.path !== block.path &&
      /^(?:author|source|title|summary)$/.test(other.kind) &&
      said !== '' &&
      furnitureValue(other.text).includes(said) &&
      furnitureValue(block.text) !== said,
  );
}
/** Between the title and a little behind the body, in no list of other items. */
function isNear(comparing: Comparing, range: TokenRange, path: string): boolean {
  const { region, shown } = comparing;
  const segment = shown.owner(range.from);
  const first = region.titleSegment < 0 ? region.firstBody : Math.min(region.titleSegment, region.firstBody);
  if (segment < first - 4 || segment > region.lastBody + 25) return false;
  // A name may lead to the page of its bearer.
  return isNamedAs(comparing, range, path) || !isOfAnother(comparing, range);
}

/** The short line behind the body, or before it, that is most like a name, when nothing names the byline. */
function unnamedByline<Found extends FieldCandidate & Judgement>(
  comparing: Comparing,
  near: readonly Found[],
): Found | undefined {
  const { region, shown } = comparing;
  const distance = ({ range }: FieldCandidate): number => {
    const segment = shown.owner(range.from);
    return segment > region.lastBody ? segment - region.lastBody : 6 + Math.abs(region.firstBody - segment);
  };
  return near
    .filter(({ range }) => {
      const text = shownText(comparing, range.from, range.to).trim();
      const whole = range.from === shown.first(shown.owner(range.from));
      return (
        whole && text.length <= 80 && /\p{Lu}/u.test(text) && !/[.;!?]$/.test(text) && !isFurnitureText(text, new Set())
      );
    })
    .filter((candidate) => distance(candidate) <= 12 && !comparing.explained.has(shown.owner(candidate.range.from)))
    .sort((one, other) => distance(one) - distance(other))[0];
}

interface Judgement {
  /** Token at which the whole value begins, -1 when it does not stand here. */
  readonly at: number;
  /** The field stands here whole, with nothing but furniture beside it. */
  readonly clean: boolean;
  /** Share of the field's words found here, 0–1. */
  readonly share: number;
  readonly difference: { readonly approvedRange: readonly [number, number]; readonly tokens: TokenRange };
}

const separator = /^[|•·;:()[\]–—\-/]$/;

function judge(comparing: Comparing, field: TokenList, candidate: FieldCandidate): Judgement {
  const { shown } = comparing;
  const to = Math.min(candidate.range.to, candidate.range.from + field.length + 60);
  const exact = occurrence(comparing, field, { from: candidate.range.from, to: candidate.range.to });
  const empty = { approvedRange: [0, 0] as const, tokens: { from: candidate.range.from, to: candidate.range.from } };
  if (exact >= 0) {
    const extra = extraWords(comparing, candidate, exact, exact + field.length);
    const end = field.stop(field.length - 1);
    return {
      at: exact,
      clean: extra === null,
      share: 1,
      difference: extra === null ? empty : { approvedRange: [end, end], tokens: extra },
    };
  }
  const pairs = commonTokens(field, shown, { from: 0, to: field.length }, { from: candidate.range.from, to });
  const share = pairs.length / field.length;
  const short = candidate.range.to - candidate.range.from <= field.length + 4;
  const lead = pairs[0];
  let from = candidate.range.from;
  if (!candidate.labelled && !short && lead !== undefined) from = Math.max(from, lead[1] - lead[0]);
  else while (from < to - 1 && from !== lead?.[1] && separator.test(shown.raw(from))) from += 1;
  const firstOwn = pairs[0]?.[1] === from ? unbrokenStart(pairs) : 0;
  const start = from + firstOwn;
  let end = pairs.length === 0 ? start : (pairs.at(-1)?.[1] ?? start) + 1;
  const lastOwn = (pairs.at(-1)?.[0] ?? -1) + 1;
  let ownEnd = field.length;
  if (lastOwn === field.length && pairs.length > firstOwn) {
    const kept = unbrokenEnd(pairs);
    ownEnd -= kept;
    end -= kept;
  } else while (end < to && !separator.test(shown.raw(end)) && end - start < field.length + 6) end += 1;
  const ownFrom = firstOwn < field.length ? field.start(firstOwn) : field.stop(field.length - 1);
  const ownTo = ownEnd > firstOwn ? field.stop(ownEnd - 1) : ownFrom;
  return {
    at: -1,
    clean: false,
    share,
    difference: { approvedRange: [ownFrom, ownTo], tokens: { from: Math.min(start, end), to: Math.max(start, end) } },
  };
}

function unbrokenStart(pairs: readonly (readonly [number, number])[]): number {
  let count = 0;
  while (count < pairs.length && pairs[count]?.[0] === count && pairs[count]?.[1] === (pairs[0]?.[1] ?? 0) + count)
    count += 1;
  return count;
}

function unbrokenEnd(pairs: readonly (readonly [number, number])[]): number {
  let count = 1;
  for (let at = pairs.length - 1; at > 0; at -= 1) {
    const [a, p] = pairs[at] ?? [0, 0];
    const [a0, p0] = pairs[at - 1] ?? [0, 0];
    if (a0 !== a - 1 || p0 !== p - 1) break;
    count += 1;
  }
  return count;
}

function occurrence(comparing: Comparing, field: TokenList, range: TokenRange): number {
  const { shown } = comparing;
  for (let from = range.from; from + field.length <= range.to; from += 1) {
    let length = 0;
    while (length < field.length && field.key(length) === shown.key(from + length)) length += 1;
    if (length === field.length) return from;
  }
  return -1;
}

/** Words that stand beside the value without a separator and are no furniture: the value itself was lengthened. */
function extraWords(comparing: Comparing, candidate: FieldCandidate, from: number, to: number): TokenRange | null {
  const { shown } = comparing;
  let end = to;
  while (end < candidate.range.to && !separator.test(shown.raw(end))) end += 1;
  if (end > to && /[?!]/.test(shown.raw(to))) return { from: to, to: to + 1 };
  if (end > to && !endsElement(comparing, to) && !isFurnitureText(shownText(comparing, to, end), comparing.values))
    return { from: to, to: end };
  let start = from;
  while (start > candidate.range.from && !separator.test(shown.raw(start - 1))) start -= 1;
  if (
    start < from &&
    !endsElement(comparing, from) &&
    !isFurnitureText(shownText(comparing, start, from), comparing.values)
  )
    return { from: start, to: from };
  return null;
}

/** Whether an element ends or begins between a token and the one before it, unless a word such as "và" joins them. */
function endsElement(comparing: Comparing, at: number): boolean {
  if (/^(?:và|and|&|,|cùng|et|with|\+)$/i.test(comparing.shown.raw(at))) return false;
  return elementOf(comparing, at - 1) !== elementOf(comparing, at);
}
