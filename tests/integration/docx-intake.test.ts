import { createHash } from 'node:crypto';
import { Document, FootnoteReferenceRun, Packer, Paragraph, TextRun } from 'docx';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { articleToHtml } from '#shared/content/html-out.ts';
import { cleanImage } from '../../electron/core/intake/clean-image.ts';
import { IntakeError } from '../../electron/core/intake/intake-error.ts';
import { type IntakeLimits, intakeLimits } from '../../electron/core/intake/intake-limits.ts';
import { readDocx } from '../../electron/core/intake/read-docx.ts';
import { scanArchive } from '../../electron/core/intake/scan-archive.ts';
import { takeInDocx } from '../../electron/core/intake/take-in-docx.ts';
import {
  compoundFile,
  contentTypes,
  drawingParts,
  mainPart,
  paragraphXml,
  patchDirectory,
  wordParts,
  zip,
} from '../fixtures/docx/archives.ts';
import { newsWordFile, numbered, picture, pictureParagraph, plain, wordFile } from '../fixtures/docx/word-files.ts';

const html = async (bytes: Uint8Array): Promise<string> => {
  const { article } = await readDocx(bytes);
  return articleToHtml(article, { imageUrl: (sha256) => sha256.slice(0, 4) });
};
/** `accepted`, or the code of the refusal. */
const outcome = async (
  bytes: Uint8Array,
  limits: Partial<IntakeLimits> = {},
  signal?: AbortSignal,
): Promise<string> => {
  try {
    await readDocx(bytes, { limits, ...(signal === undefined ? {} : { signal }) });
    return 'accepted';
  } catch (error) {
    if (error instanceof IntakeError) return error.code;
    throw error;
  }
};
/** As `outcome`, of the scan alone and without a worker. */
const scanned = async (bytes: Uint8Array, limits: Partial<IntakeLimits> = {}): Promise<string> => {
  try {
    await scanArchive(bytes, { ...intakeLimits, ...limits });
    return 'accepted';
  } catch (error) {
    if (error instanceof IntakeError) return error.code;
    throw error;
  }
};

