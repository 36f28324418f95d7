import { type BoardState, newBoard } from './board-state.ts';
import { type Acted, type BoardEvent, knownFact } from './event.ts';

/** Folds one event into the board; events about items leave it as it was. */
export function evolveBoard(
  board: BoardState | null,
  event: Pick<BoardEvent, 'board' | 'at' | 'fact'>,
): BoardState | null {
  const fact = knownFact(event);
  if (fact === null) return board;
  if (fact.type === 'boardCreated') return newBoard(event.board, fact.profile);
  if (board === null) return null;
  switch (fact.type) {
    case 'profileInstalled':
      // What the administrator installs takes the place of what was put in force before it.
      return {
        ...board,
        profile: fact.profile,
        proposals: board.proposals.map((proposal) => ({ ...proposal, enacted: null })),
      };
    case 'sectionSet':
      return { ...board, sections: replaced(board.sections, fact.section) };
    case 'subPortalSet':
      return { ...board, subPortals: replaced(board.subPortals, fact.subPortal) };
    case 'personSet':
      return { ...board, people: replaced(board.people, fact.person) };
    case 'roleGranted':
      return { ...board, grants: replaced(board.grants, fact.grant) };
    case 'roleRevoked':
      return {
        ...board,
        grants: board.grants.map((grant) => (grant.id === fact.grant ? { ...grant, revokedAt: event.at } : grant)),
      };
    case 'deviceEnrolled':
      return { ...board, devices: replaced(board.devices, fact.device) };
    case 'deviceRevoked':
      return {
        ...board,
        devices: board.devices.map((device) =>
          device.id === fact.device ? { ...device, revokedAt: event.at } : device,
        ),
      };
    case 'acted':
      return acted(board, fact, event.at);
    default:
      return board;
  }
}

function acted(board: BoardState, { statement, person: by }: Acted, at: BoardEvent['at']): BoardState {
  const { details, command } = statement;
  switch (details.action) {
    case 'delegate': {
      const { delegation: id, to, actions, sections, number, validFrom, validTo } = details;
      const given = { id, from: by, to, actions, sections, number, validFrom, validTo, givenAt: at, revokedAt: null };
      return { ...board, delegations: [...board.delegations, given] };
    }
    case 'revokeDelegation':
      return { ...board, delegations: ended(board.delegations, details.delegation, { revokedAt: at }) };
    case 'assign': {
      const { grant: id, to: person, role, sections, under, number, validFrom, validTo } = details;
      const grant = { id, person, role, sections, under, number, validFrom, validTo, revokedAt: null };
      return { ...board, grants: [...board.grants, grant] };
    }
    case 'unassign':
      return { ...board, grants: ended(board.grants, details.grant, { revokedAt: at }) };
    case 'recordAbsence': {
      const { absence: id, person, validFrom, validTo } = details;
      return { ...board, absences: [...board.absences, { id, person, validFrom, validTo, by, at, endedAt: null }] };
    }
    case 'endAbsence':
      return { ...board, absences: ended(board.absences, details.absence, { endedAt: at }) };
    case 'proposeProfile':
      return {
        ...board,
        proposals: [...board.proposals, { command, profile: details.profile, by, at, enacted: null }],
      };
    case 'enactProfile': {
      const enacted = { by, at, validFrom: details.validFrom, decision: details.decision };
      return {
        ...board,
        proposals: board.proposals.map((one) => (one.command === details.proposal ? { ...one, enacted } : one)),
      };
    }
    case 'amendCalendar':
      return {
        ...board,
        calendarAmendments: [...board.calendarAmendments, { command, by, at, amendment: details.amendment }],
      };
    default:
      return board;
  }
}

function ended<Entry extends { readonly id: string }>(
  entries: readonly Entry[],
  id: string,
  end: Partial<Entry>,
): Entry[] {
  return entries.map((entry) => (entry.id === id ? { ...entry, ...end } : entry));
}

function replaced<Entry extends { readonly id: string }>(entries: readonly Entry[], entry: Entry): Entry[] {
  const others = entries.filter(({ id }) => id !== entry.id);
  return [...others, entry];
}
