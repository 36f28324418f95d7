import { type Comparing, shownRange } from './comparing.ts';
import { withoutInvisible } from './tokens.ts';
import type { DiscrepancyType } from './verdict.ts';

/** Reports, once per block and kind, characters that differ without a difference in meaning. */
export function compareCharacters(comparing: Comparing): void {
  const { approved, shown, alignment, flow } = comparing;
  flow.forEach((block, owner) => {
    const seen = new Set<DiscrepancyType>();
    const report = (
      type: DiscrepancyType,
      from: number,
      to: number,
      a: string,
      p: string,
      at: number,
      meaning = false,
    ): void => {
      if (seen.has(type) && !meaning) return;
      seen.add(type);
      comparing.list.add({
        type,
        severity: meaning ? 'meaning' : 'cosmetic',
        block: block.path,
        approved: a,
        published: p,
        before: block.text.slice(Math.max(0, from - 40), from),
        after: block.text.slice(to, to + 40),
        approvedRange: [from, to],
        publishedRange: shownRange(comparing, at, at + 1),
      });
    };
    const capitals = approved.texts[owner] !== block.text;
    const first = alignment.pageOf[approved.first(owner)] ?? -1;
    if (capitals && first >= 0)
      report('changedCase', 0, block.text.length, block.text, approved.texts[owner] ?? '', first);
    for (let at = approved.first(owner); at < approved.end(owner); at += 1) {
      const match = alignment.pageOf[at] ?? -1;
      if (match < 0) continue;
      const own = approved.raw(at);
      const raw = shown.raw(match);
      if (own !== raw)
        for (const type of characterTypes(own, raw, isEdge(comparing, match)))
          report(type, approved.start(at), approved.stop(at), own, raw, match);
      if (at + 1 >= approved.end(owner) || alignment.pageOf[at + 1] !== match + 1) continue;
      const between = block.text.slice(approved.stop(at), approved.start(at + 1));
      if (shown.owner(match) !== shown.owner(match + 1)) {
        if (!between.includes('\n') && block.kind !== 'tableCell')
          report('blockBoundary', approved.stop(at), approved.start(at + 1), between, '\n', match);
        continue;
      }
      const betweenShown = (shown.texts[shown.owner(match)] ?? '').slice(shown.stop(match), shown.start(match + 1));
      if (between === betweenShown) continue;
      const type = spaceType(between, betweenShown);
      if (type === null) continue;
      const number = type === 'spacing' && cutsNumber(approved, at);
      const width = [approved.start(at), approved.stop(at + 1)] as const;
      const shownPair = (shown.texts[shown.owner(match)] ?? '').slice(shown.start(match), shown.stop(match + 1));
      report(number ? 'changedNumber' : type, width[0], width[1], block.text.slice(...width), shownPair, match, number);
    }
  });
}

/** The first or last token of its segment. */
function isEdge({ shown }: Comparing, token: number): boolean {
  const owner = shown.owner(token);
  return token === shown.first(owner) || token === shown.end(owner) - 1;
}

/** Whether the space after a token would stand inside a number such as 12.500. */
function cutsNumber(tokens: Comparing['approved'], at: number): boolean {
  const digit = (index: number): boolean => index >= 0 && /^\p{N}+$/u.test(tokens.raw(index));
  const sign = (index: number): boolean => /^[.,]$/.test(tokens.raw(index));
  return (sign(at) && digit(at - 1) && digit(at + 1)) || (digit(at) && sign(at + 1) && digit(at + 2));
}

function collapse(text: string): string {
  return text.replace(/[ \t\r\n\f]+/g, ' ');
}

function spaceType(own: string, shown: string): DiscrepancyType | null {
  const one = collapse(own);
  const other = collapse(shown);
  if (one === other) return null;
  return collapse(withoutInvisible(one)) === collapse(withoutInvisible(other)) ? 'invisibleCharacters' : 'spacing';
}

/** Why two tokens with one key are written differently. */
function characterTypes(own: string, shown: string, atEdge: boolean): readonly DiscrepancyType[] {
  const types: DiscrepancyType[] = [];
  const one = withoutInvisible(own);
  const other = withoutInvisible(shown);
  // Editors leave characters that draw nothing before and behind a block's text.
  const outer =
    atEdge &&
    own === one &&
    shown.replace(/^[\u200b-\u200f\u2060\ufeff]+|[\u200b-\u200f\u2060\ufeff]+$/g, '') === other;
  if (!outer && ((one === own) !== (other === shown) || (one === other && own !== shown)))
    types.push('invisibleCharacters');
  if (one === other) return types;
  const oneComposed = one.normalize('NFC');
  const otherComposed = other.normalize('NFC');
  if (oneComposed === otherComposed) return [...types, 'normalization'];
  if ((one === oneComposed) !== (other === otherComposed)) types.push('normalization');
  if (/[\p{L}]/u.test(one)) return [...types, 'tonePlacement'];
  if (/^[.…]/.test(one)) return [...types, 'ellipsis'];
  return [...types, /^\p{Pd}|^−/u.test(one) ? 'dashes' : 'quotes'];
}

/** Reports body blocks that the page runs together into one paragraph. */
export function compareBoundaries(comparing: Comparing): void {
  const { approved, shown, alignment, flow } = comparing;
  const plain = new Set(['paragraph', 'heading', 'listItem', 'quote']);
  for (let owner = 1; owner < flow.length; owner += 1) {
    const block = flow[owner];
    const before = flow[owner - 1];
    if (block === undefined || before === undefined || !plain.has(block.kind) || !plain.has(before.kind)) continue;
    const own = alignment.pageOf[approved.first(owner)] ?? -1;
    const last = alignment.pageOf[approved.end(owner - 1) - 1] ?? -1;
    if (own < 0 || last < 0 || shown.owner(own) !== shown.owner(last)) continue;
    comparing.list.add({
      type: 'blockBoundary',
      severity: 'cosmetic',
      block: block.path,
      approved: '\n',
      published: ' ',
      before: before.text.slice(-40),
      after: block.text.slice(0, 40),
      approvedRange: [0, 0],
      publishedRange: shownRange(comparing, own, own),
    });
  }
}
