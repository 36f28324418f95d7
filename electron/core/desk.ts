import type { DeskPorts } from './ports.ts';

/** One open window's end of the desk. */
export interface DeskConnection {
  receive(text: string): void;
  close(): void;
}

/** The desk behind its one public face. */
export interface Desk {
  connect(send: (text: string) => void): DeskConnection;
  readBlob(sha256: string): Promise<{ bytes: Uint8Array; mediaType: string } | null>;
  readViewer(token: string): Promise<string | null>;
  fetchForPage(url: string): Promise<{ status: number; headers: Record<string, string>; body: Uint8Array }>;
  deepLink(itemId: string): void;
  stop(): Promise<void>;
}

/** Opens the desk over the given ports. */
export async function createDesk(_ports: DeskPorts): Promise<Desk> {
  return {
    connect: (send) => ({ receive: (text) => send(text), close: () => {} }),
    readBlob: async () => null,
    readViewer: async () => null,
    fetchForPage: async () => ({ status: 404, headers: {}, body: new Uint8Array() }),
    deepLink: () => {},
    stop: async () => {},
  };
}
