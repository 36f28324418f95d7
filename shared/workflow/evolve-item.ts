import type { Instant } from '../lib/instant.ts';
import { itemActionSchema } from '../regulation/vocabulary.ts';
import { dutyOf } from './authority.ts';
import type { Details } from './details.ts';
import { type Acted, type BoardEvent, knownFact } from './event.ts';
import type { ItemState } from './item-state.ts';

/** What an item's fold needs of an event; an optimistic effect on the desk has sequence 0. */
export type ItemEvent = Pick<BoardEvent, 'seq' | 'item' | 'at' | 'fact'>;

/** Folds one event into an item. Facts of newer versions and facts of the board leave it as it was (law 12). */
export function evolveItem(item: ItemState | null, event: ItemEvent): ItemState | null {
  const fact = knownFact(event);
  if (fact === null || event.item === null) return item;
  if (fact.type === 'publicationEdited' && item?.publication != null) {
    const publication = { ...item.publication, revision: fact.revision, entered: fact.entered };
    return { ...item, publication, seq: event.seq };
  }
  if (fact.type !== 'acted') return item;
  return evolveActed(item, fact, event);
}

/** The same fold for a fact already known to be a person's act. */
export function evolveActed(
  item: ItemState | null,
  fact: Acted,
  event: Pick<ItemEvent, 'seq' | 'at'>,
): ItemState | null {
  const { details } = fact.statement;
  if (details.action === 'receive') return received(fact, details, event);
  if (item === null) return null;
  return noticed(moved(applied(item, fact, event.at), fact, event.at), fact, event);
}

function received(
  fact: Acted,
  details: Extract<Details, { action: 'receive' }>,
  { seq, at }: Pick<ItemEvent, 'seq' | 'at'>,
): ItemState | null {
  const { item: id, version } = fact.statement;
  if (id === null || version === null || fact.to === null || fact.holder === null) return null;
  const { kind, section, channel, sender, receivedAt, original, supply } = details;
  const item: ItemState = {
    id,
    kind,
    section,
    channel,
    sender,
    receivedAt,
    receivedBy: fact.person,
    original,
    supply,
    profileVersion: fact.profileVersion,
    state: fact.to,
    previous: null,
    holder: fact.holder,
    since: at,
    current: version,
    versions: [{ hash: version, parent: null, by: fact.person, at, action: 'receive' }],
    specialist: null,
    approval: null,
    supplementary: null,
    publication: null,
    verifications: [],
    reupload: null,
    objection: null,
    errorReports: [],
    forwarded: null,
    escalatedAt: null,
    performed: [],
    comments: [],
    notices: [],
    seq,
  };
  return noticed(item, fact, { seq, at });
}

function moved(item: ItemState, fact: Acted, at: Instant): ItemState {
  if (fact.to === null && fact.holder === null) return item;
  const holder = fact.holder ?? item.holder;
  if (fact.to === null || fact.to === item.state) return { ...item, holder };
  return {
    ...item,
    state: fact.to,
    holder,
    since: at,
    escalatedAt: null,
    previous: { state: item.state, holder: item.holder },
  };
}

function noticed(item: ItemState, fact: Acted, { seq, at }: Pick<ItemEvent, 'seq' | 'at'>): ItemState {
  const action = itemActionSchema.parse(fact.statement.action);
  if (fact.notifies.length === 0) return { ...item, seq };
  return { ...item, seq, notices: [...item.notices, { event: seq, action, roles: fact.notifies, at, seen: [] }] };
}