describe('a Word file', () => {
  test('comes over with its title, lead, headings, numbers, tables, picture and caption', async () => {
    const { article, images, warnings } = await readDocx(await newsWordFile());
    expect({ title: article.title, summary: article.summary, warnings }).toEqual({
      title: 'KHAI TRƯƠNG CHUYÊN MỤC HỎI ĐÁP TRỰC TUYẾN',
      summary: 'Sáng 12/11, chuyên mục hỏi đáp trực tuyến chính thức đi vào hoạt động.',
      warnings: [],
    });
    expect(articleToHtml(article, { imageUrl: () => 'ảnh' })).toBe(
      '<h2>Một kênh hỏi đáp mới</h2>' +
        '<p>Người dân gửi câu hỏi tại <a href="https://hoidap.example.vn/" rel="noopener noreferrer">địa chỉ này</a>' +
        '<em> và nhận trả lời trong </em><strong><u>5 ngày</u></strong>.</p>' +
        '<ol><li>Gửi câu hỏi</li></ol><p>a) Bằng biểu mẫu</p><p>b) Bằng thư điện tử</p><ol start="2"><li>Nhận trả lời</li></ol>' +
        '<ul><li>Qua tin nhắn<ul><li>Miễn phí</li></ul></li></ul>' +
        '<table><tbody><tr><th>Lĩnh vực</th><th colspan="2">Số câu hỏi</th></tr>' +
        '<tr><td rowspan="2">Đất đai</td><td>Quý III</td><td>1.250</td></tr><tr><td>Quý IV</td><td>980</td></tr></tbody></table>' +
        '<figure><img src="ảnh" alt="Toàn cảnh hội nghị" width="40" height="20"><figcaption>Bấm nút khai trương</figcaption></figure>' +
        '<p class="align-right">Thuỳ Dương</p>',
    );
    expect(
      images.map(({ mediaType, sha256, bytes }) => [
        mediaType,
        createHash('sha256').update(bytes).digest('hex') === sha256,
      ]),
    ).toEqual([['image/png', true]]);
  });

  test('keeps labels that are more than a number as text, and the count across what stands between', async () => {
    const file = await wordFile([
      plain('Quy định chung về hỏi đáp'),
      numbered('clauses', 0, 'Phạm vi'),
      numbered('articles', 0, 'một'),
      plain('xen giữa'),
      numbered('articles', 0, 'hai'),
      numbered('clauses', 0, 'Đối tượng'),
    ]);
    expect(await html(file)).toBe(
      '<p>Điều 1. Phạm vi</p><ol><li>một</li></ol><p>xen giữa</p><ol start="2"><li>hai</li></ol><p>Điều 2. Đối tượng</p>',
    );
  });

  test('brings footnotes to the end, their marks without links', async () => {
    const document = new Document({
      footnotes: { 1: { children: [plain('Theo số liệu quý III.')] } },
      sections: [
        {
          children: [
            plain('Tiêu đề'),
            new Paragraph({ children: [new TextRun('Tăng 5 %'), new FootnoteReferenceRun(1)] }),
          ],
        },
      ],
    });
    expect(await html(new Uint8Array(await Packer.toBuffer(document)))).toBe(
      '<p>Tăng 5 %<sup>[1]</sup></p><ol><li>Theo số liệu quý III.</li></ol>',
    );
  });

  test('reads letters sent apart from their marks as the same text', async () => {
    const text = 'Ủy ban nhân dân quyết định';
    expect(await html(await wordFile([plain('Tiêu đề'), plain(text.normalize('NFD'))]))).toBe(`<p>${text}</p>`);
  });

  test('is kept untouched under its hash, its pictures first', async () => {
    const bytes = await newsWordFile();
    const stored: string[] = [];
    const { original, article } = await takeInDocx(
      { name: '..\\Tin\u202e\u0000 bài.docx', bytes },
      async (blob, mediaType) => {
        stored.push(`${mediaType} ${createHash('sha256').update(blob).digest('hex')}`);
      },
    );
    const picture = /"sha256":"([0-9a-f]{64})"/.exec(JSON.stringify(article))?.[1];
    expect(stored).toEqual([`image/png ${picture}`, `${original.mediaType} ${original.sha256}`]);
    expect(original).toMatchObject({
      name: 'Tin bài.docx',
      size: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    });
  });

  test('pictures lose their metadata and keep their look; those past 40 million pixels stay out, their caption stays', async () => {
    const tagged = await sharp(await picture(30, 20, 'jpeg'))
      .withExif({ IFD0: { Artist: 'bí mật' } })
      .jpeg()
      .toBuffer();
    const caption = new Paragraph({ style: 'Caption', children: [new TextRun('Bản đồ quy hoạch')] });
    const file = await wordFile([
      plain('Tiêu đề bài'),
      pictureParagraph(tagged, 'jpg'),
      plain('giữa'),
      pictureParagraph(await picture(61, 50)),
      caption,
    ]);
    const { article, images, warnings } = await readDocx(file, { limits: { imagePixels: 3_000 } });
    const [image] = images;
    expect((await sharp(image?.bytes).metadata()).exif).toBeUndefined();
    expect(images.map(({ mediaType }) => mediaType)).toEqual(['image/jpeg']);
    expect(warnings).toMatchObject([{ code: 'image-too-large', count: 1 }]);
    expect(articleToHtml(article, { imageUrl: () => '' })).toContain('<p>giữa</p><p>Bản đồ quy hoạch</p>');
    expect(await outcome(await wordFile([pictureParagraph(await picture(60, 50))]), { imagePixels: 3_000 })).toBe(
      'accepted',
    );
  });

  test.each([
    ['a metafile', 'image-unsupported', 'media/a.emf', 'image/x-emf', 'x'],
    [
      'a vector picture',
      'image-unsupported',
      'media/a.svg',
      'image/svg+xml',
      '<svg xmlns="http://www.w3.org/2000/svg"/>',
    ],
    ['a picture that is none', 'image-broken', 'media/a.png', 'image/png', 'GIF89a'],
    [
      'a vector picture under another name',
      'image-unsupported',
      'media/a.png',
      'image/png',
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
    ],
    ['a picture on another computer', 'image-external', 'http://127.0.0.1:9/a.png', 'image/png', null],
    ['a file of this computer', 'image-external', 'file:///etc/passwd', 'image/png', null],
  ])('%s stays out: %s', async (_name, code, target, mediaType, bytes) => {
    const { images, warnings } = await readDocx(await zip(drawingParts(target, mediaType, bytes)));
    expect([images, warnings.map((warning) => warning.code)]).toEqual([[], [code]]);
  });

  test.each(['png', 'jpeg', 'gif', 'webp', 'tiff'] as const)('a %s picture is written anew', async (format) => {
    const source = await sharp({ create: { width: 12, height: 8, channels: 3, background: '#123456' } })
      .toFormat(format)
      .toBuffer();
    const image = await cleanImage(new Uint8Array(source), intakeLimits);
    expect(image).toMatchObject({ mediaType: `image/${format === 'tiff' ? 'png' : format}`, width: 12, height: 8 });
    expect(await cleanImage(new Uint8Array(source.subarray(0, 20)), intakeLimits)).toBe('image-broken');
  });

  test('an animation keeps its frames', async () => {
    const frames = Buffer.concat([Buffer.alloc(12 * 8 * 3, 10), Buffer.alloc(12 * 8 * 3, 200)]);
    const animation = await sharp(frames, { raw: { width: 12, height: 16, channels: 3, pageHeight: 8 } })
      .gif()
      .toBuffer();
    const image = await cleanImage(new Uint8Array(animation), intakeLimits);
    expect(image).toMatchObject({ mediaType: 'image/gif', width: 12, height: 8 });
    expect((await sharp(typeof image === 'string' ? undefined : image.bytes).metadata()).pages).toBe(2);
  });

  test('what cannot come over is told, not passed over', async () => {
    const legacy = `<w:p><w:r><w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr><w:t>nh©n d©n</w:t></w:r></w:p>`;
    const changed = `<w:p><w:ins w:author="a"><w:r><w:t>thêm</w:t></w:r></w:ins><w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del></w:p>`;
    const equation = `<w:p xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath></w:p>`;
    const file = await zip(
      wordParts([{ name: 'word/embeddings/bang.xlsx', bytes: 'PK' }], mainPart(legacy + changed + equation)),
    );
    const { warnings } = await readDocx(file);
    expect(warnings.map(({ code, count }) => `${code} ${count}`).sort()).toEqual([
      'changes-accepted 2',
      'embedded-file-dropped 1',
      'equation-dropped 1',
      'legacy-font 1',
    ]);
  });
});

