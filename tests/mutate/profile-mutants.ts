import type { Profile, Transition } from '#shared/regulation/profile.ts';

/** A profile with one rule broken, and what was broken. */
export interface ProfileMutant {
  readonly name: string;
  readonly profile: Profile;
}

/** Every way of breaking the guard of each step: a condition dropped, a role let in, a state opened, a limit lifted. */
export function* profileMutants(profile: Profile): Generator<ProfileMutant> {
  const idle = new Set(['comment', 'acknowledge']);
  for (const rule of profile.transitions.filter(({ enabled, action }) => enabled && !idle.has(action))) {
    const mutant = (what: string, change: Partial<Transition>): ProfileMutant => ({
      name: `${rule.id}: ${what}`,
      profile: {
        ...profile,
        transitions: profile.transitions.map((one) => (one === rule ? { ...one, ...change } : one)),
      },
    });
    for (const condition of rule.conditions) {
      yield mutant(`without ${condition}`, { conditions: rule.conditions.filter((one) => one !== condition) });
    }
    for (const { id: role } of profile.roles) {
      if (rule.roles.some((one) => one.role === role && one.by === 'role')) continue;
      const others = rule.roles.filter((one) => one.role !== role);
      const known = others.length < rule.roles.length;
      yield mutant(known ? `${role} without delegation` : `also ${role}`, {
        roles: [...others, { role, by: 'role', citation: null }],
      });
    }
    if (rule.kinds !== null) yield mutant('for every kind', { kinds: null });
    if (rule.where !== null) yield mutant('everywhere', { where: null });
    if (rule.action === 'receive') continue;
    for (const { id: state } of profile.states) {
      if (rule.from.includes(state)) continue;
      const taken = profile.transitions.some(
        (one) => one !== rule && one.enabled && one.action === rule.action && one.from.includes(state),
      );
      if (!taken) yield mutant(`from ${state}`, { from: [...rule.from, state] });
    }
  }
  for (const rule of profile.transitions.filter(({ enabled }) => !enabled)) {
    yield {
      name: `${rule.id}: switched on`,
      profile: {
        ...profile,
        transitions: profile.transitions.map((one) => (one === rule ? { ...one, enabled: true } : one)),
      },
    };
  }
  for (const [index, rule] of profile.separation.entries()) {
    const rest = profile.separation.filter((one) => one !== rule);
    yield { name: `separation ${index}: dropped`, profile: { ...profile, separation: rest } };
  }
  for (const [index, rule] of profile.delegations.entries()) {
    const changed = (change: Partial<typeof rule>): Profile => ({
      ...profile,
      delegations: profile.delegations.map((one) => (one === rule ? { ...one, ...change } : one)),
    });
    if (rule.onlyInAbsence) {
      yield { name: `delegation ${index}: without absence`, profile: changed({ onlyInAbsence: false }) };
    }
  }
  for (const [index, rule] of profile.guard.entries()) {
    yield {
      name: `guard ${index} ${rule.check}: dropped`,
      profile: { ...profile, guard: profile.guard.filter((one) => one !== rule) },
    };
  }
}
