import type { AuthorityId, PersonId, SectionId } from '../lib/ids.ts';
import type { Instant } from '../lib/instant.ts';
import { fail, type Result, succeed } from '../lib/result.ts';
import type { Citation } from '../regulation/citation.ts';
import type { ActingRole, DelegationRule, Transition } from '../regulation/profile.ts';
import type { Action, ItemAction, ItemKind, RoleId } from '../regulation/vocabulary.ts';
import { type BoardState, type Delegation, findDelegation, findGrant } from './board-state.ts';
import { isAssigned, isOwnUnit } from './conditions.ts';
import type { ItemState } from './item-state.ts';
import { actingRoles, byId, ofPerson, rulesFrom, rulesOf, toPerson } from './lookups.ts';
import type { Lack, Refusal, RefusalCode } from './refusal.ts';
import { delegationStanding, grantStanding, isAbsent } from './standing.ts';

/** The power a person acts under: the rule, the role, and the grant or delegation behind it. */
export interface Authorization {
  readonly transition: Transition;
  readonly role: RoleId;
  readonly authority: AuthorityId;
}

type Asked = Pick<Question, 'board' | 'item' | 'kind' | 'section' | 'action'>;

export interface Question {
  readonly board: BoardState;
  readonly item: ItemState | null;
  /** Kind of the item, where it does not exist yet; null asks about any. */
  readonly kind: ItemKind | null;
  /** Section the item is in, or would be in. */
  readonly section: SectionId | null;
  readonly action: ItemAction;
  readonly person: PersonId;
  readonly at: Instant;
}

/** Judges one named grant or delegation (law 5): role, dates, section, separation of duties. */
export function judgeAuthority(question: Question, authority: AuthorityId): Result<Authorization, Refusal> {
  const { board, item, person } = question;
  const transitions = transitionsFrom(question);
  const who = byId(board.people, person);
  if (who === undefined || !who.enabled) return refuse(question, 'person-disabled');
  if (transitions.length === 0) return refuse(question, item === null ? 'unknown-item' : 'not-in-state');

  const grant = findGrant(board, authority);
  const delegation = grant === undefined ? findDelegation(board, authority) : undefined;
  if (grant === undefined && delegation === undefined) return refuse(question, 'authority-unknown');

  if (grant !== undefined) {
    if (grant.person !== person) return refuse(question, 'not-your-role');
    if (grantStanding(grant, question.at) !== 'inForce') return refuse(question, 'assignment-ended');
    const found = actingRule(transitions, (acting) => acting.role === grant.role && acting.by === 'role');
    if (found === undefined) {
      const byDelegation = actingRule(
        transitions,
        (acting) => acting.role === grant.role && acting.by === 'delegation',
      );
      return byDelegation === undefined
        ? refuse(question, 'not-your-role')
        : refuse(question, 'delegation-missing', byDelegation.acting.citation);
    }
    // Bước 1: the item was sent to this member by name, so the routing itself covers the section.
    const routed = found.transition.conditions.includes('assignedSpecialist') && item?.specialist === person;
    if (!routed && !coversSection(grant.sections, question.section)) {
      return refuse(question, 'not-your-section', found.acting.citation);
    }
    return separated(question, { transition: found.transition, role: found.acting.role, authority });
  }

  if (delegation === undefined || delegation.to !== person) return refuse(question, 'not-your-role');
  const held = new Set(
    ofPerson(board.grants, person)
      .filter((own) => grantStanding(own, question.at) === 'inForce')
      .map(({ role }) => role),
  );
  const found = actingRule(transitions, (acting) => acting.by === 'delegation' && held.has(acting.role));
  if (found === undefined) return refuse(question, 'not-your-role');
  if (!delegation.actions.includes(question.action))
    return refuse(question, 'delegation-missing', found.acting.citation);
  const standing = delegationStanding(delegation, question.at);
  if (standing === 'ended') return refuse(question, 'delegation-ended', found.acting.citation);
  if (standing === 'notBegun') return refuse(question, 'delegation-not-begun', found.acting.citation);
  const permitting = permittingRules(question, delegation, found.acting);
  if (permitting.length === 0) return refuse(question, 'delegation-missing', found.acting.citation);
  const absenceNeeded = permitting.every(({ onlyInAbsence }) => onlyInAbsence);
  if (absenceNeeded && !isAbsent(board, delegation.from, question.at)) {
    return refuse(question, 'absence-missing', found.acting.citation);
  }
  if (!coversSection(delegation.sections, question.section)) {
    return refuse(question, 'not-your-section', found.acting.citation);
  }
  return separated(question, { transition: found.transition, role: found.acting.role, authority });
}

/** Rules that let the delegator hand this act to whoever has the role: without one a document gives no power. */
function permittingRules(
  { board, action }: Question,
  { from }: Delegation,
  { role }: ActingRole,
): readonly DelegationRule[] {
  const delegator = new Set(ofPerson(board.grants, from).map((grant) => grant.role));
  return board.profile.delegations.filter(
    (one) => delegator.has(one.from) && one.to.includes(role) && one.actions.includes(action),
  );
}

