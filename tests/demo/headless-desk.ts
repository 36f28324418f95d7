import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { ORPCError } from '@orpc/client';
import type { AppErrorData } from '#shared/contract/app-error.ts';
import { appErrorSchema } from '#shared/contract/app-error-schema.ts';
import { createDeskClient, type DeskClient } from '#shared/contract/desk-client.ts';
import type { ActInput } from '#shared/contract/desk-contract.ts';
import type { Connection, ItemView, OutboxEntry, VerificationView } from '#shared/contract/desk-views.ts';
import type { CommandId, ItemId } from '#shared/lib/ids.ts';
import type { StateId } from '#shared/regulation/vocabulary.ts';
import { createDesk, type Desk } from '../../electron/core/desk.ts';
import type { DeskPorts } from '../../electron/core/ports.ts';
import type { PageDrawing } from './page-drawing.ts';

/** A person takes five seconds to think again; a play need not wait for that. */
const holdMilliseconds = 300;

/** A desk without a window: its own store, key and worker threads, spoken to over the very channel a window uses. */
export class HeadlessDesk {
  readonly client: DeskClient;
  readonly #desk: Desk;

  private constructor(desk: Desk, client: DeskClient) {
    this.#desk = desk;
    this.client = client;
  }

  /** Opens the data directory; `drawing` draws fetched pages, without it evidence has no picture. */
  static async open(dataDir: string, drawing: PageDrawing | null, log: string[] = []): Promise<HeadlessDesk> {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    let desk: Desk | null = null;
    const ports: DeskPorts = {
      clock: { now: () => new Date().toISOString(), epochMilliseconds: () => Date.now() },
      random: (bytes) => new Uint8Array(randomBytes(bytes)),
      paths: { data: dataDir },
      secrets: { strength: 'passphrase', seal: noKeyring, unseal: noKeyring },
      notify: async () => undefined,
      async renderPage(request) {
        if (drawing === null || desk === null) throw new Error('pages cannot be drawn here');
        return drawing.renderPage(request, desk.fetchForPage);
      },
      printToPdf: async (html) => {
        if (drawing === null) throw new Error('pages cannot be drawn here');
        return drawing.printToPdf(html);
      },
      openExternal: async () => false,
      saveFile: async () => false,
      setLanguage: async () => undefined,
      log: (level, event, fields) => {
        log.push(JSON.stringify({ level, event, ...fields }));
      },
    };
    desk = await createDesk(ports, { holdMilliseconds });
    const listeners: ((text: string) => void)[] = [];
    const connection = desk.connect((text) => {
      for (const listener of listeners) listener(text);
    });
    const client = createDeskClient({
      send: (text) => connection.receive(text),
      onMessage: (listener) => {
        listeners.push(listener);
      },
    });
    return new HeadlessDesk(desk, client);
  }

  async close(): Promise<void> {
    await this.#desk.stop();
  }

  readBlob(sha256: string): Promise<{ bytes: Uint8Array; mediaType: string } | null> {
    return this.#desk.readBlob(sha256);
  }

  /** Waits until this desk shows the item in a state, asking the server for news meanwhile. */
  async itemIn(item: ItemId, state: StateId): Promise<ItemView> {
    return this.until(`${item} is ${state}`, async () => {
      const view = await this.client.items.open({ item }).catch((error: unknown) => {
        if (failureOf(error)?.code === 'not-found') return null;
        throw error;
      });
      if (view?.item.state === state) return view;
      await this.client.sync.now({});
      return null;
    });
  }

  /** Decides on the version shown and waits until the server has taken it. */
  async decide(view: ItemView, input: Omit<ActInput, 'item' | 'version'>): Promise<CommandId> {
    const { command } = await this.client.items.act({ ...input, item: view.item.id, version: versionFor(view, input) });
    await this.accepted(command);
    return command;
  }

  async accepted(command: CommandId): Promise<OutboxEntry> {
    return this.entryIn(command, 'accepted');
  }

  /** Waits until the sync centre shows the command in a state; a rejection meanwhile is an error that says why. */
  async entryIn(command: CommandId, state: OutboxEntry['state']): Promise<OutboxEntry> {
    return this.until(`${command} is ${state}`, async () => {
      const entry = (await this.client.sync.outbox()).find((one) => one.command === command);
      if (entry?.state === state) return entry;
      if (entry?.state === 'rejected' || entry?.state === 'failed') {
        throw new Error(`${entry.action} ${entry.state}: ${JSON.stringify(entry.refusal ?? entry.error)}`);
      }
      return null;
    });
  }

  async connection(state: Connection['state']): Promise<Connection> {
    return this.until(`connection is ${state}`, async () => {
      const connection = await this.client.sync.connection();
      return connection.state === state ? connection : null;
    });
  }

  /** Fetches the page of an item and compares it. */
  async verify(item: ItemId, phase: 'preview' | 'public'): Promise<VerificationView> {
    for await (const event of await this.client.verification.run({ item, phase })) {
      if (event.step === 'done') return event.view;
    }
    throw new Error('the comparison ended without a finding');
  }

  async until<Value>(what: string, probe: () => Promise<Value | null>, milliseconds = 45_000): Promise<Value> {
    const end = Date.now() + milliseconds;
    for (;;) {
      const found = await probe();
      if (found !== null) return found;
      if (Date.now() > end) throw new Error(`waited ${milliseconds / 1_000} s in vain until ${what}`);
      await wait(150);
    }
  }
}

/** The expected failure a call ended with, or null when it was no expected one. */
export function failureOf(thrown: unknown): AppErrorData | null {
  if (!(thrown instanceof ORPCError) || thrown.code !== 'APP') return null;
  const parsed = appErrorSchema.safeParse(thrown.data);
  return parsed.success ? parsed.data : null;
}

function versionFor(view: ItemView, { action }: Pick<ActInput, 'action'>): ItemView['item']['current'] {
  const { approval, current } = view.item;
  return action === 'upload' || action === 'verify' || action === 'publish' ? (approval?.hash ?? current) : current;
}

async function noKeyring(): Promise<never> {
  throw new Error('there is no keyring here: keys are sealed with a passphrase');
}
