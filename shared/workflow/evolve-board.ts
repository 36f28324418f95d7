import type { BoardState } from './board-state.ts';
import { type Acted, type BoardEvent, knownFact } from './event.ts';

/** Folds one event into the board; events about items leave it as it was. */
export function evolveBoard(
  board: BoardState | null,
  event: Pick<BoardEvent, 'board' | 'at' | 'fact'>,
): BoardState | null {
  const fact = knownFact(event);
  if (fact === null) return board;
  if (fact.type === 'boardCreated') {
    return {
      id: event.board,
      profile: fact.profile,
      people: [],
      grants: [],
      delegations: [],
      devices: [],
      sections: [],
    };
  }
  if (board === null) return null;
  switch (fact.type) {
    case 'profileInstalled':
      return { ...board, profile: fact.profile };
    case 'sectionSet':
      return { ...board, sections: replaced(board.sections, fact.section) };
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
      return delegated(board, fact, event.at);
    default:
      return board;
  }
}

function delegated(board: BoardState, { statement, person }: Acted, at: BoardEvent['at']): BoardState {
  const { details } = statement;
  if (details.action === 'delegate') {
    const { delegation: id, to, actions, sections, number, validFrom, validTo } = details;
    const given = { id, from: person, to, actions, sections, number, validFrom, validTo, givenAt: at, revokedAt: null };
    return { ...board, delegations: [...board.delegations, given] };
  }
  if (details.action !== 'revokeDelegation') return board;
  return {
    ...board,
    delegations: board.delegations.map((delegation) =>
      delegation.id === details.delegation ? { ...delegation, revokedAt: at } : delegation,
    ),
  };
}

function replaced<Entry extends { readonly id: string }>(entries: readonly Entry[], entry: Entry): Entry[] {
  const others = entries.filter(({ id }) => id !== entry.id);
  return [...others, entry];
}
