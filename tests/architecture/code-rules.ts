import { blank } from './scan-source.ts';
import type { SourceFile } from './source-files.ts';

/** The hard end of "about 300 lines a file; past that, split by verb". */
export const MOST_LINES = 400;

/** Provinces and cities, old and new, as their own people write them. */
const PROVINCES = [
  'An Giang',
  'Bà Rịa',
  'Bạc Liêu',
  'Bắc Giang',
  'Bắc Kạn',
  'Bắc Ninh',
  'Bến Tre',
  'Bình Dương',
  'Bình Định',
  'Bình Phước',
  'Bình Thuận',
  'Cà Mau',
  'Cao Bằng',
  'Cần Thơ',
  'Đà Nẵng',
  'Đắk Lắk',
  'Đắk Nông',
  'Điện Biên',
  'Đồng Nai',
  'Đồng Tháp',
  'Gia Lai',
  'Hà Giang',
  'Hà Nội',
  'Hà Tĩnh',
  'Hải Dương',
  'Hải Phòng',
  'Hậu Giang',
  'Hưng Yên',
  'Khánh Hòa',
  'Khánh Hoà',
  'Kiên Giang',
  'Kon Tum',
  'Lai Châu',
  'Lạng Sơn',
  'Lào Cai',
  'Lâm Đồng',
  'Long An',
  'Nam Định',
  'Nghệ An',
  'Ninh Bình',
  'Ninh Thuận',
  'Phú Thọ',
  'Phú Yên',
  'Quảng Bình',
  'Quảng Nam',
  'Quảng Ngãi',
  'Quảng Ninh',
  'Quảng Trị',
  'Sóc Trăng',
  'Sơn La',
  'Tây Ninh',
  'Thái Nguyên',
  'Thanh Hóa',
  'Thanh Hoá',
  'Thừa Thiên',
  'Tiền Giang',
  'Trà Vinh',
  'Tuyên Quang',
  'Vĩnh Long',
  'Vĩnh Phúc',
  'Yên Bái',
  'Hồ Chí Minh',
] as const;

/** IANA's name of the country's time zone holds a city's name and is no province of ours. */
const TIME_ZONE = /Asia\/Ho_Chi_Minh/g;

const provincePattern = new RegExp(
  PROVINCES.map((name) => {
    const words = unmarked(name).split(' ');
    const camel = words
      .map((word, index) => (index === 0 ? `[${word[0]?.toLowerCase()}${word[0]}]${word.slice(1)}` : word))
      .join('');
    return `${name.normalize('NFC')}|\\b${words.join('[-_]').toLowerCase()}\\b|(?<![a-zA-Z])${camel}(?![a-z])`;
  }).join('|'),
  'g',
);

/** Lists the provinces a source names, in any spelling that code would use: law 11. */
export function provincesNamedIn(file: SourceFile): readonly string[] {
  const text = file.text.normalize('NFC').replace(TIME_ZONE, '');
  return [...text.matchAll(provincePattern)].map((match) => `${file.path} names ${match[0]}`);
}

/** What makes a result depend on the moment or on chance instead of on the arguments. */
const IMPURE =
  /(?<![\w$.])(?:Date\.now\b|new\s+Date\s*\(\s*\)|Date\s*\(\s*\)|Math\.random\b|performance\.now\b|(?:globalThis\.|web)?crypto\.(?:randomUUID|randomBytes|randomInt|getRandomValues)\b|import\s[^;]*\b(?:randomUUID|randomBytes|randomInt|getRandomValues)\b[^;]*\bfrom\b)/g;

/** Lists every use of the machine's clock or of chance in a source. */
export function impureCallsIn(file: SourceFile): readonly string[] {
  const code = blank(file.text, 'comments and strings');
  return [...code.matchAll(IMPURE)].map((match) => `${file.path}:${lineAt(code, match.index)} uses ${match[0].trim()}`);
}

/** Tells what is wrong with a file's name, or undefined. */
export function nameFaultOf(path: string): string | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (!/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*\.(ts|tsx)$/.test(name)) return `${path} is not kebab-case`;
  if (/(^|[-/])(utils?|helpers?|managers?)(?=[-./])/.test(path)) return `${path} names no thing`;
  return undefined;
}

/** Tells how far a file is past the limit, or undefined. */
export function sizeFaultOf(file: SourceFile): string | undefined {
  const lines = file.text.trimEnd().split('\n').length;
  return lines > MOST_LINES ? `${file.path} has ${lines} lines; split it by verb` : undefined;
}

/** Lists the loopholes that strict types leave open: `any`, silenced errors, a comment that forgives the linter without a reason. */
export function loopholesIn(file: SourceFile): readonly string[] {
  const code = blank(file.text, 'comments and strings');
  const faults = [...code.matchAll(/(?<![\w$.])(?:as\s+any\b|:\s*any\b|<any>|any\[\])/g)].map(
    (match) => `${file.path}:${lineAt(code, match.index)} says ${match[0]}`,
  );
  const silenced = [...file.text.matchAll(/@ts-(?:ignore|nocheck)|biome-ignore [^:\n]*(?::\s*)?$/gm)].map(
    (match) => `${file.path}:${lineAt(file.text, match.index)} silences a tool without a reason: ${match[0].trim()}`,
  );
  return [...faults, ...silenced];
}

/** Lists the laws a source cites by number. */
export function lawsCitedIn(file: SourceFile): readonly number[] {
  return [...file.text.matchAll(/\blaw (\d+)\b/gi)].map((match) => Number(match[1]));
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}

function unmarked(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D');
}
