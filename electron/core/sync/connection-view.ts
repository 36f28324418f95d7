import type { AppErrorData } from '#shared/contract/app-error.ts';
import type { Connection } from '#shared/contract/desk-views.ts';
import type { Instant } from '#shared/lib/instant.ts';
import type { ChangeBus } from '../state/change-bus.ts';
import type { DeskStore } from '../store/desk-store.ts';

export interface ConnectionPorts {
  readonly store: DeskStore;
  readonly bus: ChangeBus;
  readonly now: () => Instant;
}

/** What the windows are told of the connection; they are told only what they do not know yet. */
export class ConnectionView {
  readonly #ports: ConnectionPorts;
  #state: Connection['state'] = 'connecting';
  #since: Instant;
  #error: AppErrorData | null = null;
  #told = '';
  #lastSyncAt: Instant | null;
  /** What is being sent right now; null between sendings. */
  sending: Connection['sending'] = null;
  /** Files of open items still to fetch. */
  prefetch = 0;

  constructor(ports: ConnectionPorts) {
    this.#ports = ports;
    this.#since = ports.now();
    this.#lastSyncAt = ports.store.cursor.read()?.at ?? null;
  }

  get state(): Connection['state'] {
    return this.#state;
  }

  get error(): AppErrorData | null {
    return this.#error;
  }

  read(): Connection {
    const { outbox, cursor } = this.#ports.store;
    return {
      state: this.#state,
      since: this.#since,
      waiting: outbox.count('held') + outbox.count('waiting') + outbox.count('failed'),
      sending: this.sending,
      rejected: outbox.count('rejected'),
      prefetch: this.prefetch,
      lastSyncAt: this.#lastSyncAt,
      head: cursor.read()?.seq ?? 0,
      error: this.#error,
    };
  }

  synced(): void {
    this.#lastSyncAt = this.#ports.now();
  }

  /** A state keeps the moment it began while it lasts. */
  show(state: Connection['state'], error: AppErrorData | null): void {
    if (state !== this.#state) this.#since = this.#ports.now();
    this.#state = state;
    this.#error = error;
    this.announce();
  }

  announce(): void {
    const connection = this.read();
    const text = JSON.stringify(connection);
    if (text === this.#told) return;
    this.#told = text;
    this.#ports.bus.connection(connection);
  }
}
