/** Letters of TCVN3 (ABC) text read as Latin-1, where they stand inside Vietnamese words: `QuyÕt ®Þnh`, `bµi`, `vÒ viÖc`. */
const tcvn3 = /\p{L}[¸¶·¹µ¨©](?=[\p{L}\s.,;:]|$)|®\p{L}|\p{Lowercase}[ÕÞÖÒÓÔÑÐÊÈËÇÆ×ØÜ](?=[a-z\s.,;:]|$)/gu;
/** VNI text read as Latin-1: a vowel followed by the sign that stood for its mark, `nhaân daân`, `ñaêng`. */
const vni = /[aA][âêùøûõïéèáàú]|[oO][âäùøûõï]|[uU][øùûõï](?=[\s.,;:]|$)|[öô][ôùøûõï]|ñ[aeiouöô]/gu;
/** UTF-8 read as Windows-1252: `á»¦y`, `Ä‘á»‹nh`. */
const utf8 = /á[º»]|Ä[‘\u0090]|Æ[°¡]|Ã[¡¢£©ª¬³´µ¹º½]/gu;
/** No text has these: replacement characters, private letters, control codes. */
const never = /[\ufffd\ue000-\uf8ff\u0080-\u009f]/u;

/** Matches from which on a text is taken for a wrong reading and not for a name or a sign. */
const enough = 3;

/** Whether a text looks like Vietnamese read in the wrong encoding, so that it is not Unicode text (TCVN 6909:2001). */
export function looksMisdecoded(text: string): boolean {
  if (never.test(text)) return true;
  return [tcvn3, vni, utf8].some((pattern) => [...text.matchAll(pattern)].length >= enough);
}
