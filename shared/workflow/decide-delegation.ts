import type { PersonId } from '../lib/ids.ts';
import { fail, type Result, succeed } from '../lib/result.ts';
import { findDelegation, findGrant } from './board-state.ts';
import type { DecisionContext, Outcome } from './decide.ts';
import type { Refusal, RefusalCode } from './refusal.ts';
import { delegationStanding, grantStanding } from './standing.ts';
import type { Statement } from './statement.ts';

/** Judges giving or revoking a delegation: only a holder of a role the profile names, only what may be delegated. */
export function decideDelegation(
  { details, authority }: Statement,
  person: PersonId,
  { board, at }: DecisionContext,
): Result<Outcome, Refusal> {
  const grant = findGrant(board, authority);
  const rules = board.profile.delegations.filter(({ from }) => from === grant?.role);
  const refused = (code: RefusalCode): Result<Outcome, Refusal> =>
    fail({
      code,
      citation: (rules[0] ?? board.profile.delegations[0])?.citation ?? null,
      whoMay: board.profile.delegations.map(({ from, citation }) => ({ role: from, by: 'role', citation })),
      lacks: [],
      state: null,
    });

  if (grant === undefined || grant.person !== person || rules.length === 0) return refused('not-your-role');
  if (grantStanding(grant, at) !== 'inForce') return refused('assignment-ended');
  if (board.people.find(({ id }) => id === person)?.enabled !== true) return refused('person-disabled');

  if (details.action === 'delegate') {
    const held = new Set(
      board.grants
        .filter((one) => one.person === details.to && grantStanding(one, at) === 'inForce')
        .map(({ role }) => role),
    );
    const rule = rules.find(
      ({ to, actions, perSection }) =>
        to.some((role) => held.has(role)) &&
        details.actions.every((action) => actions.includes(action)) &&
        (!perSection || details.sections !== null),
    );
    const sectionsKnown = details.sections?.every((id) => board.sections.some((section) => section.id === id)) ?? true;
    const fits =
      rule !== undefined &&
      sectionsKnown &&
      details.to !== person &&
      details.validFrom <= details.validTo &&
      findDelegation(board, details.delegation) === undefined &&
      findGrant(board, details.delegation) === undefined;
    if (!fits) return refused('delegation-invalid');
  } else if (details.action === 'revokeDelegation') {
    const delegation = findDelegation(board, details.delegation);
    if (delegation === undefined) return refused('delegation-missing');
    if (delegationStanding(delegation, at) === 'ended') return refused('delegation-ended');
  } else {
    return refused('details-mismatch');
  }
  return succeed({
    person,
    role: grant.role,
    transition: null,
    profileVersion: board.profile.version,
    to: null,
    holder: null,
    notifies: [...new Set(rules.flatMap(({ to }) => to))],
  });
}
