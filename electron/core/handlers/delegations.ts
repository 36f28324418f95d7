import { AppError } from '#shared/contract/app-error.ts';
import { must } from '#shared/lib/assert.ts';
import { type AuthorityId, authorityIdSchema, newId } from '#shared/lib/ids.ts';
import type { Details } from '#shared/workflow/details.ts';
import type { Held } from '../state/decisions.ts';
import { afterDecision, type DeskCore, openDesk } from './desk-core.ts';

type Given = Omit<Extract<Details, { action: 'delegate' }>, 'action' | 'delegation'>;

export function giveDelegation(core: DeskCore, given: Given): Held {
  const delegation = authorityIdSchema.parse(newId(core.ports.random));
  return decideForBoard(core, { action: 'delegate', delegation, ...given });
}

export function revokeDelegation(core: DeskCore, delegation: AuthorityId): Held {
  return decideForBoard(core, { action: 'revokeDelegation', delegation });
}

/** Under the person's grant of the role that delegates; without one, under any grant, so that the rule itself refuses. */
function decideForBoard(core: DeskCore, details: Details): Held {
  const { person } = openDesk(core);
  const board = must(core.state.board(), 'an open desk has a board');
  const own = board.grants.filter((grant) => grant.person === person && grant.revokedAt === null);
  const grant = own.find(({ role }) => role === board.profile.delegation.from) ?? own[0];
  if (grant === undefined) {
    throw new AppError('rejected-by-rule', {
      refusal: { code: 'not-your-role', citation: board.profile.delegation.citation, whoMay: [], state: null },
    });
  }
  const held = core.decisions.hold({
    item: null,
    version: null,
    authority: grant.id,
    reason: null,
    details,
    articles: [],
  });
  afterDecision(core, null);
  return held;
}
