import path from 'node:path';
import { RPCHandler } from '@orpc/server/message-port';
import { AppError } from '#shared/contract/app-error.ts';
import { textPort } from '#shared/contract/desk-client.ts';
import type { DeskNotification } from '#shared/contract/desk-views.ts';
import { must } from '#shared/lib/assert.ts';
import { hashSchema } from '#shared/lib/hash.ts';
import { itemIdSchema } from '#shared/lib/ids.ts';
import { type Instant, instantFromMs } from '#shared/lib/instant.ts';
import type { DeskCore } from './handlers/desk-core.ts';
import { deskRouter } from './handlers/router.ts';
import { readSeenPage } from './handlers/verification.ts';
import { sweepIntake } from './intake/intake-file.ts';
import type { DeskPorts, Notice } from './ports.ts';
import { SessionKeeper } from './session/session-keeper.ts';
import { enrolTrial } from './session/trial-enrolment.ts';
import { ChangeBus } from './state/change-bus.ts';
import { Decisions } from './state/decisions.ts';
import { DeskState } from './state/desk-state.ts';
import { IntakeTransfers } from './state/intake-transfers.ts';
import { noticeOf } from './state/notice-words.ts';
import { readSettings } from './state/person-settings.ts';
import { PublicationAddresses } from './state/publication-addresses.ts';
import { Reminders } from './state/reminders.ts';
import { openDeskStore } from './store/desk-store.ts';
import { SyncEngine } from './sync/sync-engine.ts';
import { FetchRefused } from './verify/fetch-refused.ts';
import { createGuardedFetch } from './verify/guarded-fetch.ts';
import type { EnrolledServer } from './verify/public-address.ts';

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

/** What a caller may set apart from the ports. */
export interface DeskOptions {
  /** How long a decision can be undone; 5 seconds when left out. */
  readonly holdMilliseconds?: number;
  /** How often deadlines are looked at for reminders; a minute when left out. */
  readonly reminderMilliseconds?: number;
}

const undoMilliseconds = 5_000;
const idleCheckMilliseconds = 10_000;
const reminderMilliseconds = 60_000;

