import { lookup } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import { Agent, type Dispatcher, request } from 'undici';
import { FetchRefused } from './fetch-refused.ts';
import { type CheckedUrl, checkUrl, type EnrolledServer, isPublicAddress } from './public-address.ts';
import { readBody } from './read-body.ts';

const ignore = (): void => undefined;

/** A fetched reply; `body` is decoded from any content encoding. */
export interface GuardedReply {
  readonly url: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Addresses passed through before `url`. */
  readonly redirects: readonly string[];
}

export interface GuardedFetchOptions {
  readonly signal?: AbortSignal | undefined;
  /** Decoded bytes at most; 10 MB when left out. */
  readonly maximumBytes?: number;
  readonly accept?: string;
}

/** Fetches an address of the public Internet, or of the enrolled server, and nothing else; throws FetchRefused. */
export type GuardedFetch = (url: string, options?: GuardedFetchOptions) => Promise<GuardedReply>;

export interface GuardedFetchSettings {
  /** Asked anew for each fetch, since enrolment may change. */
  readonly enrolled: () => EnrolledServer | null;
  /** All addresses of a name; the system's resolver when left out. */
  readonly resolve?: (host: string) => Promise<readonly string[]>;
  readonly totalMilliseconds?: number;
}

const redirectLimit = 5;
const defaultBytes = 10_000_000;
const keptHeaders = [
  'content-type',
  'content-language',
  'last-modified',
  'etag',
  'date',
  'server',
  'cache-control',
  'age',
  'content-security-policy',
  'location',
  'refresh',
  'x-robots-tag',
];

const systemResolve = async (host: string): Promise<readonly string[]> =>
  (await lookup(host, { all: true, verbatim: true })).map((found) => found.address);

/** Builds the only way core fetches what is not the portal's API. */
export function createGuardedFetch(settings: GuardedFetchSettings): GuardedFetch {
  const resolve = settings.resolve ?? systemResolve;
  const total = settings.totalMilliseconds ?? 15_000;
  return async (start, options = {}) => {
    const timeout = AbortSignal.timeout(total);
    const signal = options.signal === undefined ? timeout : AbortSignal.any([options.signal, timeout]);
    const redirects: string[] = [];
    let address = start;
    try {
      for (;;) {
        const hop = await fetchHop(address, settings.enrolled(), resolve, signal, options);
        if (hop.next === null) return { ...hop.reply, redirects };
        redirects.push(address);
        if (redirects.length > redirectLimit) throw new FetchRefused('tooManyRedirects', String(redirectLimit));
        address = hop.next;
      }
    } catch (error) {
      if (options.signal?.aborted === true) throw new FetchRefused('cancelled', 'by the caller', error);
      if (timeout.aborted) throw new FetchRefused('timedOut', `${total} ms`, error);
      if (error instanceof FetchRefused) throw error;
      throw new FetchRefused(
        isEncodingError(error) ? 'encodingInvalid' : 'connectionFailed',
        String(error).slice(0, 300),
        error,
      );
    }
  };
}

type Hop = { readonly next: string } | { readonly next: null; readonly reply: Omit<GuardedReply, 'redirects'> };

async function fetchHop(
  address: string,
  enrolled: EnrolledServer | null,
  resolve: (host: string) => Promise<readonly string[]>,
  signal: AbortSignal,
  options: GuardedFetchOptions,
): Promise<Hop> {
  const checked = checkUrl(address, enrolled);
  const target = await dialAddress(checked, resolve, signal);
  const agent = agentFor(checked, target, enrolled);
  try {
    const reply = await request(checked.url, {
      dispatcher: agent,
      method: 'GET',
      signal,
      headers: {
        accept: options.accept ?? 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8',
        'accept-encoding': 'gzip, deflate, br',
        'accept-language': 'vi,en;q=0.8',
        'cache-control': 'no-cache',
        pragma: 'no-cache',
        'user-agent': 'Mozilla/5.0 (compatible; BanBienTap verification)',
      },
    });
    const next = redirectTarget(reply, checked.url);
    if (next !== null) {
      reply.body.on('error', ignore);
      reply.body.destroy();
      return { next };
    }
    const body = await readBody(
      reply.body,
      headerText(reply.headers['content-encoding']),
      options.maximumBytes ?? defaultBytes,
    );
    const headers: Record<string, string> = {};
    for (const name of keptHeaders) {
      const value = headerText(reply.headers[name]);
      if (value !== '') headers[name] = value.slice(0, 1_000);
    }
    return { next: null, reply: { url: checked.url.href, status: reply.statusCode, headers, body } };
  } finally {
    await agent.destroy().catch(ignore);
  }
}

/** The IP address to dial: every address of the name must be public, so that no later answer can differ. */
async function dialAddress(
  checked: CheckedUrl,
  resolve: (host: string) => Promise<readonly string[]>,
  signal: AbortSignal,
): Promise<string> {
  if (checked.literal) return checked.host;
  let addresses: readonly string[];
  try {
    addresses = await abortable(resolve(checked.host), signal);
  } catch (error) {
    throw new FetchRefused('nameNotFound', checked.host, error);
  }
  const first = addresses[0];
  if (first === undefined) throw new FetchRefused('nameNotFound', checked.host);
  if (!checked.enrolled) {
    const inner = addresses.find((address) => !isPublicAddress(address));
    if (inner !== undefined) throw new FetchRefused('addressRefused', `${checked.host} is ${inner}`);
  }
  return addresses.find((address) => !address.includes(':')) ?? first;
}

function abortable<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const { promise: raced, resolve, reject } = Promise.withResolvers<Value>();
  const abort = (): void => reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  promise.then(resolve, reject);
  return raced.finally(() => signal.removeEventListener('abort', abort));
}

/** A connection pool for one request that can reach only the address that was checked. */
function agentFor(checked: CheckedUrl, target: string, enrolled: EnrolledServer | null): Agent {
  const family = target.includes(':') ? 6 : 4;
  const pinned: LookupFunction = (_host, options, done) => {
    if (options.all === true) done(null, [{ address: target, family }]);
    else done(null, target, family);
  };
  return new Agent({
    connections: 1,
    pipelining: 0,
    maxHeaderSize: 32_768,
    headersTimeout: 15_000,
    bodyTimeout: 10_000,
    allowH2: false,
    connect: {
      lookup: pinned,
      timeout: 8_000,
      minVersion: 'TLSv1.2',
      ...(checked.enrolled && enrolled !== null ? { ca: enrolled.ca } : {}),
    },
  });
}

function redirectTarget(reply: Dispatcher.ResponseData, from: URL): string | null {
  if (![301, 302, 303, 307, 308].includes(reply.statusCode)) return null;
  const location = headerText(reply.headers['location']);
  if (location === '' || !URL.canParse(location, from.href))
    throw new FetchRefused('redirectInvalid', location.slice(0, 200));
  const next = new URL(location, from.href);
  next.hash = '';
  return next.href;
}

function headerText(value: string | string[] | undefined): string {
  return value === undefined ? '' : Array.isArray(value) ? value.join(', ') : value;
}

function isEncodingError(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    /^(?:Z_|ERR__ERROR_|ERR_BROTLI|ERR_PADDING)/.test(error.code)
  );
}
