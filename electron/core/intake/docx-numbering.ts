import { Parser } from 'htmlparser2';

/** The number Word shows before a paragraph; null under a bullet. */
export type ParagraphNumber = {
  readonly ordered: boolean;
  /** As shown: `2.`, `a)`, `Điều 3.`; empty where the level shows none. */
  readonly label: string;
  /** The bare number when the label is nothing more than it and a full stop. */
  readonly plain: number | null;
};

type Level = { format: string; text: string; start: number; style: string | null };
type Abstract = { readonly levels: Map<number, Level>; styleLink: string | null; linkedTo: string | null };
type Num = { abstract: string; readonly overrides: Map<number, number> };
type Definitions = { readonly abstracts: ReadonlyMap<string, Abstract>; readonly nums: ReadonlyMap<string, Num> };
type Reference = { numId: string | null; level: number | null; style: string | null; deleted: boolean };

const greatestLevel = 8;

/**
 * The numbers of all numbered paragraphs of a Word document in reading order, computed as Word does (ECMA-376 part 1,
 * 17.9), since the converter knows only that a paragraph is numbered.
 */
export function paragraphNumbers(documentXml: string, numberingXml: string): readonly ParagraphNumber[] {
  const definitions = readDefinitions(numberingXml);
  const counters = new Map<Abstract, number[]>();
  const started = new Set<string>();
  return readReferences(documentXml).flatMap((reference): readonly ParagraphNumber[] => {
    const found = findLevel(reference, definitions);
    if (found === null) return [];
    const { abstract, level, at, num, numId } = found;
    if (level.format === 'bullet') return [{ ordered: false, label: '', plain: null }];
    const counts = counters.get(abstract) ?? [];
    counters.set(abstract, counts);
    const override = started.has(`${numId} ${at}`) ? undefined : num?.overrides.get(at);
    started.add(`${numId} ${at}`);
    counts[at] = override ?? (counts[at] === undefined ? level.start : counts[at] + 1);
    counts.length = at + 1;
    const label = level.text.replace(/%([1-9])/g, (_whole, digit: string) => {
      const shown = Number(digit) - 1;
      const { format = 'decimal', start = 1 } = abstract.levels.get(shown) ?? {};
      return formatNumber(counts[shown] ?? start, format);
    });
    const plain = level.format === 'decimal' && level.text === `%${at + 1}.` ? (counts[at] ?? null) : null;
    return [{ ordered: true, label: level.format === 'none' ? '' : label, plain }];
  });
}

function findLevel(
  reference: Reference,
  { abstracts, nums }: Definitions,
): {
  readonly abstract: Abstract;
  readonly level: Level;
  readonly at: number;
  readonly num: Num | undefined;
  readonly numId: string;
} | null {
  const { numId, style } = reference;
  const byNum = (at: number): ReturnType<typeof findLevel> => {
    const num = numId === null ? undefined : nums.get(numId);
    let abstract = num === undefined ? undefined : abstracts.get(num.abstract);
    if (abstract?.linkedTo != null)
      abstract = [...abstracts.values()].find((other) => other.styleLink === abstract?.linkedTo);
    const level = abstract?.levels.get(at);
    return abstract === undefined || level === undefined || numId === null ? null : { abstract, level, at, num, numId };
  };
  if (numId !== null && reference.level !== null) return byNum(reference.level);
  if (style !== null) {
    for (const abstract of abstracts.values()) {
      for (const [at, level] of abstract.levels) {
        if (level.style === style) return { abstract, level, at, num: undefined, numId: `style ${style}` };
      }
    }
  }
  return numId === null ? null : byNum(0);
}

