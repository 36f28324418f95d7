import { AppError } from '#shared/contract/app-error.ts';
import type { Hash } from '#shared/lib/hash.ts';
import type { ItemId } from '#shared/lib/ids.ts';
import type { Instant } from '#shared/lib/instant.ts';
import type { DeskPorts } from '../ports.ts';
import type { Enrolment } from '../session/enrolment.ts';
import type { SessionKeeper } from '../session/session-keeper.ts';
import type { ChangeBus } from '../state/change-bus.ts';
import type { Decisions } from '../state/decisions.ts';
import type { DeskState } from '../state/desk-state.ts';
import type { IntakeTransfers } from '../state/intake-transfers.ts';
import type { PublicationAddresses } from '../state/publication-addresses.ts';
import type { DeskStore } from '../store/desk-store.ts';
import type { SyncEngine } from '../sync/sync-engine.ts';
import type { GuardedFetch } from '../verify/guarded-fetch.ts';

/** The desk from inside, as its handlers see it. */
export interface DeskCore {
  readonly ports: DeskPorts;
  readonly store: DeskStore;
  readonly state: DeskState;
  readonly session: SessionKeeper;
  readonly bus: ChangeBus;
  readonly decisions: Decisions;
  readonly transfers: IntakeTransfers;
  readonly publications: PublicationAddresses;
  readonly fetcher: GuardedFetch;
  /** Tokens of pages that the sandboxed viewer may show, each with its evidence. */
  readonly viewers: Map<string, Hash>;
  readonly now: () => Instant;
  readonly serverNow: () => Instant;
  /** Null until the desk is enrolled. */
  readonly engine: () => SyncEngine | null;
  /** Starts speaking to the server the desk was just enrolled with. */
  readonly startEngine: () => void;
}

/** The enrolment of an open desk; throws the reason why there is none. */
export function openDesk(core: DeskCore): Enrolment {
  const { enrolment } = core.session;
  const stage = core.session.stage();
  if (enrolment === null) throw new AppError('not-enrolled');
  if (stage === 'signedOut') throw new AppError('sign-in-required');
  if (stage !== 'open') throw new AppError('desk-locked');
  return enrolment;
}

/** Tells the screens after a decision was stored, and starts its clock. */
export function afterDecision(core: DeskCore, item: ItemId | null): void {
  core.bus.changed({ topic: 'outbox' }, { topic: 'queues' });
  if (item !== null) core.bus.changed({ topic: 'item', item });
  else core.bus.changed({ topic: 'board' });
  core.engine()?.scheduleRelease();
  core.engine()?.announce();
}
