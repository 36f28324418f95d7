import type { z } from 'zod';
import type { actionForecastSchema } from '#shared/contract/desk-views.ts';
import type { ItemAction } from '#shared/regulation/vocabulary.ts';
import type { Authorization } from '#shared/workflow/authority.ts';
import type { BoardState } from '#shared/workflow/board-state.ts';
import { decide, forecast } from '#shared/workflow/decide.ts';
import type { Details } from '#shared/workflow/details.ts';
import { genesisHash } from '#shared/workflow/event.ts';
import type { ItemState } from '#shared/workflow/item-state.ts';
import type { Refusal } from '#shared/workflow/refusal.ts';
import type { Statement } from '#shared/workflow/statement.ts';
import type { Enrolment } from '../session/enrolment.ts';
import type { DeskCore } from './desk-core.ts';

type ActionForecast = z.infer<typeof actionForecastSchema>;

/** The decision bar: each action of the profile with the authority to use, or why not and who may (law 5). */
export function forecastView(
  core: DeskCore,
  item: ItemState,
  board: BoardState,
  enrolment: Enrolment,
): readonly ActionForecast[] {
  const at = core.serverNow();
  return forecast(item, enrolment.person, { board, at })
    .filter(({ action }) => action !== 'receive')
    .map(({ action, judged }) => {
      const rule = board.profile.transitions.find((transition) => transition.action === action);
      if (!judged.ok) return forbidden(action, judged.failure, rule?.citation ?? null);
      const hindrance = hindranceOf(core, item, board, enrolment, action, judged.value);
      if (hindrance !== null) return forbidden(action, hindrance, judged.value.transition.citation);
      const { authority, transition } = judged.value;
      return { action, allowed: true, authority, citation: transition.citation, refusal: null };
    });
}

function forbidden(action: ItemAction, refusal: Refusal, citation: ActionForecast['citation']): ActionForecast {
  return { action, allowed: false, authority: null, citation: refusal.citation ?? citation, refusal };
}

/** Actions that need nothing more of the person are judged whole, so that a button never promises what `decide` refuses. */
function hindranceOf(
  core: DeskCore,
  item: ItemState,
  board: BoardState,
  { device, board: boardId }: Enrolment,
  action: ItemAction,
  { authority }: Authorization,
): Refusal | null {
  const details = likelyDetails(action, item);
  if (details === null) return null;
  const publishes = action === 'upload' || action === 'publish';
  const claimedAt = core.now();
  const statement: Statement = {
    format: 1,
    board: boardId,
    item: item.id,
    version: publishes ? (item.approval?.hash ?? null) : item.current,
    action,
    reason: action === 'requestReupload' ? '…' : null,
    authority,
    command: placeholder(item),
    device,
    counter: 1,
    claimedAt,
    head: { seq: 0, hash: genesisHash },
    details,
  };
  const judged = decide(item, statement, { board, at: core.serverNow(), article: (hash) => core.state.article(hash) });
  return judged.ok ? null : judged.failure;
}

/** The workflow never looks at a command's own id; any well-formed one serves a forecast. */
function placeholder(item: ItemState): Statement['command'] {
  return item.id as string as Statement['command'];
}

function likelyDetails(action: ItemAction, item: ItemState): Details | null {
  switch (action) {
    case 'submit':
    case 'handBack':
    case 'approve':
    case 'approveSupplementary':
    case 'report':
      return { action };
    case 'upload':
      return { action, mode: 'portal', entered: item.approval?.hash ?? item.current, address: null };
    case 'requestReupload':
    case 'publish': {
      const last = item.verifications.at(-1);
      if (last === undefined) {
        // No finding at all: the rule that asks for one answers.
        return { action: 'publish', verification: placeholder(item), cosmeticConfirmed: true, comparedByEye: [] };
      }
      if (action === 'requestReupload') return { action, verification: last.command };
      return {
        action,
        verification: last.command,
        cosmeticConfirmed: true,
        comparedByEye: [...last.statement.unchecked],
      };
    }
    default:
      return null;
  }
}
