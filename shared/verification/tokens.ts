import { foldToneStyle } from '../content/fold.ts';

/** Characters that draw nothing and change no reading: soft hyphen, zero-width spaces and joiners, marks of direction, NUL. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: NUL in a page draws nothing
const invisible = /[\u0000\u00AD\u200B-\u200F\u2060\uFEFF]+/g;
const tokenPattern =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: NUL in a page draws nothing
  /[\p{L}\p{N}\p{M}\u0000\u00AD\u200B-\u200F\u2060\uFEFF]+|\.{3,}|[^\s\p{L}\p{N}\p{M}\u0000\u00AD\u200B-\u200F\u2060\uFEFF]/gu;
const plain = /^[A-Za-z0-9]+$/;

/** Text without the characters that draw nothing. */
export function withoutInvisible(text: string): string {
  return text.replace(invisible, '');
}

/** The form in which two tokens are equal or differ only cosmetically; empty for a token that draws nothing. */
export function tokenKey(raw: string): string {
  if (plain.test(raw)) return raw;
  const text = withoutInvisible(raw);
  if (/^\.{3,}$/.test(text)) return '…';
  if (text.length === 1) {
    if ('“”„‟«»″'.includes(text)) return '"';
    if ('‘’‚‛′`´'.includes(text)) return "'";
    if ('‐‑‒–—―−'.includes(text)) return '-';
  }
  return foldToneStyle(text);
}

/** Gives equal keys equal numbers, across the approved text and the page. */
export class KeyTable {
  readonly #byRaw = new Map<string, number>();
  readonly #byKey = new Map<string, number>();

  /** The number of a raw token, or 0 when it draws nothing. */
  number(raw: string): number {
    const known = this.#byRaw.get(raw);
    if (known !== undefined) return known;
    const key = tokenKey(raw);
    let number = key === '' ? 0 : this.#byKey.get(key);
    if (number === undefined) {
      number = this.#byKey.size + 1;
      this.#byKey.set(key, number);
    }
    this.#byRaw.set(raw, number);
    return number;
  }
}

/** Words, numbers and single signs of several texts in a row; `owner` tells which text a token is from. */
export class TokenList {
  readonly keys: number[] = [];
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  readonly owners: number[] = [];
  /** Index of each text's first token; one more entry than there are texts. */
  readonly firsts: number[] = [0];
  readonly texts: string[] = [];

  /** Stops, leaving the rest out, when the list has grown past `limit`. */
  add(text: string, table: KeyTable, limit = Number.MAX_SAFE_INTEGER): void {
    const owner = this.texts.length;
    this.texts.push(text);
    tokenPattern.lastIndex = 0;
    for (
      let found = tokenPattern.exec(text);
      found !== null && this.keys.length <= limit;
      found = tokenPattern.exec(text)
    ) {
      const number = table.number(found[0]);
      if (number === 0) continue;
      this.keys.push(number);
      this.starts.push(found.index);
      this.ends.push(found.index + found[0].length);
      this.owners.push(owner);
    }
    this.firsts.push(this.keys.length);
  }

  get length(): number {
    return this.keys.length;
  }

  raw(index: number): string {
    return (this.texts[this.owners[index] ?? -1] ?? '').slice(this.starts[index], this.ends[index]);
  }

  first(owner: number): number {
    return this.firsts[owner] ?? this.keys.length;
  }

  end(owner: number): number {
    return this.firsts[owner + 1] ?? this.keys.length;
  }

  owner(index: number): number {
    return this.owners[index] ?? -1;
  }

  key(index: number): number {
    return this.keys[index] ?? -1;
  }

  start(index: number): number {
    return this.starts[index] ?? 0;
  }

  stop(index: number): number {
    return this.ends[index] ?? 0;
  }
}
