import { describe, expect, test } from 'vitest';
import { profileIds, shippedProfile } from '../../tests/stories/shipped.ts';
import { must } from '../lib/assert.ts';
import { readJson } from '../lib/json-text.ts';
import { checkProfile } from './check-profile.ts';
import type { Profile, Transition } from './profile.ts';

const base = shippedProfile('khanh-hoa-2020-1060');
const codes = (profile: unknown): readonly string[] => [...new Set(checkProfile(profile).map(({ code }) => code))];
const withRule = (id: string, change: Partial<Transition>): Profile => ({
  ...base,
  transitions: base.transitions.map((rule) => (rule.id === id ? { ...rule, ...change } : rule)),
});
const without = (...ids: readonly string[]): Profile => ({
  ...base,
  transitions: base.transitions.filter(({ id }) => !ids.includes(id)),
});
const rule = (id: string): Transition =>
  must(
    base.transitions.find((one) => one.id === id),
    id,
  );
const swap = (id: string, from: string, to: string): Profile =>
  withRule(id, { conditions: rule(id).conditions.map((one) => (one === from ? (to as 'currentVersion') : one)) });

/** Approval leads back to editing and nothing can be refused: the work goes round for ever. */
const turning = base.transitions
  .filter(({ id }) => id !== 'refuse')
  .map((one): Transition => (one.id === 'approve' ? { ...one, to: 'edited', holder: 'centreRep' } : one));
const delegatedOnly = base.transitions.map((one) =>
  one.id === 'approve' || one.id === 'refuse'
    ? { ...one, roles: one.roles.filter(({ by }) => by === 'delegation') }
    : one,
);

test.each(profileIds)('%s is one that people can work by', (id) => {
  expect(checkProfile(shippedProfile(id))).toEqual([]);
});

