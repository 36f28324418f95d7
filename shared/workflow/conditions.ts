import type { Article } from '../content/article.ts';
import type { Hash } from '../lib/hash.ts';
import type { PersonId } from '../lib/ids.ts';
import type { Condition } from '../regulation/vocabulary.ts';
import type { BoardState } from './board-state.ts';
import type { ItemState } from './item-state.ts';
import type { RefusalCode } from './refusal.ts';
import type { Statement } from './statement.ts';

/** What a condition may look at. */
export interface ConditionInput {
  readonly board: BoardState;
  readonly item: ItemState | null;
  readonly statement: Statement;
  readonly person: PersonId;
  /** The article behind a content hash, or null when it is not at hand. */
  readonly article: (hash: Hash) => Article | null;
}

type Predicate = (input: ConditionInput) => RefusalCode | null;

const predicates: Readonly<Record<Condition, Predicate>> = {
  assignedSpecialist: ({ item, person }) => (item?.specialist === person ? null : 'not-assigned'),
  currentVersion: ({ item, statement }) => (item?.current === statement.version ? null : 'version-changed'),
  newVersion: ({ item, statement, article }) => {
    if (statement.version === null || article(statement.version) === null) return 'version-missing';
    if (statement.details.action === 'edit' && statement.details.base !== item?.current) return 'version-changed';
    return statement.version === item?.current ? 'version-unchanged' : null;
  },
  approvedVersion: ({ item, statement }) =>
    item?.approval != null && item.approval.hash === statement.version ? null : 'version-changed',
  publicationVerified: (input) => publicationVerified(input),
  reasonGiven: ({ statement }) => ((statement.reason ?? '').trim() === '' ? 'reason-missing' : null),
  targetIsMember: ({ board, statement }) => {
    if (statement.details.action !== 'route') return 'details-mismatch';
    const { specialist } = statement.details;
    const fits = board.grants.some(
      (grant) => grant.person === specialist && grant.role === 'member' && grant.revokedAt === null,
    );
    return fits ? null : 'specialist-invalid';
  },
  originStated: ({ statement, article }) => {
    const text = statement.version === null ? null : article(statement.version);
    if (text === null) return 'version-missing';
    if (text.title.trim() === '') return 'title-missing';
    return text.author.trim() === '' || text.source.trim() === '' ? 'origin-missing' : null;
  },
};

/** The first condition that does not hold, as a refusal code; null when all hold. */
export function brokenCondition(conditions: readonly Condition[], input: ConditionInput): RefusalCode | null {
  for (const condition of conditions) {
    const code = predicates[condition](input);
    if (code !== null) return code;
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
