import type { Article } from '#shared/content/article.ts';
import { contentHash, normalizeArticle } from '#shared/content/canonical.ts';
import { AppError } from '#shared/contract/app-error.ts';
import { must } from '#shared/lib/assert.ts';
import { canonicalJson } from '#shared/lib/canonical-json.ts';
import type { Hash } from '#shared/lib/hash.ts';
import { type AuthorityId, type CommandId, commandIdSchema, type ItemId, newId } from '#shared/lib/ids.ts';
import { type Instant, instantFromMs, instantToMs } from '#shared/lib/instant.ts';
import { decide } from '#shared/workflow/decide.ts';
import type { Details } from '#shared/workflow/details.ts';
import { genesisHash } from '#shared/workflow/event.ts';
import type { Refusal } from '#shared/workflow/refusal.ts';
import type { Statement } from '#shared/workflow/statement.ts';
import { faultPoint } from '../fault-point.ts';
import type { DeviceKey } from '../session/device-key.ts';
import type { Enrolment } from '../session/enrolment.ts';
import type { DeskStore } from '../store/desk-store.ts';
import type { OutboxCommand } from '../store/outbox.ts';
import { articleFiles, statementFiles } from './article-files.ts';
import type { DeskState } from './desk-state.ts';
import { draftName } from './draft-name.ts';

/** A decision as the person made it; the desk adds who, where, when and under what counter. */
export interface Decision {
  readonly item: ItemId | null;
  readonly version: Hash | null;
  readonly authority: AuthorityId;
  readonly reason: string | null;
  readonly details: Details;
  /** Articles the statement names that the server may not have. */
  readonly articles: readonly Article[];
  /** Further files the server must have first, such as the parts of an evidence. */
  readonly files?: readonly Hash[];
  /** How long it can be undone, when not as long as usual. */
  readonly holdMilliseconds?: number;
}

export interface Held {
  readonly command: CommandId;
  readonly holdUntil: Instant;
}

export interface DecisionPorts {
  readonly store: DeskStore;
  readonly state: DeskState;
  readonly enrolment: () => Enrolment;
  /** Null while the key is sealed: what is due stays held until it is open. */
  readonly key: () => DeviceKey | null;
  /** The workstation's clock: claimed time and the length of a hold, nothing more (law 7). */
  readonly now: () => Instant;
  /** Best estimate of the server's clock, by which authority is judged. */
  readonly serverNow: () => Instant;
  readonly random: (bytes: number) => Uint8Array;
  readonly holdMilliseconds: number;
}

/** Decisions from the moment they are made until the server's word on them is stored. */
export class Decisions {
  readonly #ports: DecisionPorts;

  constructor(ports: DecisionPorts) {
    this.#ports = ports;
  }

