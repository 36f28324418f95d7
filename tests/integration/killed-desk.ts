import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createDeskClient, type DeskClient } from '#shared/contract/desk-client.ts';

const program = fileURLToPath(new URL('./desk-process.ts', import.meta.url));

export interface DeskProcess {
  readonly client: DeskClient;
  /** Signal or exit code once it has ended. */
  readonly ended: Promise<string>;
  stop(): Promise<string>;
}

/** Starts a desk process over a data directory; `fault` names the point at which it kills itself. */
export function startDeskProcess(dataDir: string, fault?: string): DeskProcess {
  const { BANBIENTAP_FAULT: _, ...environment } = process.env;
  const env = fault === undefined ? environment : { ...environment, BANBIENTAP_FAULT: fault };
  const child = spawn(process.execPath, [program, dataDir], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.on('error', () => undefined);
  const listeners: ((text: string) => void)[] = [];
  const closers: (() => void)[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    const text: string = JSON.parse(line);
    for (const listener of listeners) listener(text);
  });
  const ended = new Promise<string>((resolve) => {
    child.on('close', (code, signal) => {
      for (const closer of closers) closer();
      resolve(signal ?? String(code));
    });
  });
  return {
    client: createDeskClient({
      send: (text) => void (child.stdin.writable && child.stdin.write(`${JSON.stringify(text)}\n`)),
      onMessage: (listener) => void listeners.push(listener),
      onClose: (listener) => void closers.push(listener),
    }),
    ended,
    async stop() {
      child.stdin.end();
      return ended;
    },
  };
}
