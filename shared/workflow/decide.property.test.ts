import fc from 'fast-check';
import { expect, test } from 'vitest';
import { authority, FixturePlay, person } from '../../tests/fixtures/board.ts';
import { sha256Hash } from '../lib/hash.ts';
import { roleGrant } from './board-state.ts';
import type { Details } from './details.ts';
import type { ItemState } from './item-state.ts';

const names = ['head', 'deputy', 'secretary', 'centre', 'finance'] as const;
const roles = ['head', 'secretary', 'centreRep', 'member'] as const;
const actions = [
  'edit',
  'route',
  'handBack',
  'submit',
  'approve',
  'return',
  'refuse',
  'reopen',
  'upload',
  'verify',
  'requestReupload',
  'requestSupplementary',
  'approveSupplementary',
  'declineSupplementary',
  'publish',
  'report',
  'withdraw',
] as const;

/** A person tries something under one of the roles all of them hold here, so that only the duties keep them apart. */
const step = fc.record({
  name: fc.constantFrom(...names),
  role: fc.constantFrom(...roles),
  action: fc.constantFrom(...actions),
  /** Most steps follow a rule that is open in the item's state; the rest try anything. */
  open: fc.option(fc.nat(), { freq: 5 }),
  stale: fc.boolean(),
  verdict: fc.constantFrom('match', 'match', 'match', 'cosmetic', 'mismatch', 'unchecked' as const),
  confirmed: fc.boolean(),
  reason: fc.constantFrom('Lý do.', 'Lý do khác.', null),
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** Replaces an arbitrary step by one that a rule allows from here, when the step asks for it. */
function aimed(play: FixturePlay, one: Step, state: ItemState): Step {
  if (one.open === null) return one;
  const rules = play.board.profile.transitions.filter(
    ({ from, action }) => from.includes(state.state) && actions.some((id) => id === action),
  );
  const rule = rules[one.open % rules.length];
  const action = actions.find((id) => id === rule?.action);
  const role = roles.find((id) => rule?.roles.some((acting) => acting.role === id));
  return action === undefined || role === undefined ? one : { ...one, action, role, stale: false };
}

const needsNewText = new Set(['edit', 'requestSupplementary']);

function detailsOf(play: FixturePlay, { action, verdict, confirmed }: Step, state: ItemState): Details {
  const verification =
    state.verifications.at(-1)?.command ?? ('0'.repeat(26) as ItemState['verifications'][number]['command']);
  switch (action) {
    case 'edit':
      return { action, base: state.current, section: null };
    case 'route':
      return { action, specialist: person('finance') };
    case 'return':
    case 'refuse':
      return { action, ground: null };
    case 'upload':
      return { action, mode: 'portal', entered: state.current, address: null };
    case 'verify':
      return play.verification(verdict);
    case 'requestReupload':
      return { action, verification };
    case 'publish':
      return { action, verification, cosmeticConfirmed: confirmed, comparedByEye: confirmed ? ['body/3'] : [] };
    default:
      return { action };
  }
}

test('whatever anybody tries, what is published was approved on exactly that hash, verified, by three people', () => {
  let published = 0;
  let separated = 0;
  fc.assert(
    fc.property(fc.boolean(), fc.array(step, { minLength: 20, maxLength: 40 }), (late, steps) => {
      const play = new FixturePlay();
      const grants = names.flatMap((name) =>
        roles.map((role) => ({
          ...roleGrant({ id: authority(`${name}${role}`), person: person(name), role, sections: null }),
        })),
      );
      play.board = { ...play.board, grants: [...play.board.grants, ...grants] };
      // Half begin where the page is up, so that publishing is tried often.
      if (late) play.toUploaded();
      else play.receive();
      steps.forEach((attempt, index) => {
        const before = play.state;
        if (before === null) throw new Error('the item exists');
        const one = aimed(play, attempt, before);
        const version = needsNewText.has(one.action)
          ? play.article(`Bản ${index}`)
          : one.stale
            ? sha256Hash(`stale ${index}`)
            : (before.approval?.hash ?? before.current);
        const code = play.act(one.name, detailsOf(play, one, before), {
          version,
          reason: one.reason,
          authority: authority(`${one.name}${one.role}`),
        });
        if (code === 'separation') separated += 1;
        if (code !== 'ok') expect(play.state).toBe(before);
        if (code === 'ok' && one.action === 'publish') {
          published += 1;
          const last = before.verifications.at(-1);
          expect(before.state).toBe('uploaded');
          expect(version).toBe(before.approval?.hash);
          expect(last?.approved).toBe(version);
          expect(last?.statement.verdict).not.toBe('mismatch');
          expect(last?.statement.revision).toBe(before.publication?.revision);
        }
      });
      const doers = new Map<string, Set<string>>();
      for (const { duty, person: who } of play.state?.performed ?? []) {
        doers.set(who, (doers.get(who) ?? new Set()).add(duty));
      }
      for (const duties of doers.values()) expect(duties.size).toBe(1);
    }),
    { numRuns: 250 },
  );
  expect({ published: published > 5, separated: separated > 5 }).toEqual({ published: true, separated: true });
});

test('every state of the profile is reached, and every state that is not final has a way out', () => {
  const { states, transitions } = new FixturePlay().board.profile;
  const reached = new Set<string>(['none']);
  for (let size = -1; size !== reached.size; ) {
    size = reached.size;
    for (const { from, to } of transitions) if (from.some((state) => reached.has(state))) reached.add(to);
  }
  const stuck = states.filter(
    ({ id, final }) => !final && !transitions.some(({ from, to }) => from.includes(id) && to !== 'same' && to !== id),
  );
  expect({ unreached: states.filter(({ id }) => !reached.has(id)), stuck }).toEqual({ unreached: [], stuck: [] });
});
