import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type Instant, instantToMs } from '#shared/lib/instant.ts';

/** Somebody signed in to the portal's own administration; `csrf` must come back with every form. */
export interface AdminSession {
  readonly editor: string;
  readonly csrf: string;
}

interface Held extends AdminSession {
  readonly endsAt: number;
  idleAt: number;
}

const cookieName = '__Host-quan-tri';
const longest = 8 * 3_600_000;
const idle = 30 * 60_000;
const mostSessions = 50;
const failuresAllowed = 5;
const failuresForgotten = 15 * 60_000;

/** Sessions of the administration form, kept in memory: a restart signs everybody out. */
export class AdminSessions {
  readonly #sessions = new Map<string, Held>();
  readonly #failures = new Map<string, { count: number; since: number }>();
  readonly #now: () => number;
  readonly #random: (count: number) => Uint8Array;

  constructor(now: () => Instant, randomBytes: (count: number) => Uint8Array) {
    this.#now = () => instantToMs(now());
    this.#random = randomBytes;
  }

  /** Whether a visitor has failed too often lately to try another password. */
  locked(visitor: string): boolean {
    const failed = this.#failures.get(visitor);
    if (failed === undefined) return false;
    if (this.#now() - failed.since > failuresForgotten) {
      this.#failures.delete(visitor);
      return false;
    }
    return failed.count >= failuresAllowed;
  }

  /** Counts a wrong password; the count is taken before the answer is known, so that guesses sent at once count too. */
  attempt(visitor: string): void {
    const failed = this.#failures.get(visitor);
    if (failed !== undefined) failed.count += 1;
    else {
      if (this.#failures.size >= 10_000) this.#failures.clear();
      this.#failures.set(visitor, { count: 1, since: this.#now() });
    }
  }

  /** Opens a session and gives the cookie that carries it. */
  open(visitor: string, editor: string): string {
    this.#failures.delete(visitor);
    const token = Buffer.from(this.#random(32)).toString('base64url');
    const csrf = Buffer.from(this.#random(32)).toString('base64url');
    const oldest = this.#sessions.keys().next();
    if (this.#sessions.size >= mostSessions && oldest.done !== true) this.#sessions.delete(oldest.value);
    this.#sessions.set(digest(token), { editor, csrf, endsAt: this.#now() + longest, idleAt: this.#now() + idle });
    return `${cookieName}=${token}; Path=/; Secure; HttpOnly; SameSite=Strict`;
  }

  find(request: IncomingMessage): AdminSession | null {
    const key = keyOf(request);
    const held = key === null ? undefined : this.#sessions.get(key);
    if (key === null || held === undefined) return null;
    const now = this.#now();
    if (now > held.endsAt || now > held.idleAt) {
      this.#sessions.delete(key);
      return null;
    }
    held.idleAt = now + idle;
    return held;
  }

  /** Ends the session of a request and gives the cookie that wipes it from the browser. */
  close(request: IncomingMessage): string {
    const key = keyOf(request);
    if (key !== null) this.#sessions.delete(key);
    return `${cookieName}=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0`;
  }
}

/** Compares a form's token with the session's in constant time. */
export function sameToken(given: string | null, held: string): boolean {
  const left = Buffer.from(digest(given ?? ''));
  const right = Buffer.from(digest(held));
  return given !== null && timingSafeEqual(left, right);
}

function keyOf(request: IncomingMessage): string | null {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const [name, value] = pair.trim().split('=', 2);
    if (name === cookieName && value !== undefined && value !== '') return digest(value);
  }
  return null;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
