import { ORPCError } from '@orpc/client';
import type { AppErrorCode, AppErrorData } from '#shared/contract/app-error.ts';
import { appErrorSchema } from '#shared/contract/app-error-schema.ts';
import { createDeskClient, type DeskClient } from '#shared/contract/desk-client.ts';

/** What the preload exposes: strings out, strings in. */
interface DeskBridge {
  send(text: string): void;
  onMessage(callback: (text: string) => void): () => void;
}

declare global {
  interface Window {
    readonly desk?: DeskBridge;
  }
}

let client: DeskClient | undefined;

/** The desk's core; throws when the page was opened outside the desk's own window. */
export function desk(): DeskClient {
  if (client !== undefined) return client;
  const bridge = window.desk;
  if (bridge === undefined) throw new Error('this page works only in the window of the desk');
  client = createDeskClient({ send: (text) => bridge.send(text), onMessage: (listener) => bridge.onMessage(listener) });
  return client;
}

/** What a person is told about: an expected failure of the contract, or the desk's own. */
export interface DeskFailure extends Omit<AppErrorData, 'code'> {
  readonly code: AppErrorCode | 'desk-failed';
}

/** Turns whatever a call threw into the failure to show; decided by code, never by message text. */
export function failureOf(thrown: unknown): DeskFailure {
  if (thrown instanceof ORPCError) {
    if (thrown.code === 'APP') {
      const data = appErrorSchema.safeParse(thrown.data);
      if (data.success) return data.data;
    }
    if (thrown.code === 'BAD_REQUEST') return { code: 'bad-request', subject: null, refusal: null };
  }
  if (thrown instanceof DOMException && thrown.name === 'AbortError') {
    return { code: 'cancelled', subject: null, refusal: null };
  }
  return { code: 'desk-failed', subject: null, refusal: null };
}