function readDefinitions(xml: string): Definitions {
  const abstracts = new Map<string, Abstract>();
  const nums = new Map<string, Num>();
  let abstract: Abstract | null = null;
  let level: Level | null = null;
  let num: Num | null = null;
  let overridden = 0;
  eachElement(xml, (name, attributes) => {
    const value = attributes['w:val'] ?? '';
    switch (name) {
      case 'w:abstractNum':
        abstract = { levels: new Map(), styleLink: null, linkedTo: null };
        abstracts.set(attributes['w:abstractNumId'] ?? '', abstract);
        num = null;
        break;
      case 'w:num':
        num = { abstract: '', overrides: new Map() };
        nums.set(attributes['w:numId'] ?? '', num);
        abstract = null;
        level = null;
        break;
      case 'w:lvl':
        level = { format: 'decimal', text: '', start: 1, style: null };
        abstract?.levels.set(wholeNumber(attributes['w:ilvl'], greatestLevel), level);
        break;
      case 'w:start':
        if (level !== null) level.start = wholeNumber(value, 100_000);
        break;
      case 'w:numFmt':
        if (level !== null) level.format = value;
        break;
      case 'w:lvlText':
        if (level !== null) level.text = value;
        break;
      case 'w:pStyle':
        if (level !== null) level.style = value;
        break;
      case 'w:styleLink':
        if (abstract !== null) abstract.styleLink = value;
        break;
      case 'w:numStyleLink':
        if (abstract !== null) abstract.linkedTo = value;
        break;
      case 'w:abstractNumId':
        if (num !== null) num.abstract = value;
        break;
      case 'w:lvlOverride':
        overridden = wholeNumber(attributes['w:ilvl'], greatestLevel);
        break;
      case 'w:startOverride':
        num?.overrides.set(overridden, wholeNumber(value, 100_000));
    }
  });
  return { abstracts, nums };
}

/** Paragraphs in the order in which they begin, as the converter reads them: without deleted ones and alternatives. */
function readReferences(xml: string): readonly Reference[] {
  const references: Reference[] = [];
  const open: Reference[] = [];
  const path: string[] = [];
  let skipped = 0;
  eachElement(
    xml,
    (name, attributes) => {
      if (name === 'mc:Choice' || name === 'w:moveFrom' || name === 'w:pPrChange') skipped += 1;
      const paragraph = open.at(-1);
      const parent = path.at(-1);
      path.push(name);
      if (skipped > 0) return;
      if (name === 'w:p') {
        const reference: Reference = { numId: null, level: null, style: null, deleted: false };
        references.push(reference);
        open.push(reference);
      } else if (paragraph !== undefined) {
        if (name === 'w:pStyle' && parent === 'w:pPr') paragraph.style = attributes['w:val'] ?? null;
        else if (name === 'w:numId' && parent === 'w:numPr') paragraph.numId = attributes['w:val'] ?? null;
        else if (name === 'w:ilvl' && parent === 'w:numPr')
          paragraph.level = wholeNumber(attributes['w:val'], greatestLevel);
        else if (name === 'w:del' && parent === 'w:rPr' && path.at(-3) === 'w:pPr') paragraph.deleted = true;
      }
    },
    (name) => {
      path.pop();
      if (name === 'mc:Choice' || name === 'w:moveFrom' || name === 'w:pPrChange') skipped -= 1;
      else if (name === 'w:p' && skipped === 0) open.pop();
    },
  );
  return references.filter((reference) => !reference.deleted);
}

function eachElement(
  xml: string,
  onOpen: (name: string, attributes: Readonly<Record<string, string>>) => void,
  onClose: (name: string) => void = () => undefined,
): void {
  const parser = new Parser({ onopentag: onOpen, onclosetag: onClose }, { xmlMode: true, decodeEntities: true });
  parser.write(xml);
  parser.end();
}

function wholeNumber(text: string | undefined, most: number): number {
  return /^\d{1,9}$/.test(text ?? '') ? Math.min(most, Number(text)) : 0;
}

function formatNumber(value: number, format: string): string {
  switch (format) {
    case 'lowerLetter':
      return letters(value);
    case 'upperLetter':
      return letters(value).toUpperCase();
    case 'lowerRoman':
      return roman(value).toLowerCase();
    case 'upperRoman':
      return roman(value);
    case 'decimalZero':
      return String(value).padStart(2, '0');
    case 'none':
      return '';
    default:
      return String(value);
  }
}

/** Word's letters: a … z, then aa, bb, …. */
function letters(value: number): string {
  if (value < 1) return String(value);
  const letter = String.fromCharCode(0x61 + ((value - 1) % 26));
  return letter.repeat(Math.min(50, Math.floor((value - 1) / 26) + 1));
}

const romanSigns = [
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
] as const;

function roman(value: number): string {
  if (value < 1 || value > 3999) return String(value);
  let rest = value;
  let text = '';
  for (const [worth, sign] of romanSigns) {
    for (; rest >= worth; rest -= worth) text += sign;
  }
  return text;
}
