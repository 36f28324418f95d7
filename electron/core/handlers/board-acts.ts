import { AppError } from '#shared/contract/app-error.ts';
import { must } from '#shared/lib/assert.ts';
import { type AuthorityId, authorityIdSchema, newId } from '#shared/lib/ids.ts';
import type { RoleId } from '#shared/regulation/vocabulary.ts';
import type { BoardState } from '#shared/workflow/board-state.ts';
import type { Details } from '#shared/workflow/details.ts';
import { boardAt, grantStanding } from '#shared/workflow/standing.ts';
import type { Held } from '../state/decisions.ts';
import { afterDecision, type DeskCore, openDesk } from './desk-core.ts';

/** A fresh id for a delegation, an assignment or an absence. */
export function newAuthority(core: DeskCore): AuthorityId {
  return authorityIdSchema.parse(newId(core.ports.random));
}

/** Decides for the board as a whole, under a grant of a role that may; without one, under any, so that the rule refuses. */
export function actForBoard(core: DeskCore, details: Details): Held {
  const { person } = openDesk(core);
  const at = core.serverNow();
  const board = boardAt(must(core.state.board(), 'an open desk has a board'), at);
  const own = board.grants.filter((grant) => grant.person === person && grantStanding(grant, at) === 'inForce');
  const may = rolesThatMay(board, details);
  const grant = own.find(({ role }) => may.includes(role)) ?? own[0];
  if (grant === undefined) {
    throw new AppError('rejected-by-rule', {
      refusal: { code: 'not-your-role', citation: null, whoMay: [], lacks: [], state: null },
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

function rolesThatMay({ profile }: BoardState, { action }: Details): readonly RoleId[] {
  if (action === 'delegate' || action === 'revokeDelegation') return profile.delegations.map(({ from }) => from);
  return profile.boardRules.find((rule) => rule.action === action)?.roles ?? [];
}
