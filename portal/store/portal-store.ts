import type { Article } from '#shared/content/article.ts';
import type { CommandOutcome } from '#shared/contract/sync-messages.ts';
import type { Hash } from '#shared/lib/hash.ts';
import type { BoardId, CommandId, DeviceId, ItemId, PersonId, SectionId } from '#shared/lib/ids.ts';
import type { Instant } from '#shared/lib/instant.ts';
import type { ItemKind } from '#shared/regulation/vocabulary.ts';
import type { BoardState } from '#shared/workflow/board-state.ts';
import type { BoardEvent, Fact } from '#shared/workflow/event.ts';
import type { ItemState } from '#shared/workflow/item-state.ts';
import type { Head } from '#shared/workflow/statement.ts';

/** Who this server is, for as long as its data lives. */
export interface ServerRecord {
  readonly server: string;
  readonly epoch: number;
}

export type Receipt = {
  readonly device: DeviceId;
  readonly payload: Hash;
  readonly outcome: Exclude<CommandOutcome, { outcome: 'failed' }>;
};

/** A fact about to become an event of the board. */
export interface NewFact {
  readonly item: ItemId | null;
  readonly fact: Fact;
}

/**
 * What may be read and written while the board's append lock is held. Everything becomes visible together when the work
 * returns, or nothing does.
 */
export interface BoardTransaction {
  readonly id: BoardId;
  /** Null until `boardCreated`. */
  board(): BoardState | null;
  head(): Head;
  /** Server time of the last event; the next one is not earlier. */
  lastAt(): Instant | null;
  item(id: ItemId): Promise<ItemState | null>;
  article(hash: Hash): Promise<Article | null>;
  putArticle(hash: Hash, canonical: string): Promise<void>;
  receipt(command: CommandId): Promise<Receipt | null>;
  putReceipt(command: CommandId, counter: number, receipt: Receipt): Promise<void>;
  /** Counter the next command of the device must carry. */
  nextCounter(device: DeviceId): Promise<number>;
  /** False when exactly this conflict was recorded before. */
  noteConflict(command: CommandId, payload: Hash): Promise<boolean>;
  /** Links facts to the chain, folds them into board and items, and adds `sightLost` for whoever no longer sees an item. */
  append(facts: readonly NewFact[], at: Instant): Promise<readonly BoardEvent[]>;
}

/** A session as stored; times in milliseconds since 1970. */
export interface SessionRecord {
  readonly tokenHash: Hash;
  readonly board: BoardId;
  readonly person: PersonId;
  readonly device: DeviceId;
  readonly createdAt: number;
  readonly usedAt: number;
  readonly expiresAt: number;
}

export interface LoginRecord {
  readonly login: string;
  readonly board: BoardId;
  readonly person: PersonId;
  readonly passwordHash: string;
}

export interface SignInFailures {
  readonly failures: number;
  readonly firstAt: number;
  readonly lockedUntil: number;
}

/** What one person may see: every item, or those supplied by them, routed to them or in these sections. */
export interface Sight {
  readonly person: PersonId;
  readonly all: boolean;
  readonly sections: readonly string[];
  /** The person and their colleagues of the same unit: what one of them supplied is seen by all of them. */
  readonly unit: readonly PersonId[];
}

/** One sequence of a pull page: the event's canonical text with its articles' texts, or only its link. */
export interface PageLink {
  readonly seq: number;
  readonly hash: Hash;
  readonly prev: Hash;
  /** Null outside the person's sight. */
  readonly event: string | null;
  readonly articles: readonly string[];
}

export interface EventsPage {
  readonly head: Head;
  readonly links: readonly PageLink[];
}

/** A consistent view of a board for a first sync; items are given as stored JSON texts. */
export interface BoardSnapshot {
  readonly board: BoardState;
  readonly head: Head;
  /** Pages of visible items, at most `limit` each. */
  items(limit: number): AsyncIterable<readonly { readonly item: string; readonly article: string }[]>;
}

