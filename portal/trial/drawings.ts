import sharp from 'sharp';
import type { Attachment, Figure } from '#shared/content/article.ts';
import { sha256Hash } from '#shared/lib/hash.ts';
import { barChart, buildingSketch, meetingSketch, pointMap, rowChart, scannedPage, stepDiagram } from './sketches.ts';

/** A picture drawn for the made-up board, as a blob with what a figure says about it. */
export interface Drawing {
  readonly bytes: Uint8Array;
  readonly figure: Pick<Figure['attrs'], 'sha256' | 'mediaType' | 'width' | 'height'>;
}

/** A file made for the made-up board, as a blob with what an attachment says about it. */
export interface MadeFile {
  readonly bytes: Uint8Array;
  readonly attachment: Omit<Attachment, 'name'>;
}

const sketches: Readonly<Record<string, () => string>> = {
  'tru-so': buildingSketch,
  'nha-van-hoa': meetingSketch,
  'quy-trinh': () => stepDiagram(6),
  'bieu-do-dung-han': () => barChart([96.9, 97.8, 98.4, 98.7], 95, 99),
  'bieu-do-cat-giam': () => barChart([612, 408], 0, 650),
  'bieu-do-xep-hang': () => rowChart([94.2, 92.5, 90.6, 87.7, 82.0, 62.1, 60.6]),
  'ban-do-diem': pointMap,
};

/** Draws one picture by its name; unknown names throw. */
export async function draw(name: string): Promise<Drawing> {
  const sketch = sketches[name];
  if (sketch === undefined) throw new Error(`No drawing is called ${name}`);
  const { data, info } = await sharp(Buffer.from(sketch()))
    .png({ palette: true })
    .toBuffer({ resolveWithObject: true });
  const bytes = new Uint8Array(data);
  const { width, height } = info;
  return { bytes, figure: { sha256: sha256Hash(bytes), mediaType: 'image/png', width, height } };
}

/** Makes one attachment by its name; unknown names throw. */
export async function makeFile(name: string): Promise<MadeFile> {
  if (name === 'bang-ke') return made(new TextEncoder().encode(`\uFEFF${supportTable()}`), 'text/csv');
  if (name === 'quyet-dinh-quet') return made(await scannedPdf(3), 'application/pdf');
  if (name === 'ke-hoach-quet') return made(await scannedPdf(2), 'application/pdf');
  throw new Error(`No file is called ${name}`);
}

function made(bytes: Uint8Array, mediaType: string): MadeFile {
  return { bytes, attachment: { sha256: sha256Hash(bytes), mediaType, size: bytes.byteLength } };
}

function supportTable(): string {
  const rows = [
    ['Xã, phường', 'Số tổ', 'Dự toán (đồng)', 'Đã chi (đồng)'],
    ['Phường Trung Tâm', '22', '96000000', '95200000'],
    ['Phường Bến Cảng', '18', '88000000', '86150000'],
    ['Xã Vạn Lộc', '14', '74000000', '73400000'],
    ['Xã Tân Hòa', '12', '69000000', '61250000'],
    ['Xã đảo Hòn Sơn', '4', '112000000', '83600000'],
    ['Xã Thượng Ninh', '9', '98000000', '90100000'],
    ['Xã Đá Bàn', '6', '91000000', '84750000'],
  ];
  return rows.map((row) => row.map((cell) => `"${cell}"`).join(',')).join('\r\n');
}

/** A PDF of scanned-looking pages, one JPEG each, as offices attach signed paper. */
async function scannedPdf(pages: number): Promise<Uint8Array> {
  const images: Buffer[] = [];
  for (let page = 0; page < pages; page += 1) {
    images.push(
      await sharp(Buffer.from(scannedPage(page, pages)))
        .grayscale()
        .jpeg({ quality: 60 })
        .toBuffer(),
    );
  }
  const parts: Buffer[] = [Buffer.from('%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n', 'latin1')];
  const offsets: number[] = [];
  let length = parts[0]?.length ?? 0;
  const write = (part: Buffer): void => {
    parts.push(part);
    length += part.length;
  };
  const object = (dictionary: string, stream?: Buffer): void => {
    offsets.push(length);
    const head = `${offsets.length} 0 obj\n${dictionary}\n`;
    write(Buffer.from(stream === undefined ? `${head}endobj\n` : `${head}stream\n`, 'latin1'));
    if (stream === undefined) return;
    write(stream);
    write(Buffer.from('\nendstream\nendobj\n', 'latin1'));
  };
  const pageNumber = (page: number): number => 3 + page * 3;
  object('<< /Type /Catalog /Pages 2 0 R >>');
  const kids = images.map((_, page) => `${pageNumber(page)} 0 R`).join(' ');
  object(`<< /Type /Pages /Kids [${kids}] /Count ${pages} >>`);
  const content = Buffer.from('595 0 0 842 0 0 cm /Scan Do', 'latin1');
  images.forEach((image, page) => {
    const own = pageNumber(page);
    object(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${own + 1} 0 R /Resources << /XObject << /Scan ${own + 2} 0 R >> >> >>`,
    );
    object(`<< /Length ${content.length} >>`, content);
    object(
      `<< /Type /XObject /Subtype /Image /Width 827 /Height 1169 /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode /Length ${image.length} >>`,
      image,
    );
  });
  const start = length;
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = offsets.length + 1;
  write(Buffer.from(`xref\n0 ${size}\n0000000000 65535 f \n${entries}`, 'latin1'));
  write(Buffer.from(`trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`, 'latin1'));
  return new Uint8Array(Buffer.concat(parts));
}
