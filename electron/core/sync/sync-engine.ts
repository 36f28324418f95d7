import { AppError } from '#shared/contract/app-error.ts';
import type { Connection, DeskNotification } from '#shared/contract/desk-views.ts';
import { protocolVersion } from '#shared/contract/protocol.ts';
import type { ItemId } from '#shared/lib/ids.ts';
import { type Instant, instantToMs } from '#shared/lib/instant.ts';
import type { Log } from '../ports.ts';
import type { Enrolment } from '../session/enrolment.ts';
import type { ChangeBus } from '../state/change-bus.ts';
import type { Decisions } from '../state/decisions.ts';
import type { DeskState } from '../state/desk-state.ts';
import type { DeskStore } from '../store/desk-store.ts';
import { storeErrorCode } from '../store/store-error.ts';
import { applyPage } from './apply-page.ts';
import { ConnectionView } from './connection-view.ts';
import { listenToDoorbell } from './doorbell.ts';
import { buildIndex, fetchSnapshot, tidyIndex } from './fetch-snapshot.ts';
import type { Credential } from './portal-client.ts';
import { PortalClient } from './portal-client.ts';
import { prefetch } from './prefetch.ts';
import { pullPage } from './pull-page.ts';
import { pushOutbox } from './push-outbox.ts';
import { pauseMilliseconds } from './round-pace.ts';
import { codeOf, detailOf, roundFailure, stateAfter } from './sync-failure.ts';

export interface SyncPorts {
  readonly store: DeskStore;
  readonly state: DeskState;
  readonly decisions: Decisions;
  readonly bus: ChangeBus;
  readonly enrolment: () => Enrolment;
  readonly credential: () => Credential | null;
  readonly now: () => Instant;
  readonly random: (bytes: number) => Uint8Array;
  readonly log: Log;
  readonly onServerTime: (serverTime: number) => void;
  readonly onEpoch: (epoch: number) => void;
  readonly onNotifications: (notifications: readonly DeskNotification[]) => void;
  /** The session's token is no longer good. */
  readonly onSignInRequired: () => void;
  readonly onDamaged: (error: unknown) => void;
}

/** Online without progress for this long, with something to do, is a fault: the connection is made anew, visibly. */
const watchdogMilliseconds = 60_000;

/** Keeps this desk and the server in step: push, pull, files, doorbell; one round at a time, any number of reasons. */
export class SyncEngine {
  readonly #ports: SyncPorts;
  #client: PortalClient;
  #stop = new AbortController();
  #round = new AbortController();
  #running: Promise<void> | null = null;
  #wake: (() => void) | null = null;
  #kicked = false;
  #releaseTimer: NodeJS.Timeout | null = null;
  #failures = 0;
  #helloDone = false;
  #bell: Promise<void> | null = null;
  #bellTimer: NodeJS.Timeout | null = null;
  #tidying: Promise<void> | null = null;
  #fetching: Promise<void> | null = null;
  #fetchAgain = false;
  #progressAt: number;
  readonly #view: ConnectionView;
  #rounds = 0;
  #inRound = false;
  readonly #waiting = new Set<{ readonly after: number; readonly done: () => void }>();

  constructor(ports: SyncPorts) {
    this.#ports = ports;
    this.#view = new ConnectionView(ports);
    this.#progressAt = this.#milliseconds();
    this.#client = this.#newClient();
  }

