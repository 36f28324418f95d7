import type { Readable, Writable } from 'node:stream';

/** Parameters and results of DevTools messages; their shapes are Chromium's and are picked apart where used. */
export type Fields = Readonly<Record<string, unknown>>;

/** Events of one DevTools session, or of the browser itself. */
export type DevToolsListener = (method: string, params: Fields, sessionId: string | undefined) => void;

interface Waiting {
  readonly method: string;
  readonly resolve: (result: Fields) => void;
  readonly reject: (error: Error) => void;
}

/** The DevTools protocol over Chromium's pipe (NUL-terminated JSON on two descriptors): no port is opened for it. */
export class DevTools {
  private readonly input: Writable;
  private readonly waiting = new Map<number, Waiting>();
  private readonly listeners = new Set<DevToolsListener>();
  private lastId = 0;
  private closed = false;

  constructor(input: Writable, output: Readable) {
    this.input = input;
    input.on('error', () => this.close());
    let parts: Buffer[] = [];
    output.on('data', (chunk: Buffer) => {
      let start = 0;
      for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, start)) {
        parts.push(chunk.subarray(start, end));
        const text = Buffer.concat(parts).toString('utf8');
        parts = [];
        start = end + 1;
        this.receive(JSON.parse(text) as Fields);
      }
      if (start < chunk.length) parts.push(chunk.subarray(start));
    });
    output.on('close', () => this.close());
  }

  on(listener: DevToolsListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  send(method: string, params: Fields = {}, sessionId?: string): Promise<Fields> {
    if (this.closed) return Promise.reject(new Error(`${method}: Chromium is gone`));
    this.lastId += 1;
    const id = this.lastId;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { method, resolve, reject });
      this.input.write(`${JSON.stringify({ id, method, params, ...(sessionId ? { sessionId } : {}) })}\0`);
    });
  }

  private receive(message: Fields): void {
    if (typeof message.id === 'number') {
      const call = this.waiting.get(message.id);
      this.waiting.delete(message.id);
      if (message.error) call?.reject(new Error(`${call.method}: ${(message.error as { message: string }).message}`));
      else call?.resolve((message.result ?? {}) as Fields);
      return;
    }
    if (typeof message.method !== 'string') return;
    for (const listener of [...this.listeners]) {
      listener(message.method, (message.params ?? {}) as Fields, message.sessionId as string | undefined);
    }
  }

  private close(): void {
    if (this.closed) return;
    this.closed = true;
    for (const call of this.waiting.values()) call.reject(new Error(`${call.method}: Chromium is gone`));
    this.waiting.clear();
  }
}
