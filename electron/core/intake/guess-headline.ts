import { articleLimits, type Block, type Body, type Inline } from '#shared/content/article.ts';
import { foldForSearch, foldToneStyle } from '#shared/content/fold.ts';
import { inlineText } from '#shared/content/text-blocks.ts';

/** Title and lead found at the start of a body, and the body without them. */
export type Headline = { readonly title: string; readonly summary: string; readonly body: Body };

/** How far down a title is looked for. */
const searchedBlocks = 14;
const leastLead = 40;

/** Names of official documents, which stand on a line of their own above their subject. */
const documentNames = new Set(
  [
    'quyết định',
    'nghị quyết',
    'nghị định',
    'chỉ thị',
    'quy chế',
    'quy định',
    'thông báo',
    'thông cáo',
    'thông tư',
    'hướng dẫn',
    'chương trình',
    'kế hoạch',
    'phương án',
    'đề án',
    'dự án',
    'báo cáo',
    'tờ trình',
    'biên bản',
    'hợp đồng',
    'công điện',
    'giấy mời',
    'thư mời',
    'thư ngỏ',
    'lời kêu gọi',
    'công bố',
  ].map(foldForSearch),
);

/** Lines of a letterhead: they come before the title and are none. */
const letterhead =
  /^(cong hoa xa hoi chu nghia|doc lap ?[-–] ?tu do|(uy ban|hoi dong) nhan dan|ubnd|hdnd|so\s*:|so\s*\/|chu tich|giam doc|.{2,60}, ngay .{0,30} thang )/;

type Line = {
  readonly index: number;
  readonly text: string;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly block: Block;
};

/**
 * Guesses the title: the subject under a document's name, else the first heading or bold or centred line, else the
 * first short line. What stands at the very top moves out of the body; a title found further down also stays
 * where it is. The summary is a bold or italic paragraph right under the title. Nothing is ever dropped.
 */
export function guessHeadline(body: Body): Headline {
  const lines = firstLines(body.content);
  const chosen = documentSubject(lines) ?? firstOf(headingLine(lines), standingOut(lines)) ?? shortFirst(lines);
  if (chosen === null) return { title: '', summary: '', body };
  const title = foldSpaces(chosen.map((line) => line.text).join(' '));
  if (title.length > articleLimits.titleCharacters) return { title: '', summary: '', body };
  const used = new Set(chosen.map((line) => line.index));
  const atTop = body.content.slice(0, Math.max(...used)).every((block, index) => used.has(index) || isBlank(block));
  if (!atTop) return { title, summary: '', body };
  const summary = leadAfter(body.content, Math.max(...used));
  if (summary !== null) used.add(summary.index);
  const rest = body.content.filter(
    (block, index) => !used.has(index) && !(index < Math.max(...used) && isBlank(block)),
  );
  return {
    title,
    summary: summary?.text ?? '',
    body: { type: 'doc', content: rest.length === 0 ? [{ type: 'paragraph' }] : rest },
  };
}

function firstLines(content: readonly Block[]): readonly Line[] {
  return content.slice(0, searchedBlocks).flatMap((block, index) => {
    if (block.type !== 'paragraph' && block.type !== 'heading') return [];
    const line = lineOf(block, index);
    return line.text === '' ? [] : [line];
  });
}

function lineOf(block: Block & { readonly content?: readonly Inline[] | undefined }, index: number): Line {
  const runs = block.content ?? [];
  const all = (type: 'bold' | 'italic'): boolean =>
    runs.every(
      (run) => run.type !== 'text' || run.text.trim() === '' || (run.marks ?? []).some((mark) => mark.type === type),
    );
  return { index, text: foldSpaces(inlineText(runs)), bold: all('bold'), italic: all('italic'), block };
}

/** `QUYẾT ĐỊNH` and the line below it, or both in one line. */
function documentSubject(lines: readonly Line[]): readonly Line[] | null {
  for (const [at, line] of lines.entries()) {
    const folded = foldForSearch(line.text).replace(/[:.]$/, '');
    if (documentNames.has(folded)) {
      const subject = lines[at + 1];
      const follows =
        subject !== undefined &&
        subject.text.length <= 400 &&
        !isLetterhead(subject) &&
        !/^(can cu|theo de nghi|kinh gui)/.test(foldForSearch(subject.text));
      return follows && subject.index === line.index + 1 ? [line, subject] : [line];
    }
    const [name = ''] = [...documentNames].filter((candidate) => folded.startsWith(`${candidate} `));
    const inCapitals =
      name !== '' && line.text.slice(0, name.length) === line.text.slice(0, name.length).toLocaleUpperCase('vi');
    if (inCapitals && (line.bold || isCentred(line) || line.text.length <= 300)) return [line];
  }
  return null;
}

function firstOf(left: readonly Line[] | null, right: readonly Line[] | null): readonly Line[] | null {
  const at = (found: readonly Line[] | null): number => found?.[0]?.index ?? searchedBlocks;
  return at(left) <= at(right) ? left : right;
}

function headingLine(lines: readonly Line[]): readonly Line[] | null {
  const heading = lines.find((line) => line.block.type === 'heading');
  return heading === undefined ? null : [heading];
}

/** The first lines that stand out and are no letterhead; a centred bold title may run over several. */
function standingOut(lines: readonly Line[]): readonly Line[] | null {
  const first = lines.findIndex((line) => !isLetterhead(line) && (isCentred(line) || (line.bold && !isLead(line))));
  const start = lines[first];
  if (start === undefined || start.text.length > 300) return null;
  const chosen = [start];
  for (
    let next = lines[first + 1];
    next !== undefined && isCentred(start) && isCentred(next);
    next = lines[first + chosen.length]
  ) {
    if (next.bold !== start.bold || next.index !== start.index + chosen.length || chosen.length === 3) break;
    chosen.push(next);
  }
  return chosen;
}

function shortFirst(lines: readonly Line[]): readonly Line[] | null {
  const [first] = lines;
  return first !== undefined && first.text.length <= 200 && !isLetterhead(first) ? [first] : null;
}

function leadAfter(content: readonly Block[], title: number): { readonly text: string; readonly index: number } | null {
  const index = content.findIndex((block, at) => at > title && !isBlank(block));
  const block = content[index];
  if (block?.type !== 'paragraph' || block.attrs?.textAlign === 'center' || block.attrs?.textAlign === 'right')
    return null;
  const line = lineOf(block, index);
  const linked = (block.content ?? []).some(
    (run) => run.type === 'text' && (run.marks ?? []).some((mark) => mark.type === 'link'),
  );
  const fits = line.text.length >= leastLead && line.text.length <= articleLimits.summaryCharacters;
  return fits && !linked && (line.bold || line.italic) ? { text: line.text, index } : null;
}

/** A bold sentence is a lead, not a title. */
function isLead(line: Line): boolean {
  return line.text.length > 200 || line.text.endsWith('.');
}

function isCentred(line: Line): boolean {
  return line.block.type === 'paragraph' && line.block.attrs?.textAlign === 'center';
}

function isLetterhead(line: Line): boolean {
  const text = foldForSearch(foldToneStyle(line.text));
  return (
    letterhead.test(text) ||
    /^[\W_]*$/.test(text) ||
    (/^(tinh|thanh pho|so|phong|ban|trung tam) .{2,60}$/.test(text) && line.text === line.text.toLocaleUpperCase('vi'))
  );
}

function isBlank(block: Block): boolean {
  return block.type === 'paragraph' && inlineText(block.content ?? []).trim() === '';
}

function foldSpaces(text: string): string {
  return text.replace(/[\p{Zs}\s]+/gu, ' ').trim();
}
