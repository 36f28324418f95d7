import type { ApprovedVersion } from '#shared/verification/approved-version.ts';
import type { Comparison, Discrepancy } from '#shared/verification/verdict.ts';

const verdicts: Readonly<Record<Comparison['verdict'], string>> = {
  match: 'KHỚP: trang hiển thị đúng nội dung đã duyệt (match)',
  cosmetic: 'KHÁC CÁCH TRÌNH BÀY: chỉ khác về ký tự, không khác về nghĩa (cosmetic)',
  mismatch: 'KHÁC NỘI DUNG: trang không đúng nội dung đã duyệt (mismatch)',
  unchecked: 'CHƯA ĐỐI CHIẾU ĐƯỢC: có phần chưa xem được, hãy đối chiếu bằng mắt (unchecked)',
};

/** A comparison for people: verdict, every difference with both texts, and what was not seen. */
export function readableReport(page: string, approved: ApprovedVersion, comparison: Comparison): string {
  const { covered } = comparison;
  const lines = [
    page,
    verdicts[comparison.verdict],
    `Đã đối chiếu: ${covered.paragraphs} đoạn, ${covered.headings} đề mục, ${covered.listItems} mục danh sách, ${covered.cells} ô bảng, ${covered.links} liên kết, ${covered.characters} ký tự.`,
    ...comparison.discrepancies.map(difference),
    ...comparison.unchecked.map(({ part, reason, subject }) => `? ${part}: ${reason} (${subject})`),
  ];
  const unseen = [...(approved.addresses?.values() ?? [])];
  if (unseen.length > 0) lines.push(`Chỉ so theo địa chỉ, chưa tải về: ${unseen.join(', ')}`);
  return `${lines.join('\n')}\n`;
}

function difference({ type, severity, block, approved, published, before, after }: Discrepancy, index: number): string {
  const mark = severity === 'meaning' ? '≠' : '~';
  const around = (text: string): string => `…${before.slice(-30)}[${text}]${after.slice(0, 30)}…`;
  return `${mark} ${index + 1}. ${type}${block === null ? '' : ` (${block})`}\n    duyệt: ${around(approved)}\n    trang: ${around(published)}`;
}
