import { AppError, retryClasses } from '#shared/contract/app-error.ts';
import { type CommandOutcome, pushLimit } from '#shared/contract/sync-messages.ts';
import { hashSchema } from '#shared/lib/hash.ts';
import type { ItemId } from '#shared/lib/ids.ts';
import { type Instant, instantFromMs, instantToMs } from '#shared/lib/instant.ts';
import type { SignedCommand } from '#shared/workflow/statement.ts';
import { faultPoint } from '../fault-point.ts';
import type { Enrolment } from '../session/enrolment.ts';
import type { Decisions } from '../state/decisions.ts';
import type { DeskStore } from '../store/desk-store.ts';
import type { OutboxCommand } from '../store/outbox.ts';
import type { PortalClient } from './portal-client.ts';
import { uploadBlob } from './transfer-blob.ts';

export interface PushPorts {
  readonly store: DeskStore;
  readonly decisions: Decisions;
  readonly client: PortalClient;
  readonly enrolment: Enrolment;
  readonly now: () => Instant;
  readonly random: (bytes: number) => Uint8Array;
  /** How far this round has come; null when nothing is under way. */
  readonly onProgress: (sending: { readonly done: number; readonly total: number } | null) => void;
  /** A command was settled or parked; null tells of one about the board as a whole. */
  readonly onSettled: (item: ItemId | null) => void;
}

/** Tries after which a command that only ever fails is parked. */
const mostTries = 5;
const batchBytes = 3 * 1024 * 1024;

/**
 * Sends what waits, in the order of its counters, until nothing is due. A lost reply leaves commands waiting: the same
 * bytes go again and the server repeats its answer (law 2).
 */
export async function pushOutbox(ports: PushPorts, signal: AbortSignal): Promise<void> {
  const { store, enrolment, onProgress } = ports;
  let settled = 0;
  let batchSize = pushLimit;
  try {
    while (!signal.aborted) {
      const waiting = store.outbox.toSend(enrolment.server, enrolment.device, pushLimit);
      const batch = dueBatch(waiting, batchSize, ports.now());
      if (batch.length === 0) return;
      onProgress({ done: settled, total: settled + store.outbox.count('waiting') });
      const outcome = await sendBatch(ports, batch, signal);
      if (outcome === 'split') batchSize = 1;
      else if (outcome === 'later') return;
      else settled += outcome;
    }
  } finally {
    onProgress(null);
  }
}

/** The longest run from the front that may go now: a command never overtakes one before it. */
function dueBatch(waiting: readonly OutboxCommand[], most: number, now: Instant): readonly OutboxCommand[] {
  const batch: OutboxCommand[] = [];
  let bytes = 0;
  for (const command of waiting) {
    if (command.nextAttemptAt !== null && command.nextAttemptAt > now) break;
    bytes += JSON.stringify(command.articles).length;
    if (batch.length >= most || (batch.length > 0 && bytes > batchBytes)) break;
    batch.push(command);
  }
  return batch;
}

async function sendBatch(
  ports: PushPorts,
  batch: readonly OutboxCommand[],
  signal: AbortSignal,
): Promise<number | 'split' | 'later'> {
  const { store, client, enrolment } = ports;
  let about = batch[0];
  try {
    for (const command of batch) {
      about = command;
      for (const sha256 of command.blobs) await uploadBlob(store, client, sha256, signal);
    }
    about = batch[0];
    faultPoint('push-before-send');
    const outcomes = await client.push(enrolment.board, batch.map(signedCommand), signal);
    faultPoint('push-after-reply');
    return settle(ports, batch, outcomes);
  } catch (error) {
    if (!(error instanceof AppError) || about === undefined) throw error;
    // What stops the line itself is not the command's fault.
    if (!blamesCommand(error)) throw error;
    if (batch.length > 1) return 'split';
    return failedTry(ports, about, error);
  }
}

function blamesCommand({ code }: AppError): boolean {
  return ['server-error', 'bad-request', 'too-large', 'blob-missing', 'blob-mismatch', 'content-invalid'].includes(
    code,
  );
}

function signedCommand({ statement, signature, articles }: OutboxCommand): SignedCommand {
  if (signature === null) throw new AppError('bad-signature', { subject: statement.command });
  return { statement, signature, articles: [...articles] };
}

/** Stores each outcome in its own transaction; stops at the first that consumed nothing, since none after it can. */
function settle(
  ports: PushPorts,
  batch: readonly OutboxCommand[],
  outcomes: readonly CommandOutcome[],
): number | 'later' {
  const { decisions, enrolment } = ports;
  let settled = 0;
  for (const command of batch) {
    const outcome = outcomes.find((found) => found.command === command.command);
    if (outcome === undefined) throw new AppError('server-error', { subject: 'an answer is missing' });
    faultPoint('push-before-settle');
    if (outcome.outcome === 'accepted') decisions.accepted(command, outcome.seq, enrolment.epoch, outcome.at);
    else if (outcome.outcome === 'rejected') decisions.rejected(command, outcome.refusal, enrolment.epoch, outcome.at);
    else {
      const error = new AppError(outcome.error.code, outcome.error);
      const result = tookNothing(ports, command, error, outcome.expectedCounter);
      return settled > 0 ? settled : result;
    }
    faultPoint('push-after-settle');
    ports.onSettled(command.item);
    settled += 1;
  }
  return settled;
}

const lineStoppers: ReadonlySet<string> = new Set([
  'sign-in-required',
  'device-revoked',
  'person-disabled',
  'needs-update',
  'rate-limited',
]);

function tookNothing(
  ports: PushPorts,
  command: OutboxCommand,
  error: AppError,
  expected: number | null,
): number | 'later' {
  const { store, decisions, enrolment } = ports;
  // What stops the line itself is not the command's fault.
  if (lineStoppers.has(error.code)) throw error;
  if (error.code === 'counter-gap' && expected !== null && command.attempts < mostTries) {
    store.sql.transaction(() => {
      const again = store.outbox.offerFrom(enrolment.server, enrolment.device, expected);
      if (again === 0) decisions.renumber(expected);
      store.outbox.noteTry(command.command);
    });
    return 0;
  }
  if (error.code === 'blob-missing') {
    const missing = hashSchema.safeParse(error.data.subject);
    if (missing.success) store.blobs.markNotUploaded(missing.data);
  }
  return failedTry(ports, command, error);
}

function failedTry(ports: PushPorts, command: OutboxCommand, error: AppError): number | 'later' {
  const { store, decisions, now, random } = ports;
  const hopeless = retryClasses[error.code] === 'never' || command.attempts + 1 >= mostTries;
  if (!hopeless) {
    const wait = 1_000 * 2 ** command.attempts * (0.5 + (random(1)[0] ?? 0) / 256);
    store.outbox.postpone(command.command, error.data, instantFromMs(instantToMs(now()) + wait));
    return 'later';
  }
  // Parked with what depends on it; the rest moves up, since a counter the server never saw must not stay empty.
  store.sql.transaction(() => {
    const { item, statement } = command;
    store.outbox.park(command.command, error.data);
    if (item !== null) {
      for (const later of store.outbox.unconfirmed(item)) {
        if (later.state === 'waiting' && later.n > command.n) {
          store.outbox.park(later.command, new AppError(error.code, { subject: command.command }).data);
        }
      }
    }
    decisions.renumber(statement.counter);
  });
  ports.onSettled(command.item);
  return 0;
}
