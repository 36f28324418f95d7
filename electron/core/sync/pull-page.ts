import type { Article } from '#shared/content/article.ts';
import { contentHash } from '#shared/content/canonical.ts';
import { AppError } from '#shared/contract/app-error.ts';
import { type PullLine, pullLineSchema } from '#shared/contract/sync-messages.ts';
import type { Hash } from '#shared/lib/hash.ts';
import type { Instant } from '#shared/lib/instant.ts';
import { followChain } from '#shared/workflow/chain.ts';
import type { BoardEvent, Stub } from '#shared/workflow/event.ts';
import { genesisHash } from '#shared/workflow/event.ts';
import type { Head } from '#shared/workflow/statement.ts';
import type { Enrolment } from '../session/enrolment.ts';
import type { PortalClient } from './portal-client.ts';
import { readLines } from './read-lines.ts';

/** One page of the chain, whole and checked: it follows the head given without gap, and every article is what its event names. */
export interface PulledPage {
  readonly links: readonly (BoardEvent | Stub)[];
  readonly articles: ReadonlyMap<Hash, Article>;
  readonly head: Head;
  readonly more: boolean;
  readonly at: Instant | null;
}

const pageBytes = 256 * 1024 * 1024;
const pageLinks = 1_000;

/** Fetches the links after a head; refuses the page as a whole when anything about it does not hold. */
export async function pullPage(
  client: PortalClient,
  enrolment: Enrolment,
  after: Head,
  signal: AbortSignal,
): Promise<PulledPage> {
  const reply = await client.call(`/boards/${enrolment.board}/events?after=${after.seq}&limit=${pageLinks}`, {
    signedIn: true,
    signal,
    headers: { 'accept-encoding': 'zstd, gzip' },
  });
  const links: (BoardEvent | Stub)[] = [];
  const articles = new Map<Hash, Article>();
  let end: { head: Head; more: boolean } | null = null;
  let at: Instant | null = null;
  for await (const lines of readLines(reply, pageBytes)) {
    for (const text of lines) {
      if (text === '') continue;
      if (end !== null) throw new AppError('server-error', { subject: 'after the end' });
      const line = parseLine(text);
      if ('end' in line) end = line.end;
      else if ('stub' in line) links.push(line.stub);
      else {
        if (line.event.board !== enrolment.board) throw new AppError('wrong-board');
        links.push(line.event);
        at = line.event.at;
        for (const article of line.articles) articles.set(contentHash(article), article);
      }
    }
  }
  // A page without its last line was cut on the way: nothing of it counts.
  if (end === null) throw new AppError('offline', { subject: 'page cut' });
  return { links, articles, head: checkedHead(after, links, end.head), more: end.more, at };
}

function checkedHead(after: Head, links: readonly (BoardEvent | Stub)[], said: Head): Head {
  const followed = followChain(after.seq === 0 ? { seq: 0, hash: genesisHash } : after, links);
  if ('fault' in followed) throw new AppError('chain-broken', { subject: `${followed.fault} at ${followed.seq}` });
  // The head is computed from what came, never copied (a lower or other head means that history was rewritten).
  if (said.seq !== followed.seq || said.hash !== followed.hash) {
    throw new AppError('chain-broken', { subject: `head ${said.seq}` });
  }
  return followed;
}

function parseLine(text: string): PullLine {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new AppError('not-our-server', { subject: 'not a message of ours', cause: error });
  }
  if (!isPullLine(value)) throw new AppError('needs-update', { subject: 'message of another version' });
  return value;
}

/** The line stays as it was sent: a schema's defaults would change what the event's hash is over. */
function isPullLine(value: unknown): value is PullLine {
  return pullLineSchema.safeParse(value).success;
}
