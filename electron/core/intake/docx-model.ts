import type { ParagraphNumber } from './docx-numbering.ts';
import type { IntakeWarnings } from './intake-error.ts';
import { numberMark } from './list-numbers.ts';

/** The parts of mammoth's document tree that are read or changed here; it has no published types for them. */
export type DocxElement = {
  readonly type: string;
  readonly children?: readonly DocxElement[];
  readonly value?: string;
  readonly href?: string;
  readonly anchor?: string;
  readonly styleId?: string | null;
  readonly styleName?: string | null;
  readonly alignment?: string | null;
  readonly numbering?: { readonly isOrdered: boolean } | null;
  readonly isAllCaps?: boolean;
  readonly verticalAlignment?: string;
  readonly font?: string | null;
};

/** Word styles beyond mammoth's own, and the alignments that `prepareDocument` turns into styles. */
export const styleMap: readonly string[] = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='Subtitle'] => p:fresh",
  "p[style-name='Quote'] => blockquote > p:fresh",
  "p[style-name='Intense Quote'] => blockquote > p:fresh",
  "p[style-name='caption'] => figcaption:fresh",
  "p[style-name='Caption'] => figcaption:fresh",
  "p[style-name='align:center'] => p.align-center:fresh",
  "p[style-name='align:right'] => p.align-right:fresh",
  'u => u',
];

/** Styles that mean more than the alignment given beside them. */
const meaningfulStyle = /^(heading|title|subtitle|quote|intense quote|caption)\b/i;
const legacyFont = /^(\.?Vn[A-Z3]|VNI-)/;

/** Makes visible to mammoth what it would pass over: alignment, capitals and numbers; counts what will differ. */
export function prepareDocument(
  document: DocxElement,
  numbers: readonly ParagraphNumber[],
  warnings: IntakeWarnings,
): DocxElement {
  const numbered = numberedParagraphs(document);
  // Both readings must agree on every paragraph; otherwise no number can be trusted, and the person is told.
  const agree =
    numbered.length === numbers.length &&
    numbered.every((paragraph, index) => paragraph.numbering?.isOrdered === numbers[index]?.ordered);
  const ordered = numbered.filter((paragraph) => paragraph.numbering?.isOrdered === true);
  if (!agree) warnings.add('numbering-simplified', ordered[0] === undefined ? '' : textOf(ordered[0]), ordered.length);
  const byParagraph = new Map(agree ? numbered.map((paragraph, index) => [paragraph, numbers[index]]) : []);
  return prepare(document, byParagraph, warnings);
}

type Numbers = ReadonlyMap<DocxElement, ParagraphNumber | undefined>;

function numberedParagraphs(element: DocxElement): readonly DocxElement[] {
  const inside = (element.children ?? []).flatMap(numberedParagraphs);
  return element.type === 'paragraph' && (element.numbering ?? null) !== null ? [element, ...inside] : inside;
}

function prepare(element: DocxElement, numbers: Numbers, warnings: IntakeWarnings): DocxElement {
  const children = element.children?.map((child) => prepare(child, numbers, warnings));
  const rebuilt = children === undefined ? element : { ...element, children };
  if (element.type === 'paragraph') return withNumber(withAlignment(rebuilt), numbers.get(element));
  if (element.type !== 'run') return rebuilt;
  if (legacyFont.test(element.font ?? '')) warnings.add('legacy-font', element.font ?? '');
  return element.isAllCaps === true && children !== undefined
    ? { ...rebuilt, children: children.map(capitals) }
    : rebuilt;
}

/** A plain number stays a list item's; any other label becomes text, since an article's lists count 1, 2, 3 only. */
function withNumber(paragraph: DocxElement, number: ParagraphNumber | undefined): DocxElement {
  if (number === undefined || !number.ordered) return paragraph;
  const [first] = (paragraph.children ?? []).filter((child) => child.type === 'run');
  const lead = (text: string): readonly DocxElement[] => [
    { ...(first ?? plainRun), children: [{ type: 'text', value: text }] },
    ...(paragraph.children ?? []),
  ];
  if (number.plain !== null && !hasMeaning(paragraph))
    return { ...paragraph, children: [plainMark(number.plain), ...(paragraph.children ?? [])] };
  return {
    ...paragraph,
    numbering: null,
    children: number.label === '' ? (paragraph.children ?? []) : lead(`${number.label} `),
  };
}

const plainRun: DocxElement = {
  type: 'run',
  styleId: null,
  styleName: null,
  verticalAlignment: 'baseline',
};

function plainMark(value: number): DocxElement {
  return { ...plainRun, children: [{ type: 'text', value: numberMark(value) }] };
}

function withAlignment(paragraph: DocxElement): DocxElement {
  const { alignment } = paragraph;
  const aligned = alignment === 'center' || alignment === 'right' || alignment === 'end';
  if (!aligned || hasMeaning(paragraph) || (paragraph.numbering ?? null) !== null) return paragraph;
  return { ...paragraph, styleId: null, styleName: alignment === 'center' ? 'align:center' : 'align:right' };
}

function hasMeaning(paragraph: DocxElement): boolean {
  return meaningfulStyle.test(paragraph.styleName ?? '') || /^Heading\d?$/.test(paragraph.styleId ?? '');
}

function capitals(element: DocxElement): DocxElement {
  return element.value === undefined ? element : { ...element, value: element.value.toLocaleUpperCase('vi') };
}

function textOf(element: DocxElement): string {
  return element.value ?? (element.children ?? []).map(textOf).join('');
}
