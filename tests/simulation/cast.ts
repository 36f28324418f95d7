import { must } from '#shared/lib/assert.ts';
import { sha256Hash } from '#shared/lib/hash.ts';
import {
  type AuthorityId,
  authorityIdSchema,
  boardIdSchema,
  deviceIdSchema,
  type PersonId,
  personIdSchema,
  type SectionId,
  sectionIdSchema,
} from '#shared/lib/ids.ts';
import { type Instant, instantSchema, type LocalDate, localDateSchema } from '#shared/lib/instant.ts';
import type { Profile } from '#shared/regulation/profile.ts';
import { itemActionSchema, type RoleId, type StateId } from '#shared/regulation/vocabulary.ts';
import { type BoardState, newBoard } from '#shared/workflow/board-state.ts';

const idOf = (kind: string, name: string): string => sha256Hash(`${kind}/${name}`).slice(0, 26);
export const personId = (name: string): PersonId => personIdSchema.parse(idOf('person', name));
export const authorityId = (name: string): AuthorityId => authorityIdSchema.parse(idOf('authority', name));
export const sectionId = (name: string): SectionId => sectionIdSchema.parse(name);

/** The moment the exploration begins; dated documents below lie around it. */
export const begin: Instant = instantSchema.parse('2026-03-02T01:00:00.000Z');
const day = (text: string): LocalDate => localDateSchema.parse(text);
const span = {
  inForce: { validFrom: day('2026-01-01'), validTo: day('2090-12-31') },
  ended: { validFrom: day('2026-01-01'), validTo: day('2026-03-01') },
  early: { validFrom: day('2090-01-01'), validTo: day('2090-12-31') },
} as const;

/** Somebody of the board and why they are on it. */
export interface Player {
  readonly name: string;
  readonly person: PersonId;
  /** `never`: no act of theirs may take effect; `void`: none under their delegation, which is out of date or of place. */
  readonly may: 'act' | 'never' | 'void';
  /** Whether what they may do leads where somebody else's acts lead too. */
  readonly twin: boolean;
  readonly authorities: readonly AuthorityId[];
}

export interface Cast {
  readonly board: BoardState;
  readonly players: readonly Player[];
  /** Names of players who are alike in everything a rule looks at, first the one that stands for both. */
  readonly twins: readonly (readonly [string, string])[];
  /** People who could do two duties that are kept apart, so that what they did before matters. */
  readonly dutiful: ReadonlySet<string>;
  /** States with a step back to the one before, so that it matters which that was. */
  readonly goesBack: ReadonlySet<StateId>;
  /** States in which waiting matters. */
  readonly escalates: ReadonlySet<StateId>;
}

interface Limits {
  readonly sections?: readonly SectionId[];
  readonly span?: keyof typeof span;
}

const duties = new Set([
  'approve',
  'approveSupplementary',
  'approveEmergency',
  'approveAfterwards',
  'upload',
  'publish',
]);

/**
 * A board on which everything a rule may distinguish is present at once: one person for each role, a twin for each duty
 * that is kept apart, one person holding every role, delegations in date, ended, not begun, elsewhere, for other acts, from
 * a delegator who is present and from one who is away, and people whose roles ended, have not begun or lie elsewhere.
 */
