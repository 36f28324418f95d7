/** Reads the workstation's time; it never orders events nor starts a deadline (law 7). */
export interface Clock {
  /** ISO 8601 in UTC with milliseconds. */
  now(): string;
  epochMilliseconds(): number;
}

/** Where the desk may write. */
export interface DeskPaths {
  /** One person's data directory; a desk never touches anything outside it. */
  readonly data: string;
}

/**
 * `os`: a keyring of the operating system holds the key, so sealed bytes are safe on a stolen disk.
 * `passphrase`: there is no such keyring (or it only obfuscates); the desk must seal with a passphrase of the person.
 */
export type SealStrength = 'os' | 'passphrase';

/** Seals small secrets (the signing key) with what the operating system offers; refuses when `strength` is `passphrase`. */
export interface SecretSealing {
  readonly strength: SealStrength;
  seal(secret: Uint8Array): Promise<Uint8Array>;
  unseal(sealed: Uint8Array): Promise<Uint8Array>;
}

/** A notice of the operating system; pressing it opens `itemId` in the desk. */
export interface Notice {
  readonly title: string;
  readonly body: string;
  readonly itemId: string | null;
}

/** A page already fetched by the guard; everything it refers to is asked of `Desk.fetchForPage`. */
export interface RenderPageRequest {
  readonly url: string;
  readonly body: Uint8Array;
  /** Content-Type as the server sent it, charset included. */
  readonly mediaType: string;
  /** CSS pixels, 320–1920; 1280 when left out. */
  readonly width?: number;
}

/** One block of visible text with its place on the screenshot, in CSS pixels from the page's top left corner. */
export interface RenderedBlock {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What a reader would see: screenshot, visible text in document order, and where each block stands. */
export interface RenderedPage {
  readonly png: Uint8Array;
  readonly text: string;
  readonly width: number;
  readonly height: number;
  /** True when the page was taller than the screenshot's limit or had more blocks than are kept. */
  readonly truncated: boolean;
  readonly geometry: readonly RenderedBlock[];
}

export type LogLevel = 'debug' | 'info' | 'warning' | 'error';

/** Machine-readable log line; `fields` never hold text of items, passwords or tokens. */
export type Log = (level: LogLevel, event: string, fields?: Readonly<Record<string, unknown>>) => void;

/** Everything the desk asks of its surroundings; `createDesk` gets no other way out. */
export interface DeskPorts {
  readonly clock: Clock;
  /** Cryptographically strong bytes. */
  readonly random: (bytes: number) => Uint8Array;
  readonly paths: DeskPaths;
  readonly secrets: SecretSealing;
  readonly notify: (notice: Notice) => Promise<void>;
  readonly renderPage: (request: RenderPageRequest) => Promise<RenderedPage>;
  /** A4 PDF of a self-contained page without scripts or network. */
  readonly printToPdf: (html: string) => Promise<Uint8Array>;
  /** Opens an https or mailto address outside the desk, after the person agreed; false when they did not. */
  readonly openExternal: (url: string) => Promise<boolean>;
  /** Writes a file where the person chooses; false when they chose nowhere. It is saved only, never opened. */
  readonly saveFile: (name: string, bytes: Uint8Array) => Promise<boolean>;
  /** Language of the native menu and the shell's own questions. */
  readonly setLanguage: (language: 'vi' | 'en') => Promise<void>;
  readonly log: Log;
}
