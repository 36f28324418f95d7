import { useCallback, useEffect, useRef, useSyncExternalStore } from 'react';
import type { DeskClient } from '#shared/contract/desk-client.ts';
import { type DeskFailure, desk, failureOf } from '../desk.ts';

/** What a screen has of an answer: kept data stays while it is read again, so nothing jumps. */
export interface DeskQuery<Value> {
  readonly data: Value | undefined;
  readonly failure: DeskFailure | null;
  readonly loading: boolean;
  readonly reload: () => void;
}

/** What an answer depends on; `item:<id>` is one item, the rest are topics of the desk's changes. */
export type Topic =
  | 'session'
  | 'board'
  | 'queues'
  | 'outbox'
  | 'notifications'
  | 'settings'
  | 'connection'
  | `item:${string}`;

interface Snapshot {
  readonly data: unknown;
  readonly failure: DeskFailure | null;
  readonly loading: boolean;
}

interface Entry {
  snapshot: Snapshot;
  read: (client: DeskClient) => Promise<unknown>;
  topics: readonly Topic[];
  readonly listeners: Set<() => void>;
  stale: boolean;
  running: boolean;
  usedAt: number;
}

const keptAnswers = 200;
const entries = new Map<string, Entry>();
let clock = 0;

function publish(entry: Entry, snapshot: Snapshot): void {
  entry.snapshot = snapshot;
  for (const listener of entry.listeners) listener();
}

async function run(entry: Entry): Promise<void> {
  if (entry.running) {
    entry.stale = true;
    return;
  }
  entry.running = true;
  entry.stale = false;
  if (!entry.snapshot.loading) publish(entry, { ...entry.snapshot, loading: true });
  try {
    const data = await entry.read(desk());
    publish(entry, { data, failure: null, loading: entry.stale });
  } catch (thrown) {
    publish(entry, { data: entry.snapshot.data, failure: failureOf(thrown), loading: entry.stale });
  }
  entry.running = false;
  // Something changed while the answer was under way: it may be older than the change.
  if (entry.stale && entry.listeners.size > 0) void run(entry);
}

function entryOf(key: string, topics: readonly Topic[], read: Entry['read']): Entry {
  let entry = entries.get(key);
  if (entry === undefined) {
    entry = {
      snapshot: { data: undefined, failure: null, loading: true },
      read,
      topics,
      listeners: new Set(),
      stale: true,
      running: false,
      usedAt: 0,
    };
    entries.set(key, entry);
    forgetOldest();
  }
  clock += 1;
  entry.usedAt = clock;
  return entry;
}

function forgetOldest(): void {
  if (entries.size <= keptAnswers) return;
  const idle = [...entries].filter(([, { listeners }]) => listeners.size === 0);
  idle.sort(([, left], [, right]) => left.usedAt - right.usedAt);
  for (const [key] of idle.slice(0, entries.size - keptAnswers)) entries.delete(key);
}

/** Marks every answer on a topic as old; those on screen are read again at once. */
export function invalidate(topic: Topic): void {
  for (const entry of entries.values()) {
    if (!entry.topics.includes(topic)) continue;
    if (entry.listeners.size > 0) void run(entry);
    else entry.stale = true;
  }
}

/** Reads every item on screen again: what changed on one before the desk was listened to was never told. */
export function invalidateItems(): void {
  for (const entry of entries.values()) {
    if (!entry.topics.some((topic) => topic.startsWith('item:'))) continue;
    if (entry.listeners.size > 0) void run(entry);
    else entry.stale = true;
  }
}

/** Forgets every answer: another person may be at the desk now. */
export function forgetAnswers(): void {
  for (const [key, entry] of entries) {
    if (entry.listeners.size === 0) entries.delete(key);
    else void run(entry);
  }
}

/** Asks before any screen does; a screen that asks by the same key finds the answer, or waits for the same one. */
export async function askEarly<Value>(
  key: string,
  topics: readonly Topic[],
  read: (client: DeskClient) => Promise<Value>,
): Promise<Value | undefined> {
  const entry = entryOf(key, topics, read);
  await run(entry);
  // The entry's values were read by the same key and hence by the same question.
  return entry.snapshot.data as Value | undefined;
}

const never: DeskQuery<never> = { data: undefined, failure: null, loading: false, reload: () => undefined };

/**
 * Reads from the desk and reads again when a topic changes. The same key shares one answer; a null key reads nothing.
 * `read` may be a fresh function on every draw; what it asks must be told apart by the key.
 */
export function useDeskQuery<Value>(
  key: string | null,
  topics: readonly Topic[],
  read: (client: DeskClient) => Promise<Value>,
): DeskQuery<Value> {
  const latest = useRef(read);
  const entry = key === null ? null : entryOf(key, topics, read);
  useEffect(() => {
    latest.current = read;
    if (entry !== null) entry.read = (client) => latest.current(client);
  });
  const subscribe = useCallback(
    (listener: () => void) => {
      if (entry === null) return () => undefined;
      entry.listeners.add(listener);
      // A failure may be over by now: the desk was locked, or the connection away.
      if ((entry.stale || entry.snapshot.failure !== null) && !entry.running) void run(entry);
      return () => {
        entry.listeners.delete(listener);
      };
    },
    [entry],
  );
  const snapshot = useSyncExternalStore(subscribe, () => entry?.snapshot ?? null);
  const reload = useCallback(() => {
    if (entry !== null) void run(entry);
  }, [entry]);
  if (snapshot === null) return never;
  // The entry's values were read by the same key and hence by the same question.
  return { ...snapshot, data: snapshot.data as Value | undefined, reload };
}
