import type { PersonId } from '#shared/lib/ids.ts';
import type { BoardState } from '#shared/workflow/board-state.ts';
import type { ItemState } from '#shared/workflow/item-state.ts';
import type { Sight } from './portal-store.ts';

/**
 * What a person sees by the roles held now. A grant for every section gives a role that sees its own no sight by section:
 * the widest power to act is not yet a reason to read everything.
 */
export function sightOf(board: BoardState, person: PersonId): Sight {
  const grants = board.grants.filter((grant) => grant.person === person && grant.revokedAt === null);
  const sights = grants.map(({ role }) => board.profile.roles.find(({ id }) => id === role)?.sees);
  const widest = sights.includes('all') ? 'all' : sights.includes('unit') ? 'unit' : 'own';
  const sections = [...new Set(grants.flatMap((grant) => grant.sections ?? []))];
  return { person, all: widest === 'all', sections, unit: widest === 'unit' ? unitOf(board, person) : [person] };
}

function unitOf({ people }: BoardState, person: PersonId): readonly PersonId[] {
  const unit = people.find(({ id }) => id === person)?.unit.trim() ?? '';
  const colleagues = unit === '' ? [] : people.filter((other) => other.unit.trim() === unit).map(({ id }) => id);
  return [...new Set([person, ...colleagues])];
}

export function sees(sight: Sight, item: Pick<ItemState, 'section' | 'receivedBy' | 'specialist'>): boolean {
  return (
    sight.all ||
    sight.unit.includes(item.receivedBy) ||
    item.specialist === sight.person ||
    sight.sections.includes(item.section)
  );
}

/** Whether one who sees the first may not see something of the second. */
export function isNarrower(after: Sight, before: Sight): boolean {
  if (after.all) return false;
  return (
    before.all ||
    before.sections.some((section) => !after.sections.includes(section)) ||
    before.unit.some((colleague) => !after.unit.includes(colleague))
  );
}
