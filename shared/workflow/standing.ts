import type { PersonId } from '../lib/ids.ts';
import type { Instant, LocalDate } from '../lib/instant.ts';
import { localDateOf } from '../lib/instant.ts';
import type { Profile } from '../regulation/profile.ts';
import type { RoleId } from '../regulation/vocabulary.ts';
import type { BoardState, Delegation, Grant } from './board-state.ts';
import { byId, ofPerson } from './lookups.ts';

/** Where a moment lies against a span of days. */
export type Standing = 'inForce' | 'notBegun' | 'ended';

type People = Pick<BoardState, 'people' | 'grants' | 'absences'>;

interface Dated {
  readonly validFrom: LocalDate | null;
  readonly validTo: LocalDate | null;
}

/** Whether a moment falls on a day of a document in Vietnam (UTC+7, no daylight saving); days are inclusive. */
function spanStanding({ validFrom, validTo }: Dated, endedAt: Instant | null, at: Instant): Standing {
  if (endedAt !== null && at >= endedAt) return 'ended';
  if (validFrom === null && validTo === null) return 'inForce';
  const day = localDateOf(at);
  if (validFrom !== null && day < validFrom) return 'notBegun';
  return validTo !== null && day > validTo ? 'ended' : 'inForce';
}

export function delegationStanding(delegation: Delegation, at: Instant): Standing {
  return spanStanding(delegation, delegation.revokedAt, at);
}

export function grantStanding(grant: Grant, at: Instant): Standing {
  return spanStanding(grant, grant.revokedAt, at);
}

/** Whether an absence of the person is on record for this moment. */
export function isAbsent(board: Pick<People, 'absences'>, person: PersonId, at: Instant): boolean {
  return board.absences.some(
    (absence) => absence.person === person && spanStanding(absence, absence.endedAt, at) === 'inForce',
  );
}

/** Whether the person can act in a role now: enabled, assigned to it, and not away. */
export function canAct(board: People, person: PersonId, role: RoleId, at: Instant): boolean {
  return (
    byId(board.people, person)?.enabled === true &&
    !isAbsent(board, person, at) &&
    ofPerson(board.grants, person).some((grant) => grant.role === role && grantStanding(grant, at) === 'inForce')
  );
}

/** Roles a person holds at a moment, in the order they were granted. */
export function rolesOf(board: BoardState, person: PersonId, at: Instant): readonly RoleId[] {
  const held = ofPerson(board.grants, person).filter((grant) => grantStanding(grant, at) === 'inForce');
  return [...new Set(held.map(({ role }) => role))];
}

/** The board with the profile in force on the day of a moment: the one enacted last whose day has come. */
export function boardAt(board: BoardState, at: Instant): BoardState {
  const profile = profileAt(board, at);
  return profile === board.profile ? board : { ...board, profile };
}

function profileAt(board: BoardState, at: Instant): Profile {
  if (board.proposals.length === 0) return board.profile;
  const day = localDateOf(at);
  let found = { validFrom: '', at: '', profile: board.profile };
  for (const { enacted, profile } of board.proposals) {
    if (enacted === null || enacted.validFrom > day) continue;
    const later =
      enacted.validFrom > found.validFrom || (enacted.validFrom === found.validFrom && enacted.at > found.at);
    if (later) found = { validFrom: enacted.validFrom, at: enacted.at, profile };
  }
  return found.profile;
}
