import { articleBlocks } from '#shared/content/text-blocks.ts';
import { AppError } from '#shared/contract/app-error.ts';
import type { Connection, OutboxEntry } from '#shared/contract/desk-views.ts';
import { must } from '#shared/lib/assert.ts';
import type { CommandId } from '#shared/lib/ids.ts';
import { findAuthority } from '#shared/workflow/authority.ts';
import type { Held } from '../state/decisions.ts';
import { readSettings } from '../state/person-settings.ts';
import type { OutboxCommand } from '../store/outbox.ts';
import { afterDecision, type DeskCore, openDesk } from './desk-core.ts';

/** Settled commands the sync centre still lists. */
const recent = 50;

export function connectionView(core: DeskCore): Connection {
  const engine = core.engine();
  if (engine !== null) return engine.connection();
  return {
    state: 'offline',
    since: core.now(),
    waiting: 0,
    sending: null,
    rejected: 0,
    prefetch: 0,
    lastSyncAt: null,
    head: 0,
    error: null,
  };
}

export function outboxView(core: DeskCore): OutboxEntry[] {
  openDesk(core);
  const sending = core.engine()?.connection().sending != null;
  return core.store.outbox
    .list(recent)
    .filter(({ action, state }) => action !== 'acknowledge' || state === 'rejected' || state === 'failed')
    .map((command) => ({
      command: command.command,
      item: command.item,
      title: command.title,
      action: command.action,
      state: command.state === 'waiting' && sending && command.nextAttemptAt === null ? 'sending' : command.state,
      actedAt: command.actedAt,
      holdUntil: command.state === 'held' ? command.holdUntil : null,
      attempts: command.attempts,
      nextAttemptAt: command.nextAttemptAt,
      refusal: command.refusal,
      error: command.error,
      draft: command.draft,
    }));
}

export function syncNow(core: DeskCore): Record<string, never> {
  openDesk(core);
  core.engine()?.scheduleRelease();
  core.engine()?.kick();
  return {};
}

export function retry(core: DeskCore, command: CommandId): Record<string, never> {
  const found = required(core, command);
  core.store.sql.transaction(() => {
    core.store.outbox.retry(command);
    if (found.item === null) return;
    // What was parked because it depends on this one goes with it.
    for (const later of core.store.outbox.unconfirmed(found.item)) {
      if (later.state === 'failed' && later.n > found.n) core.store.outbox.retry(later.command);
    }
  });
  afterDecision(core, found.item);
  core.engine()?.kick();
  return {};
}

export function dismiss(core: DeskCore, command: CommandId): Record<string, never> {
  const found = required(core, command);
  core.store.sql.transaction(() => {
    core.store.outbox.dismiss(command);
    if (found.item !== null) core.state.refresh(found.item);
  });
  afterDecision(core, found.item);
  return {};
}

const words = {
  vi: 'Đề nghị Trưởng ban xem xét, quyết định. Nội dung đã trình khi ủy quyền còn hiệu lực nhưng chưa được máy chủ ghi nhận kịp:',
  en: 'For the Head to consider and decide. Stated while the delegation was in force, but not taken by the server in time:',
} as const;

/**
 * Puts what a rejection gave back before the Head in one step: as a new version where the person may edit by their own
 * grants, else as a pinned comment with the text. The draft stays in either case (law 1).
 */
export function resubmitToHead(core: DeskCore, command: CommandId): Held {
  const { person } = openDesk(core);
  const rejected = required(core, command);
  const { item: id } = rejected;
  if (rejected.state !== 'rejected' || id === null) throw new AppError('not-found', { subject: command });
  const board = must(core.state.board(), 'an open desk has a board');
  const shown = core.state.shown(id);
  if (shown === null) throw new AppError('not-found', { subject: id });
  const { item } = shown;
  const [article] = rejected.articles;
  const question = { board, item, kind: null, section: item.section, person, at: core.serverNow() };
  const mayEdit = findAuthority({ ...question, action: 'edit' });
  const kept = reasonWords(core, rejected);
  let held: Held;
  if (article !== undefined && mayEdit.ok && rejected.statement.version !== item.current) {
    held = core.decisions.hold({
      item: id,
      version: must(rejected.statement.version, 'a command with an article names its version'),
      authority: mayEdit.value.authority,
      reason: kept,
      details: { action: 'edit', base: item.current, section: null },
      articles: [article],
    });
  } else {
    const mayComment = findAuthority({ ...question, action: 'comment' });
    if (!mayComment.ok) throw new AppError('rejected-by-rule', { refusal: mayComment.failure });
    const text =
      article === undefined
        ? ''
        : articleBlocks(article)
            .map((block) => block.text)
            .join('\n');
    held = core.decisions.hold({
      item: id,
      version: item.current,
      authority: mayComment.value.authority,
      reason: `${kept}\n\n${text}`.trim().slice(0, 5_000),
      details: { action: 'comment', anchor: null, pinned: true, resolves: null },
      articles: [],
    });
  }
  core.store.sql.transaction(() => {
    core.store.outbox.dismiss(command);
    core.state.refresh(id);
  });
  afterDecision(core, id);
  return held;
}

function reasonWords(core: DeskCore, { statement }: OutboxCommand): string {
  const { language } = readSettings(core.store.settings);
  return `${words[language]} ${statement.reason ?? ''}`.trim().slice(0, 5_000);
}

function required(core: DeskCore, command: CommandId): OutboxCommand {
  openDesk(core);
  const found = core.store.outbox.read(command);
  if (found === null) throw new AppError('not-found', { subject: command });
  return found;
}