/** The authority that lets the person act, or the refusal that comes closest to letting them. */
export function findAuthority(question: Question): Result<Authorization, Refusal> {
  const { board, person } = question;
  if (byId(board.people, person)?.enabled !== true) return refuse(question, 'person-disabled');
  const candidates = [...ofPerson(board.grants, person), ...toPerson(board.delegations, person)];
  const nowhere = question.item !== null && candidates.length > 0 && transitionsFrom(question).length === 0;
  let nearest: Result<Authorization, Refusal> = refuse(question, nowhere ? 'not-in-state' : 'not-your-role');
  if (nowhere) return nearest;
  for (const { id } of candidates) {
    const able = judgeAuthority(question, id);
    const judged = able.ok ? reserved(question, able.value) : able;
    if (judged.ok) return judged;
    if (able.ok || closeness(judged.failure.code) > closeness(nearest.failure.code)) nearest = judged;
  }
  return nearest;
}

/** A power that the rule keeps for whoever the item was given to, or for those of the unit it came from. */
function reserved(question: Question, authorization: Authorization): Result<Authorization, Refusal> {
  const { board, item, person, at } = question;
  const { conditions, citation } = authorization.transition;
  if (item === null) return succeed(authorization);
  if (conditions.includes('assignedSpecialist') && !isAssigned(board, item, person, at)) {
    return refuse(question, 'not-assigned', citation);
  }
  const foreign = conditions.includes('ownUnit') && !isOwnUnit(board, item, person);
  return foreign ? refuse(question, 'not-your-role', citation) : succeed(authorization);
}

/** Rules of the profile for this action from where the item stands; `kind` is that of an item yet to be received. */
export function transitionsFrom({ board, item, kind, section, action }: Asked): readonly Transition[] {
  const rules = rulesFrom(board.profile.transitions, action, item?.state ?? 'none');
  if (rules.every((rule) => rule.kinds === null && rule.where === null)) return rules;
  const place = section === null ? undefined : byId(board.sections, section);
  const where = place === undefined ? null : place.subPortal === null ? 'main' : 'subPortal';
  const of = item?.kind ?? kind;
  return rules.filter(
    (rule) =>
      (rule.kinds === null || of === null || rule.kinds.includes(of)) &&
      (rule.where === null || where === null || rule.where === where),
  );
}

const approvals: ReadonlySet<Action> = new Set(['approveSupplementary', 'approveEmergency', 'approveAfterwards']);

/** The separated duty an action performs: every manner of approval is an approval. */
export function dutyOf(action: Action): Action {
  return approvals.has(action) ? 'approve' : action;
}

function separated(question: Question, authorization: Authorization): Result<Authorization, Refusal> {
  const duty = dutyOf(question.action);
  for (const { duties, citation } of question.board.profile.separation) {
    if (!duties.includes(duty)) continue;
    const conflict = question.item?.performed.some(
      (done) => done.person === question.person && done.duty !== duty && duties.includes(done.duty),
    );
    if (conflict === true) return refuse(question, 'separation', citation);
  }
  return succeed(authorization);
}

/**
 * Builds the refusal for an action and who may act instead. The article is the one given, where null says that none
 * asks for it (house practice); left out, it is that of the rule itself.
 */
export function refuse(
  question: Asked,
  code: RefusalCode,
  citation?: Citation | null,
  lacks: readonly Lack[] = [],
): { readonly ok: false; readonly failure: Refusal } {
  const here = transitionsFrom(question);
  const rules = here.length > 0 ? here : rulesOf(question.board.profile.transitions, question.action);
  return fail({
    code,
    citation: citation === undefined ? (rules[0]?.citation ?? null) : citation,
    whoMay: actingRoles(rules),
    lacks: [...lacks],
    state: question.item?.state ?? null,
  });
}

function actingRule(
  transitions: readonly Transition[],
  fits: (acting: ActingRole) => boolean,
): { transition: Transition; acting: ActingRole } | undefined {
  for (const transition of transitions) {
    const acting = transition.roles.find(fits);
    if (acting !== undefined) return { transition, acting };
  }
  return undefined;
}

function coversSection(sections: readonly SectionId[] | null, section: SectionId | null): boolean {
  return sections === null || (section !== null && sections.includes(section));
}

const byCloseness: readonly RefusalCode[] = [
  'authority-unknown',
  'not-your-role',
  'assignment-ended',
  'delegation-missing',
  'delegation-not-begun',
  'delegation-ended',
  'absence-missing',
  'not-your-section',
  'not-in-state',
  'separation',
  'not-assigned',
];
function closeness(code: RefusalCode): number {
  return byCloseness.indexOf(code);
}
