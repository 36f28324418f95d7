import type { PersonId } from '../lib/ids.ts';
import { fail, type Result, succeed } from '../lib/result.ts';
import { delegationStanding, findDelegation, findGrant } from './board-state.ts';
import type { DecisionContext, Outcome } from './decide.ts';
import type { Refusal, RefusalCode } from './refusal.ts';
import type { Statement } from './statement.ts';

/** Judges giving or revoking a delegation: only a holder of the role the profile names, only what may be delegated. */
export function decideDelegation(
  { details, authority }: Statement,
  person: PersonId,
  { board, at }: DecisionContext,
): Result<Outcome, Refusal> {
  const rule = board.profile.delegation;
  const refused = (code: RefusalCode): Result<Outcome, Refusal> =>
    fail({
      code,
      citation: rule.citation,
      whoMay: [{ role: rule.from, by: 'role', citation: rule.citation }],
      state: null,
    });

  const grant = findGrant(board, authority);
  if (grant === undefined || grant.person !== person || grant.revokedAt !== null || grant.role !== rule.from) {
    return refused('not-your-role');
  }
  if (board.people.find(({ id }) => id === person)?.enabled !== true) return refused('person-disabled');

  if (details.action === 'delegate') {
    const receives = board.grants.some(
      (held) => held.person === details.to && held.revokedAt === null && rule.to.includes(held.role),
    );
    const sectionsKnown = details.sections?.every((id) => board.sections.some((section) => section.id === id)) ?? true;
    const fits =
      receives &&
      sectionsKnown &&
      details.to !== person &&
      details.validFrom <= details.validTo &&
      details.actions.every((action) => rule.actions.includes(action)) &&
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
    notifies: rule.to,
  });
}
