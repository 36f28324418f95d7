import type { PersonId } from '../lib/ids.ts';
import type { Instant } from '../lib/instant.ts';
import { type BoardState, findDelegation, findGrant } from './board-state.ts';
import type { Details } from './details.ts';
import type { RefusalCode } from './refusal.ts';
import { grantStanding } from './standing.ts';

/** Why an assignment (phân công) or an absence cannot stand; null when it can or when the act is about neither. */
export function brokenAssignment(details: Details, board: BoardState, at: Instant): RefusalCode | null {
  switch (details.action) {
    case 'assign':
      return fitsAssignment(details, board, at) ? null : 'assignment-invalid';
    case 'unassign': {
      const grant = findGrant(board, details.grant);
      return grant !== undefined && grant.revokedAt === null ? null : 'assignment-invalid';
    }
    case 'recordAbsence': {
      const fresh = board.absences.every(({ id }) => id !== details.absence);
      const known = board.people.some(({ id }) => id === details.person);
      return fresh && known && details.validFrom <= details.validTo ? null : 'absence-invalid';
    }
    case 'endAbsence': {
      const absence = board.absences.find(({ id }) => id === details.absence);
      return absence !== undefined && absence.endedAt === null ? null : 'absence-invalid';
    }
    default:
      return null;
  }
}

function fitsAssignment(
  { grant, to, role, sections, under, validFrom, validTo }: Extract<Details, { action: 'assign' }>,
  board: BoardState,
  at: Instant,
): boolean {
  const sectionsKnown = sections?.every((id) => board.sections.some((section) => section.id === id)) ?? true;
  return (
    findGrant(board, grant) === undefined &&
    findDelegation(board, grant) === undefined &&
    board.people.some(({ id, enabled }) => id === to && enabled) &&
    board.profile.roles.some(({ id }) => id === role) &&
    sectionsKnown &&
    (validTo === null || validFrom <= validTo) &&
    // A support team works under a named member; nobody else does.
    (role === 'supportTeam' ? under !== null && isMember(board, under, at) : under === null)
  );
}

function isMember(board: BoardState, person: PersonId, at: Instant): boolean {
  return board.grants.some(
    (grant) => grant.person === person && grant.role === 'member' && grantStanding(grant, at) === 'inForce',
  );
}
