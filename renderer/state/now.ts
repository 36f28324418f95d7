import { useSyncExternalStore } from 'react';

interface Watch {
  now: number;
  readonly subscribe: (listener: () => void) => () => void;
}

const watches = new Map<number, Watch>();

function watchOf(everyMs: number): Watch {
  const known = watches.get(everyMs);
  if (known !== undefined) return known;
  const listeners = new Set<() => void>();
  let timer = 0;
  const watch: Watch = {
    now: Date.now(),
    // One function for good: a fresh one on every draw would subscribe, move the time and draw again without end.
    subscribe(listener) {
      listeners.add(listener);
      if (listeners.size === 1) {
        watch.now = Date.now();
        timer = window.setInterval(() => {
          watch.now = Date.now();
          for (const told of listeners) told();
        }, everyMs);
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) window.clearInterval(timer);
      };
    },
  };
  watches.set(everyMs, watch);
  return watch;
}

/** This machine's time in milliseconds, moving on every `everyMs`; for showing only (law 7). One timer serves all. */
export function useNow(everyMs = 30_000): number {
  const watch = watchOf(everyMs);
  return useSyncExternalStore(watch.subscribe, () => watch.now);
}
