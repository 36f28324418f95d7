import { foldForSearch } from '../content/fold.ts';
import type { TextBlockKind } from '../content/text-blocks.ts';
import type { DiscrepancyType } from './verdict.ts';

const negations = new Set([
  'không',
  'chưa',
  'chẳng',
  'chớ',
  'đừng',
  'cấm',
  'nghiêm',
  'trừ',
  'ngoại',
  'miễn',
  'bãi',
  'hủy',
  'tạm',
  'ngừng',
  'dừng',
  'not',
  'no',
  'never',
  'none',
  'without',
  'except',
  'neither',
  'nor',
  'cannot',
  "don't",
  "isn't",
]);

const units =
  /^(?:%|‰|°|[$€£₫]|đồng|đ|vnđ|vnd|usd|eur|triệu|tỷ|tỉ|nghìn|ngàn|trăm|chục|vạn|thousand|million|billion|m|m2|m3|m²|m³|km|km2|km²|ha|cm|mm|kg|g|tấn|tạ|yến|lít|l|kw|kwh|mw|giờ|phút|giây|ngày|tuần|tháng|quý|năm|người|hộ|độ|hours?|days?|months?|years?|tonnes?|tons?)$/i;

const datePattern =
  /(?<![\d.,])\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{2,4}(?![\d.,]\d)|(?<![\d.,/])\d{1,2}\s*[/-]\s*\d{1,4}(?![\d/-])|(?:ngày|tháng|năm|quý)\s+\d+|(?<!\d)\d{1,2}\s*(?:giờ|h)(?!\p{L})(?:\s*\d{1,2})?/giu;

/** Words of a text, signs apart. */
function words(text: string): readonly string[] {
  return text.normalize('NFC').match(/[\p{L}\p{M}\p{N}]+|[^\s\p{L}\p{M}\p{N}]/gu) ?? [];
}

function digitsOf(text: string): string {
  return (text.match(/\p{N}+/gu) ?? []).join(' ');
}

function negationsOf(text: string): string {
  return words(text.toLowerCase())
    .filter((word) => negations.has(word))
    .sort()
    .join(' ');
}

function isCapitalised(word: string): boolean {
  const first = word.slice(0, 1);
  return first !== first.toLowerCase();
}

function insideDate(text: string, from: number, to: number): boolean {
  for (const found of text.matchAll(datePattern)) {
    if (found.index <= to && found.index + found[0].length >= from) return true;
  }
  return false;
}

/** A changed stretch with the block it was found in. */
export interface ChangedStretch {
  readonly approved: string;
  readonly published: string;
  /** Whole approved text of the block and the stretch's place in it. */
  readonly text: string;
  readonly from: number;
  readonly to: number;
  /** Whole text the page shows in its place. */
  readonly pageText: string;
}

/** What a change of wording is about; the first that applies, gravest first. */
export function classifyWording(change: ChangedStretch): DiscrepancyType {
  const { approved, published } = change;
  const both = `${approved} ${published}`;
  if (digitsOf(approved) !== digitsOf(published))
    return insideDate(change.text, change.from, change.to) ? 'changedDate' : 'changedNumber';
  if (negationsOf(approved) !== negationsOf(published)) return 'changedNegation';
  if (besideNumber(change) && (words(both).every((word) => units.test(word)) || /^[\s+\-–−.,]*$/u.test(both)))
    return 'changedNumber';
  if (!/[\p{L}\p{N}]/u.test(both)) return 'changedPunctuation';
  if (approved !== '' && published !== '') {
    if (approved.normalize('NFC').toLowerCase() === published.normalize('NFC').toLowerCase()) return 'changedCase';
    if (foldForSearch(approved) === foldForSearch(published)) return 'changedDiacritic';
  }
  const changed = approved === '' ? words(published) : words(approved);
  const sentenceStart = change.from === 0 || /[.!?:]\s*$/.test(change.text.slice(0, change.from));
  const named = changed.filter((word, index) => isCapitalised(word) && !(index === 0 && sentenceStart));
  return named.length > 0 && named.length * 2 >= changed.length ? 'changedName' : 'changedText';
}

function besideNumber(change: ChangedStretch): boolean {
  const before = change.text.slice(0, change.from).trimEnd();
  const after = change.text.slice(change.to).trimStart();
  return /\p{N}$/u.test(before) || /^\p{N}/u.test(after);
}

const byKind: Partial<Record<TextBlockKind, DiscrepancyType>> = {
  title: 'changedTitle',
  summary: 'changedSummary',
  caption: 'changedCaption',
  tableCell: 'tableCell',
  documentField: 'changedDocumentField',
  author: 'changedAuthor',
  source: 'changedSource',
  sourceDate: 'changedSourceDate',
  attachment: 'changedAttachment',
};

/** The type of a wording change in a block: fields have their own, running text is told by what changed. */
export function wordingType(kind: TextBlockKind, change: ChangedStretch): DiscrepancyType {
  return byKind[kind] ?? classifyWording(change);
}
