import { type UtilityProcess, utilityProcess } from 'electron';
import { createPortCalls, type PortCalls, PortError, portFailure } from '../core/port-calls.ts';
import {
  type CorePortArgs,
  type CorePortName,
  type CorePortValue,
  corePorts,
  type Envelope,
  envelope,
  type ShellPortArgs,
  type ShellPortName,
  type ShellPortValue,
  shellPorts,
} from '../core/process-protocol.ts';
import { shellLog } from './shell-log.ts';

/** What the shell does for core, one function per port. */
export type ShellAnswers = {
  readonly [Name in ShellPortName]: (args: ShellPortArgs<Name>) => Promise<ShellPortValue<Name>>;
};

/** The shell's end of the wire to core. */
export interface CoreLink {
  ask<Name extends CorePortName>(name: Name, args: CorePortArgs<Name>): Promise<CorePortValue<Name>>;
  openWindow(window: number): void;
  closeWindow(window: number): void;
  sendText(window: number, text: string): void;
  /** Lets core finish its writes, then ends it; resolves in any case. */
  stop(): Promise<void>;
}

interface CoreLinkOptions {
  readonly entry: string;
  readonly dataDirectory: string;
  readonly answers: ShellAnswers;
  readonly onText: (window: number, text: string) => void;
  /** Core ended unasked and was started again; streams of before are gone. */
  readonly onRestart: () => void;
  /** Core ended unasked too often. */
  readonly onGiveUp: () => void;
}

const restartLimit = 3;
const restartWindowMilliseconds = 5 * 60_000;
const stopMilliseconds = 8_000;

/** Starts core in a utility process and keeps it running. */
export function startCore(options: CoreLinkOptions): CoreLink {
  let stopping = false;
  let ends: number[] = [];
  let current = connect();

  function connect(): { child: UtilityProcess; calls: PortCalls; exited: Promise<void> } {
    const child = utilityProcess.fork(options.entry, [`--data=${options.dataDirectory}`], {
      serviceName: 'Ban Bien tap core',
      stdio: 'inherit',
    });
    const calls = createPortCalls((call) => child.postMessage({ kind: 'port', ...call } satisfies Envelope));
    child.on('message', (data: unknown) => receive(child, calls, data));
    const exited = new Promise<void>((resolve) => {
      child.once('exit', (code) => {
        calls.abandon();
        resolve();
        if (!stopping) ended(code);
      });
    });
    return { child, calls, exited };
  }

  function ended(code: number): void {
    const now = Date.now();
    ends = [...ends.filter((time) => now - time < restartWindowMilliseconds), now];
    shellLog('error', 'shell.core-ended', { code, times: ends.length });
    if (ends.length > restartLimit) {
      options.onGiveUp();
      return;
    }
    current = connect();
    options.onRestart();
  }

  function receive(child: UtilityProcess, calls: PortCalls, data: unknown): void {
    const parsed = envelope.safeParse(data);
    if (!parsed.success) {
      shellLog('error', 'shell.bad-envelope', { issues: parsed.error.issues.length });
      return;
    }
    const message = parsed.data;
    if (message.kind === 'desk') options.onText(message.window, message.text);
    else if (message.kind === 'port-reply') calls.settle(message);
    else if (message.kind === 'ready') shellLog('info', 'shell.core-ready');
    else if (message.kind === 'port') {
      const { id } = message;
      answer(message.name, message.args).then(
        (value) => child.postMessage({ kind: 'port-reply', id, ok: true, value } satisfies Envelope),
        (error: unknown) => {
          const failure = portFailure(error);
          shellLog('warning', 'shell.port-failed', { port: message.name, ...failure });
          child.postMessage({ kind: 'port-reply', id, ok: false, error: failure } satisfies Envelope);
        },
      );
    }
  }

  async function answer(name: string, args: unknown): Promise<unknown> {
    if (!Object.hasOwn(options.answers, name)) throw new PortError('unknown-port', name);
    const port = name as ShellPortName;
    const parsed = shellPorts[port].args.safeParse(args);
    if (!parsed.success) throw new PortError('bad-arguments', `${name}: ${parsed.error.issues[0]?.message ?? ''}`);
    // The table pairs each schema with the function of the same name; TypeScript cannot see that through a union.
    return (options.answers[port] as (args: unknown) => Promise<unknown>)(parsed.data);
  }

  return {
    async ask(name, args) {
      const value = await current.calls.call(name, args);
      return corePorts[name].value.parse(value) as CorePortValue<typeof name>;
    },
    openWindow: (window) => current.child.postMessage({ kind: 'window', window, state: 'open' } satisfies Envelope),
    closeWindow: (window) => current.child.postMessage({ kind: 'window', window, state: 'closed' } satisfies Envelope),
    sendText: (window, text) => current.child.postMessage({ kind: 'desk', window, text } satisfies Envelope),
    async stop() {
      if (stopping) return;
      stopping = true;
      const { child, calls, exited } = current;
      const timeout = new Promise<void>((resolve) => setTimeout(resolve, stopMilliseconds));
      await Promise.race([calls.call('stop', {}).catch(() => undefined), exited, timeout]);
      child.kill();
      await Promise.race([exited, timeout]);
    },
  };
}
