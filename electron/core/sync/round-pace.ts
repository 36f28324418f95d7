/** Without the doorbell the desk asks by itself about this often. */
const pollMilliseconds = 20_000;
/** Even with it, so that a bell that never rings is not believed for ever. */
const slowPollMilliseconds = 120_000;
const backoff = { first: 500, most: 30_000 } as const;

/** What the pause before the next round depends on. */
export interface Pace {
  /** Rounds failed in a row. */
  readonly failures: number;
  readonly connected: boolean;
  readonly bell: boolean;
  /** A random byte: desks that lost one server together must not come back together. */
  readonly chance: number;
}

/** Milliseconds until the next round. */
export function pauseMilliseconds({ failures, connected, bell, chance }: Pace): number {
  const jitter = 0.75 + chance / 512;
  if (failures > 0) return Math.min(backoff.first * 2 ** (failures - 1), backoff.most) * jitter;
  return (connected && bell ? slowPollMilliseconds : pollMilliseconds) * jitter;
}