  start(): void {
    if (this.#running !== null) return;
    this.#stop = new AbortController();
    this.#running = this.#loop();
    this.scheduleRelease();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    this.#round.abort();
    if (this.#releaseTimer !== null) clearTimeout(this.#releaseTimer);
    if (this.#bellTimer !== null) clearTimeout(this.#bellTimer);
    this.#wake?.();
    await this.#client.close();
    await Promise.allSettled([this.#running, this.#bell, this.#fetching, this.#tidying]);
    this.#running = null;
  }

  /** Asks for a round now. */
  kick(): void {
    this.#kicked = true;
    this.#failures = 0;
    this.#wake?.();
  }

  /** As `kick`, but what failed before keeps its pace. */
  #look(): void {
    this.#kicked = true;
    this.#wake?.();
  }

  /** Asks for a round and waits until one that began afterwards has ended, well or not, or the time is over. */
  settled(milliseconds: number): Promise<void> {
    this.kick();
    return new Promise((resolve) => {
      const timer = setTimeout(done, milliseconds);
      const waiting = this.#waiting;
      function done(): void {
        clearTimeout(timer);
        waiting.delete(entry);
        resolve();
      }
      const entry = { after: this.#rounds + (this.#inRound ? 2 : 1), done };
      waiting.add(entry);
    });
  }

  /** The client of the present connection, for calls outside the rounds. */
  client(): PortalClient {
    return this.#client;
  }

  /** Signs what is due and sets the clock for what is not; called after every decision and at start. */
  scheduleRelease(): void {
    if (this.#releaseTimer !== null) clearTimeout(this.#releaseTimer);
    this.#releaseTimer = null;
    if (this.#stop.signal.aborted) return;
    const { store, decisions, bus, now } = this.#ports;
    const released = decisions.release();
    if (released.length > 0) {
      bus.commandsMoved(released);
      this.kick();
      this.announce();
    }
    const next = store.outbox.nextRelease();
    if (next === null) return;
    const wait = Math.min(Math.max(instantToMs(next) - instantToMs(now()), 10), 60_000);
    this.#releaseTimer = setTimeout(() => this.scheduleRelease(), wait);
  }

  connection(): Connection {
    return this.#view.read();
  }

  /** Tells the windows the connection when it is not as they know it. */
  announce(): void {
    this.#view.announce();
  }

  async #loop(): Promise<void> {
    await this.#index().catch((error: unknown) => this.#failed(error));
    while (!this.#stop.signal.aborted) {
      this.#kicked = false;
      this.#inRound = true;
      const watchdog = this.#watch();
      try {
        await this.#once();
        this.#failures = 0;
      } catch (error) {
        if (this.#stop.signal.aborted) break;
        await this.#failed(error);
      } finally {
        clearInterval(watchdog);
        this.#inRound = false;
        this.#rounds += 1;
      }
      for (const waiting of [...this.#waiting]) if (waiting.after <= this.#rounds) waiting.done();
      await this.#pause();
    }
  }

  async #once(): Promise<void> {
    const { ports, signal } = { ports: this.#ports, signal: this.#round.signal };
    if (ports.credential() === null) {
      this.#view.show('signedOut', null);
      return;
    }
    if (!this.#helloDone) {
      // A fault stays shown, with since when, until a round has gone well: a try is no news.
      if (this.#view.state === 'signedOut') this.#view.show('connecting', this.#view.error);
      const hello = await this.#client.hello(signal);
      if (hello.minimumProtocol > protocolVersion) throw new AppError('needs-update');
      this.#helloDone = true;
    }
    const enrolment = ports.enrolment();
    if (ports.store.cursor.read() === null) await this.#snapshot(signal);
    const round = { ...ports, client: this.#client, enrolment };
    let again = true;
    while (again && !signal.aborted) {
      const onSettled = (item: ItemId | null): void => ports.bus.commandsMoved([item]);
      await pushOutbox({ ...round, onSettled, onProgress: (sending) => this.#sendingNow(sending) }, signal);
      again = await this.#pull(signal);
    }
    this.#view.synced();
    this.#view.show('connected', null);
    this.#listen();
    this.#fetchFiles();
  }

  /** Pulls one page; answers whether there is more. */
  async #pull(signal: AbortSignal): Promise<boolean> {
    const { ports } = { ports: this.#ports };
    const { store, bus } = ports;
    const cursor = store.cursor.read();
    if (cursor === null) return false;
    const enrolment = ports.enrolment();
    const page = await pullPage(this.#client, enrolment, { seq: cursor.seq, hash: cursor.hash }, signal);
    if (page.links.length === 0) return false;
    const applied = await applyPage({ ...ports, client: this.#client, enrolment }, page, signal);
    this.#progress();
    bus.changed({ topic: 'queues' }, ...applied.items.map((item) => ({ topic: 'item', item }) as const));
    if (applied.boardChanged) bus.changed({ topic: 'board' }, { topic: 'session' });
    if (applied.notifications.length > 0) {
      bus.changed({ topic: 'notifications' });
      ports.onNotifications(applied.notifications);
    }
    if (applied.sightChanged) await this.#snapshot(signal);
    return page.more;
  }

  async #snapshot(signal: AbortSignal): Promise<void> {
    const { ports } = { ports: this.#ports };
    const enrolment = ports.enrolment();
    const onProgress = (): void => {
      this.#progress();
      ports.bus.changed({ topic: 'queues' });
    };
    await fetchSnapshot({ ...ports, client: this.#client, enrolment, onProgress }, signal);
    await this.#index();
    ports.bus.changed({ topic: 'queues' }, { topic: 'board' }, { topic: 'session' });
  }

  async #index(): Promise<void> {
    const { store, log } = this.#ports;
    await buildIndex(store, this.#stop.signal);
    this.#tidying ??= tidyIndex(store, this.#stop.signal)
      .catch((error: unknown) => log('warning', 'sync.index-not-merged', { detail: String(error) }))
      .then(() => {
        this.#tidying = null;
      });
  }

  #listen(): void {
    if (this.#bell !== null || this.#stop.signal.aborted) return;
    const { board } = this.#ports.enrolment();
    const ring = (seq: number): void => {
      this.#progress();
      if (seq > (this.#ports.store.cursor.read()?.seq ?? 0)) this.#look();
    };
    const began = this.#milliseconds();
    this.#bell = listenToDoorbell(this.#client, board, ring, this.#round.signal)
      .catch((error: unknown) => this.#ports.log('debug', 'sync.doorbell-lost', { code: codeOf(error) }))
      .then(() => {
        this.#bell = null;
        if (this.#stop.signal.aborted) return;
        // A broken line is looked into at once: it is the first sign of a server gone. One that never held waits a little.
        const wait = this.#milliseconds() - began > 3_000 ? 0 : 1_500;
        this.#bellTimer = setTimeout(() => this.#look(), wait);
      });
  }

  /** Fetches files beside the rounds, so that a large one never holds up a decision. */
  #fetchFiles(): void {
    this.#fetchAgain = true;
    if (this.#fetching !== null) return;
    const { ports } = { ports: this.#ports };
    const work = async (): Promise<void> => {
      while (this.#fetchAgain && !this.#stop.signal.aborted) {
        this.#fetchAgain = false;
        const onItem = (item: ItemId): void => ports.bus.changed({ topic: 'item', item }, { topic: 'queues' });
        const onProgress = (left: number): void => {
          this.#view.prefetch = left;
          this.#progress();
          this.announce();
        };
        const enrolment = ports.enrolment();
        await prefetch({ ...ports, client: this.#client, enrolment, onItem, onProgress }, this.#round.signal);
      }
    };
    this.#fetching = work()
      .catch((error: unknown) => ports.log('info', 'sync.prefetch-stopped', { code: codeOf(error) }))
      .then(() => {
        this.#fetching = null;
      });
  }

  async #failed(error: unknown): Promise<void> {
    const ports = this.#ports;
    this.#failures += 1;
    this.#helloDone = false;
    this.#view.sending = null;
    const failure = roundFailure(error);
    const { code, data } = failure;
    ports.log('warning', 'sync.round-failed', { code, subject: data.subject, detail: detailOf(error) });
    if (storeErrorCode(error) === 'damaged') ports.onDamaged(error);
    if (code === 'sign-in-required') ports.onSignInRequired();
    if (code === 'epoch-changed') await this.#epochChanged(failure);
    else this.#view.show(stateAfter(code), data);
  }

  /**
   * The server came back from a backup: what it once acknowledged may be gone. Everything this desk still has is
   * offered again, and the state is read anew from the start; the chain followed so far is no longer its chain.
   */
  async #epochChanged(failure: AppError): Promise<void> {
    const { ports } = { ports: this.#ports };
    const epoch = Number(failure.data.subject);
    if (!Number.isInteger(epoch)) return this.#view.show('notOurServer', failure.data);
    const { server } = ports.enrolment();
    ports.log('warning', 'sync.epoch-changed', { epoch });
    ports.store.sql.transaction(() => {
      ports.store.outbox.offerAgain(server);
      ports.store.blobs.markNoneUploaded();
      ports.store.cursor.clear();
      ports.onEpoch(epoch);
    });
    await this.#reconnect();
    this.#failures = 0;
    this.#kicked = true;
    ports.bus.changed({ topic: 'outbox' }, { topic: 'queues' });
    this.#view.show('connecting', failure.data);
  }

  /** New sockets for everything; whatever was under way is given up and done again. */
  async #reconnect(): Promise<void> {
    this.#round.abort();
    await this.#client.close();
    this.#round = new AbortController();
    this.#client = this.#newClient();
    this.#helloDone = false;
  }

  /** Used after the enrolment or the credential changed. */
  async renew(): Promise<void> {
    await this.#reconnect();
    this.kick();
  }

  #watch(): NodeJS.Timeout {
    this.#progress();
    return setInterval(() => {
      if (this.#milliseconds() - this.#progressAt < watchdogMilliseconds) return;
      this.#ports.log('error', 'sync.watchdog', {});
      this.#progress();
      this.#view.show('offline', new AppError('timed-out', { subject: 'watchdog' }).data);
      void this.#reconnect();
    }, 5_000);
  }

  async #pause(): Promise<void> {
    if (this.#kicked || this.#stop.signal.aborted) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, this.#waitMilliseconds());
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = null;
  }

  #waitMilliseconds(): number {
    const chance = this.#ports.random(1)[0] ?? 128;
    const connected = this.#view.state === 'connected';
    const pause = pauseMilliseconds({ failures: this.#failures, connected, bell: this.#bell !== null, chance });
    const attempt = this.#failures > 0 ? null : this.#ports.store.outbox.nextAttempt();
    return attempt === null ? pause : Math.min(pause, Math.max(200, instantToMs(attempt) - this.#milliseconds()));
  }

  #sendingNow(sending: Connection['sending']): void {
    this.#view.sending = sending;
    this.#progress();
    this.announce();
  }

  #progress(): void {
    this.#progressAt = this.#milliseconds();
  }

  #milliseconds(): number {
    return instantToMs(this.#ports.now());
  }

  #newClient(): PortalClient {
    const { ports } = { ports: this.#ports };
    const { address, caPem, server, epoch } = ports.enrolment();
    return new PortalClient({
      server: { address, caPem, expected: { server, epoch } },
      credential: ports.credential,
      random: ports.random,
      onTime: ports.onServerTime,
    });
  }
}
