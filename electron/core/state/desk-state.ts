import type { Article } from '#shared/content/article.ts';
import type { QueueRow } from '#shared/contract/desk-views.ts';
import type { Hash } from '#shared/lib/hash.ts';
import type { ItemId, PersonId } from '#shared/lib/ids.ts';
import type { Instant } from '#shared/lib/instant.ts';
import type { RoleId } from '#shared/regulation/vocabulary.ts';
import type { BoardState } from '#shared/workflow/board-state.ts';
import { decide } from '#shared/workflow/decide.ts';
import type { Acted } from '#shared/workflow/event.ts';
import { evolveBoard } from '#shared/workflow/evolve-board.ts';
import { evolveActed } from '#shared/workflow/evolve-item.ts';
import type { ItemState } from '#shared/workflow/item-state.ts';
import { delegationStanding, rolesOf } from '#shared/workflow/standing.ts';
import { type ArticleFacts, articleFacts } from '../store/article-facts.ts';
import type { DeskStore } from '../store/desk-store.ts';
import type { ItemBody } from '../store/item-bodies.ts';
import type { ItemHead } from '../store/item-heads.ts';
import type { OutboxCommand } from '../store/outbox.ts';
import type { QueueViewer } from '../store/queue-filter.ts';
import { DeadlineBook } from './deadline-book.ts';

/** One unconfirmed command with what it leads to as far as the desk can tell. */
export interface PendingAct {
  readonly command: OutboxCommand;
  /** Null when the confirmed state no longer lets it take effect: the server will say why. */
  readonly act: Acted | null;
}

/** An item as this desk shows it. */
export interface ShownItem {
  readonly item: ItemState;
  readonly confirmed: ItemBody | null;
  readonly article: Article;
  readonly pending: readonly PendingAct[];
}

/** Signature of an act that is not yet signed; it never leaves the desk. */
const unsigned = 'A'.repeat(86);

/**
 * What the desk shows: the confirmed state of the server with this desk's own unconfirmed commands folded over it by
 * the same `decide` and `evolve` that the server runs (law 2).
 */
export class DeskState {
  readonly #store: DeskStore;
  readonly #now: () => Instant;
  #confirmed: BoardState | null;
  readonly deadlines: DeadlineBook;

  constructor(store: DeskStore, now: () => Instant) {
    this.#store = store;
    this.#now = now;
    this.#confirmed = store.board.read();
    this.deadlines = new DeadlineBook(store, () => this.board(), now);
  }

  /** The board as the server confirmed it. */
  confirmedBoard(): BoardState | null {
    return this.#confirmed;
  }

  /** Called after the transaction that stored it. */
  boardChanged(board: BoardState): void {
    this.#confirmed = board;
  }

