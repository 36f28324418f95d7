import { foldToneStyle } from '../content/fold.ts';

/** Characters that draw nothing and change no reading: soft hyphen, zero-width spaces and joiners, marks of direction, NUL. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: NUL in a page draws nothing
const invisible = /[\u0000\u00AD\u061C\u180E\u200B-\u200F\u2060-\u2064\uFEFF]+/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: NUL in a page draws nothing
const wordCharacter = /[\p{L}\p{N}\p{M}\u0000\u00AD\u200B-\u200F\u2060-\u2064\uFEFF]/u;
const plain = /^[A-Za-z0-9]+$/;

/** Text without the characters that draw nothing. */
export function withoutInvisible(text: string): string {
  return text.replace(invisible, '');
}

/** Syllables that may be written with i or y (kĩ/kỹ, lí/lý, quí/quý). */
const eitherVowel = /^(qu|[hklmst])([iìíỉĩịyỳýỷỹỵ])$/iu;
const asI: Readonly<Record<string, string>> = { y: 'i', ỳ: 'ì', ý: 'í', ỷ: 'ỉ', ỹ: 'ĩ', ỵ: 'ị' };

/** Syllables of a language are few; their forms are kept from page to page, up to a bound. */
const knownKeys = new Map<string, string>();
const knownKeysLimit = 40_000;

/** The form in which two tokens are equal or differ only cosmetically; empty for a token that draws nothing. */
export function tokenKey(raw: string): string {
  const known = knownKeys.get(raw);
  if (known !== undefined) return known;
  const key = keyOf(raw);
  if (raw.length <= 24 && knownKeys.size < knownKeysLimit) knownKeys.set(raw, key);
  return key;
}

function keyOf(raw: string): string {
  if (plain.test(raw) && raw.length > 3) return raw;
  const text = withoutInvisible(raw);
  if (/^\.{3,}$/.test(text)) return '…';
  if (text.length === 1) {
    if ('“”„‟«»″'.includes(text)) return '"';
    if ('‘’‚‛′`´'.includes(text)) return "'";
    if ('‐‑‒–—―−'.includes(text)) return '-';
  }
  const folded = foldToneStyle(text);
  const either = eitherVowel.exec(folded);
  if (either === null) return folded;
  const vowel = either[2] ?? '';
  const lower = vowel.toLowerCase();
  const i = asI[lower] ?? lower;
  return `${either[1]}${lower === vowel ? i : i.toUpperCase()}`;
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

const unknown = 0;
const space = 1;
const letter = 2;
const sign = 3;
const classes = new Uint8Array(0x1_0000);

function classOf(code: number): number {
  let kind = classes[code] ?? unknown;
  if (kind !== unknown) return kind;
  const character = String.fromCharCode(code);
  kind = wordCharacter.test(character) ? letter : /\s/.test(character) ? space : sign;
  classes[code] = kind;
  return kind;
}

/** Offset after the token that starts at `from`, which is no space. */
function endOfToken(text: string, from: number): number {
  const size = text.length;
  const first = text.charCodeAt(from);
  if (first === 46 && text.charCodeAt(from + 1) === 46 && text.charCodeAt(from + 2) === 46) {
    let at = from + 3;
    while (at < size && text.charCodeAt(at) === 46) at += 1;
    return at;
  }
  let at = from;
  while (at < size) {
    const code = text.charCodeAt(at);
    if (code >= 0xd800 && code < 0xdc00) {
      const whole = text.codePointAt(at) ?? code;
      const width = whole > 0xffff ? 2 : 1;
      if (!wordCharacter.test(String.fromCodePoint(whole))) return at === from ? at + width : at;
      at += width;
    } else if (classOf(code) === letter) at += 1;
    else return at === from ? at + 1 : at;
  }
  return at;
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
    const size = text.length;
    for (let at = 0; at < size && this.keys.length <= limit; ) {
      if (classOf(text.charCodeAt(at)) === space) {
        at += 1;
        continue;
      }
      const end = endOfToken(text, at);
      const number = table.number(text.slice(at, end));
      if (number !== 0) {
        this.keys.push(number);
        this.starts.push(at);
        this.ends.push(end);
        this.owners.push(owner);
      }
      at = end;
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
