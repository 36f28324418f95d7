import type { z } from 'zod';
import { must } from '../lib/assert.ts';
import { type Hash, sha256Hash } from '../lib/hash.ts';
import type { AuthorityId, CommandId, ItemId, PersonId, SectionId } from '../lib/ids.ts';
import type { Instant } from '../lib/instant.ts';
import type { BoardState } from './board-state.ts';
import type { Details, verificationStatementSchema } from './details.ts';
import type { ItemState } from './item-state.ts';
import { storyIds } from './story-board.ts';
import { boardDetailsOf } from './story-board-details.ts';
import { type Act, withOf } from './story-step.ts';
import type { SupplyChange } from './story-with.ts';
import { type Supply, unknownSupply } from './supply.ts';

/** What the names of a story stand for where it is played. */
export interface StoryNames {
  person(name: string): PersonId;
  item(name: string): ItemId;
  /** A delegation, assignment, absence or `person/role`. */
  authority(name: string): AuthorityId;
  /** The command that proposed a profile. */
  proposal(name: string): CommandId;
}

export interface StepContext {
  readonly names: StoryNames;
  readonly board: BoardState;
  /** The item the step is about as it stands. */
  readonly item: ItemState | null;
  readonly now: Instant;
}

type VerificationStatement = z.infer<typeof verificationStatementSchema>;

/** Supply with a step's changes laid over it. */
export function changedSupply(before: Supply, change: SupplyChange, names: StoryNames): Supply {
  const { infoType, starts, quotation, confirmedByUnit, translationOf } = change;
  const stated = Object.fromEntries(Object.entries(starts ?? {}).filter(([, value]) => value !== undefined));
  return {
    infoType: infoType === undefined ? before.infoType : infoType,
    starts: { ...before.starts, ...stated },
    quotation:
      quotation == null
        ? quotation === undefined
          ? before.quotation
          : null
        : {
            consentNeeded: quotation.consentNeeded,
            consent: quotation.consent ? { sha256: sha256Hash('consent'), name: 'van-ban-dong-y.pdf' } : null,
          },
    confirmedByUnit: confirmedByUnit ?? before.confirmedByUnit,
    translationOf:
      translationOf === undefined ? before.translationOf : translationOf === null ? null : names.item(translationOf),
  };
}

/** Particulars of an act without the text it may bring; `upload` enters what was approved unless told otherwise. */
export function detailsOf(step: Act, context: StepContext): Details {
  const { names, item, now } = context;
  switch (step.does) {
    case 'receive': {
      const { kind, section, channel, sender, receivedAt, ...supply } = withOf(step, 'receive');
      const { profile } = context.board;
      return {
        action: 'receive',
        kind: kind ?? must(profile.itemKinds[0], 'a profile has kinds').id,
        section: section === undefined ? firstSection(context) : storyIds.section(section),
        channel: channel ?? must(profile.channels[0], 'a profile has channels').id,
        sender,
        receivedAt: receivedAt ?? now,
        original: null,
        supply: changedSupply(unknownSupply, supply, names),
      };
    }
    case 'describe':
      return {
        action: 'describe',
        supply: changedSupply(item?.supply ?? unknownSupply, withOf(step, 'describe'), names),
      };
    case 'classify': {
      const { infoType, section, person } = withOf(step, 'classify');
      return {
        action: 'classify',
        infoType,
        section: section === undefined ? (item?.section ?? firstSection(context)) : storyIds.section(section),
        person: person === null ? null : names.person(person),
      };
    }
    case 'edit': {
      const { section } = withOf(step, 'edit');
      return {
        action: 'edit',
        base: versionOf(step, item) ?? noHash,
        section: section === null ? null : storyIds.section(section),
      };
    }
    case 'correct':
      return { action: 'correct', base: versionOf(step, item) ?? noHash };
    case 'route':
      return { action: 'route', specialist: names.person(withOf(step, 'route').specialist) };
    case 'return':
    case 'refuse':
      return { action: step.does, ground: withOf(step, step.does).ground };
    case 'upload':
      return { action: 'upload', ...withOf(step, 'upload'), entered: item?.approval?.hash ?? item?.current ?? noHash };
    case 'verify':
      return { action: 'verify', verification: verificationOf(step, context) };
    case 'requestReupload':
      return { action: 'requestReupload', verification: lastVerification(item) };
    case 'publish':
      return { action: 'publish', verification: lastVerification(item), ...withOf(step, 'publish') };
    case 'forward':
      return { action: 'forward', ...withOf(step, 'forward') };
    case 'comment': {
      const { anchor, pinned, resolves } = withOf(step, 'comment');
      const last = item?.comments.at(-1)?.command ?? null;
      return { action: 'comment', anchor, pinned, resolves: resolves === null ? null : last };
    }
    case 'acknowledge':
      return { action: 'acknowledge', event: item?.notices.at(-1)?.event ?? 1 };
    case 'delegate':
    case 'revokeDelegation':
    case 'assign':
    case 'unassign':
    case 'recordAbsence':
    case 'endAbsence':
    case 'proposeProfile':
    case 'enactProfile':
    case 'amendCalendar':
      return boardDetailsOf(step, step.does, context);
    default:
      return { action: step.does };
  }
}

/** Content hash the step is about; null before there is one. */
export function versionOf(step: Act, item: ItemState | null): Hash | null {
  if (item === null) return null;
  const usual = aboutApproved.has(step.does) ? 'approved' : 'current';
  switch (step.version ?? usual) {
    case 'current':
      return item.current;
    case 'approved':
      return item.approval?.hash ?? item.current;
    case 'first':
      return item.versions[0]?.hash ?? item.current;
    case 'previous':
      return item.versions.at(-2)?.hash ?? item.current;
    case 'none':
      return null;
  }
}

const aboutApproved: ReadonlySet<string> = new Set(['upload', 'verify', 'publish', 'approveAfterwards']);
const noHash = sha256Hash('');

/** The verification a step refers to; one that never was gives an id nobody knows. */
function lastVerification(item: ItemState | null): CommandId {
  return item?.verifications.at(-1)?.command ?? storyIds.command('no verification');
}

function verificationOf(step: Act, { item }: StepContext): VerificationStatement {
  const { verdict, phase } = withOf(step, 'verify');
  return {
    phase,
    revision: item?.publication?.revision ?? 1,
    verdict,
    evidence: sha256Hash('evidence'),
    meaning: verdict === 'mismatch' ? 1 : 0,
    cosmetic: verdict === 'cosmetic' ? 1 : 0,
    unchecked: verdict === 'unchecked' ? ['body/1'] : [],
  };
}

function firstSection({ board }: StepContext): SectionId {
  return must(board.sections[0], 'a story has sections').id;
}