describe('files that are refused, each with its own code', () => {
  test.each<readonly [string, string, () => Promise<Uint8Array> | Uint8Array]>([
    ['text', 'not-docx', () => Buffer.from('Kính gửi Ban Biên tập')],
    ['nothing', 'not-docx', () => new Uint8Array()],
    ['a PDF', 'not-docx', () => Buffer.from('%PDF-1.7')],
    ['a plain zip', 'not-docx', () => zip([{ name: 'a.txt', bytes: 'a' }])],
    [
      'a workbook',
      'not-docx',
      () => zip([contentTypes('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml')]),
    ],
    ['an old .doc', 'docx-old-format', () => compoundFile('WordDocument')],
    ['a password', 'docx-protected', () => compoundFile('EncryptedPackage')],
    ['an old workbook', 'not-docx', () => compoundFile('Workbook')],
    [
      'macros by type',
      'docx-macros',
      () => zip([contentTypes('application/vnd.ms-word.document.macroEnabled.main+xml')]),
    ],
    ['macros by part', 'docx-macros', () => zip(wordParts([{ name: 'word/vbaProject.bin', bytes: 'x' }]))],
    [
      'an encrypted entry',
      'docx-protected',
      async () =>
        patchDirectory(await zip(wordParts()), 'word/document.xml', (header) =>
          header.writeUInt16LE(header.readUInt16LE(8) | 1, 8),
        ),
    ],
    ['the first half of a file', 'docx-corrupt', async () => (await newsWordFile()).subarray(0, 5_000)],
    [
      'a wrong checksum',
      'docx-corrupt',
      async () => patchDirectory(await zip(wordParts()), 'word/document.xml', (header) => header.writeUInt32LE(1, 16)),
    ],
    ['a missing main part', 'docx-corrupt', () => zip([contentTypes()])],
    ['no content', 'docx-empty', () => zip(wordParts([], mainPart('<w:p/>')))],
    [
      'a link entry',
      'docx-bomb',
      () => zip(wordParts([{ name: 'word/media/a.png', bytes: '/etc/passwd', mode: 0o120777 }])),
    ],
    ['one name twice', 'docx-bomb', () => zip(wordParts([{ name: 'word/Document.xml', bytes: '<a/>' }]))],
    [
      'a name that leaves the folder',
      'docx-bomb',
      async () => {
        const archive = await zip(wordParts([{ name: 'word/aa/bb/evil.xml', bytes: '<a/>' }]));
        return Buffer.from(
          archive.toString('latin1').replaceAll('word/aa/bb/evil.xml', '../../../a/evil.xml'),
          'latin1',
        );
      },
    ],
    [
      'a size declared too small',
      'docx-bomb',
      async () =>
        patchDirectory(await zip(wordParts([{ name: 'a.bin', bytes: 'x'.repeat(500_000) }])), 'a.bin', (header) =>
          header.writeUInt32LE(10, 24),
        ),
    ],
    [
      'entries that overlap',
      'docx-bomb',
      async () => {
        const archive = await zip(
          wordParts([
            { name: 'a.bin', bytes: 'xx' },
            { name: 'b.bin', bytes: 'xx' },
          ]),
        );
        let first = 0;
        patchDirectory(archive, 'a.bin', (header) => {
          first = header.readUInt32LE(42);
        });
        return patchDirectory(archive, 'b.bin', (header) => header.writeUInt32LE(first, 42));
      },
    ],
  ])('%s: %s', async (_name, code, file) => {
    expect(await outcome(await file())).toBe(code);
  });

  test('a file of 200 MB is refused by its size alone', async () => {
    expect(await outcome(new Uint8Array(200_000_000))).toBe('too-large');
  });

  test('a cancelled reading and one that takes too long leave no worker behind', async () => {
    const file = await newsWordFile();
    expect([
      await outcome(file, { milliseconds: 1 }),
      await outcome(file, {}, AbortSignal.abort()),
      await outcome(file, {}, AbortSignal.timeout(5)),
    ]).toEqual(['docx-timed-out', 'cancelled', 'cancelled']);
    expect(process.getActiveResourcesInfo().filter((kind) => kind === 'MessagePort' || kind === 'Worker')).toEqual([]);
  });

  test('a document that needs more memory than the worker has ends the worker, not the desk', async () => {
    const body = paragraphXml('a').repeat(300_000);
    const file = await zip(wordParts([], mainPart(body)));
    expect(await outcome(file, { heapMegabytes: 48, ratio: 10_000 })).toBe('too-large');
    expect(await outcome(await newsWordFile())).toBe('accepted');
  });
});

