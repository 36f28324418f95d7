import { IntakeError } from './intake-error.ts';

const [lessThan, greaterThan, slash, bang, question, hyphen] = [0x3c, 0x3e, 0x2f, 0x21, 0x3f, 0x2d];
const [doubleQuote, singleQuote, openBracket, closeBracket] = [0x22, 0x27, 0x5b, 0x5d];

type State = 'text' | 'opened' | 'name' | 'tag' | 'closing' | 'declaration' | 'comment' | 'cdata' | 'instruction';

/**
 * Reads XML as it inflates, byte by byte and without a tree: refuses any declaration (so there are no entities to
 * expand, inside or outside the file), other encodings than UTF-8 and nesting past `depth`; counts chosen elements.
 */
export class XmlGuard {
  readonly #part: string;
  readonly #depthLimit: number;
  readonly #counts: Map<string, number>;
  #state: State = 'text';
  #depth = 0;
  #name = '';
  #quote = 0;
  #last = 0;
  #beforeLast = 0;
  #declaration = '';
  #started = false;

  /** `counts` holds a number for each element name to be counted; it is added to. */
  constructor(part: string, depthLimit: number, counts: Map<string, number>) {
    this.#part = part;
    this.#depthLimit = depthLimit;
    this.#counts = counts;
  }

  push(chunk: Uint8Array): void {
    if (!this.#started && chunk.length > 0) this.#checkEncoding(chunk);
    for (let index = 0; index < chunk.length; index += 1) {
      const byte = chunk[index] ?? 0;
      this.#step(byte);
      this.#beforeLast = this.#last;
      this.#last = byte;
    }
  }

  #checkEncoding(chunk: Uint8Array): void {
    this.#started = true;
    const [first = 0x20, second = 0x20] = chunk;
    const wide =
      (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || first === 0 || second === 0;
    if (wide) this.#refuse('not UTF-8');
  }

  #step(byte: number): void {
    switch (this.#state) {
      case 'text':
        if (byte === lessThan) this.#state = 'opened';
        return;
      case 'opened':
        if (byte === bang) {
          this.#state = 'declaration';
          this.#declaration = '';
        } else if (byte === question) this.#state = 'instruction';
        else if (byte === slash) this.#state = 'closing';
        else {
          this.#state = 'name';
          this.#name = String.fromCharCode(byte);
        }
        return;
      case 'name':
        if (byte === greaterThan || byte === slash || byte <= 0x20) {
          this.#count();
          this.#state = 'tag';
          this.#quote = 0;
          this.#step(byte);
        } else if (this.#name.length < 40) this.#name += String.fromCharCode(byte);
        return;
      case 'tag':
        this.#tag(byte);
        return;
      case 'closing':
        if (byte !== greaterThan) return;
        this.#depth -= 1;
        this.#state = 'text';
        return;
      case 'declaration':
        this.#declare(byte);
        return;
      case 'comment':
        if (byte === greaterThan && this.#last === hyphen && this.#beforeLast === hyphen) this.#state = 'text';
        return;
      case 'cdata':
        if (byte === greaterThan && this.#last === closeBracket && this.#beforeLast === closeBracket)
          this.#state = 'text';
        return;
      case 'instruction':
        if (byte === greaterThan && this.#last === question) this.#state = 'text';
    }
  }

  #tag(byte: number): void {
    if (this.#quote !== 0) {
      if (byte === this.#quote) this.#quote = 0;
    } else if (byte === doubleQuote || byte === singleQuote) this.#quote = byte;
    else if (byte === greaterThan) {
      this.#state = 'text';
      if (this.#last === slash) return;
      this.#depth += 1;
      if (this.#depth > this.#depthLimit)
        throw new IntakeError('docx-bomb', `${this.#part}: XML deeper than ${this.#depthLimit}`);
    }
  }

  #declare(byte: number): void {
    this.#declaration += String.fromCharCode(byte);
    if (this.#declaration === '--') {
      this.#state = 'comment';
      // The hyphens that open a comment do not also close it.
      this.#last = 0;
    } else if (this.#declaration === '[CDATA[') this.#state = 'cdata';
    else if (!'--'.startsWith(this.#declaration) && !'[CDATA['.startsWith(this.#declaration)) {
      this.#refuse(byte === openBracket ? 'conditional section' : 'document type or entity declaration');
    }
  }

  #count(): void {
    const known = this.#counts.get(this.#name);
    if (known !== undefined) this.#counts.set(this.#name, known + 1);
  }

  #refuse(what: string): never {
    throw new IntakeError('docx-bomb', `${this.#part}: ${what}`);
  }
}
