import { foldForSearch } from '../content/fold.ts';

/** Phrases, folded, of which portals build the lines around an article; longer ones first. */
const phrases: readonly string[] = [
  'tac gia', 'nguon tin', 'nguon bai', 'nguon anh', 'nguon', 'theo', 'nguoi viet', 'nguoi dang', 'nguoi cap nhat', 'bien tap', 'by', 'author', 'source', 'photo',
  'ngay dang tin', 'ngay dang', 'ngay cap nhat', 'ngay xuat ban', 'ngay tao', 'dang luc', 'dang ngay', 'cap nhat luc', 'cap nhat', 'thoi gian', 'published on', 'published', 'posted on', 'posted', 'updated', 'last updated',
  'so luot xem', 'luot xem', 'luot doc', 'luot truy cap', 'da xem', 'xem', 'views', 'view', 'hits', 'read', 'dang online', 'truc tuyen',
  'chia se bai viet', 'chia se len', 'chia se', 'share this', 'share', 'facebook', 'zalo', 'twitter', 'linkedin', 'pinterest', 'telegram', 'youtube', 'google plus', 'google', 'messenger', 'email', 'e mail', 'tweet', 'like', 'thich', 'sao chep lien ket', 'sao chep', 'copy link', 'lien ket',
  'in bai viet', 'in bai', 'in trang nay', 'in trang', 'ban in', 'in', 'print', 'gui bai viet', 'gui email', 'gui cho ban be', 'gui', 'luu bai viet', 'luu bai', 'luu', 'tai ve', 'tai xuong', 'download',
  'quay lai', 'tro lai', 've trang chu', 'trang chu', 've dau trang', 'dau trang', 'len dau trang', 'back to top', 'back', 'home', 'top',
  'co chu', 'kich thuoc chu', 'co chu mac dinh', 'tang co chu', 'giam co chu', 'tang', 'giam', 'mac dinh', 'phong to', 'thu nho', 'do tuong phan', 'tuong phan', 'font size', 'che do doc', 'a a', 'a',
  'nghe bai viet', 'nghe doc bai', 'nghe noi dung', 'doc bai viet', 'doc bai', 'nghe', 'giong nam', 'giong nu', 'listen to article', 'listen',
  'danh gia bai viet', 'danh gia', 'binh chon', 'xep hang', 'diem danh gia', 'tong so diem cua bai viet la', 'tong so diem', 'trong', 'click de danh gia bai viet', 'sao', 'diem', 'votes', 'vote', 'rating', 'rate this',
  'tin lien quan', 'bai viet lien quan', 'bai lien quan', 'tin bai lien quan', 'cac tin lien quan', 'tin khac', 'cac tin khac', 'bai viet khac', 'cac bai viet khac', 'cac tin da dua', 'tin da dua', 'cac tin moi hon', 'cac tin cu hon', 'tin moi hon', 'tin cu hon', 'nhung tin moi hon', 'nhung tin cu hon', 'tin cung chuyen muc', 'cung chuyen muc', 'tin moi nhat', 'tin moi', 'tin noi bat', 'tin tieu diem', 'tin doc nhieu', 'doc nhieu', 'xem them', 'doc them', 'doc tiep', 'bai truoc', 'bai sau', 'bai tiep theo', 'related articles', 'related news', 'related', 'other news', 'read more', 'see also', 'more', 'next', 'previous',
  'tu khoa', 'the', 'tags', 'tag', 'keywords', 'chuyen muc', 'danh muc', 'category',
  'tep dinh kem', 'tap tin dinh kem', 'file dinh kem', 'tai lieu dinh kem', 'van ban dinh kem', 'dinh kem', 'attachments', 'attachment', 'attached files', 'files', 'file', 'kb', 'mb',
  'y kien ban doc', 'y kien cua ban', 'binh luan', 'gui binh luan', 'viet binh luan', 'ho va ten', 'ma xac nhan', 'phan hoi', 'comments', 'comment', 'dang nhap', 'dang ky', 'quang cao', 'advertisement',
  'so ky hieu', 'so hieu', 'ky hieu', 'so', 'trich yeu', 'ngay ban hanh', 'co quan ban hanh', 'nguoi ky', 'loai van ban', 'linh vuc', 'ngay hieu luc', 'number', 'symbol', 'subject', 'issued on', 'date of issue', 'issuer', 'issued by', 'signer', 'signed by',
  'thu hai', 'thu ba', 'thu tu', 'thu nam', 'thu sau', 'thu bay', 'chu nhat', 'ngay', 'thang', 'nam', 'gio', 'phut', 'luc', 'gmt', 'sang', 'chieu', 'am', 'pm',
  'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday', 'january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december',
];

const longest = 6;
const known = new Set(phrases);

/**
 * Whether a text is wholly made of furniture: labels, dates, counters and the given values (author, file names …).
 * Up to 60 words are judged; anything longer is not furniture by its words.
 */
export function isFurnitureText(text: string, values: ReadonlySet<string>): boolean {
  const words = foldedWords(text, 60);
  if (words === null) return false;
  for (let at = 0; at < words.length; ) {
    const taken = phraseLength(words, at, values);
    if (taken === 0) return false;
    at += taken;
  }
  return true;
}

function phraseLength(words: readonly string[], at: number, values: ReadonlySet<string>): number {
  const word = words[at] ?? '';
  for (let length = Math.min(40, words.length - at); length > 0; length -= 1) {
    const phrase = words.slice(at, at + length).join(' ');
    if (values.has(phrase) || (length <= longest && known.has(phrase))) return length;
  }
  return /^[\dh]+$/.test(word) || (word.length === 1 && /[^\p{L}]/u.test(word)) ? 1 : 0;
}

/** Folded words of a text, or null when there are more than `limit`. */
export function foldedWords(text: string, limit: number): readonly string[] | null {
  if (text.length > limit * 20) return null;
  const words = foldForSearch(text).match(/[a-z]+|\d+[a-z]*|[^\s\w]/g) ?? [];
  const spoken = words.filter((word) => /[a-z0-9]/.test(word));
  return spoken.length > limit ? null : spoken;
}

/** The form in which `isFurnitureText` knows a value. */
export function furnitureValue(text: string): string {
  return (foldedWords(text, 400) ?? []).join(' ');
}
