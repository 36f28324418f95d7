import { implement, ORPCError } from '@orpc/server';
import { AppError, type AppErrorData } from '#shared/contract/app-error.ts';
import { deskContract } from '#shared/contract/desk-contract.ts';
import type { BoardView } from '#shared/contract/desk-views.ts';
import { boardAt } from '#shared/workflow/standing.ts';
import { readSettings, writeSettings } from '../state/person-settings.ts';
import { storeErrorCode } from '../store/store-error.ts';
import { actForBoard, newAuthority } from './board-acts.ts';
import * as calendar from './calendar.ts';
import * as reports from './deadline-reports.ts';
import * as deadlines from './deadlines.ts';
import { type DeskCore, openDesk } from './desk-core.ts';
import * as intake from './intake.ts';
import * as items from './items.ts';
import * as notifications from './notifications.ts';
import * as queues from './queues.ts';
import { saveFile } from './save-file.ts';
import * as session from './session.ts';
import * as sync from './sync.ts';
import * as verification from './verification.ts';

/** Calls a screen makes by itself whenever something changes; they are no sign of a person at the desk. */
const automatic = new Set([
  'changes',
  'session.view',
  'board.view',
  'queues.counts',
  'queues.rows',
  'deadlines.ofItem',
  'deadlines.list',
  'deadlines.month',
  'deadlines.duties',
  'deadlines.statistics',
  'sync.connection',
  'sync.outbox',
  'notifications.list',
  'settings.read',
  'verification.latest',
]);

