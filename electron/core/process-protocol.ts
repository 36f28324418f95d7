import { z } from 'zod';

/** Longest oRPC string either side accepts, in UTF-16 units; files travel in chunks far below it. */
export const deskTextLimit = 32 * 1024 * 1024;

const base64 = z.string().max(256 * 1024 * 1024);
const url = z.string().min(1).max(8192);

/** What core may ask of the shell: name → arguments and value. */
export const shellPorts = {
  secretStrength: { args: z.strictObject({}), value: z.enum(['os', 'passphrase']) },
  sealSecret: { args: z.strictObject({ plainBase64: base64 }), value: z.strictObject({ sealedBase64: base64 }) },
  unsealSecret: { args: z.strictObject({ sealedBase64: base64 }), value: z.strictObject({ plainBase64: base64 }) },
  notify: {
    args: z.strictObject({
      title: z.string().max(200),
      body: z.string().max(2000),
      itemId: z.string().max(64).nullable(),
    }),
    value: z.null(),
  },
  renderPage: {
    args: z.strictObject({
      url,
      bodyBase64: base64,
      mediaType: z.string().max(256),
      width: z.int().min(320).max(1920),
    }),
    value: z.strictObject({
      pngBase64: base64,
      text: z.string(),
      width: z.number(),
      height: z.number(),
      truncated: z.boolean(),
      geometry: z.array(
        z.strictObject({ text: z.string(), x: z.number(), y: z.number(), width: z.number(), height: z.number() }),
      ),
    }),
  },
  printToPdf: {
    args: z.strictObject({ html: z.string().max(32 * 1024 * 1024) }),
    value: z.strictObject({ pdfBase64: base64 }),
  },
  openExternal: { args: z.strictObject({ url }), value: z.boolean() },
  saveFile: {
    args: z.strictObject({ name: z.string().min(1).max(255), bodyBase64: base64 }),
    value: z.boolean(),
  },
  setLanguage: { args: z.strictObject({ language: z.enum(['vi', 'en']) }), value: z.null() },
} as const;

/** What the shell may ask of core: name → arguments and value. */
export const corePorts = {
  readBlob: {
    args: z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
    value: z.strictObject({ bodyBase64: base64, mediaType: z.string() }).nullable(),
  },
  readViewer: {
    args: z.strictObject({ token: z.string().regex(/^[A-Za-z0-9_-]{16,128}$/) }),
    value: z.strictObject({ html: z.string() }).nullable(),
  },
  fetchForPage: {
    args: z.strictObject({ url }),
    value: z.strictObject({
      status: z.int().min(100).max(599),
      headers: z.record(z.string(), z.string()),
      bodyBase64: base64,
    }),
  },
  deepLink: { args: z.strictObject({ itemId: z.string().regex(/^[a-z0-9]{16,32}$/) }), value: z.null() },
  stop: { args: z.strictObject({}), value: z.null() },
} as const;

export type ShellPortName = keyof typeof shellPorts;
export type ShellPortArgs<Name extends ShellPortName> = z.infer<(typeof shellPorts)[Name]['args']>;
export type ShellPortValue<Name extends ShellPortName> = z.infer<(typeof shellPorts)[Name]['value']>;
export type CorePortName = keyof typeof corePorts;
export type CorePortArgs<Name extends CorePortName> = z.infer<(typeof corePorts)[Name]['args']>;
export type CorePortValue<Name extends CorePortName> = z.infer<(typeof corePorts)[Name]['value']>;

/** Why a port call failed; decided by code, `detail` is for the log alone. */
export const portErrorCodes = ['unknown-port', 'bad-arguments', 'unavailable', 'failed', 'stopped'] as const;
export type PortErrorCode = (typeof portErrorCodes)[number];

const windowId = z.int().min(1);

/** Every message between shell and core, both ways; anything else is dropped and logged. */
export const envelope = z.discriminatedUnion('kind', [
  /** One oRPC string of window `window`, in either direction. */
  z.strictObject({ kind: z.literal('desk'), window: windowId, text: z.string().max(deskTextLimit) }),
  /** Shell → core: a window's page came (again) or went; core drops the streams of the page before. */
  z.strictObject({ kind: z.literal('window'), window: windowId, state: z.enum(['open', 'closed']) }),
  /** Core → shell, once: `createDesk` has finished, queued desk messages may flow. */
  z.strictObject({ kind: z.literal('ready') }),
  z.strictObject({ kind: z.literal('port'), id: z.int().min(1), name: z.string().max(64), args: z.unknown() }),
  z.discriminatedUnion('ok', [
    z.strictObject({ kind: z.literal('port-reply'), id: z.int().min(1), ok: z.literal(true), value: z.unknown() }),
    z.strictObject({
      kind: z.literal('port-reply'),
      id: z.int().min(1),
      ok: z.literal(false),
      error: z.strictObject({ code: z.enum(portErrorCodes), detail: z.string().max(2000) }),
    }),
  ]),
]);
export type Envelope = z.infer<typeof envelope>;
