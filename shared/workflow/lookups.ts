import type { Transition } from '../regulation/profile.ts';
import type { Action, StateId } from '../regulation/vocabulary.ts';

/**
 * Lookups kept beside the lists they are made of: boards and profiles are never changed in place, so a list and its
 * lookup live and go together. A list that grew all the same is looked through anew.
 */
interface Kept<Value> {
  readonly length: number;
  readonly value: Value;
}

function keptBeside<Entry, Value>(make: (list: readonly Entry[]) => Value): (list: readonly Entry[]) => Value {
  const kept = new WeakMap<readonly Entry[], Kept<Value>>();
  return (list) => {
    const known = kept.get(list);
    if (known !== undefined && known.length === list.length) return known.value;
    const value = make(list);
    kept.set(list, { length: list.length, value });
    return value;
  };
}

const ids = keptBeside((list: readonly { readonly id: string }[]) => {
  const byId = new Map<string, { readonly id: string }>();
  // The first of an id counts, as it does when a list is looked through.
  for (const entry of list) if (!byId.has(entry.id)) byId.set(entry.id, entry);
  return byId;
});

/** The entry of an id, found without looking through the list. */
export function byId<Entry extends { readonly id: string }>(list: readonly Entry[], id: string): Entry | undefined {
  // The lookup of a list holds that list's own entries.
  return ids(list).get(id) as Entry | undefined;
}

const people = keptBeside((list: readonly { readonly person: string }[]) => grouped(list, ({ person }) => person));
const recipients = keptBeside((list: readonly { readonly to: string }[]) => grouped(list, ({ to }) => to));

/** Grants of a person, in the order they were given. */
export function ofPerson<Entry extends { readonly person: string }>(
  list: readonly Entry[],
  person: string,
): readonly Entry[] {
  return (people(list).get(person) ?? []) as readonly Entry[];
}

/** Delegations to a person, in the order they were given. */
export function toPerson<Entry extends { readonly to: string }>(
  list: readonly Entry[],
  person: string,
): readonly Entry[] {
  return (recipients(list).get(person) ?? []) as readonly Entry[];
}

const rules = keptBeside((list: readonly Transition[]) => {
  const ofAction = grouped(
    list.filter((rule) => rule.enabled),
    ({ action }) => action,
  );
  const fromState = new Map<string, Map<string, Transition[]>>();
  for (const [action, ofOne] of ofAction) {
    const states = new Map<string, Transition[]>();
    for (const rule of ofOne) {
      for (const state of new Set(rule.from)) states.set(state, [...(states.get(state) ?? []), rule]);
    }
    fromState.set(action, states);
  }
  return { ofAction, fromState };
});

const none: readonly Transition[] = [];

/** Rules in use for an action from a state, in the profile's order. */
export function rulesFrom(list: readonly Transition[], action: Action, state: StateId | 'none'): readonly Transition[] {
  return rules(list).fromState.get(action)?.get(state) ?? none;
}

/** Rules in use for an action from whatever state. */
export function rulesOf(list: readonly Transition[], action: Action): readonly Transition[] {
  return rules(list).ofAction.get(action) ?? none;
}

function grouped<Entry>(
  list: readonly Entry[],
  keyOf: (entry: Entry) => string,
): ReadonlyMap<string, readonly Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const entry of list) {
    const key = keyOf(entry);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [entry]);
    else group.push(entry);
  }
  return groups;
}

/** Everybody some rule lets act, in the order of the rules. */
export const actingRoles = keptBeside((list: readonly Transition[]) => list.flatMap(({ roles }) => roles));