/** Every procedure of the desk contract over one desk: parse by the contract, call, view. */
export function deskRouter(core: DeskCore) {
  const desk = implement(deskContract).use(async ({ next, path }) => {
    if (!automatic.has(path.join('.'))) core.session.touch();
    try {
      return await next();
    } catch (error) {
      throw typedError(core, error);
    }
  });
  return desk.router({
    session: {
      view: desk.session.view.handler(() => core.session.view()),
      check: desk.session.check.handler(({ input }) => core.session.check(input.address)),
      enrol: desk.session.enrol.handler(({ input }) => session.enrol(core, input)),
      signIn: desk.session.signIn.handler(({ input }) => session.signIn(core, input)),
      lock: desk.session.lock.handler(() => session.lock(core)),
      unlock: desk.session.unlock.handler(({ input }) => session.unlock(core, input.passphrase)),
      signOut: desk.session.signOut.handler(() => session.signOut(core)),
    },
    board: { view: desk.board.view.handler(() => boardView(core)) },
    queues: {
      counts: desk.queues.counts.handler(() => queues.queueCounts(core)),
      rows: desk.queues.rows.handler(({ input }) => queues.queueRows(core, input)),
    },
    items: {
      open: desk.items.open.handler(({ input }) => items.openItem(core, input.item)),
      markRead: desk.items.markRead.handler(({ input }) => items.markRead(core, input.item)),
      article: desk.items.article.handler(({ input }) => items.readArticle(core, input.hash)),
      act: desk.items.act.handler(({ input }) => items.act(core, input)),
      undo: desk.items.undo.handler(({ input }) => items.undo(core, input.command)),
      saveDraft: desk.items.saveDraft.handler(({ input }) => items.saveDraft(core, input)),
      readDraft: desk.items.readDraft.handler(({ input }) => items.readDraft(core, input.draft)),
      discardDraft: desk.items.discardDraft.handler(({ input }) => items.discardDraft(core, input.draft)),
      saveFile: desk.items.saveFile.handler(({ input }) => saveFile(core, input)),
    },
    intake: {
      begin: desk.intake.begin.handler(({ input }) => intake.beginTransfer(core, input)),
      chunk: desk.intake.chunk.handler(({ input }) => intake.addChunk(core, input)),
      read: desk.intake.read.handler(({ input }) => intake.readTransfer(core, input)),
      receive: desk.intake.receive.handler(({ input }) => intake.receiveItem(core, input)),
      cancel: desk.intake.cancel.handler(({ input }) => intake.cancelTransfer(core, input)),
      attach: desk.intake.attach.handler(({ input }) => intake.attachTransfer(core, input)),
    },
    verification: {
      run: desk.verification.run.handler(async function* ({ input, signal }) {
        try {
          yield* verification.runVerification(core, input, signal);
        } catch (error) {
          throw typedError(core, error);
        }
      }),
      latest: desk.verification.latest.handler(({ input }) => verification.latestVerification(core, input.item)),
    },
    delegations: {
      give: desk.delegations.give.handler(({ input }) =>
        actForBoard(core, { action: 'delegate', delegation: newAuthority(core), ...input }),
      ),
      revoke: desk.delegations.revoke.handler(({ input }) =>
        actForBoard(core, { action: 'revokeDelegation', ...input }),
      ),
    },
    assignments: {
      give: desk.assignments.give.handler(({ input }) =>
        actForBoard(core, { action: 'assign', grant: newAuthority(core), ...input }),
      ),
      end: desk.assignments.end.handler(({ input }) => actForBoard(core, { action: 'unassign', ...input })),
      recordAbsence: desk.assignments.recordAbsence.handler(({ input }) =>
        actForBoard(core, { action: 'recordAbsence', absence: newAuthority(core), ...input }),
      ),
      endAbsence: desk.assignments.endAbsence.handler(({ input }) =>
        actForBoard(core, { action: 'endAbsence', ...input }),
      ),
    },
    rules: {
      propose: desk.rules.propose.handler(({ input }) => actForBoard(core, { action: 'proposeProfile', ...input })),
      enact: desk.rules.enact.handler(({ input }) => actForBoard(core, { action: 'enactProfile', ...input })),
      amendCalendar: desk.rules.amendCalendar.handler(({ input }) => calendar.amendCalendar(core, input.amendment)),
    },
    deadlines: {
      ofItem: desk.deadlines.ofItem.handler(({ input }) => deadlines.deadlinesOf(core, input.item)),
      list: desk.deadlines.list.handler(({ input }) => deadlines.deadlineList(core, input)),
      month: desk.deadlines.month.handler(({ input }) => deadlines.deadlineMonth(core, input)),
      duties: desk.deadlines.duties.handler(({ input }) => reports.dutyReport(core, input)),
      statistics: desk.deadlines.statistics.handler(({ input }) => reports.statisticsReport(core, input)),
      preview: desk.deadlines.preview.handler(({ input }) => deadlines.previewAmendment(core, input.amendment)),
    },
    sync: {
      connection: desk.sync.connection.handler(() => sync.connectionView(core)),
      outbox: desk.sync.outbox.handler(() => sync.outboxView(core)),
      now: desk.sync.now.handler(() => sync.syncNow(core)),
      retry: desk.sync.retry.handler(({ input }) => sync.retry(core, input.command)),
      dismiss: desk.sync.dismiss.handler(({ input }) => sync.dismiss(core, input.command)),
      resubmitToHead: desk.sync.resubmitToHead.handler(({ input }) => sync.resubmitToHead(core, input.command)),
    },
    notifications: {
      list: desk.notifications.list.handler(() => notifications.notificationList(core)),
      seen: desk.notifications.seen.handler(({ input }) => notifications.notificationSeen(core, input.event)),
    },
    settings: {
      read: desk.settings.read.handler(() => readSettings(core.store.settings)),
      write: desk.settings.write.handler(async ({ input }) => {
        const settings = writeSettings(core.store.settings, input);
        if (input.language !== undefined) await core.ports.setLanguage(settings.language);
        core.bus.changed({ topic: 'settings' });
        return settings;
      }),
    },
    changes: desk.changes.handler(({ signal }) => core.bus.listen(sync.connectionView(core), signal)),
  });
}

function boardView(core: DeskCore): BoardView {
  openDesk(core);
  const board = core.state.board();
  if (board === null) throw new AppError('offline', { subject: 'board' });
  const { id: _id, devices: _devices, ...view } = boardAt(board, core.serverNow());
  return view;
}

/** Every expected failure becomes the contract's typed error; anything else is logged and told as a fault of the desk. */
function typedError(core: DeskCore, error: unknown): unknown {
  if (error instanceof ORPCError) return error;
  const known = asAppError(error);
  if (known === null)
    core.ports.log('error', 'desk.unexpected', {
      detail: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
  const data: AppErrorData = known?.data ?? { code: 'server-error', subject: 'desk', refusal: null };
  return new ORPCError('APP', { defined: true, status: 422, message: data.code, data });
}

function asAppError(error: unknown): AppError | null {
  if (error instanceof AppError) return error;
  const code = storeErrorCode(error);
  if (code === 'full') return new AppError('disk-full', { cause: error });
  return code === 'damaged' ? new AppError('store-damaged', { cause: error }) : null;
}
