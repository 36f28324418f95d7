import type { AuthorityId, PersonId, SectionId } from '../lib/ids.ts';
import type { Instant } from '../lib/instant.ts';
import { fail, type Result, succeed } from '../lib/result.ts';
import type { Citation } from '../regulation/citation.ts';
import type { ActingRole, Transition } from '../regulation/profile.ts';
import type { Action, ItemAction, RoleId } from '../regulation/vocabulary.ts';
import { type BoardState, delegationStanding, findDelegation, findGrant } from './board-state.ts';
import type { ItemState } from './item-state.ts';
import type { Refusal, RefusalCode } from './refusal.ts';

/** The power a person acts under: the rule, the role, and the grant or delegation behind it. */
export interface Authorization {
  readonly transition: Transition;
  readonly role: RoleId;
  readonly authority: AuthorityId;
}

interface Question {
  readonly board: BoardState;
  readonly item: ItemState | null;
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
  const who = board.people.find(({ id }) => id === person);
  if (who === undefined || !who.enabled) return refuse(question, 'person-disabled');
  if (transitions.length === 0) return refuse(question, item === null ? 'unknown-item' : 'not-in-state');

  const grant = findGrant(board, authority);
  const delegation = grant === undefined ? findDelegation(board, authority) : undefined;
  if (grant === undefined && delegation === undefined) return refuse(question, 'authority-unknown');

  if (grant !== undefined) {
    if (grant.person !== person || grant.revokedAt !== null) return refuse(question, 'not-your-role');
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
    if (!routed && !coversSection(grant.sections, question.section)) return refuse(question, 'not-your-section');
    return separated(question, { transition: found.transition, role: found.acting.role, authority });
  }

  if (delegation === undefined || delegation.to !== person) return refuse(question, 'not-your-role');
  const held = new Set(
    board.grants.filter((own) => own.person === person && own.revokedAt === null).map(({ role }) => role),
  );
  const found = actingRule(transitions, (acting) => acting.by === 'delegation' && held.has(acting.role));
  if (found === undefined) return refuse(question, 'not-your-role');
  if (!delegation.actions.includes(question.action))
    return refuse(question, 'delegation-missing', found.acting.citation);
  const standing = delegationStanding(delegation, question.at);
  if (standing === 'ended') return refuse(question, 'delegation-ended', found.acting.citation);
  if (standing === 'notBegun') return refuse(question, 'delegation-not-begun', found.acting.citation);
  if (!coversSection(delegation.sections, question.section)) {
    return refuse(question, 'not-your-section', found.acting.citation);
  }
  return separated(question, { transition: found.transition, role: found.acting.role, authority });
}

/** The authority that lets the person act, or the refusal that comes closest to letting them. */
export function findAuthority(question: Question): Result<Authorization, Refusal> {
  const { board, person } = question;
  const candidates = [
    ...board.grants.filter((grant) => grant.person === person && grant.revokedAt === null),
    ...board.delegations.filter((delegation) => delegation.to === person),
  ];
  let nearest: Result<Authorization, Refusal> = refuse(question, 'not-your-role');
  for (const { id } of candidates) {
    const judged = judgeAuthority(question, id);
    if (judged.ok) return judged;
    if (closeness(judged.failure.code) > closeness(nearest.failure.code)) nearest = judged;
  }
  return nearest;
}

/** Rules of the profile for this action from where the item stands. */
export function transitionsFrom({
  board,
  item,
  action,
}: Pick<Question, 'board' | 'item' | 'action'>): readonly Transition[] {
  const state = item?.state ?? 'none';
  return board.profile.transitions.filter((rule) => rule.action === action && rule.from.includes(state));
}

/** The separated duty an action performs: a supplementary approval is an approval. */
export function dutyOf(action: Action): Action {
  return action === 'approveSupplementary' ? 'approve' : action;
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

/** Builds the refusal for an action: the article given, or that of the rule itself, and who may act instead. */
export function refuse(
  question: Pick<Question, 'board' | 'item' | 'action'>,
  code: RefusalCode,
  citation?: Citation | null,
): { readonly ok: false; readonly failure: Refusal } {
  const here = transitionsFrom(question);
  const rules =
    here.length > 0 ? here : question.board.profile.transitions.filter(({ action }) => action === question.action);
  return fail({
    code,
    citation: citation ?? rules[0]?.citation ?? null,
    whoMay: rules.flatMap(({ roles }) => roles),
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
  'delegation-missing',
  'delegation-not-begun',
  'delegation-ended',
  'not-your-section',
  'not-in-state',
  'separation',
];
function closeness(code: RefusalCode): number {
  return byCloseness.indexOf(code);
}
