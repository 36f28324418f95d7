import type { ItemKind } from '#shared/regulation/vocabulary.ts';

/** Words of the part of a page that speaks the article's own language; the frame around it is Vietnamese. */
export const articleWording = {
  vi: {
    author: 'Tác giả',
    source: 'Nguồn',
    sourceDate: 'đăng ngày',
    published: 'Đăng lúc',
    notPublished: 'Chưa xuất bản',
    views: 'lượt xem',
    attachments: 'Tệp đính kèm',
    document: 'Thông tin văn bản',
    particulars: 'Thông tin chi tiết',
    table: 'Bảng',
    fields: {
      number: 'Số',
      symbol: 'Ký hiệu',
      subject: 'Trích yếu',
      issuedOn: 'Ngày ban hành',
      issuer: 'Cơ quan ban hành',
      signer: 'Người ký',
    },
  },
  en: {
    author: 'Author',
    source: 'Source',
    sourceDate: 'posted on',
    published: 'Published',
    notPublished: 'Not published yet',
    views: 'views',
    attachments: 'Attachments',
    document: 'About the document',
    particulars: 'Particulars',
    table: 'Table',
    fields: {
      number: 'Number',
      symbol: 'Symbol',
      subject: 'Subject',
      issuedOn: 'Date of issue',
      issuer: 'Issued by',
      signer: 'Signed by',
    },
  },
} as const;

export const kindWording: Readonly<Record<ItemKind, string>> = {
  news: 'Tin',
  article: 'Bài',
  image: 'Hình ảnh',
  media: 'Đa phương tiện',
  document: 'Văn bản',
  petitionAnswer: 'Trả lời phản ánh, kiến nghị',
  adminProcedure: 'Thủ tục hành chính',
  procedureDecision: 'Quyết định công bố danh mục thủ tục hành chính',
  project: 'Dự án',
  consultation: 'Lấy ý kiến góp ý',
  complaint: 'Khiếu nại, tố cáo',
};

/** A count as Vietnamese writes it, `12.345`. */
export function writtenCount(count: number): string {
  return String(Math.trunc(count)).replace(/\B(?=(\d{3})+$)/g, '.');
}

/** A file's size as people read it, `1,4 MB`. */
export function writtenSize(bytes: number): string {
  if (bytes < 1_024) return `${bytes} byte`;
  const [value, unit] = bytes < 1_048_576 ? [bytes / 1_024, 'KB'] : [bytes / 1_048_576, 'MB'];
  return `${value.toFixed(value < 10 ? 1 : 0).replace('.', ',')} ${unit}`;
}
