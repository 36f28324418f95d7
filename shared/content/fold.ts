/** Tone marks in NFD: grave, acute, hook above, tilde, dot below. */
const tones = '\u0300\u0301\u0309\u0303\u0323';

/** New-style tone in an open syllable (hoà, khoẻ, thuỷ); `qu` is an onset, so quý has only one style. */
const newStyle = new RegExp(
  `(?<![qQ])([oO])([aAeE])([${tones}])(?![\\p{L}\\p{M}])|(?<![qQ])([uU])([yY])([${tones}])(?![\\p{L}\\p{M}])`,
  'gu',
);

/** The key of search: no diacritics, đ as d, lower case; `Thuỷ` and `thuy` are one. */
export function foldForSearch(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[đĐðÐ]/g, 'd')
    .toLowerCase();
}

/** Both ways of placing the tone made one (hoà → hòa, khoẻ → khỏe, thuỷ → thủy), in NFC; nothing else changes. */
export function foldToneStyle(text: string): string {
  return text
    .normalize('NFD')
    .replace(newStyle, (_whole, o: string, a: string, tone: string, u: string, y: string, toneOfY: string) =>
      o === undefined ? `${u}${toneOfY}${y}` : `${o}${tone}${a}`,
    )
    .normalize('NFC');
}

/** Text without the differences that carry no meaning: NFC/NFD, tone placement, shape of quotes, kind and number of spaces. */
export function foldCosmetic(text: string): string {
  return foldToneStyle(text)
    .replace(/[“”„‟«»]/g, '"')
    .replace(/[‘’‚‛]/g, "'")
    .replace(/[\p{Zs}\t\n\r]+/gu, ' ')
    .replace(/^ | $/g, '');
}

/** Words as Vietnamese writes them, one syllable each, and numbers; punctuation left out, NFC. */
export function syllables(text: string): readonly string[] {
  return text.normalize('NFC').match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}