describe('a profile is refused, with its place and reason, for', () => {
  test.each<[string, unknown, string]>([
    ['a missing part', { ...base, states: undefined }, 'wrong-shape'],
    ['an unknown part', { ...base, more: 1 }, 'wrong-shape'],
    [
      'a role used and not declared',
      { ...base, roles: base.roles.filter(({ id }) => id !== 'deputy') },
      'unknown-role',
    ],
    [
      'a state used and not declared',
      { ...base, states: base.states.filter(({ id }) => id !== 'edited') },
      'unknown-state',
    ],
    [
      'a kind used and not declared',
      { ...base, itemKinds: base.itemKinds.filter(({ id }) => id !== 'news') },
      'unknown-kind',
    ],
    ['a transition twice', { ...base, transitions: [...base.transitions, rule('approve')] }, 'duplicate-id'],
    ['a role twice', { ...base, roles: [...base.roles, base.roles[0]] }, 'duplicate-id'],
    ['a state twice', { ...base, states: [...base.states, base.states[0]] }, 'duplicate-id'],
    ['dates reversed', { ...base, validTo: '2019-01-01' }, 'dates-reversed'],
    ['in force before it was signed', { ...base, signedOn: '2021-01-01' }, 'dates-reversed'],
    ['a board act as a step', withRule('comment', { action: 'delegate' }), 'board-action-as-step'],
    ['an edit of what does not exist', withRule('editReceived', { from: ['none', 'received'] }), 'not-from-none'],
    ['an intake that nobody holds', withRule('receive', { holder: null }), 'receive-incomplete'],
    [
      'a step an earlier one takes',
      { ...base, transitions: [...base.transitions, { ...rule('approve'), id: 'again' }] },
      'shadowed-rule',
    ],
    ['a state no step leads to', without('reopen', 'withdraw'), 'unreachable-state'],
    ['a state with no way out', without('reopen', 'resubmit', 'editReceived'), 'no-way-out'],
    ['a cycle without exit', { ...base, transitions: turning }, 'cycle-without-exit'],
    ['a way out by delegation only', { ...base, transitions: delegatedOnly }, 'way-out-by-delegation-only'],
    ['a holder who can do nothing', withRule('submit', { holder: 'secretary' }), 'holder-cannot-act'],
    ['a page published unverified', swap('publish', 'publicationVerified', 'currentVersion'), 'condition-missing'],
    [
      'one role alone for two separated duties',
      {
        ...withRule('upload', { roles: [{ role: 'head', by: 'role', citation: null }] }),
        separation: [{ duties: ['upload', 'withdraw'], citation: null }],
      },
      'separated-duties-one-role',
    ],
    [
      'one role for two duties the text separates',
      withRule('upload', { roles: [...rule('upload').roles, { role: 'head', by: 'role', citation: null }] }),
      'separated-duties-same-role',
    ],
    [
      'a separated duty nobody does',
      { ...base, separation: [{ duties: ['approve', 'confirm'], citation: null }] },
      'separated-duty-missing',
    ],
    [
      'a separated duty nobody records',
      { ...base, separation: [{ duties: ['approve', 'submit'], citation: null }] },
      'separated-duty-unrecorded',
    ],
    ['a step by delegation that nothing permits', { ...base, delegations: [] }, 'delegation-without-rule'],
    [
      'a delegation no step takes',
      { ...base, delegations: base.delegations.map((one) => ({ ...one, actions: [...one.actions, 'publish'] })) },
      'delegation-without-step',
    ],
    [
      'a delegation of what one may not do',
      { ...base, delegations: base.delegations.map((one) => ({ ...one, actions: [...one.actions, 'upload'] })) },
      'delegates-more-than-held',
    ],
    [
      'a guard nobody asks',
      {
        ...base,
        transitions: base.transitions.map((one) => ({
          ...one,
          conditions: one.conditions.filter((each) => each !== 'guardPassed'),
        })),
      },
      'guard-never-asked',
    ],
    [
      'required fields where there are none',
      { ...base, guard: [...base.guard, { check: 'fields', kinds: ['news'], citation: null }] },
      'guard-without-field',
    ],
    ['an escalation without a step', without('escalate'), 'escalation-without-step'],
    ['a step that waits for nothing', { ...base, escalations: [] }, 'escalation-missing'],
  ])('%s', (_what, profile, code) => {
    expect(codes(profile)).toContain(code);
  });

  test('a deadline whose start is recorded nowhere', () => {
    const deadline = {
      id: 'late',
      types: ['other'],
      amount: 1,
      unit: 'hour',
      startsFrom: ['suspended'],
      owedBy: 'board',
      derived: null,
      condition: null,
      wording: '…',
      citation: null,
    };
    expect(checkProfile({ ...base, deadlines: [deadline] })).toEqual([
      { code: 'start-not-recorded', path: 'deadlines.0.startsFrom', subject: 'late: suspended' },
    ]);
  });
});

describe('the bytes of a file', () => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

  test.each<[string, Uint8Array, string]>([
    ['10 MB of JSON', bytes(`"${'a'.repeat(10_000_000)}"`), 'too-large'],
    ['one byte more than the limit', bytes(`"${'a'.repeat(1_999_999)}"`), 'too-large'],
    ['UTF-16 with its mark', new Uint8Array([0xff, 0xfe, 0x7b, 0x00]), 'utf-16'],
    ['UTF-16 without a mark', new Uint8Array([0x7b, 0x00, 0x7d, 0x00]), 'utf-16'],
    ['an older Vietnamese encoding', new Uint8Array([0x22, 0x54, 0xec, 0x6e, 0x68, 0x22]), 'not-utf-8'],
    ['half a document', bytes('{"a": '), 'not-json'],
    ['nothing', bytes(''), 'not-json'],
  ])('%s are refused with the reason', (_what, input, code) => {
    const read = readJson(input, 2_000_000);
    expect(read.ok ? null : read.failure.code).toBe(code);
  });

  test('exactly at the limit are read', () => {
    expect(readJson(bytes(`"${'a'.repeat(1_999_998)}"`), 2_000_000).ok).toBe(true);
  });
});