export function castOf(profile: Profile): Cast {
  const roles = profile.roles.map(({ id }) => id);
  const board: BoardState = newBoard(boardIdSchema.parse(idOf('board', profile.id)), profile);
  const players: Player[] = [];
  const twins: [string, string][] = [];
  const add = (
    name: string,
    may: Player['may'],
    held: readonly RoleId[],
    over: {
      readonly sections?: readonly SectionId[];
      readonly span?: keyof typeof span;
      readonly revoked?: boolean;
      readonly idle?: boolean;
      readonly unit?: string;
    } = {},
  ): PersonId => {
    const person = personId(name);
    const grants = held.map((role): BoardState['grants'][number] => ({
      id: authorityId(`${name}/${role}`),
      person,
      role,
      sections: over.sections === undefined ? null : [...over.sections],
      validFrom: over.span === undefined ? null : span[over.span].validFrom,
      validTo: over.span === undefined ? null : span[over.span].validTo,
      number: '',
      under: null,
      revokedAt: over.revoked === true ? begin : null,
    }));
    board.people.push({ id: person, name, unit: over.unit ?? '', enabled: true });
    board.devices.push({
      id: deviceIdSchema.parse(idOf('device', name)),
      person,
      name,
      publicKey: 'A'.repeat(43),
      enrolledAt: begin,
      revokedAt: null,
    });
    board.grants.push(...grants);
    if (over.idle !== true)
      players.push({
        name,
        person,
        may,
        twin: /-(twin|delegate-\d+)$/.test(name),
        authorities: grants.map(({ id }) => id),
      });
    return person;
  };
  const doesDuty = (role: RoleId): boolean =>
    profile.transitions.some(
      ({ action, roles: acting }) => duties.has(action) && acting.some((one) => one.role === role && one.by === 'role'),
    );

  for (const role of roles) {
    add(role, 'act', [role]);
    if (!doesDuty(role)) continue;
    add(`${role}-twin`, 'act', [role]);
    twins.push([role, `${role}-twin`]);
  }
  add('everything', 'act', roles);
  const absent = add('absent', 'never', roles, { idle: true });
  board.absences.push({
    id: authorityId('absence/absent'),
    person: absent,
    ...span.inForce,
    by: absent,
    at: begin,
    endedAt: null,
  });
  const ofUnit = profile.transitions.flatMap(({ conditions, roles: acting }) =>
    conditions.includes('ownUnit') ? acting.map(({ role }) => role) : [],
  );
  if (ofUnit.length > 0) add('stranger', 'act', [...new Set(ofUnit)], { unit: 'other' });
  add('elsewhere', 'never', roles, { sections: [sectionId('elsewhere')] });
  add('ended', 'never', roles, { span: 'ended' });
  add('early', 'never', roles, { span: 'early' });
  add('dismissed', 'never', roles, { revoked: true });
  const disabled = add('disabled', 'never', roles);
  board.people = board.people.map((person) => (person.id === disabled ? { ...person, enabled: false } : person));

  const away = (role: RoleId): PersonId => {
    const name = `${role}-away`;
    const known = board.people.find((one) => one.name === name);
    if (known !== undefined) return known.id;
    const person = add(name, 'never', [role], { idle: true });
    board.absences.push({
      id: authorityId(`absence/${name}`),
      person,
      ...span.inForce,
      by: person,
      at: begin,
      endedAt: null,
    });
    return person;
  };
  const delegate = (from: PersonId, to: string, actions: readonly string[], over: Limits): void => {
    const id = authorityId(`delegation/${board.delegations.length}`);
    board.delegations.push({
      id,
      from,
      to: personId(to),
      actions: itemActionSchema.array().parse(actions),
      sections: over.sections === undefined ? null : [...over.sections],
      number: '01',
      ...span[over.span ?? 'inForce'],
      givenAt: begin,
      revokedAt: null,
    });
    const at = players.findIndex(({ name }) => name === to);
    const player = must(players[at], 'delegates are on the board');
    players[at] = { ...player, authorities: player.may === 'void' ? [id] : [...player.authorities, id] };
  };
  profile.delegations.forEach(({ from, to, actions, onlyInAbsence }, nth) => {
    const absent = away(from);
    for (const role of to) {
      const who = (word: string): string => `${role}-${word}-${nth}`;
      const others = itemActionSchema.options.filter((action) => !actions.includes(action));
      add(who('delegate'), 'act', [role]);
      delegate(onlyInAbsence ? absent : personId(from), who('delegate'), actions, {});
      delegate(onlyInAbsence ? absent : personId(from), 'everything', actions, {});
      const probes: readonly (readonly [string, readonly string[], Limits])[] = [
        ['ended', actions, { span: 'ended' }],
        ['early', actions, { span: 'early' }],
        ['elsewhere', actions, { sections: [sectionId('elsewhere')] }],
        ['others', others, {}],
      ];
      for (const [word, acts, over] of probes) {
        add(who(word), 'void', [role]);
        delegate(onlyInAbsence ? absent : personId(from), who(word), acts, over);
      }
      if (!onlyInAbsence) continue;
      add(who('present'), 'void', [role]);
      delegate(personId(from), who('present'), actions, {});
    }
  });
  board.sections = ['main', 'sub', 'elsewhere'].map((id) => ({
    id: sectionId(id),
    title: { vi: id, en: id },
    field: '',
    subPortal: id === 'sub' ? 'sub' : null,
  }));
  board.subPortals = [
    {
      id: 'sub',
      title: { vi: 'sub', en: 'sub' },
      owner: '',
      editorialUnit: { name: 'Ban', number: '1' },
      permission: { number: '1', date: day('2026-01-01') },
      live: true,
    },
  ];
  return {
    board,
    players,
    twins,
    dutiful: new Set(players.filter(({ person }) => dutiesOf(board, person).size > 1).map(({ person }) => person)),
    goesBack: statesOf(profile, ({ to }) => to === 'previous'),
    escalates: new Set(profile.escalations.map(({ state }) => state)),
  };
}

const approvals = new Set(['approve', 'approveSupplementary', 'approveEmergency', 'approveAfterwards']);

/** Duties kept apart that some rule gives a person, by a role they have or had, themselves or by delegation. */
function dutiesOf({ profile, grants }: BoardState, person: PersonId): ReadonlySet<string> {
  const held = new Set(grants.filter((one) => one.person === person).map(({ role }) => role));
  const apart = new Set<string>(profile.separation.flatMap((one) => one.duties));
  return new Set(
    profile.transitions
      .filter(({ roles }) => roles.some(({ role }) => held.has(role)))
      .map(({ action }) => (approvals.has(action) ? 'approve' : action))
      .filter((duty) => apart.has(duty)),
  );
}

function statesOf(profile: Profile, fits: (rule: Profile['transitions'][number]) => boolean): ReadonlySet<StateId> {
  return new Set(profile.transitions.filter(fits).flatMap(({ from }) => from.filter((one) => one !== 'none')));
}
