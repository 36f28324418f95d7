import { IntakeError } from './intake-error.ts';
import { intakeLimits } from './intake-limits.ts';

const oleSignature = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const zipSignature = Buffer.from('PK\u0003\u0004', 'latin1');
const emptyZipSignature = Buffer.from('PK\u0005\u0006', 'latin1');

/** Judges size and first bytes alone; throws unless the file may be a zip archive. */
export function refuseByFirstLook(bytes: Uint8Array, fileBytes: number = intakeLimits.fileBytes): void {
  if (bytes.length > fileBytes) throw new IntakeError('too-large', `${bytes.length} bytes`);
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.subarray(0, 8).equals(oleSignature)) throw compoundFile(file);
  const start = file.subarray(0, 4);
  if (!start.equals(zipSignature) && !start.equals(emptyZipSignature)) {
    throw new IntakeError('not-docx', `starts with ${start.toString('hex')}`);
  }
}

/** Word files with a password and Word files up to 2003 are both OLE compound files; their directory names tell them apart. */
function compoundFile(file: Buffer): IntakeError {
  const names = (name: string): boolean => file.includes(Buffer.from(name, 'utf16le'));
  if (names('EncryptedPackage')) return new IntakeError('docx-protected', 'encrypted package');
  if (names('WordDocument')) return new IntakeError('docx-old-format', 'Word 97–2003 document');
  return new IntakeError('not-docx', 'OLE compound file');
}
