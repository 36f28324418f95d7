import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { must } from '#shared/lib/assert.ts';
import type { BoardId } from '#shared/lib/ids.ts';
import type { RoleId } from '#shared/regulation/vocabulary.ts';
import type { PortalConfig } from '../config.ts';
import { createPortal, type Portal } from '../portal.ts';
import { type StoryClock, seedTrial } from './seed.ts';
import { readWrittenBoard } from './written-board.ts';

export interface TrialOptions {
  /** Of its own; whatever an interrupted seeding left there is removed. */
  readonly dataDir: string;
  /** Any free port unless given. */
  readonly port?: number;
}

/** Somebody to sign in as. */
export interface TrialPerson {
  readonly login: string;
  readonly password: string;
  readonly name: string;
  readonly unit: string;
  readonly role: RoleId;
}

/** A running portal with the made-up board. */
export interface Trial {
  readonly url: string;
  readonly port: number;
  readonly fingerprint: string;
  readonly caPem: string;
  readonly board: BoardId;
  readonly people: readonly TrialPerson[];
  /** Opens `/quan-tri`, the portal's own administration form. */
  readonly administratorPassword: string;
  readonly portal: Portal;
  /** Whether this start made the data. */
  readonly fresh: boolean;
  close(): Promise<void>;
}

const underWay = 'trial-under-way';
const ready = 'trial-ready';
const month = 30 * 86_400_000;

/** Starts the made-up board on loopback; the first start makes and plays its data, later ones reuse it. */
export async function startTrial({ dataDir, port = 0 }: TrialOptions): Promise<Trial> {
  const written = readWrittenBoard();
  const { administratorPassword, site, name, password } = written;
  const config: PortalConfig = {
    dataDirectory: join(dataDir, 'portal'),
    port,
    name,
    site: { ...site, administratorPassword },
  };
  const fresh = !existsSync(join(dataDir, ready));
  // The seeded evidence names the address it was read at, so the board stays there.
  const portal = await createPortal(fresh ? { ...config, port: await makeData(dataDir, config) } : config);
  const [board] = await portal.admin.boards();
  return {
    url: portal.url,
    port: portal.port,
    fingerprint: portal.fingerprint,
    caPem: portal.caPem,
    board: must(board, 'the seeding made the board').id,
    people: written.people
      .filter(({ enabled }) => enabled)
      .map(({ login, name: person, unit, role }) => ({ login, password, name: person, unit, role })),
    administratorPassword,
    portal,
    fresh,
    close: () => portal.close(),
  };
}

/** Seeds and gives the port used. The mark `ready` is made last, so that a seeding cut short is begun again from nothing. */
async function makeData(dataDir: string, config: PortalConfig): Promise<number> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  if (existsSync(join(dataDir, underWay))) rmSync(config.dataDirectory, { recursive: true, force: true });
  writeFileSync(join(dataDir, underWay), '');
  const present = Date.now();
  let moment = present;
  const clock: StoryClock = {
    now: () => moment,
    set: (milliseconds) => {
      moment = milliseconds;
    },
  };
  const limits = { sessionIdleMs: 2 * month, sessionLifetimeMs: 2 * month };
  const portal = await createPortal({ ...config, limits }, undefined, clock.now);
  try {
    await seedTrial(portal, clock, present);
  } finally {
    await portal.close();
  }
  writeFileSync(join(dataDir, ready), '');
  rmSync(join(dataDir, underWay));
  return portal.port;
}
