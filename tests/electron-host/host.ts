import { AddressMap } from './addresses.ts';
import type { Chromium } from './chromium.ts';

/** A dialog the app asked for, with the answer it got. */
export interface RecordedDialog {
  readonly kind: string;
  readonly options: unknown;
  readonly response: unknown;
}

/** What cannot be drawn is kept here, so that a test can look at it and act on it. */
export interface Recorded {
  readonly dialogs: RecordedDialog[];
  readonly notifications: { readonly title: string; readonly body: string; click(): void }[];
  readonly openedOutside: string[];
  readonly refusedPopups: string[];
}

/** The one state behind all emulated modules of a process. */
export interface Host {
  readonly appDirectory: string;
  readonly debuggingPort: string | null;
  readonly addresses: AddressMap;
  readonly recorded: Recorded;
  /** Answers for the next dialogs, oldest first; without one a dialog is cancelled and says so on standard error. */
  readonly dialogAnswers: unknown[];
  ready: boolean;
  chromium: Chromium | null;
}

/** Fresh state of one process. */
export function createHost(appDirectory: string, debuggingPort: string | null): Host {
  return {
    appDirectory,
    debuggingPort,
    addresses: new AddressMap(),
    recorded: { dialogs: [], notifications: [], openedOutside: [], refusedPopups: [] },
    dialogAnswers: [],
    ready: false,
    chromium: null,
  };
}

/** Chromium, once the app is ready; before that Electron has no browser either. */
export function chromiumOf(host: Host): Chromium {
  if (!host.chromium) throw new Error('Chromium is started when the app becomes ready');
  return host.chromium;
}

/** Refuses calls that Electron refuses before `ready`. */
export function requireReady(host: Host, what: string): void {
  if (!host.ready) throw new Error(`${what} before app is ready`);
}

/** Refuses calls that Electron refuses after `ready`. */
export function requireNotReady(host: Host, what: string): void {
  if (host.ready) throw new Error(`${what} should be called before app is ready`);
}
