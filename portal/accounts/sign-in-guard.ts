import { AppError } from '#shared/contract/app-error.ts';
import type { PortalStore } from '../store/portal-store.ts';

const mostFailures = 5;
const window = 15 * 60_000;

type Attempt = <Found>(login: string, address: string, check: () => Promise<Found | null>) => Promise<Found>;

/**
 * Counts failures per login and address, whether the login exists or not, and locks the pair for a quarter of an hour
 * after five. Attempts on one pair run one after another, so that parallel guesses count as many.
 */
export function guardAttempts(store: Pick<PortalStore, 'failures' | 'putFailures'>, now: () => number): Attempt {
  const queues = new Map<string, Promise<unknown>>();

  const guarded: Attempt = async (login, address, check) => {
    const before = await store.failures(login, address);
    const moment = now();
    if (before !== null && before.lockedUntil > moment) throw new AppError('sign-in-locked');
    const found = await check();
    if (found !== null) {
      if (before !== null) await store.putFailures(login, address, null);
      return found;
    }
    const counted =
      before !== null && before.lockedUntil === 0 && moment - before.firstAt < window ? before.failures : 0;
    const failures = counted + 1;
    await store.putFailures(login, address, {
      failures,
      firstAt: counted === 0 || before === null ? moment : before.firstAt,
      lockedUntil: failures >= mostFailures ? moment + window : 0,
    });
    throw new AppError('sign-in-refused');
  };

  return (login, address, check) => {
    const key = `${login} ${address}`;
    const turn = (queues.get(key) ?? Promise.resolve()).then(
      () => guarded(login, address, check),
      () => guarded(login, address, check),
    );
    queues.set(key, turn);
    const done = (): void => {
      if (queues.get(key) === turn) queues.delete(key);
    };
    turn.then(done, done);
    return turn;
  };
}