/** Opens the desk over the given ports; throws `StoreError` when its data cannot be used by this process. */
export async function createDesk(ports: DeskPorts, options: DeskOptions = {}): Promise<Desk> {
  const now = (): Instant => instantFromMs(ports.clock.epochMilliseconds());
  let offset = 0;
  const serverNow = (): Instant => instantFromMs(ports.clock.epochMilliseconds() + offset);
  const store = openDeskStore(ports.paths.data, now());
  if (store.salvaged !== null) {
    const { quarantine, commands, drafts, lost } = store.salvaged;
    ports.log('error', 'store.salvaged', { quarantine, commands, drafts, lost });
  }
  const state = new DeskState(store, serverNow);
  const session = new SessionKeeper(ports, store, state);
  const bus = new ChangeBus();
  const enrolment = (): NonNullable<SessionKeeper['enrolment']> => must(session.enrolment, 'the desk is enrolled');
  const decisions = new Decisions({
    store,
    state,
    enrolment,
    key: () => session.key,
    now,
    serverNow,
    random: ports.random,
    holdMilliseconds: options.holdMilliseconds ?? undoMilliseconds,
  });
  const intakeDirectory = path.join(ports.paths.data, 'intake');
  await sweepIntake(intakeDirectory);
  await session.start();
  await enrolTrial(session, ports);
  let engine: SyncEngine | null = null;
  const startEngine = (): void => {
    if (engine !== null) return;
    engine = new SyncEngine({
      store,
      state,
      decisions,
      bus,
      enrolment,
      credential: () => session.credential(),
      now,
      random: ports.random,
      log: ports.log,
      onServerTime: (serverTime) => {
        offset = serverTime - ports.clock.epochMilliseconds();
      },
      onEpoch: (epoch) => session.epochChanged(epoch),
      onNotifications: (notifications) => tell(notifications),
      onSignInRequired: () => {
        session.tokenRefused();
        bus.changed({ topic: 'session' });
      },
      // The next opening puts the damaged files aside and saves what is readable.
      onDamaged: () => {
        try {
          store.settings.write('damaged', true);
        } catch (error) {
          // What cannot even be marked is found out by the next opening's own look.
          ports.log('error', 'store.damage-not-marked', { detail: String(error) });
        }
      },
    });
    engine.start();
  };
  const tell = (notifications: readonly DeskNotification[]): void => {
    const settings = readSettings(store.settings);
    if (!settings.desktopNotifications) return;
    for (const notification of notifications.slice(0, 3)) show(noticeOf(notification, settings.language));
  };
  const show = (notice: Notice): void => {
    ports.notify(notice).catch((error: unknown) => {
      ports.log('info', 'desk.notice-not-shown', { detail: String(error) });
    });
  };
  const core: DeskCore = {
    ports,
    store,
    state,
    session,
    bus,
    decisions,
    transfers: new IntakeTransfers(intakeDirectory, ports.random),
    publications: new PublicationAddresses(),
    fetcher: createGuardedFetch({ enrolled: () => enrolledServer(session) }),
    viewers: new Map(),
    now,
    serverNow,
    engine: () => engine,
    startEngine,
  };
  if (session.enrolment !== null) startEngine();
  const handler = new RPCHandler(deskRouter(core));
  const idle = setInterval(() => {
    if (session.lockWhenIdle()) bus.changed({ topic: 'session' });
  }, idleCheckMilliseconds);

  const reminders = new Reminders({
    store,
    book: state.deadlines,
    viewer: () => {
      const signedIn = session.enrolment !== null && session.stage() !== 'signedOut';
      return signedIn && session.enrolment !== null ? state.viewer(session.enrolment.person) : null;
    },
    locked: () => session.stage() !== 'open',
    serverNow,
    notify: show,
    onTimePassed: () => bus.changed({ topic: 'queues' }),
    log: ports.log,
  });
  reminders.start(options.reminderMilliseconds ?? reminderMilliseconds);

  return {
    connect: (send) => connection(handler, send),
    async readBlob(sha256) {
      const hash = hashSchema.safeParse(sha256);
      return hash.success && session.stage() === 'open' ? store.blobs.read(hash.data) : null;
    },
    readViewer: async (token) => (session.stage() === 'open' ? readSeenPage(core, token) : null),
    async fetchForPage(url) {
      try {
        const { status, headers, body } = await core.fetcher(url);
        return { status, headers: { ...headers }, body };
      } catch (error) {
        if (error instanceof FetchRefused) return { status: 403, headers: {}, body: new Uint8Array() };
        throw error;
      }
    },
    deepLink(itemId) {
      const item = itemIdSchema.safeParse(itemId);
      if (item.success) bus.changed({ topic: 'openItem', item: item.data });
    },
    async stop() {
      clearInterval(idle);
      reminders.stop();
      await engine?.stop();
      await core.transfers.endAll();
      store.close();
    },
  };
}

function connection(handler: RPCHandler<Record<never, never>>, send: (text: string) => void): DeskConnection {
  let receive: ((text: string) => void) | null = null;
  let close: (() => void) | null = null;
  let open = true;
  handler.upgrade(
    textPort({
      send(text) {
        if (open) send(text);
      },
      onMessage(listener) {
        receive = listener;
      },
      onClose(listener) {
        close = listener;
      },
    }),
  );
  return {
    receive(text) {
      if (!open) throw new AppError('cancelled');
      receive?.(text);
    },
    close() {
      open = false;
      close?.();
    },
  };
}

function enrolledServer({ enrolment }: SessionKeeper): EnrolledServer | null {
  if (enrolment === null) return null;
  const { hostname, port } = new URL(enrolment.address);
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port === '' ? 443 : port), ca: enrolment.caPem };
}