  /** Stores a decision durably and holds it for undo; throws `rejected-by-rule` when the workflow forbids it. */
  hold(decision: Decision): Held {
    const { store, state, enrolment, now, random } = this.#ports;
    const holdMilliseconds = decision.holdMilliseconds ?? this.#ports.holdMilliseconds;
    const { person, device, board: boardId, server } = enrolment();
    const board = must(state.board(), 'a decision needs a board');
    const actedAt = now();
    const holdUntil = instantFromMs(instantToMs(actedAt) + holdMilliseconds);
    const command = commandIdSchema.parse(newId(random));
    const statement: Statement = {
      format: 1,
      board: boardId,
      item: decision.item,
      version: decision.version,
      action: decision.details.action,
      reason: decision.reason,
      authority: decision.authority,
      command,
      device,
      counter: 1,
      claimedAt: actedAt,
      head: this.#head(),
      details: decision.details,
    };
    const articles = decision.articles.map(normalizeArticle);
    const byHash = new Map(articles.map((article) => [contentHash(article), article]));
    const shown = decision.item === null ? null : state.shown(decision.item, board);
    const article = (hash: Hash): Article | null => byHash.get(hash) ?? state.article(hash);
    const judged = decide(shown?.item ?? null, statement, { board, at: this.#ports.serverNow(), article });
    if (!judged.ok) throw new AppError('rejected-by-rule', { refusal: judged.failure });
    const title = articles[0]?.title ?? shown?.article.title ?? '';
    const blobs = [
      ...new Set([
        ...articles.flatMap((text) => articleFiles(text).map(({ sha256 }) => sha256)),
        ...statementFiles(statement),
        ...(decision.files ?? []),
      ]),
    ];
    faultPoint('hold-before');
    store.sql.transaction(() => {
      store.outbox.hold({
        command,
        server,
        person,
        device,
        item: decision.item,
        action: statement.action,
        title,
        actedAt,
        holdUntil,
        statement,
        articles,
        blobs: blobs.filter((sha256) => store.blobs.has(sha256)),
      });
      for (const [hash, text] of byHash) store.articles.keep(hash, text);
      if (decision.item !== null) {
        this.#dropAutosave(decision.item, [...byHash.keys()]);
        state.refresh(decision.item, state.confirmed(decision.item), state.board());
        store.heads.keepRead(decision.item);
      }
    });
    faultPoint('hold-after');
    return { command, holdUntil };
  }

  /** Takes a held decision back; its text stays as a draft. Throws `undo-too-late` once it was signed. */
  undo(command: CommandId): OutboxCommand {
    const { store, state } = this.#ports;
    const held = store.outbox.read(command);
    if (held === null) throw new AppError('not-found', { subject: command });
    store.sql.transaction(() => {
      const draft = this.#keepText(held, 'autosave');
      if (!store.outbox.undo(command, draft)) throw new AppError('undo-too-late', { subject: command });
      if (held.item !== null) state.refresh(held.item);
    });
    return held;
  }

  /** Signs what has been held long enough, in the order it was decided; answers the items it was about. */
  release(): readonly (ItemId | null)[] {
    const { store, key, now, enrolment } = this.#ports;
    const signer = key();
    if (signer === null) return [];
    const { server, person, device } = enrolment();
    store.outbox.adopt(server, person, device);
    // Another person's decisions on this machine wait for that person.
    const due = store.outbox
      .soundInState('held')
      .filter((held) => held.server === server && held.person === person)
      .filter(({ holdUntil }) => holdUntil === null || holdUntil <= now());
    for (const held of due) {
      faultPoint('release-before');
      store.sql.transaction(() => this.#sign(held, signer));
      faultPoint('release-after');
    }
    return due.map(({ item }) => item);
  }

  /**
   * Gives signed commands that the server never took new counters from the one it expects, signed anew: after a
   * command was parked, or a store was salvaged, the old numbers would leave a gap for ever.
   */
  renumber(expected: number): void {
    const { store, key, enrolment } = this.#ports;
    const signer = key();
    if (signer === null) return;
    const { server, device } = enrolment();
    store.sql.transaction(() => {
      const waiting = store.outbox.toSend(server, device, Number.MAX_SAFE_INTEGER);
      for (const { command } of waiting) store.outbox.withdrawSignature(command);
      waiting.forEach((command, index) => {
        const statement: Statement = { ...command.statement, counter: expected + index };
        store.outbox.release(command.command, statement, signer.sign(canonicalJson(statement)));
      });
    });
  }

  accepted(command: OutboxCommand, seq: number, epoch: number, at: Instant): void {
    const { store, state } = this.#ports;
    store.sql.transaction(() => {
      store.receipts.keep({ command: command.command, server: command.server, epoch, outcome: 'accepted', seq, at });
      store.outbox.settle(command.command, 'accepted', null, null);
      for (const sha256 of command.blobs) store.blobs.markUploaded(sha256);
      if (command.item !== null) state.refresh(command.item);
    });
  }

  /** Stores the server's refusal and gives the text back as a named draft (law 1), in one transaction. */
  rejected(command: OutboxCommand, refusal: Refusal, epoch: number, at: Instant): void {
    const { store, state } = this.#ports;
    store.sql.transaction(() => {
      store.receipts.keep({
        command: command.command,
        server: command.server,
        epoch,
        outcome: 'rejected',
        seq: null,
        at,
      });
      store.outbox.settle(command.command, 'rejected', refusal, this.#keepText(command, 'rejected'));
      if (command.item !== null) state.refresh(command.item);
    });
  }

  #sign(held: OutboxCommand, signer: DeviceKey): void {
    const { store } = this.#ports;
    const counter = store.outbox.lastCounter(held.server, held.device) + 1;
    const statement: Statement = { ...held.statement, device: held.device, counter, head: this.#head() };
    store.outbox.release(held.command, statement, signer.sign(canonicalJson(statement)));
    if (held.item !== null) store.heads.markSync(held.item, this.#ports.state.syncMark(held.item));
  }

  #head(): Statement['head'] {
    const cursor = this.#ports.store.cursor.read();
    return cursor === null ? { seq: 0, hash: genesisHash } : { seq: cursor.seq, hash: cursor.hash };
  }

  /** The text a command carries becomes a draft of the item; answers its id, or null when it carries none. */
  #keepText(command: OutboxCommand, kind: 'autosave' | 'rejected'): string | null {
    const [article] = command.articles;
    if (article === undefined || command.item === null) return null;
    const { store, random, now } = this.#ports;
    const { details } = command.statement;
    const hash = contentHash(article);
    const base = details.action === 'edit' ? details.base : (command.statement.version ?? hash);
    const id = newId(random);
    store.drafts.write(command.item, { id, name: draftName(kind, command), kind, base, hash, savedAt: now() }, article);
    return id;
  }

  /** An autosaved draft has done its work once the same text is in the queue. */
  #dropAutosave(item: ItemId, hashes: readonly Hash[]): void {
    for (const draft of this.#ports.store.drafts.ofItem(item)) {
      if (hashes.includes(draft.hash)) this.#ports.store.drafts.remove(draft.id);
    }
  }
}
