import type { Hash } from '#shared/lib/hash.ts';
import type { Fact } from '#shared/workflow/event.ts';
import type { ItemState } from '#shared/workflow/item-state.ts';
import type { Statement } from '#shared/workflow/statement.ts';

/** Content hashes whose articles must reach a desk together with the event. */
export function introducedBy(fact: Fact, before: ItemState | null): readonly Hash[] {
  if (fact.type === 'publicationEdited') return [fact.entered];
  if (fact.type !== 'acted') return [];
  const { statement } = fact;
  switch (statement.details.action) {
    case 'receive':
    case 'edit':
    case 'requestSupplementary':
      return statement.version === null ? [] : [statement.version];
    case 'upload': {
      const { entered } = statement.details;
      return before?.versions.some(({ hash }) => hash === entered) === true ? [] : [entered];
    }
    default:
      return [];
  }
}

/** Content hashes a statement names, whose articles the server must have to judge it. */
export function namedContent({ version, details }: Statement): readonly Hash[] {
  const named = version === null ? [] : [version];
  return details.action === 'upload' && details.entered !== version ? [...named, details.entered] : named;
}
