import { describe, expect, test } from 'vitest';
import { paragraphNumbers } from './docx-numbering.ts';

const level = (at: number, format: string, text: string, more = '<w:start w:val="1"/>'): string =>
  `<w:lvl w:ilvl="${at}">${more}<w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`;
const abstract = (id: number, levels: string): string =>
  `<w:abstractNum w:abstractNumId="${id}">${levels}</w:abstractNum>`;
const num = (id: number, of: number, more = ''): string =>
  `<w:num w:numId="${id}"><w:abstractNumId w:val="${of}"/>${more}</w:num>`;
const restart = (at: number, start: number): string =>
  `<w:lvlOverride w:ilvl="${at}"><w:startOverride w:val="${start}"/></w:lvlOverride>`;
const p = (numId: number, at: number): string =>
  `<w:p><w:pPr><w:numPr><w:ilvl w:val="${at}"/><w:numId w:val="${numId}"/></w:numPr></w:pPr></w:p>`;
const labels = (document: string, numbering: string): readonly (string | number)[] =>
  paragraphNumbers(`<w:document>${document}</w:document>`, `<w:numbering>${numbering}</w:numbering>`).map(
    ({ label, plain }) => plain ?? label,
  );

const regulation = abstract(
  1,
  level(0, 'upperRoman', 'Chương %1') +
    level(1, 'decimal', 'Điều %2.') +
    level(2, 'lowerLetter', '%3)') +
    level(3, 'decimal', '%2.%4'),
);

describe('numbers as Word shows them', () => {
  test('deeper levels start anew under each higher one', () => {
    expect(labels([0, 1, 2, 2, 1, 2, 3, 0, 1].map((at) => p(1, at)).join(''), regulation + num(1, 1))).toEqual([
      'Chương I',
      'Điều 1.',
      'a)',
      'b)',
      'Điều 2.',
      'a)',
      '2.1',
      'Chương II',
      'Điều 1.',
    ]);
  });

  test('lists of one definition count on, unless they say where to start', () => {
    const definition = abstract(1, level(0, 'decimal', '%1.')) + num(1, 1) + num(2, 1) + num(3, 1, restart(0, 5));
    expect(labels(p(1, 0) + p(1, 0) + p(2, 0) + p(3, 0) + p(3, 0), definition)).toEqual([1, 2, 3, 5, 6]);
  });

  test('a start other than 1, bullets, levels without a label, and letters past z', () => {
    const definition =
      abstract(
        1,
        level(0, 'lowerLetter', '%1)', '<w:start w:val="26"/>') + level(1, 'bullet', '–') + level(2, 'none', ''),
      ) + num(1, 1);
    expect(labels(p(1, 0) + p(1, 0) + p(1, 1) + p(1, 2), definition)).toEqual(['z)', 'aa)', '', '']);
  });

  test('numbers by style, deleted paragraphs, alternatives and unknown lists', () => {
    const definition =
      abstract(1, level(0, 'decimal', 'Mục %1', '<w:start w:val="1"/><w:pStyle w:val="Muc"/>')) + num(1, 1);
    const styled = '<w:p><w:pPr><w:pStyle w:val="Muc"/></w:pPr></w:p>';
    const deleted = '<w:p><w:pPr><w:pStyle w:val="Muc"/><w:rPr><w:del/></w:rPr></w:pPr></w:p>';
    const choice = `<w:p><mc:AlternateContent><mc:Choice>${styled}</mc:Choice><mc:Fallback>${styled}</mc:Fallback></mc:AlternateContent></w:p>`;
    expect(labels(styled + deleted + choice + p(9, 0) + p(0, 0) + styled, definition)).toEqual([
      'Mục 1',
      'Mục 2',
      'Mục 3',
    ]);
  });
});
