import type { Article } from '../content/article.ts';
import type { Hash } from '../lib/hash.ts';
import type { PersonId } from '../lib/ids.ts';
import { type Instant, instantToMs } from '../lib/instant.ts';
import type { Citation } from '../regulation/citation.ts';
import type { Transition } from '../regulation/profile.ts';
import type { Condition } from '../regulation/vocabulary.ts';
import type { BoardState } from './board-state.ts';
import { lacksOf } from './guard.ts';
import type { ItemState } from './item-state.ts';
import { byId } from './lookups.ts';
import type { Lack, RefusalCode } from './refusal.ts';
import { canAct, isAbsent } from './standing.ts';
import type { Statement } from './statement.ts';

/** What a condition may look at. */
export interface ConditionInput {
  readonly board: BoardState;
  readonly item: ItemState | null;
  readonly statement: Statement;
  readonly transition: Transition;
  readonly person: PersonId;
  readonly at: Instant;
  /** The article behind a content hash, or null when it is not at hand. */
  readonly article: (hash: Hash) => Article | null;
}

/** Why a condition does not hold; the article is the rule's own unless another one asks for it. */
export interface Broken {
  readonly code: RefusalCode;
  readonly citation?: Citation | null;
  readonly lacks?: readonly Lack[];
}

type Predicate = (input: ConditionInput) => RefusalCode | Broken | null;

const dayMilliseconds = 86_400_000;

const predicates: Readonly<Record<Condition, Predicate>> = {
  assignedSpecialist: ({ board, item, person, at }) =>
    item === null || isAssigned(board, item, person, at) ? null : 'not-assigned',
  ownUnit: ({ board, item, person }) => (item === null || isOwnUnit(board, item, person) ? null : 'not-your-role'),
  currentVersion: ({ item, statement }) => (item?.current === statement.version ? null : 'version-changed'),
  newVersion: ({ item, statement, article }) => {
    const { details, version } = statement;
    if (version === null || article(version) === null) return 'version-missing';
    const base = details.action === 'edit' || details.action === 'correct' ? details.base : item?.current;
    if (base !== item?.current) return 'version-changed';
    return version === item?.current ? 'version-unchanged' : null;
  },
  approvedVersion: ({ item, statement }) =>
    item?.approval != null && item.approval.hash === statement.version ? null : 'version-changed',
  publicationVerified: (input) => publicationVerified(input),
  reasonGiven: ({ statement }) => ((statement.reason ?? '').trim() === '' ? 'reason-missing' : null),
  targetHoldsRole: ({ board, statement, transition, at }) => {
    const { details } = statement;
    const target =
      details.action === 'route' ? details.specialist : details.action === 'classify' ? details.person : null;
    if (target === null) return details.action === 'route' ? 'details-mismatch' : null;
    if (transition.holder === null) return 'person-unfit';
    if (isAbsent(board, target, at)) return 'person-absent';
    return canAct(board, target, transition.holder, at) ? null : 'person-unfit';
  },
  guardPassed: ({ board, item, statement, article }) => {
    const text = statement.version === null ? null : article(statement.version);
    if (text === null || item === null) return 'version-missing';
    const lacks = lacksOf(board.profile, { item, article: text });
    const [first] = lacks;
    return first === undefined ? null : { code: 'incomplete', citation: first.citation, lacks };
  },
  subPortalLive: ({ board, item }) => {
    const section = board.sections.find(({ id }) => id === item?.section);
    if (section === undefined || section.subPortal === null) return null;
    const subPortal = board.subPortals.find(({ id }) => id === section.subPortal);
    const { requires = [], citation = null } = board.profile.subPortals ?? {};
    const mayLive = subPortal?.live === true && requires.every((document) => subPortal[document] !== null);
    return mayLive ? null : { code: 'sub-portal-not-live', citation };
  },
  // What the public reads cannot be refused any more: it is corrected or withdrawn.
  neverPublished: ({ item }) => (item?.publication?.publishedRevision == null ? null : 'not-in-state'),
  alreadyPublished: ({ item }) => (item?.publication?.publishedRevision == null ? 'not-in-state' : null),
  waitedLong: ({ board, item, at }) => {
    const rule = board.profile.escalations.find(({ state }) => state === item?.state);
    if (rule === undefined || item === null) return 'too-early';
    const waited = instantToMs(at) - instantToMs(item.since);
    return waited >= rule.days * dayMilliseconds ? null : { code: 'too-early', citation: rule.citation };
  },
  emergencyApproved: ({ item }) => (item?.approval?.emergency == null ? 'not-emergency' : null),
  someoneElse: ({ item, person }) => (item?.approval?.by === person ? 'same-person' : null),
};

/**
 * Whether an item in specialist review is this person's: routed to them, or to somebody who cannot act now, so that no
 * item is held up by an absence. Their own sections then apply as for any other rule.
 */
export function isAssigned(board: BoardState, item: ItemState, person: PersonId, at: Instant): boolean {
  if (item.specialist === person) return true;
  const { specialist, holder } = item;
  return specialist === null || !canAct(board, specialist, holder.role, at);
}

/** Whether an item came from the person's own unit. */
export function isOwnUnit(board: BoardState, item: ItemState, person: PersonId): boolean {
  return byId(board.people, person)?.unit === byId(board.people, item.receivedBy)?.unit;
}

/** The first condition of the rule that does not hold; null when all hold. */
export function brokenCondition(input: ConditionInput): Broken | null {
  for (const condition of input.transition.conditions) {
    const broken = predicates[condition](input);
    if (broken !== null) return typeof broken === 'string' ? { code: broken } : broken;
  }
  return null;
}

/** Law 6: match publishes; cosmetic after confirming; mismatch never; unchecked parts only when exactly those were compared by eye. */
function publicationVerified({ item, statement }: ConditionInput): RefusalCode | null {
  if (statement.details.action !== 'publish') return 'details-mismatch';
  const { verification, cosmeticConfirmed, comparedByEye } = statement.details;
  const entry = item?.verifications.find(({ command }) => command === verification);
  if (item?.publication == null || entry === undefined || entry.statement.phase !== 'preview') return 'not-verified';
  if (entry.statement.revision !== item.publication.revision || entry.approved !== item.approval?.hash) {
    return 'publication-changed';
  }
  const { verdict, meaning, cosmetic, unchecked } = entry.statement;
  if (verdict === 'mismatch' || meaning > 0) return 'verdict-mismatch';
  if (cosmetic > 0 && !cosmeticConfirmed) return 'cosmetic-not-confirmed';
  const compared = new Set(comparedByEye);
  const exact = compared.size === unchecked.length && unchecked.every((part) => compared.has(part));
  return exact ? null : 'unchecked-not-compared';
}
