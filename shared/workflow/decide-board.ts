import type { PersonId } from '../lib/ids.ts';
import { fail, type Result, succeed } from '../lib/result.ts';
import type { Citation } from '../regulation/citation.ts';
import type { RoleId } from '../regulation/vocabulary.ts';
import { type BoardState, findGrant } from './board-state.ts';
import type { DecisionContext, Outcome } from './decide.ts';
import { brokenAssignment } from './decide-assignment.ts';
import { decideDelegation } from './decide-delegation.ts';
import { brokenProfileChange } from './decide-profile.ts';
import type { Details } from './details.ts';
import type { Refusal, RefusalCode } from './refusal.ts';
import { grantStanding } from './standing.ts';
import type { Statement } from './statement.ts';

/** Judges what a person does for the board as a whole: delegation, assignment, absence, profile, calendar. */
export function decideBoard(
  statement: Statement,
  person: PersonId,
  context: DecisionContext,
): Result<Outcome, Refusal> {
  const { details, authority } = statement;
  const { board, at } = context;
  if (details.action === 'delegate' || details.action === 'revokeDelegation') {
    return decideDelegation(statement, person, context);
  }
  const rules = board.profile.boardRules.filter(({ action }) => action === details.action);
  const role = board.grants.find(({ id, person: whose }) => id === authority && whose === person)?.role;
  const assigned = assignedRole(details, board);
  const rule =
    rules.find(
      ({ roles, assigns }) =>
        role !== undefined &&
        roles.includes(role) &&
        (assigns === null || (assigned !== null && assigns.includes(assigned))),
    ) ?? rules[0];
  const citation: Citation | null = rule?.citation ?? null;
  const refused = (code: RefusalCode): Result<Outcome, Refusal> =>
    fail({
      code,
      citation,
      whoMay: (rule?.roles ?? []).map((role) => ({ role, by: 'role', citation })),
      lacks: [],
      state: null,
    });

  if (board.people.find(({ id }) => id === person)?.enabled !== true) return refused('person-disabled');
  const grant = findGrant(board, authority);
  if (grant === undefined || grant.person !== person) return refused('not-your-role');
  if (grantStanding(grant, at) !== 'inForce') return refused('assignment-ended');
  // Everybody may say that they will be away themselves.
  const own = details.action === 'recordAbsence' && details.person === person;
  const may =
    rule?.roles.includes(grant.role) === true &&
    (rule.assigns === null || assigned === null || rule.assigns.includes(assigned));
  if (!own && !may) return refused('not-your-role');

  const broken = brokenAssignment(details, board, at) ?? brokenProfileChange(details, board);
  if (broken !== null) return refused(broken);
  const told = details.action === 'proposeProfile' ? 'enactProfile' : null;
  return succeed({
    person,
    role: grant.role,
    transition: null,
    profileVersion: board.profile.version,
    to: null,
    holder: null,
    notifies: [...(board.profile.boardRules.find(({ action }) => action === told)?.roles ?? [])],
  });
}

/** The role an assignment gives or ends; null for every other act. */
function assignedRole(details: Details, board: BoardState): RoleId | null {
  if (details.action === 'assign') return details.role;
  return details.action === 'unassign' ? (findGrant(board, details.grant)?.role ?? null) : null;
}
