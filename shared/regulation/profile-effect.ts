import type { Profile, Transition } from './profile.ts';
import type { RoleId, StateId } from './vocabulary.ts';

/** Who may do what from a state, as one comparable line. */
export interface StatePower {
  readonly action: Transition['action'];
  readonly role: RoleId;
  readonly by: 'role' | 'delegation';
}

/** What putting other rules in force means for the items that stand in a state. */
export interface StateEffect {
  readonly state: StateId;
  /** The state is no longer known: items there would be stuck, so such rules must not be put in force. */
  readonly gone: boolean;
  readonly lost: readonly StatePower[];
  readonly gained: readonly StatePower[];
}

/** States whose items would be handled differently, in the order of the present profile. */
export function profileEffects(before: Profile, after: Profile): readonly StateEffect[] {
  return before.states
    .map(({ id }): StateEffect => {
      const [old, fresh] = [powersFrom(before, id), powersFrom(after, id)];
      return {
        state: id,
        gone: after.states.every((state) => state.id !== id),
        lost: old.filter((power) => !fresh.some((other) => same(power, other))),
        gained: fresh.filter((power) => !old.some((other) => same(power, other))),
      };
    })
    .filter(({ gone, lost, gained }) => gone || lost.length > 0 || gained.length > 0);
}

function powersFrom(profile: Profile, state: StateId): readonly StatePower[] {
  const powers = profile.transitions
    .filter(({ enabled, from }) => enabled && from.includes(state))
    .flatMap(({ action, roles }) => roles.map(({ role, by }) => ({ action, role, by })));
  return powers.filter((power, index) => powers.findIndex((other) => same(power, other)) === index);
}

function same(one: StatePower, two: StatePower): boolean {
  return one.action === two.action && one.role === two.role && one.by === two.by;
}
