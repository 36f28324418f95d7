import { crc32 } from 'node:zlib';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { IntakeError } from './intake-error.ts';
import type { IntakeLimits } from './intake-limits.ts';
import { XmlGuard } from './xml-guard.ts';

/** What the scan learnt: how often the watched elements occur, and whether there is anything beside the text. */
export type ArchiveScan = {
  readonly elements: ReadonlyMap<string, number>;
  readonly embeddedFiles: number;
  /** The text of the main part and of its numbering, empty when there is none or when it is too long to read twice. */
  readonly documentXml: string;
  readonly numberingXml: string;
};

/** Elements whose content does not come over, or not as it was; counted so that the person is told. */
const watchedElements = [
  'w:ins',
  'w:del',
  'w:commentReference',
  'm:oMath',
  'c:chart',
  'dgm:relIds',
  'w:altChunk',
] as const;

const documentType = /wordprocessingml\.(document|template)\.main\+xml/i;
const macroType = /macroEnabled(Template)?\.main\+xml/i;
const symbolicLink = 0o120000;
const fileTypeBits = 0o170000;
const contentTypesName = '[Content_Types].xml';
const contentTypesBytes = 1_000_000;
const numberingType = /wordprocessingml\.numbering\+xml/i;
const readTwiceBytes = 20_000_000;
const localHeaderBytes = 30;
/** Parts that begin like XML but are never parsed here. */
const foreignMarkup = /\.(svg|html?|mht)$/i;

/**
 * Inflates every entry of a Word archive once, counting real bytes and keeping none, before anything parses it. Throws
 * IntakeError for what is no Word file, is damaged, or passes a limit.
 */
export async function scanArchive(bytes: Uint8Array, limits: IntakeLimits): Promise<ArchiveScan> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const archive = await yauzl
    .fromBufferPromise(file, { lazyEntries: true, strictFileNames: true, validateEntrySizes: false })
    .catch((error: unknown) => {
      throw new IntakeError('docx-corrupt', String(error), error);
    });
  return new ArchiveScanner(archive, limits).run();
}

class ArchiveScanner {
  readonly #archive: ZipFile;
  readonly #limits: IntakeLimits;
  readonly #elements = new Map<string, number>(watchedElements.map((name) => [name, 0]));
  #total = 0;

  constructor(archive: ZipFile, limits: IntakeLimits) {
    this.#archive = archive;
    this.#limits = limits;
  }

  async run(): Promise<ArchiveScan> {
    const entries = await this.#readDirectory();
    const contentTypes = entries.find((entry) => entry.fileName === contentTypesName);
    if (contentTypes === undefined) throw new IntakeError('not-docx', 'a zip archive without content types');
    this.#checkDirectory(entries);
    const { documentName, numberingName } = await this.#checkContentTypes(contentTypes);
    for (const entry of entries) {
      if (/(^|\/)vbaProject\.bin$/i.test(entry.fileName)) throw new IntakeError('docx-macros', entry.fileName);
    }
    const texts = new Map<string, string>();
    for (const entry of entries) {
      if (entry === contentTypes || entry.fileName.endsWith('/')) continue;
      const named = entry.fileName === documentName || entry.fileName === numberingName;
      const wanted = named && entry.uncompressedSize <= readTwiceBytes;
      const kept: Buffer[] | null = wanted ? [] : null;
      await this.#inflate(entry, kept);
      if (kept !== null) texts.set(entry.fileName, Buffer.concat(kept).toString('utf8'));
    }
    const embeddedFiles = entries.filter((entry) => /\/embeddings\/[^/]+$/i.test(entry.fileName)).length;
    return {
      elements: this.#elements,
      embeddedFiles,
      documentXml: texts.get(documentName) ?? '',
      numberingXml: texts.get(numberingName) ?? '',
    };
  }