  /** The board with this desk's own unconfirmed delegations and revocations. */
  board(): BoardState | null {
    let board = this.#confirmed;
    if (board === null) return null;
    for (const { statement } of this.#unconfirmed(null)) {
      const judged = decide(null, statement, { board, at: this.#now(), article: () => null });
      if (!judged.ok) continue;
      const fact: Acted = { type: 'acted', statement, signature: unsigned, ...judged.value };
      board = evolveBoard(board, { board: board.id, at: statement.claimedAt, fact }) ?? board;
    }
    return board;
  }

  viewer(person: PersonId): QueueViewer {
    const board = this.board();
    if (board === null) return { person, roles: [] };
    const at = this.#now();
    const own = rolesOf(board, person, at);
    const stands = board.delegations.some(
      (given) => given.to === person && delegationStanding(given, at) === 'inForce',
    );
    const roles: RoleId[] = stands
      ? [...new Set<RoleId>([...own, ...board.profile.delegations.map(({ from }) => from)])]
      : [...own];
    return { person, roles };
  }

  confirmed(id: ItemId): ItemBody | null {
    const place = this.#store.heads.place(id);
    return place === null ? null : this.#store.bodies.read(place.n);
  }

  /** The article a hash names, wherever on this desk it is. */
  article(hash: Hash): Article | null {
    const kept = this.#store.articles.read(hash);
    if (kept !== null) return kept;
    const n = this.#store.heads.withCurrent(hash);
    const body = n === null ? null : this.#store.bodies.read(n);
    return body !== null && body.item.current === hash ? body.article : null;
  }

  /** The item as shown, or null when nothing on this desk tells what it is. */
  shown(id: ItemId, board = this.board()): ShownItem | null {
    const confirmed = this.confirmed(id);
    return this.#fold(id, confirmed, board);
  }

  /** Writes the narrow row of an item anew; part of the transaction that changed what it shows. */
  refresh(id: ItemId, confirmed = this.confirmed(id), board = this.board()): void {
    const { heads } = this.#store;
    const shown = this.#fold(id, confirmed, board);
    if (shown === null || board === null) {
      if (confirmed === null) heads.remove(id);
      return;
    }
    const facts = articleFacts(JSON.stringify(shown.article));
    const head = this.head(shown.item, confirmed?.item.seq ?? 0, facts, board, this.syncMark(id));
    const place = heads.place(id);
    if (place !== null) {
      heads.update(place, { ...head, ready: place.ready && place.current === head.current ? true : head.ready });
      return;
    }
    heads.index(heads.insert(head, confirmed === null ? 0 : null), head);
    if (confirmed === null) heads.markRead(id, shown.item.current);
  }

  /** The narrow row of an item; `deadlines` of what is at its end may be left for `DeadlineBook.fill`. */
  head(
    item: ItemState,
    seq: number,
    facts: ArticleFacts,
    board: BoardState,
    sync: QueueRow['sync'],
    deadlines: 'ofAll' | 'ofOpen' = 'ofAll',
  ): ItemHead {
    const { holder } = item;
    const final = board.profile.states.some(({ id, final: ends }) => id === item.state && ends);
    return {
      id: item.id,
      title: facts.title,
      summary: facts.summary,
      kind: item.kind,
      section: item.section,
      state: item.state,
      open: !final,
      holderRole: holder.role,
      holderPerson: holder.person,
      holderName: holder.person === null ? null : (board.people.find(({ id }) => id === holder.person)?.name ?? null),
      receivedBy: item.receivedBy,
      since: item.since,
      receivedAt: item.receivedAt,
      updatedAt: lastTouched(item),
      sync,
      seq,
      current: item.current,
      pinned: item.comments.some(({ pinned, resolvedBy }) => pinned && resolvedBy === null),
      comments: item.comments.length,
      words: facts.words,
      original: item.original?.sha256 ?? null,
      ready: !facts.files && item.original === null,
      deadline: final && deadlines === 'ofOpen' ? null : this.deadlines.stored(item, board, final),
    };
  }

  /** What this desk's own unsent work on an item is doing; the most urgent wins. */
  syncMark(id: ItemId): QueueRow['sync'] {
    if (this.#store.outbox.rejectedOfItem(id).length > 0) return 'rejected';
    const states = new Set(this.#store.outbox.unconfirmed(id).map(({ state }) => state));
    if (states.has('waiting') || states.has('failed')) return 'waiting';
    if (states.has('held')) return 'held';
    return this.#store.drafts.ofItem(id).length > 0 ? 'draft' : 'none';
  }

  #fold(id: ItemId, confirmed: ItemBody | null, board: BoardState | null): ShownItem | null {
    if (board === null) return null;
    const commands = this.#unconfirmed(id);
    const articles = new Map(commands.flatMap(({ articles: own, statement }) => named(own, statement)));
    const article = (hash: Hash): Article | null => {
      if (confirmed !== null && confirmed.item.current === hash) return confirmed.article;
      return articles.get(hash) ?? this.article(hash);
    };
    let item = confirmed?.item ?? null;
    const pending: PendingAct[] = [];
    for (const command of commands) {
      const { statement } = command;
      const at = this.#now();
      const judged = decide(item, statement, { board, at, article });
      const act: Acted | null = judged.ok ? { type: 'acted', statement, signature: unsigned, ...judged.value } : null;
      if (act !== null) item = evolveActed(item, act, { seq: 0, at: statement.claimedAt }) ?? item;
      pending.push({ command, act });
    }
    item ??= this.#refusedReceipt(id, board);
    if (item === null) return null;
    const text = article(item.current) ?? confirmed?.article;
    if (text === undefined) return null;
    return { item: { ...item, seq: confirmed?.item.seq ?? 0 }, confirmed, article: text, pending };
  }

  /** An intake the server did not take stays visible until the person deals with it (law 1). */
  #refusedReceipt(id: ItemId, board: BoardState): ItemState | null {
    const command = this.#store.outbox.rejectedOfItem(id).find(({ action }) => action === 'receive');
    const rule = board.profile.transitions.find(({ action }) => action === 'receive');
    if (command === undefined || rule?.holder == null || rule.to === 'same' || rule.to === 'previous') return null;
    const { statement, person } = command;
    const act: Acted = {
      type: 'acted',
      statement,
      signature: unsigned,
      person,
      role: rule.holder,
      transition: rule.id,
      profileVersion: board.profile.version,
      to: rule.to,
      holder: { role: rule.holder, person: null },
      notifies: [],
    };
    return evolveActed(null, act, { seq: 0, at: statement.claimedAt });
  }

  /** Commands to fold: those not settled, and those accepted whose event has not come by pull yet. */
  #unconfirmed(item: ItemId | null): readonly OutboxCommand[] {
    const seq = this.#store.cursor.read()?.seq ?? Number.MAX_SAFE_INTEGER;
    return this.#store.outbox.unconfirmed(item, seq);
  }
}

function named(articles: readonly Article[], { version, details }: OutboxCommand['statement']): [Hash, Article][] {
  const hashes = details.action === 'upload' ? [details.entered] : [version];
  return articles.flatMap((article, index) => {
    const hash = hashes[index];
    return hash === undefined || hash === null ? [] : [[hash, article] as [Hash, Article]];
  });
}

function lastTouched(item: ItemState): Instant {
  const moments = [item.since, item.versions.at(-1)?.at, item.comments.at(-1)?.at, item.publication?.at];
  return moments.reduce<Instant>((latest, at) => (at !== undefined && at > latest ? at : latest), item.since);
}