function applied(item: ItemState, fact: Acted, at: Instant): ItemState {
  const { statement, person: by, role } = fact;
  const { details, version, reason, authority, command } = statement;
  const text = reason ?? '';
  switch (details.action) {
    case 'edit':
      return { ...withVersion(item, fact, at), approval: null, section: details.section ?? item.section };
    case 'describe':
      return { ...item, supply: details.supply };
    case 'confirm':
      return { ...item, supply: { ...item.supply, confirmedByUnit: true } };
    case 'classify':
      return {
        ...item,
        section: details.section,
        specialist: details.person,
        supply: { ...item.supply, infoType: details.infoType },
      };
    case 'route':
      return { ...item, specialist: details.specialist };
    case 'approve':
    case 'approveSupplementary':
    case 'approveEmergency':
    case 'approveAfterwards': {
      if (version === null) return item;
      const supplementary = details.action === 'approveSupplementary';
      const emergency = details.action === 'approveEmergency' ? { reason: text } : null;
      const approval = { hash: version, by, role, authority, command, supplementary, at, emergency };
      return performed({ ...item, approval, supplementary: null, objection: null, reupload: null }, fact);
    }
    case 'return':
    case 'refuse':
      return { ...item, objection: { action: details.action, ground: details.ground, reason: text, by, at } };
    case 'reopen':
      return { ...item, objection: null };
    case 'upload':
      return performed({ ...item, publication: uploaded(item, details, by, at), reupload: null }, fact);
    case 'verify': {
      if (version === null) return item;
      const entry = { command, by, at, approved: version, statement: details.verification };
      return { ...item, verifications: [...item.verifications, entry] };
    }
    case 'requestReupload':
      return { ...item, reupload: { verification: details.verification, reason: text, by, at } };
    case 'requestSupplementary': {
      if (version === null || item.approval === null) return item;
      const supplementary = { proposed: version, approved: item.approval.hash, by, reason: text, at };
      return { ...withVersion(item, fact, at), supplementary };
    }
    case 'declineSupplementary':
      return {
        ...item,
        current: item.supplementary?.approved ?? item.current,
        supplementary: null,
        objection: { action: 'declineSupplementary', ground: null, reason: text, by, at },
      };
    case 'publish':
      return performed({ ...item, publication: published(item, at) }, fact);
    case 'escalate':
      return { ...item, escalatedAt: at };
    case 'reportError':
      return { ...item, errorReports: [...item.errorReports, { command, by, at, text, correctedBy: null }] };
    case 'correct': {
      const mended = item.errorReports.map((one) =>
        one.correctedBy === null ? { ...one, correctedBy: version } : one,
      );
      return { ...withVersion(item, fact, at), approval: null, errorReports: mended };
    }
    case 'forward':
      return { ...item, forwarded: { body: details.body, reason: text, by, at } };
    case 'withdraw':
      return { ...item, objection: { action: 'withdraw', ground: null, reason: text, by, at } };
    case 'comment':
      return { ...item, comments: commented(item, details, { command, by, at, text }) };
    case 'acknowledge':
      return { ...item, notices: acknowledged(item.notices, details.event, by, at) };
    default:
      return item;
  }
}

function withVersion(item: ItemState, { statement, person }: Acted, at: Instant): ItemState {
  const { version } = statement;
  if (version === null) return item;
  const action = itemActionSchema.parse(statement.action);
  const entry = { hash: version, parent: item.current, by: person, at, action };
  return { ...item, current: version, versions: [...item.versions, entry] };
}

function performed(item: ItemState, { statement, person }: Acted): ItemState {
  const duty = itemActionSchema.parse(dutyOf(statement.action));
  const known = item.performed.some((done) => done.duty === duty && done.person === person);
  return known ? item : { ...item, performed: [...item.performed, { duty, person }] };
}

function uploaded(
  item: ItemState,
  details: Extract<Details, { action: 'upload' }>,
  by: Acted['person'],
  at: Instant,
): NonNullable<ItemState['publication']> {
  const before = item.publication;
  return {
    mode: details.mode,
    revision: (before?.revision ?? 0) + 1,
    entered: details.entered,
    address: details.address,
    by,
    at,
    publishedRevision: before?.publishedRevision ?? null,
    publishedAt: before?.publishedAt ?? null,
  };
}

function published(item: ItemState, at: Instant): ItemState['publication'] {
  const { publication } = item;
  return publication === null ? null : { ...publication, publishedRevision: publication.revision, publishedAt: at };
}

function commented(
  item: ItemState,
  details: Extract<Details, { action: 'comment' }>,
  written: Pick<ItemState['comments'][number], 'command' | 'by' | 'at' | 'text'>,
): ItemState['comments'] {
  const { resolves, anchor, pinned } = details;
  if (resolves === null) return [...item.comments, { ...written, anchor, pinned, resolvedBy: null }];
  return item.comments.map((comment) =>
    comment.command === resolves ? { ...comment, resolvedBy: written.by } : comment,
  );
}

function acknowledged(
  notices: ItemState['notices'],
  event: number,
  person: Acted['person'],
  at: Instant,
): ItemState['notices'] {
  return notices.map((notice) =>
    notice.event !== event || notice.seen.some((seen) => seen.person === person)
      ? notice
      : { ...notice, seen: [...notice.seen, { person, at }] },
  );
}
