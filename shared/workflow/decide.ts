import type { Article } from '../content/article.ts';
import { assert } from '../lib/assert.ts';
import type { Hash } from '../lib/hash.ts';
import type { PersonId } from '../lib/ids.ts';
import type { Instant } from '../lib/instant.ts';
import { fail, type Result, succeed } from '../lib/result.ts';
import type { Profile, Transition } from '../regulation/profile.ts';
import { type Action, type ItemAction, itemActionSchema, type StateId } from '../regulation/vocabulary.ts';
import { type Authorization, findAuthority, judgeAuthority, refuse } from './authority.ts';
import type { BoardState } from './board-state.ts';
import { brokenCondition } from './conditions.ts';
import { decideBoard } from './decide-board.ts';
import type { Acted } from './event.ts';
import type { Holder, ItemState } from './item-state.ts';
import { byId } from './lookups.ts';
import type { Refusal } from './refusal.ts';
import { boardAt } from './standing.ts';
import type { Statement } from './statement.ts';

export interface DecisionContext {
  readonly board: BoardState;
  /** Moment of acceptance: the server's clock; on the desk its best estimate of it. */
  readonly at: Instant;
  /** The article behind a content hash, or null when it is not at hand. */
  readonly article: (hash: Hash) => Article | null;
}

/** What a command leads to, short of the statement and signature that the chain records beside it. */
export type Outcome = Omit<Acted, 'type' | 'statement' | 'signature'>;

/**
 * Judges one command: what it leads to, or why not. Pure; the server's acceptance and the desk's forecast both run it.
 * The signature, the device's counter and the content's hash are checked by the caller.
 */
export function decide(
  item: ItemState | null,
  statement: Statement,
  context: DecisionContext,
): Result<Outcome, Refusal> {
  const board = boardAt(context.board, context.at);
  const device = byId(board.devices, statement.device);
  if (device === undefined || device.revokedAt !== null) {
    return fail({ code: 'device-revoked', citation: null, whoMay: [], lacks: [], state: item?.state ?? null });
  }
  if (statement.details.action !== statement.action) {
    return fail({ code: 'details-mismatch', citation: null, whoMay: [], lacks: [], state: item?.state ?? null });
  }
  const { person } = device;
  const { action } = statement;
  const inForce = board === context.board ? context : { ...context, board };
  return isItemAction(action)
    ? decideItem(item, statement, action, person, inForce)
    : decideBoard(statement, person, inForce);
}

const itemActions: ReadonlySet<string> = new Set(itemActionSchema.options);

function isItemAction(action: Action): action is ItemAction {
  return itemActions.has(action);
}

function decideItem(
  item: ItemState | null,
  statement: Statement,
  action: ItemAction,
  person: PersonId,
  context: DecisionContext,
): Result<Outcome, Refusal> {
  const { board, at, article } = context;
  const kind = statement.details.action === 'receive' ? statement.details.kind : null;
  const question = { board, item, kind, action, person, at, section: sectionOf(item, statement) };
  if (action === 'receive' && item !== null) return refuse(question, 'item-exists');
  const judged = judgeAuthority(question, statement.authority);
  if (!judged.ok) return judged;
  const { transition } = judged.value;
  const particular = brokenParticulars(item, statement, board);
  if (particular !== null) return refuse(question, particular, transition.citation);
  const broken = brokenCondition({ board, item, statement, transition, person, at, article });
  if (broken !== null) {
    const citation = broken.citation === undefined ? transition.citation : broken.citation;
    return refuse(question, broken.code, citation, broken.lacks);
  }
  return succeed(outcome(item, statement, judged.value, person, board.profile));
}

/** What the person may do now with each action of the profile, with the authority to use or the reason why not. */
export function forecast(
  item: ItemState | null,
  person: PersonId,
  context: Pick<DecisionContext, 'board' | 'at'>,
): readonly { readonly action: ItemAction; readonly judged: Result<Authorization, Refusal> }[] {
  const { at } = context;
  const board = boardAt(context.board, at);
  const section = item?.section ?? null;
  const actions = new Set(board.profile.transitions.filter(({ enabled }) => enabled).map(({ action }) => action));
  return itemActionSchema.options
    .filter((action) => actions.has(action))
    .map((action) => {
      const question = { board, item, kind: null, action, person, at, section };
      return { action, judged: findAuthority(question) };
    });
}

function sectionOf(item: ItemState | null, { details }: Statement): ItemState['section'] | null {
  if (details.action === 'receive') return details.section;
  return item?.section ?? null;
}

/** Checks that hold whatever the profile says: particulars must name things that exist. */
function brokenParticulars(
  item: ItemState | null,
  { details, version, reason }: Statement,
  board: BoardState,
): Refusal['code'] | null {
  const knows = (section: string): boolean => byId(board.sections, section) !== undefined;
  switch (details.action) {
    case 'receive':
      if (version === null) return 'version-missing';
      return knows(details.section) ? null : 'unknown-section';
    case 'classify':
      return knows(details.section) ? null : 'unknown-section';
    case 'edit':
      return details.section === null || knows(details.section) ? null : 'unknown-section';
    case 'return':
    case 'refuse': {
      const grounds = details.action === 'refuse' ? board.profile.refusalGrounds : board.profile.returnGrounds;
      if ((reason ?? '').trim() === '') return 'reason-missing';
      return grounds.length === 0 || grounds.some(({ id }) => id === details.ground) ? null : 'ground-missing';
    }
    case 'upload':
      return details.mode === 'foreign' && details.address === null ? 'address-missing' : null;
    case 'verify':
      return item?.publication?.revision === details.verification.revision ? null : 'publication-changed';
    case 'requestReupload': {
      const entry = item?.verifications.find(({ command }) => command === details.verification);
      if (entry === undefined) return 'not-verified';
      return entry.statement.verdict === 'match' ? 'verdict-match' : null;
    }
    case 'comment': {
      const { resolves } = details;
      if (resolves === null) return (reason ?? '').trim() === '' ? 'reason-missing' : null;
      return item?.comments.some(({ command }) => command === resolves) === true ? null : 'unknown-comment';
    }
    default:
      return null;
  }
}

function outcome(
  item: ItemState | null,
  statement: Statement,
  { transition, role }: Authorization,
  person: PersonId,
  profile: Profile,
): Outcome {
  return {
    person,
    role,
    transition: transition.id,
    profileVersion: profile.version,
    to: targetState(item, transition),
    holder: targetHolder(item, statement, transition),
    notifies: transition.notifies,
  };
}

function targetState(item: ItemState | null, { to }: Transition): StateId | null {
  if (to === 'same') return null;
  if (to === 'previous') {
    assert(item?.previous, 'only an item that has moved can go back');
    return item.previous.state;
  }
  return to;
}

function targetHolder(item: ItemState | null, { details }: Statement, transition: Transition): Holder | null {
  if (transition.to === 'previous') return item?.previous?.holder ?? null;
  if (transition.holder === null) return null;
  const person =
    details.action === 'route' ? details.specialist : details.action === 'classify' ? details.person : null;
  return { role: transition.holder, person };
}