describe('limits, at the limit and one past it', () => {
  const parts = wordParts();
  const noise = (bytes: number): Buffer =>
    Buffer.from(Array.from({ length: bytes }, (_, at) => (at * 7919 + (at >> 3) * 104_729) & 255));

  test('file size', async () => {
    const file = await zip(parts);
    expect([
      await outcome(file, { fileBytes: file.length }),
      await outcome(file, { fileBytes: file.length - 1 }),
    ]).toEqual(['accepted', 'too-large']);
  });

  test('entries', async () => {
    const more = (count: number): Promise<Buffer> =>
      zip([
        ...parts,
        ...Array.from({ length: count - parts.length }, (_, at) => ({ name: `m/${at}.bin`, bytes: 'x' })),
      ]);
    expect([
      await scanned(await more(intakeLimits.entries)),
      await scanned(await more(intakeLimits.entries + 1)),
    ]).toEqual(['accepted', 'docx-bomb']);
  });

  test('bytes of one entry, and of all', async () => {
    const file = await zip([...parts, { name: 'a.bin', bytes: noise(50_000) }]);
    const all = [...parts, { bytes: noise(50_000) }].reduce((sum, part) => sum + Buffer.from(part.bytes).length, 0);
    expect([
      await scanned(file, { entryBytes: 50_000 }),
      await scanned(file, { entryBytes: 49_999 }),
      await scanned(file, { totalBytes: all }),
      await scanned(file, { totalBytes: all - 1 }),
    ]).toEqual(['accepted', 'docx-bomb', 'accepted', 'docx-bomb']);
  });

  test('real bytes count where the archive declares fewer', async () => {
    const file = await zip([...parts, { name: 'a.bin', bytes: noise(50_000) }]);
    const lying = patchDirectory(file, 'a.bin', (header) => header.writeUInt32LE(100, 24));
    expect(await scanned(lying, { entryBytes: 40_000 })).toBe('docx-bomb');
  });

  test('ratio', async () => {
    const bytes = Buffer.alloc(2_000_000);
    const file = await zip([...parts, { name: 'a.bin', bytes }]);
    let stored = 1;
    patchDirectory(file, 'a.bin', (header) => {
      stored = header.readUInt32LE(20);
    });
    const ratio = bytes.length / stored;
    expect([
      await scanned(file, { ratio: Math.ceil(ratio) }),
      await scanned(file, { ratio: Math.floor(ratio) }),
    ]).toEqual(['accepted', 'docx-bomb']);
    expect(await scanned(file)).toBe('docx-bomb');
  });

  test('depth of XML', async () => {
    const nested = (levels: number): string => '<w:x>'.repeat(levels) + '</w:x>'.repeat(levels);
    const file = (levels: number): Promise<Buffer> =>
      zip(wordParts([], mainPart(paragraphXml('a') + nested(levels - 2))));
    expect([
      await scanned(await file(intakeLimits.xmlDepth)),
      await scanned(await file(intakeLimits.xmlDepth + 1)),
    ]).toEqual(['accepted', 'docx-bomb']);
  });

  test('90 MB of blanks in 90 KB of XML are refused', async () => {
    const file = await zip(
      wordParts([{ name: 'word/a.xml', bytes: Buffer.concat([Buffer.from('<a>'), Buffer.alloc(90_000_000, 0x20)]) }]),
    );
    expect(await outcome(file)).toBe('docx-bomb');
  });
});

