import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import type { deskContract } from './desk-contract.ts';

/** The two ends of the string channel as one side holds them; the window's preload gives exactly this. */
export interface TextChannel {
  send(text: string): void;
  onMessage(listener: (text: string) => void): void;
  /** Left out where the channel lives as long as the page. */
  onClose?(listener: () => void): void;
}

/** Every procedure of the desk contract, callable; failures are `ORPCError`s, those with code `APP` carry `AppErrorData`. */
export type DeskClient = ContractRouterClient<typeof deskContract>;

/** The desk's core as seen over a string channel: calls, typed errors, iterators and abort. */
export function createDeskClient(channel: TextChannel): DeskClient {
  return createORPCClient<DeskClient>(new RPCLink({ port: textPort(channel) }));
}

/** The shape oRPC expects of a message port; only strings ever cross it. */
interface TextPort {
  on(event: string, listener: (message?: { data: string }) => void): void;
  postMessage(message: unknown): void;
}

/** A string channel in the shape of a message port, for either end. */
export function textPort(channel: TextChannel): TextPort {
  return {
    on(event, listener) {
      if (event === 'message') channel.onMessage((data) => listener({ data }));
      if (event === 'close') channel.onClose?.(() => listener());
    },
    postMessage(message) {
      // oRPC writes strings unless a message carries a Blob, which the contract never does.
      if (typeof message !== 'string') throw new TypeError('only text crosses the desk channel');
      channel.send(message);
    },
  };
}
