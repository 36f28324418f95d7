import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { createDesk, type Desk } from './desk.ts';
import { createPortCalls, PortError, portFailure } from './port-calls.ts';
import type { DeskPorts, Log } from './ports.ts';
import {
  type CorePortName,
  type CorePortValue,
  corePorts,
  type Envelope,
  envelope,
  type ShellPortArgs,
  type ShellPortName,
  type ShellPortValue,
  shellPorts,
} from './process-protocol.ts';

/** The end of the message port that an Electron utility process finds on `process`. */
interface ParentPort {
  on(event: 'message', listener: (message: { data: unknown }) => void): void;
  postMessage(message: unknown): void;
}

const log: Log = (level, event, fields) => {
  process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), level, event, ...fields })}\n`);
};

function parentPort(): ParentPort {
  const port: unknown = Reflect.get(process, 'parentPort');
  if (port === undefined || port === null) throw new Error('core must be started by the shell as a utility process');
  return port as ParentPort;
}

function dataDirectory(argv: readonly string[]): string {
  const option = argv.find((argument) => argument.startsWith('--data='));
  if (option === undefined) throw new Error('core was started without --data=DIRECTORY');
  return option.slice('--data='.length);
}

const shell = parentPort();
const post = (message: Envelope): void => shell.postMessage(message);
const shellCalls = createPortCalls((call) => post({ kind: 'port', ...call }));

async function ask<Name extends ShellPortName>(name: Name, args: ShellPortArgs<Name>): Promise<ShellPortValue<Name>> {
  const value = await shellCalls.call(name, args);
  return shellPorts[name].value.parse(value) as ShellPortValue<Name>;
}

const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const fromBase64 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));

async function connectPorts(data: string): Promise<DeskPorts> {
  const strength = await ask('secretStrength', {});
  return {
    clock: { now: () => new Date().toISOString(), epochMilliseconds: () => Date.now() },
    random: (bytes) => new Uint8Array(randomBytes(bytes)),
    paths: { data },
    secrets: {
      strength,
      async seal(secret) {
        return fromBase64((await ask('sealSecret', { plainBase64: toBase64(secret) })).sealedBase64);
      },
      async unseal(sealed) {
        return fromBase64((await ask('unsealSecret', { sealedBase64: toBase64(sealed) })).plainBase64);
      },
    },
    async notify(notice) {
      await ask('notify', { ...notice });
    },
    async renderPage(request) {
      const { pngBase64, ...page } = await ask('renderPage', {
        url: request.url,
        bodyBase64: toBase64(request.body),
        mediaType: request.mediaType,
        width: request.width ?? 1280,
      });
      return { png: fromBase64(pngBase64), ...page };
    },
    async printToPdf(html) {
      return fromBase64((await ask('printToPdf', { html })).pdfBase64);
    },
    openExternal: (url) => ask('openExternal', { url }),
    saveFile: (name, bytes) => ask('saveFile', { name, bodyBase64: toBase64(bytes) }),
    async setLanguage(language) {
      await ask('setLanguage', { language });
    },
    log,
  };
}

type CoreAnswers = {
  readonly [Name in CorePortName]: (desk: Desk, args: unknown) => Promise<CorePortValue<Name>>;
};

const answers: CoreAnswers = {
  async readBlob(desk, args) {
    const blob = await desk.readBlob(corePorts.readBlob.args.parse(args).sha256);
    return blob && { bodyBase64: toBase64(blob.bytes), mediaType: blob.mediaType };
  },
  async readViewer(desk, args) {
    const html = await desk.readViewer(corePorts.readViewer.args.parse(args).token);
    return html === null ? null : { html };
  },
  async fetchForPage(desk, args) {
    const { body, ...reply } = await desk.fetchForPage(corePorts.fetchForPage.args.parse(args).url);
    return { status: reply.status, headers: { ...reply.headers }, bodyBase64: toBase64(body) };
  },
  async deepLink(desk, args) {
    desk.deepLink(corePorts.deepLink.args.parse(args).itemId);
    return null;
  },
  async stop(desk, args) {
    corePorts.stop.args.parse(args);
    for (const connection of connections.values()) connection.close();
    connections.clear();
    await desk.stop();
    return null;
  },
};

const connections = new Map<number, ReturnType<Desk['connect']>>();

async function answer(desk: Desk, name: string, args: unknown): Promise<unknown> {
  if (!Object.hasOwn(answers, name)) throw new PortError('unknown-port', name);
  return answers[name as CorePortName](desk, args);
}

function receive(desk: Desk, message: Envelope): void {
  switch (message.kind) {
    case 'desk':
      connections.get(message.window)?.receive(message.text);
      return;
    case 'window': {
      const { window } = message;
      connections.get(window)?.close();
      connections.delete(window);
      if (message.state === 'open')
        connections.set(
          window,
          desk.connect((text) => post({ kind: 'desk', window, text })),
        );
      return;
    }
    case 'port': {
      const { id } = message;
      answer(desk, message.name, message.args).then(
        (value) => post({ kind: 'port-reply', id, ok: true, value }),
        (error: unknown) => {
          const failure = portFailure(error);
          log('warning', 'core.port-failed', { port: message.name, ...failure });
          post({ kind: 'port-reply', id, ok: false, error: failure });
        },
      );
      return;
    }
    case 'port-reply':
      shellCalls.settle(message);
      return;
    case 'ready':
      return;
  }
}

// Messages that arrive while the desk is still opening its store wait for it, in order; replies to
// its own port calls do not, since opening needs them.
const early: Envelope[] = [];
let deskReady: Desk | null = null;
shell.on('message', ({ data }) => {
  const parsed = envelope.safeParse(data);
  if (!parsed.success) {
    log('error', 'core.bad-envelope', { issues: parsed.error.issues.length });
    return;
  }
  if (parsed.data.kind === 'port-reply') shellCalls.settle(parsed.data);
  else if (deskReady) receive(deskReady, parsed.data);
  else early.push(parsed.data);
});

const data = dataDirectory(process.argv);
mkdirSync(data, { recursive: true, mode: 0o700 });
try {
  const desk = await createDesk(await connectPorts(data));
  for (const message of early.splice(0)) receive(desk, message);
  deskReady = desk;
  post({ kind: 'ready' });
} catch (error) {
  log('error', 'core.start-failed', {
    detail: error instanceof Error ? (error.stack ?? error.message) : String(error),
  });
  process.exit(3);
}