  async #readDirectory(): Promise<readonly Entry[]> {
    const tooMany = (count: number): IntakeError => new IntakeError('docx-bomb', `${count} entries`);
    if (this.#archive.entryCount > this.#limits.entries) throw tooMany(this.#archive.entryCount);
    const entries: Entry[] = [];
    try {
      for await (const entry of this.#archive.eachEntry()) {
        entries.push(entry);
        if (entries.length > this.#limits.entries) throw tooMany(entries.length);
      }
    } catch (error) {
      if (error instanceof IntakeError) throw error;
      const unsafeName = /relative path|absolute path|invalid characters/i.test(String(error));
      throw new IntakeError(unsafeName ? 'docx-bomb' : 'docx-corrupt', String(error), error);
    }
    return entries;
  }

  #checkDirectory(entries: readonly Entry[]): void {
    const names = new Set<string>();
    let declared = 0;
    for (const entry of entries) {
      const { fileName } = entry;
      const name = fileName.toLowerCase().normalize('NFC');
      if (names.has(name)) throw new IntakeError('docx-bomb', `${fileName} twice`);
      names.add(name);
      const mode = entry.externalFileAttributes >>> 16;
      if ((mode & fileTypeBits) === symbolicLink) throw new IntakeError('docx-bomb', `${fileName} is a link`);
      if (entry.isEncrypted()) throw new IntakeError('docx-protected', fileName);
      if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) {
        throw new IntakeError('docx-corrupt', `${fileName}: compression method ${entry.compressionMethod}`);
      }
      declared += entry.uncompressedSize;
      if (entry.uncompressedSize > this.#limits.entryBytes || declared > this.#limits.totalBytes) {
        throw new IntakeError('docx-bomb', `${fileName} declares ${entry.uncompressedSize} bytes`);
      }
    }
    const inOrder = entries.toSorted(
      (left, right) => left.relativeOffsetOfLocalHeader - right.relativeOffsetOfLocalHeader,
    );
    let end = 0;
    for (const entry of inOrder) {
      if (entry.relativeOffsetOfLocalHeader < end) throw new IntakeError('docx-bomb', `${entry.fileName} overlaps`);
      end = entry.relativeOffsetOfLocalHeader + localHeaderBytes + entry.fileNameLength + entry.compressedSize;
    }
  }

  /** Names of the main part and of the numbering, as the content types give them. */
  async #checkContentTypes(entry: Entry): Promise<{ readonly documentName: string; readonly numberingName: string }> {
    if (entry.uncompressedSize > contentTypesBytes)
      throw new IntakeError('docx-bomb', `${entry.fileName} is too large`);
    const kept: Buffer[] = [];
    await this.#inflate(entry, kept);
    const types = Buffer.concat(kept).toString('utf8');
    if (macroType.test(types)) throw new IntakeError('docx-macros', 'macro-enabled document');
    if (!documentType.test(types)) throw new IntakeError('not-docx', 'an Office file of another kind');
    const overrides = types.match(/<Override\s[^>]*>/g) ?? [];
    const partOf = (type: RegExp): string =>
      /PartName="\/([^"]*)"/.exec(overrides.find((override) => type.test(override)) ?? '')?.[1] ?? '';
    return { documentName: partOf(documentType), numberingName: partOf(numberingType) };
  }

  async #inflate(entry: Entry, kept: Buffer[] | null): Promise<void> {
    const { fileName } = entry;
    let size = 0;
    let checksum = 0;
    let guard: XmlGuard | null = null;
    try {
      for await (const chunk of await this.#archive.openReadStreamPromise(entry)) {
        if (!Buffer.isBuffer(chunk)) throw new IntakeError('docx-corrupt', `${fileName}: not bytes`);
        if (size === 0 && this.#isXml(fileName, chunk)) {
          guard = new XmlGuard(fileName, this.#limits.xmlDepth, this.#elements);
        }
        size += chunk.length;
        this.#total += chunk.length;
        checksum = crc32(chunk, checksum);
        this.#checkSize(entry, size);
        guard?.push(chunk);
        kept?.push(chunk);
      }
    } catch (error) {
      throw error instanceof IntakeError
        ? error
        : new IntakeError('docx-corrupt', `${fileName}: ${String(error)}`, error);
    }
    if (size !== entry.uncompressedSize) throw new IntakeError('docx-corrupt', `${fileName}: ${size} bytes`);
    if (checksum !== entry.crc32) throw new IntakeError('docx-corrupt', `${fileName}: wrong checksum`);
  }

  #checkSize(entry: Entry, size: number): void {
    const { entryBytes, totalBytes, ratio, ratioFloorBytes } = this.#limits;
    const { fileName, compressedSize, uncompressedSize } = entry;
    if (size > entryBytes) throw new IntakeError('docx-bomb', `${fileName}: over ${entryBytes} bytes`);
    if (this.#total > totalBytes) throw new IntakeError('docx-bomb', `over ${totalBytes} bytes in all`);
    if (size > ratioFloorBytes && size > compressedSize * ratio)
      throw new IntakeError('docx-bomb', `${fileName}: over ${ratio}:1`);
    if (size > uncompressedSize) throw new IntakeError('docx-bomb', `${fileName}: larger than it declares`);
  }

  #isXml(fileName: string, start: Buffer): boolean {
    if (/\.(xml|rels)$/i.test(fileName)) return true;
    return !foreignMarkup.test(fileName) && /^(\ufeff)?\s*</.test(start.subarray(0, 100).toString('utf8'));
  }
}