export interface ItemHistory {
  readonly item: ItemState;
  readonly article: Article;
  readonly events: readonly BoardEvent[];
  readonly articles: readonly Article[];
}

export interface BoardSummary {
  readonly id: BoardId;
  readonly name: string;
  readonly head: Head;
}

/** What was entered on this server's own portal for an item, and what of it the public sees. */
export interface PublicationRecord {
  readonly board: BoardId;
  readonly item: ItemId;
  readonly kind: ItemKind;
  readonly section: SectionId;
  readonly entered: Hash;
  readonly revision: number;
  readonly uploadedAt: Instant;
  /** Null until published. */
  readonly live: { readonly shown: Hash; readonly revision: number; readonly publishedAt: Instant } | null;
}

/** Everything the portal keeps, but for the bytes of blobs. */
export interface PortalStore {
  readonly server: ServerRecord;
  secret(name: string, make: () => string): Promise<string>;
  putSecret(name: string, value: string): Promise<void>;
  /** Makes every desk compare itself with this server anew; for data restored from a backup. Effective at the next start. */
  raiseEpoch(): Promise<number>;

  boards(): Promise<readonly BoardSummary[]>;
  boardState(board: BoardId): Promise<BoardState | null>;
  head(board: BoardId): Promise<Head | null>;
  createBoard(board: BoardId, name: string): Promise<void>;
  /** Runs one unit of work alone on the board; called back after commit with the new head when anything was appended. */
  transact<Outcome>(board: BoardId, work: (transaction: BoardTransaction) => Promise<Outcome>): Promise<Outcome>;
  /** Called after each commit that moved a board's head. Returns the way to stop. */
  onAppend(listener: (board: BoardId, seq: number) => void): () => void;

  page(board: BoardId, after: number, limit: number, sight: Sight): Promise<EventsPage>;
  snapshot<Outcome>(
    board: BoardId,
    person: PersonId,
    work: (snapshot: BoardSnapshot) => Promise<Outcome>,
  ): Promise<Outcome | null>;
  item(board: BoardId, item: ItemId): Promise<ItemState | null>;
  history(board: BoardId, item: ItemId): Promise<ItemHistory | null>;
  article(hash: Hash): Promise<Article | null>;
  articleText(hash: Hash): Promise<string | null>;
  nextCounter(device: DeviceId): Promise<number>;

  login(login: string): Promise<LoginRecord | null>;
  putLogin(record: LoginRecord): Promise<void>;
  logins(board: BoardId): Promise<readonly LoginRecord[]>;
  failures(login: string, address: string): Promise<SignInFailures | null>;
  putFailures(login: string, address: string, failures: SignInFailures | null): Promise<void>;
  session(tokenHash: Hash): Promise<SessionRecord | null>;
  putSession(session: SessionRecord): Promise<void>;
  touchSession(tokenHash: Hash, usedAt: number): Promise<void>;
  /** Ends every session of the person but the one given. */
  endOtherSessions(session: Pick<SessionRecord, 'tokenHash' | 'person'>): Promise<void>;
  endSessions(
    which: { readonly tokenHash: Hash } | { readonly device: DeviceId } | { readonly person: PersonId },
  ): Promise<void>;

  /** Removes sessions past their end and sign-in failures that no longer count. */
  forgetExpired(now: number): Promise<void>;

  blobSize(hash: Hash): Promise<number | null>;
  putBlob(hash: Hash, size: number, at: Instant): Promise<void>;
  missingBlobs(hashes: readonly Hash[]): Promise<readonly Hash[]>;

  /** Items whose fold changed after a sequence, in that order; the record is null when nothing is entered (any more). */
  publicationChanges(
    board: BoardId,
    after: number,
    limit: number,
  ): Promise<readonly { readonly seq: number; readonly item: ItemId; readonly record: PublicationRecord | null }[]>;
  publication(item: ItemId): Promise<PublicationRecord | null>;
  count(name: string, add: number): Promise<number>;
  counts(prefix: string): Promise<ReadonlyMap<string, number>>;
  close(): Promise<void>;
}
