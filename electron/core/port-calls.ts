import { type PortErrorCode, portErrorCodes } from './process-protocol.ts';

/** A port call of the other process that did not succeed; `code` decides, `detail` is for the log. */
export class PortError extends Error {
  readonly code: PortErrorCode;
  constructor(code: PortErrorCode, detail: string) {
    super(`${code}: ${detail}`);
    this.name = 'PortError';
    this.code = code;
  }
}

/** Port calls one side has under way, matched with their replies by id. */
export interface PortCalls {
  call(name: string, args: unknown): Promise<unknown>;
  settle(reply: PortReply): void;
  /** Refuses everything still waiting, when the other process is gone. */
  abandon(): void;
}

type PortReply =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | {
      readonly id: number;
      readonly ok: false;
      readonly error: { readonly code: PortErrorCode; readonly detail: string };
    };

/** A reply to an id nobody waits for (late, after `abandon`) is ignored. */
export function createPortCalls(post: (call: { id: number; name: string; args: unknown }) => void): PortCalls {
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: PortError) => void }>();
  let lastId = 0;
  return {
    call: (name, args) =>
      new Promise((resolve, reject) => {
        lastId += 1;
        waiting.set(lastId, { resolve, reject });
        post({ id: lastId, name, args });
      }),
    settle(reply) {
      const call = waiting.get(reply.id);
      if (!call) return;
      waiting.delete(reply.id);
      if (reply.ok) call.resolve(reply.value);
      else call.reject(new PortError(reply.error.code, reply.error.detail));
    },
    abandon() {
      for (const call of waiting.values()) call.reject(new PortError('stopped', 'the other process is gone'));
      waiting.clear();
    },
  };
}

/** Turns whatever a port threw into the wire's closed set of codes. */
export function portFailure(error: unknown): { code: PortErrorCode; detail: string } {
  if (error instanceof PortError) return { code: error.code, detail: error.message.slice(0, 2000) };
  const detail = error instanceof Error ? error.message : String(error);
  return { code: portErrorCodes[3], detail: detail.slice(0, 2000) };
}
