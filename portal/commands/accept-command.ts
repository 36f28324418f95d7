import type { Article } from '#shared/content/article.ts';
import { canonicalArticle, parseArticle } from '#shared/content/canonical.ts';
import { ContentError } from '#shared/content/content-error.ts';
import type { AppErrorCode } from '#shared/contract/app-error.ts';
import type { CommandOutcome } from '#shared/contract/sync-messages.ts';
import { canonicalJson } from '#shared/lib/canonical-json.ts';
import { type Hash, sha256Hash } from '#shared/lib/hash.ts';
import { type Instant, instantFromMs } from '#shared/lib/instant.ts';
import { decide } from '#shared/workflow/decide.ts';
import type { Fact } from '#shared/workflow/event.ts';
import type { SignedCommand, Statement } from '#shared/workflow/statement.ts';
import type { SignedIn } from '../accounts/accounts.ts';
import { isSignedBy } from '../accounts/ed25519.ts';
import { filesOf } from '../publications/article-files.ts';
import { namedContent } from '../store/introduced.ts';
import { acceptanceTime } from '../store/kysely-board-transaction.ts';
import type { BoardTransaction, PortalStore } from '../store/portal-store.ts';

/** A command that consumed nothing; `expectedCounter` is set for a gap. */
class Failed extends Error {
  readonly code: AppErrorCode;
  readonly subject: string | null;
  readonly expectedCounter: number | null;
  constructor(code: AppErrorCode, subject: string | null = null, expectedCounter: number | null = null) {
    super(code);
    this.code = code;
    this.subject = subject;
    this.expectedCounter = expectedCounter;
  }
}

interface HashedArticle {
  readonly article: Article;
  readonly canonical: string;
}

/**
 * Judges one signed command and makes its effect durable with its receipt, or tells why it could not be judged. Order of
 * checks: whose it is, its signature, its content, then under the board's lock whether it was decided before, whether it
 * is the device's next, and what the workflow says.
 */
export async function acceptCommand(
  store: PortalStore,
  { session, device }: SignedIn,
  command: SignedCommand,
  now: () => number,
): Promise<CommandOutcome> {
  const { statement, signature } = command;
  try {
    if (statement.board !== session.board) throw new Failed('wrong-board');
    if (statement.device !== device.id) throw new Failed('bad-signature', 'device');
    const text = canonicalJson(statement);
    if (!isSignedBy(device.publicKey, text, signature)) throw new Failed('bad-signature');
    const articles = hashedArticles(command);
    await requireBlobs(store, articles);
    const payload = sha256Hash(text);
    const settled = await store.transact(session.board, (transaction) =>
      settle(transaction, command, payload, articles, instantFromMs(now())),
    );
    if (settled instanceof Failed) throw settled;
    return settled;
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
    const { code, subject, expectedCounter } = error;
    return { outcome: 'failed', command: statement.command, error: { code, subject, refusal: null }, expectedCounter };
  }
}

/** A `Failed` is returned, not thrown, so that the audit of a conflict is committed with it. */
async function settle(
  transaction: BoardTransaction,
  { statement, signature }: SignedCommand,
  payload: Hash,
  articles: ReadonlyMap<Hash, HashedArticle>,
  now: Instant,
): Promise<Exclude<CommandOutcome, { outcome: 'failed' }> | Failed> {
  const { command, device, counter, item } = statement;
  const at = acceptanceTime(transaction, now);
  const before = await transaction.receipt(command);
  if (before !== null) {
    if (before.device === device && before.payload === payload) return before.outcome;
    return conflict(transaction, statement, payload, at);
  }
  const expected = await transaction.nextCounter(device);
  if (counter !== expected) return new Failed('counter-gap', null, expected);

  const board = transaction.board();
  if (board === null) return new Failed('wrong-board');
  const state = item === null ? null : await transaction.item(item);
  const content = await contentAtHand(transaction, statement, articles);
  if (content instanceof Failed) return content;
  const article = (hash: Hash): Article | null => content.get(hash) ?? null;
  const judged = decide(state, statement, { board, at, article });
  if (!judged.ok) {
    const outcome = { outcome: 'rejected', command, refusal: judged.failure, at } as const;
    await transaction.putReceipt(command, counter, { device, payload, outcome });
    return outcome;
  }
  for (const [hash, { canonical }] of articles) await transaction.putArticle(hash, canonical);
  const fact: Fact = { type: 'acted', statement, signature, ...judged.value };
  const events = await transaction.append([{ item, fact }], at);
  const outcome = { outcome: 'accepted', command, seq: events[0]?.seq ?? 0, at } as const;
  await transaction.putReceipt(command, counter, { device, payload, outcome });
  return outcome;
}

async function conflict(
  transaction: BoardTransaction,
  { command, device }: Statement,
  payload: Hash,
  at: Instant,
): Promise<Failed> {
  if (await transaction.noteConflict(command, payload)) {
    await transaction.append([{ item: null, fact: { type: 'commandConflict', command, device } }], at);
  }
  return new Failed('command-conflict');
}

/** The server's own hash of every article sent; one that the statement does not name has no business here. */
function hashedArticles({ statement, articles }: SignedCommand): ReadonlyMap<Hash, HashedArticle> {
  const named = namedContent(statement);
  const hashed = new Map<Hash, HashedArticle>();
  for (const sent of articles) {
    try {
      const article = parseArticle(sent);
      const canonical = canonicalArticle(article);
      const hash = sha256Hash(canonical);
      if (!named.includes(hash)) throw new Failed('content-mismatch', hash);
      hashed.set(hash, { article, canonical });
    } catch (error) {
      if (error instanceof ContentError) throw new Failed('content-invalid', error.code);
      throw error;
    }
  }
  return hashed;
}

async function contentAtHand(
  transaction: BoardTransaction,
  statement: Statement,
  articles: ReadonlyMap<Hash, HashedArticle>,
): Promise<ReadonlyMap<Hash, Article> | Failed> {
  const content = new Map<Hash, Article>();
  for (const hash of namedContent(statement)) {
    const article = articles.get(hash)?.article ?? (await transaction.article(hash));
    if (article === null) return new Failed('blob-missing', hash);
    content.set(hash, article);
  }
  return content;
}

async function requireBlobs(store: PortalStore, articles: ReadonlyMap<Hash, HashedArticle>): Promise<void> {
  const wanted = [...articles.values()].flatMap(({ article }) => filesOf(article).map(({ sha256 }) => sha256));
  const [missing] = await store.missingBlobs(wanted);
  if (missing !== undefined) throw new Failed('blob-missing', missing);
}