describe('declarations in XML', () => {
  const payloads: readonly (readonly [string, string])[] = [
    ['a document type', '<!DOCTYPE w:document>'],
    ['an entity', '<!DOCTYPE d [<!ENTITY a "b">]>'],
    ['entities in entities', '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'],
    ['a file', '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'],
    ['an address', '<!DOCTYPE d SYSTEM "http://127.0.0.1/d.dtd">'],
    ['a parameter entity', '<!DOCTYPE d [<!ENTITY % x SYSTEM "http://127.0.0.1/x">%x;]>'],
    ['small letters after a comment', '<!-- a --><!doctype d>'],
    ['a bare entity', '<!ENTITY a "b">'],
  ];
  const partNames = [
    'word/document.xml',
    'word/styles.xml',
    'word/numbering.xml',
    '_rels/.rels',
    'word/footnotes.xml',
    'docProps/core.xml',
    'word/notes.bin',
  ];

  test.each(payloads)('%s is refused in every part', async (_name, payload) => {
    const outcomes = await Promise.all(
      partNames.map(async (name) => {
        const parts = wordParts().filter((part) => part.name !== name);
        return scanned(await zip([...parts, { name, bytes: `<?xml version="1.0"?>${payload}<a/>` }]));
      }),
    );
    expect(new Set(outcomes)).toEqual(new Set(['docx-bomb']));
  });

  test('wide characters are refused, comments and character data are not', async () => {
    const wide = Buffer.from(`\ufeff<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a><a/>`, 'utf16le');
    expect(await scanned(await zip(wordParts([{ name: 'word/a.xml', bytes: wide }])))).toBe('docx-bomb');
    const harmless = `<!-- <!DOCTYPE a> --><w:p><w:r><w:t><![CDATA[<!DOCTYPE a>]]></w:t></w:r></w:p>${paragraphXml('chữ')}`;
    expect(await outcome(await zip(wordParts([], mainPart(harmless))))).toBe('accepted');
  });
});
