import type { Finding } from './check-profile.ts';
import type { Profile, Transition } from './profile.ts';
import type { ItemKind, RoleId, StateId } from './vocabulary.ts';

/** Where an item of some kind can stand, and in whose hands. */
interface Place {
  readonly state: StateId;
  readonly holder: RoleId;
}

/** Actions that leave the work where it is: whoever can do only these cannot move an item on. */
const idle: ReadonlySet<string> = new Set(['comment', 'acknowledge', 'describe', 'reportError']);

/** Reachability, ways out, and whether whoever holds an item can do something with it; each kind of item on its own. */
export function checkFlow(profile: Profile): readonly Finding[] {
  const found = new Map<string, Finding>();
  const report = (code: Finding['code'], path: string, subject: string): void => {
    found.set(`${code} ${path} ${subject}`, { code, path, subject });
  };
  const pathOf = (state: StateId): string => `states.${profile.states.findIndex(({ id }) => id === state)}`;
  const reached = new Set<StateId>();

  for (const { kind, where, label } of cases(profile)) {
    const rules = profile.transitions.filter(
      (rule) => rule.enabled && (rule.kinds?.includes(kind) ?? true) && (rule.where === null || rule.where === where),
    );
    const places = reachable(rules);
    const states = new Set(places.map(({ state }) => state));
    for (const state of states) reached.add(state);
    for (const state of entries(rules)) {
      const back = rules.find((rule) => rule.to === 'previous' && rule.from.includes(state));
      if (back !== undefined) report('previous-without-before', pathOf(state), back.id);
    }
    for (const { id, final } of profile.states) {
      if (final || !states.has(id)) continue;
      const problem = wayOut(profile, rules, id);
      if (problem !== null) report(problem, pathOf(id), `${id} (${label})`);
    }
    for (const { state, holder } of places) {
      if (isFinal(profile, state)) continue;
      const acts = rules.some(
        (rule) =>
          rule.from.includes(state) && !idle.has(rule.action) && rule.roles.some((acting) => acting.role === holder),
      );
      if (!acts) report('holder-cannot-act', pathOf(state), `${holder} (${label})`);
    }
  }
  for (const { id } of profile.states) if (!reached.has(id)) report('unreachable-state', pathOf(id), id);
  return [...found.values()];
}

interface Case {
  readonly kind: ItemKind;
  readonly where: 'main' | 'subPortal';
  readonly label: string;
}

/** Every kind of item on the main portal, and on a sub-portal where some rule is for one place only. */
function cases({ itemKinds, transitions }: Profile): readonly Case[] {
  const apart = transitions.some(({ where }) => where !== null);
  return itemKinds.flatMap(({ id: kind }): readonly Case[] => {
    const main: Case = { kind, where: 'main', label: kind };
    return apart ? [main, { kind, where: 'subPortal', label: `${kind}, subPortal` }] : [main];
  });
}

function entries(rules: readonly Transition[]): readonly StateId[] {
  return rules.flatMap(({ from, to }) => (from.includes('none') && to !== 'same' && to !== 'previous' ? [to] : []));
}

/** Every state with every holder an item can come to, breadth first from its being received. */
function reachable(rules: readonly Transition[]): readonly Place[] {
  const places = new Map<string, Place>();
  const pending: Place[] = [];
  const reach = (place: Place): void => {
    const key = `${place.state} ${place.holder}`;
    if (places.has(key)) return;
    places.set(key, place);
    pending.push(place);
  };
  for (const { from, to, holder } of rules) {
    if (from.includes('none') && to !== 'same' && to !== 'previous' && holder !== null) reach({ state: to, holder });
  }
  for (let place = pending.pop(); place !== undefined; place = pending.pop()) {
    for (const { from, to, holder } of rules) {
      // What `previous` goes back to was reached before.
      if (!from.includes(place.state) || to === 'previous') continue;
      reach({ state: to === 'same' ? place.state : to, holder: holder ?? place.holder });
    }
  }
  return [...places.values()];
}

function wayOut(
  profile: Profile,
  rules: readonly Transition[],
  from: StateId,
): 'no-way-out' | 'cycle-without-exit' | 'way-out-by-delegation-only' | null {
  if (nextStates(rules, from).length === 0) return 'no-way-out';
  if (!leadsToEnd(profile, rules, from)) return 'cycle-without-exit';
  // With no delegation in force the work must still go on.
  const byRole = rules.filter(({ roles }) => roles.some(({ by }) => by === 'role'));
  return leadsToEnd(profile, byRole, from) ? null : 'way-out-by-delegation-only';
}

function leadsToEnd(profile: Profile, rules: readonly Transition[], from: StateId): boolean {
  const seen = new Set<StateId>([from]);
  const pending: StateId[] = [from];
  for (let state = pending.pop(); state !== undefined; state = pending.pop()) {
    if (isFinal(profile, state)) return true;
    for (const next of nextStates(rules, state)) {
      if (!seen.has(next)) {
        seen.add(next);
        pending.push(next);
      }
    }
  }
  return false;
}

/** Other states one step away; `previous` leads back to any state that leads here. */
function nextStates(rules: readonly Transition[], state: StateId): readonly StateId[] {
  const next = rules
    .filter(({ from }) => from.includes(state))
    .flatMap(({ to }): readonly StateId[] => {
      if (to === 'same') return [];
      if (to !== 'previous') return [to];
      return rules.filter((rule) => rule.to === state).flatMap(({ from }) => from.filter((one) => one !== 'none'));
    });
  return [...new Set(next)].filter((one) => one !== state);
}

function isFinal(profile: Profile, state: StateId): boolean {
  return profile.states.some(({ id, final }) => id === state && final);
}
