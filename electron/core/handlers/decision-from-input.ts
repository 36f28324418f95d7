import type { z } from 'zod';
import type { Article } from '#shared/content/article.ts';
import { contentHash, normalizeArticle, parseArticle } from '#shared/content/canonical.ts';
import { ContentError } from '#shared/content/content-error.ts';
import { AppError } from '#shared/contract/app-error.ts';
import type { deskContract } from '#shared/contract/desk-contract.ts';
import type { VerificationView } from '#shared/contract/desk-views.ts';
import { must } from '#shared/lib/assert.ts';
import type { Hash } from '#shared/lib/hash.ts';
import type { AuthorityId } from '#shared/lib/ids.ts';
import { findAuthority } from '#shared/workflow/authority.ts';
import type { Details } from '#shared/workflow/details.ts';
import type { ItemState } from '#shared/workflow/item-state.ts';
import type { Decision } from '../state/decisions.ts';
import { type DeskCore, openDesk } from './desk-core.ts';

type ActSchema = (typeof deskContract)['items']['act']['~orpc']['inputSchema'];
export type Act = z.output<NonNullable<ActSchema>>;

/** The article of an input in its one form; throws `content-invalid` when it passes a limit. */
export function checkedArticle(article: Article): Article {
  try {
    return normalizeArticle(parseArticle(article));
  } catch (error) {
    if (error instanceof ContentError) throw new AppError('content-invalid', { subject: error.code, cause: error });
    throw error;
  }
}

/** Completes what the person gave with what the item's state already says. */
export function decisionFromInput(core: DeskCore, input: Act): Decision {
  const shown = core.state.shown(input.item);
  if (shown === null) throw new AppError('not-found', { subject: input.item });
  const { item } = shown;
  const article = input.article === null ? null : checkedArticle(input.article);
  const details = detailsOf(input, item, article, core.store.verifications.latest(input.item));
  const version = versionOf(input, item, article);
  const articles = article === null ? [] : [article];
  return {
    item: input.item,
    version,
    authority: authorityFor(core, input, item),
    reason: input.reason,
    details,
    articles,
  };
}

/** The grant or delegation that allows the action; throws the refusal that comes closest. */
function authorityFor(core: DeskCore, { action }: Act, item: ItemState): AuthorityId {
  const { person } = openDesk(core);
  const board = must(core.state.board(), 'an open desk has a board');
  const judged = findAuthority({
    board,
    item,
    kind: null,
    section: item.section,
    action,
    person,
    at: core.serverNow(),
  });
  if (!judged.ok) throw new AppError('rejected-by-rule', { refusal: judged.failure });
  return judged.value.authority;
}

function versionOf(input: Act, item: ItemState, article: Article | null): Hash | null {
  switch (input.action) {
    case 'edit':
    case 'correct':
    case 'requestSupplementary':
      if (article === null) throw new AppError('bad-request', { subject: 'article' });
      return contentHash(article);
    case 'upload':
    case 'verify':
    case 'publish':
    case 'approveAfterwards':
      return input.version ?? item.approval?.hash ?? null;
    case 'comment':
    case 'acknowledge':
      return input.version;
    default:
      return input.version ?? item.current;
  }
}

function detailsOf(input: Act, item: ItemState, article: Article | null, found: VerificationView | null): Details {
  const { action } = input;
  switch (action) {
    case 'receive':
      throw new AppError('bad-request', { subject: 'intake.receive' });
    case 'edit':
      return { action, base: input.version ?? item.current, section: input.section };
    case 'route':
      return { action, specialist: given(input.specialist, 'specialist') };
    case 'return':
    case 'refuse':
      return { action, ground: input.ground };
    case 'upload': {
      const entered = article === null ? (input.version ?? item.approval?.hash ?? item.current) : contentHash(article);
      return { action, mode: input.uploadMode, entered, address: input.address };
    }
    case 'verify':
      return { action, verification: verificationStatement(given(found, 'verification')) };
    case 'requestReupload':
      return { action, verification: given(input.verification ?? lastVerification(item), 'verification') };
    case 'publish':
      return {
        action,
        verification: given(input.verification ?? lastVerification(item), 'verification'),
        cosmeticConfirmed: input.cosmeticConfirmed,
        comparedByEye: [...input.comparedByEye],
      };
    case 'describe':
      return { action, supply: given(input.supply, 'supply') };
    case 'classify':
      return {
        action,
        infoType: given(input.infoType, 'infoType'),
        section: input.section ?? item.section,
        person: input.specialist,
      };
    case 'correct':
      return { action, base: input.version ?? item.current };
    case 'forward':
      return { action, body: given(input.forwardTo, 'forwardTo') };
    case 'comment':
      return { action, anchor: input.anchor, pinned: input.pinned, resolves: input.resolves };
    case 'acknowledge':
      return { action, event: given(input.event, 'event') };
    default:
      return { action };
  }
}

/** What is stated of a finding; the evidence blob holds the whole. */
export function verificationStatement(view: VerificationView): Extract<Details, { action: 'verify' }>['verification'] {
  const { phase, revision, evidence, comparison } = view;
  return {
    phase,
    revision,
    verdict: comparison.verdict,
    evidence,
    meaning: comparison.discrepancies.filter(({ severity }) => severity === 'meaning').length,
    cosmetic: comparison.discrepancies.filter(({ severity }) => severity === 'cosmetic').length,
    unchecked: comparison.unchecked.map(({ part }) => part),
  };
}

function lastVerification(item: ItemState): ItemState['verifications'][number]['command'] | null {
  return item.verifications.at(-1)?.command ?? null;
}

function given<Value>(value: Value | null, name: string): Value {
  if (value === null) throw new AppError('bad-request', { subject: name });
  return value;
}
