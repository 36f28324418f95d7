import { Interner, matchEqual } from './align.ts';
import type { Inline } from './article.ts';
import { foldCosmetic } from './fold.ts';
import { inlineText, linkOf } from './text-blocks.ts';

/**
 * One stretch of a compared text. `cosmetic`: the same words written another way (spaces, quotes, NFC/NFD, tone
 * placement); `formatted`: the same characters under other marks or another link. All `before`s joined are the old
 * text, all `after`s the new one.
 */
export type TextSegment = {
  readonly kind: 'same' | 'added' | 'removed' | 'cosmetic' | 'formatted';
  readonly before: string;
  readonly after: string;
};

/** What differs between two texts; `formatting` and `link` only where the characters are the same. */
export type TextComparison = {
  readonly segments: readonly TextSegment[];
  readonly changes: readonly ('text' | 'cosmetic' | 'formatting' | 'link')[];
};

/** A word with its marks, a number with its separators, one kind of space, a line break or a single sign. */
const tokenPattern = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:(?<=\p{N})[.,/:](?=\p{N})\p{N}+)*|[\p{Zs}\t]+|./gsu;

type Token = { readonly text: string; readonly key: number; readonly marks: string; readonly links: string };

/** Compares formatted text word by word. */
export function compareText(before: readonly Inline[], after: readonly Inline[]): TextComparison {
  const oldText = inlineText(before);
  if (oldText === inlineText(after) && JSON.stringify(before) === JSON.stringify(after)) {
    return { segments: oldText === '' ? [] : [{ kind: 'same', before: oldText, after: oldText }], changes: [] };
  }
  const interner = new Interner();
  const oldTokens = tokens(before, interner);
  const newTokens = tokens(after, interner);
  const pairs = matchEqual(
    oldTokens.map((token) => token.key),
    newTokens.map((token) => token.key),
  );
  const joiner = new SegmentJoiner();
  let from = 0;
  let fromAfter = 0;
  for (const pair of [...pairs, { before: oldTokens.length, after: newTokens.length }]) {
    for (; from < pair.before; from += 1) joiner.removed(oldTokens[from]?.text ?? '');
    for (; fromAfter < pair.after; fromAfter += 1) joiner.added(newTokens[fromAfter]?.text ?? '');
    const [one, other] = [oldTokens[from], newTokens[fromAfter]];
    if (one !== undefined && other !== undefined) joiner.paired(one, other);
    from += 1;
    fromAfter += 1;
  }
  return joiner.finish();
}

function tokens(runs: readonly Inline[], interner: Interner): readonly Token[] {
  let text = '';
  const pieces: { readonly end: number; readonly marks: string; readonly link: string }[] = [];
  for (const run of runs) {
    text += run.type === 'text' ? run.text : '\n';
    const marks = run.type === 'text' ? (run.marks ?? []) : [];
    const names = marks.flatMap((mark) => (mark.type === 'link' ? [] : [mark.type])).sort();
    pieces.push({ end: text.length, marks: names.join(' '), link: linkOf(marks) ?? '' });
  }
  let piece = 0;
  let start = 0;
  return (text.match(tokenPattern) ?? []).map((word) => {
    const end = start + word.length;
    let marks = '';
    let links = '';
    for (; ; piece += 1) {
      const { end: pieceEnd = end, marks: names = '', link = '' } = pieces[piece] ?? {};
      const length = pieceEnd >= end ? '' : `@${pieceEnd - start}`;
      marks += `${names}${length};`;
      links += `${link}${length};`;
      if (pieceEnd >= end) {
        if (pieceEnd === end) piece += 1;
        break;
      }
    }
    start = end;
    return { text: word, key: interner.number(foldToken(word)), marks, links };
  });
}

function foldToken(word: string): string {
  if (/^[\x21-\x7e\n]+$/.test(word)) return word;
  return /^[\p{Zs}\t]/u.test(word) ? ' ' : foldCosmetic(word);
}

class SegmentJoiner {
  readonly #segments: { kind: TextSegment['kind']; before: string; after: string }[] = [];
  readonly #changes = new Set<TextComparison['changes'][number]>();
  #removed = '';
  #added = '';

  removed(text: string): void {
    this.#removed += text;
  }

  added(text: string): void {
    this.#added += text;
  }

  paired(before: Token, after: Token): void {
    this.#flush();
    if (before.text !== after.text) {
      this.#push('cosmetic', before.text, after.text);
      return;
    }
    if (before.marks !== after.marks) this.#changes.add('formatting');
    if (before.links !== after.links) this.#changes.add('link');
    const same = before.marks === after.marks && before.links === after.links;
    this.#push(same ? 'same' : 'formatted', before.text, after.text);
  }

  finish(): TextComparison {
    this.#flush();
    return { segments: joinedChanges(this.#segments), changes: [...this.#changes] };
  }

  #flush(): void {
    const [removed, added] = [this.#removed, this.#added];
    this.#removed = '';
    this.#added = '';
    if (removed === '' && added === '') return;
    const fold = (text: string): string => foldCosmetic(text.replaceAll('\n', '\u2028'));
    if (/^[\p{Zs}\t]*$/u.test(removed + added) || fold(removed) === fold(added)) {
      this.#push('cosmetic', removed, added);
      return;
    }
    if (removed !== '') this.#push('removed', removed, '');
    if (added !== '') this.#push('added', '', added);
  }

  #push(kind: TextSegment['kind'], before: string, after: string): void {
    if (kind === 'cosmetic') this.#changes.add('cosmetic');
    else if (kind === 'added' || kind === 'removed') this.#changes.add('text');
    const last = this.#segments.at(-1);
    if (last?.kind !== kind) {
      this.#segments.push({ kind, before, after });
      return;
    }
    last.before += before;
    last.after += after;
  }
}

/** `[-a-][+b+] [-c-][+d+]` read better as `[-a c-][+b d+]`. */
function joinedChanges(segments: readonly TextSegment[]): readonly TextSegment[] {
  const joined: TextSegment[] = [];
  for (let index = 0; index < segments.length; ) {
    const segment = segments[index];
    if (segment === undefined) break;
    index += 1;
    let removed = segment;
    let added = segments[index];
    if (segment.kind !== 'removed' || added?.kind !== 'added') {
      joined.push(segment);
      continue;
    }
    index += 1;
    for (;;) {
      const [space, nextRemoved, nextAdded] = segments.slice(index, index + 3);
      const isSpace = space?.kind === 'same' && /^[\p{Zs}\t]+$/u.test(space.after);
      if (!isSpace || nextRemoved?.kind !== 'removed' || nextAdded?.kind !== 'added') break;
      removed = { kind: 'removed', before: removed.before + space.before + nextRemoved.before, after: '' };
      added = { kind: 'added', before: '', after: added.after + space.after + nextAdded.after };
      index += 3;
    }
    joined.push(removed, added);
  }
  return joined;
}
