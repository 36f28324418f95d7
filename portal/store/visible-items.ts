import type { Kysely, SelectQueryBuilder } from 'kysely';
import type { Sight } from './portal-store.ts';
import type { Tables } from './schema.ts';

/** The items of a board that a person sees, as a query to add columns to; the same rule as `sees`. */
export function visibleItems(
  database: Pick<Kysely<Tables>, 'selectFrom'>,
  board: string,
  sight: Sight,
): SelectQueryBuilder<Tables, 'items', object> {
  const query = database.selectFrom('items').where('items.board', '=', board);
  if (sight.all) return query;
  return query.where(({ or, eb }) =>
    or([
      eb('items.received_by', 'in', [...sight.unit]),
      eb('items.specialist', '=', sight.person),
      ...(sight.sections.length === 0 ? [] : [eb('items.section', 'in', [...sight.sections])]),
    ]),
  );
}
