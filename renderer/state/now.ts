import { useSyncExternalStore } from 'react';

const watches = new Map<number, { now: number; readonly listeners: Set<() => void>; timer: number }>();

function watchOf(everyMs: number): { now: number; readonly listeners: Set<() => void>; timer: number } {
  let watch = watches.get(everyMs);
  if (watch === undefined) {
    watch = { now: Date.now(), listeners: new Set(), timer: 0 };
    watches.set(everyMs, watch);
  }
  return watch;
}

/** This machine's time in milliseconds, moving on every `everyMs`; for showing only (law 7). One timer serves all. */
export function useNow(everyMs = 30_000): number {
  return useSyncExternalStore(
    (listener) => {
      const watch = watchOf(everyMs);
      watch.listeners.add(listener);
      if (watch.listeners.size === 1) {
        watch.now = Date.now();
        watch.timer = window.setInterval(() => {
          watch.now = Date.now();
          for (const told of watch.listeners) told();
        }, everyMs);
      }
      return () => {
        watch.listeners.delete(listener);
        if (watch.listeners.size === 0) window.clearInterval(watch.timer);
      };
    },
    () => watchOf(everyMs).now,
  );
}
