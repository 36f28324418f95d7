import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FetchRefused } from '../../../electron/core/verify/fetch-refused.ts';
import { createGuardedFetch, type GuardedFetch } from '../../../electron/core/verify/guarded-fetch.ts';
import { type LocalServer, startLocalServer } from '../../fixtures/verification/local-server.ts';

let server: LocalServer;
let fetchPage: GuardedFetch;
let impatientFetch: GuardedFetch;
let canaryHits = 0;
const canary = createServer((_request, reply) => {
  canaryHits += 1;
  reply.end('inner');
});
let lastHeaders: Readonly<Record<string, unknown>> = {};

const zeros = Buffer.alloc(30_000_000);
const gzipBomb = gzipSync(zeros);
const brotliBomb = brotliCompressSync(zeros, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } });

beforeAll(async () => {
  await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve));
  const canaryPort = (canary.address() as AddressInfo).port;
  server = await startLocalServer((request, reply) => {
    lastHeaders = request.headers;
    const { pathname } = new URL(request.url ?? '/', 'https://x');
    const hop = /^\/hop\/(\d+)$/.exec(pathname)?.[1];
    if (hop !== undefined)
      reply.writeHead(302, { location: Number(hop) === 0 ? '/page' : `/hop/${Number(hop) - 1}` }).end();
    else if (pathname === '/page')
      reply.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'set-cookie': 'a=b' }).end('<p>chào</p>');
    else if (pathname === '/loop') reply.writeHead(301, { location: '/loop' }).end();
    else if (pathname === '/to-loopback') reply.writeHead(302, { location: `http://127.0.0.1:${canaryPort}/` }).end();
    else if (pathname === '/to-metadata') reply.writeHead(302, { location: 'http://169.254.169.254/latest' }).end();
    else if (pathname === '/to-file') reply.writeHead(302, { location: 'file:///etc/passwd' }).end();
    else if (pathname === '/to-nowhere') reply.writeHead(302, { location: 'http://' }).end();
    else if (pathname === '/gzip') reply.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('xin chào'));
    else if (pathname === '/gzip-bomb') reply.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipBomb);
    else if (pathname === '/br-bomb') reply.writeHead(200, { 'content-encoding': 'br' }).end(brotliBomb);
    else if (pathname === '/double-bomb')
      reply.writeHead(200, { 'content-encoding': 'gzip, gzip' }).end(gzipSync(gzipBomb));
    else if (pathname === '/bad-gzip') reply.writeHead(200, { 'content-encoding': 'gzip' }).end('this is no gzip');
    else if (pathname === '/odd-encoding') reply.writeHead(200, { 'content-encoding': 'zz' }).end('x');
    else if (pathname === '/endless') {
      reply.writeHead(200);
      const more = (): void => {
        while (reply.write(zeros.subarray(0, 65_536)));
      };
      reply.on('drain', more);
      more();
    } else if (pathname === '/slow') {
      reply.writeHead(200, { 'content-length': '1000' });
      const timer = setInterval(() => reply.write('.'), 50);
      reply.on('close', () => clearInterval(timer));
    } else if (pathname === '/silent') request.socket.setTimeout(0);
    else if (pathname === '/headers') reply.writeHead(200, { 'x-long': 'a'.repeat(60_000) }).end();
    else if (pathname === '/cut') {
      reply.writeHead(200, { 'content-length': '1000' });
      reply.write('half');
      setTimeout(() => reply.destroy(), 20);
    } else reply.writeHead(404).end('none');
  });
  fetchPage = createGuardedFetch({ enrolled: () => server });
  impatientFetch = createGuardedFetch({ enrolled: () => server, totalMilliseconds: 700 });
});

afterAll(async () => {
  canary.close();
  await server.close();
});

async function refusalOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return 'fetched';
  } catch (error) {
    return error instanceof FetchRefused ? error.refusal : String(error);
  }
}

describe('guarded fetch', () => {
  test('reads a page of the enrolled server through its pinned authority, without cookies or stored credentials', async () => {
    const reply = await fetchPage(`${server.origin}/page`);
    expect({ ...reply, body: Buffer.from(reply.body).toString() }).toEqual({
      url: `${server.origin}/page`,
      status: 200,
      headers: { 'content-type': 'text/html; charset=utf-8', date: expect.any(String) },
      body: '<p>chào</p>',
      redirects: [],
    });
    await fetchPage(`${server.origin}/page`);
    expect([lastHeaders['cookie'], lastHeaders['authorization'], lastHeaders['cache-control']]).toEqual([
      undefined,
      undefined,
      'no-cache',
    ]);
  });

  test('decodes compressed bodies', async () => {
    expect(Buffer.from((await fetchPage(`${server.origin}/gzip`)).body).toString()).toBe('xin chào');
  });

  test('follows five redirects and no more', async () => {
    expect((await fetchPage(`${server.origin}/hop/4`)).redirects).toHaveLength(5);
    expect(await refusalOf(fetchPage(`${server.origin}/hop/5`))).toBe('tooManyRedirects');
  });

  test.each([
    ['/loop', 'tooManyRedirects'],
    ['/to-loopback', 'portRefused'],
    ['/to-metadata', 'addressRefused'],
    ['/to-file', 'schemeRefused'],
    ['/to-nowhere', 'redirectInvalid'],
    ['/gzip-bomb', 'tooLarge'],
    ['/br-bomb', 'tooLarge'],
    ['/double-bomb', 'tooLarge'],
    ['/endless', 'tooLarge'],
    ['/bad-gzip', 'encodingInvalid'],
    ['/odd-encoding', 'encodingInvalid'],
    ['/slow', 'timedOut'],
    ['/silent', 'timedOut'],
    ['/headers', 'connectionFailed'],
    ['/cut', 'connectionFailed'],
  ])('%s ends as %s', async (path, refusal) => {
    const fetcher = refusal === 'timedOut' ? impatientFetch : fetchPage;
    expect(await refusalOf(fetcher(`${server.origin}${path}`))).toBe(refusal);
  });

  test('a redirect never reaches a server of the inner network', () => {
    expect(canaryHits).toBe(0);
  });

  test('the enrolled server is refused under another authority, and any private server without enrolment', async () => {
    const stranger = await startLocalServer((_request, reply) => reply.end('x'));
    try {
      const wrongAuthority = createGuardedFetch({
        enrolled: () => ({ ...stranger, ca: server.ca }),
        totalMilliseconds: 1_500,
      });
      expect(await refusalOf(wrongAuthority(`${stranger.origin}/`))).toBe('connectionFailed');
      const notEnrolled = createGuardedFetch({ enrolled: () => null });
      expect(await refusalOf(notEnrolled(`${server.origin}/page`))).toBe('portRefused');
    } finally {
      await stranger.close();
    }
  });

  test('resolves a name once, dials the address it judged, and refuses a name with any address inside', async () => {
    let asked = 0;
    const resolve = async (): Promise<readonly string[]> => {
      asked += 1;
      return ['127.0.0.1'];
    };
    const named = { ...server, host: 'portal.trial.example' };
    const pinned = createGuardedFetch({ enrolled: () => named, resolve });
    expect([(await pinned(`https://portal.trial.example:${server.port}/page`)).status, asked]).toEqual([200, 1]);
    const rebinding = createGuardedFetch({ enrolled: () => null, resolve });
    expect([await refusalOf(rebinding('http://rebinding.example.com/')), asked, canaryHits]).toEqual([
      'addressRefused',
      2,
      0,
    ]);
    const mixed = createGuardedFetch({ enrolled: () => null, resolve: async () => ['93.184.215.14', '10.0.0.1'] });
    expect(await refusalOf(mixed('http://mixed.example.com/'))).toBe('addressRefused');
    const nameless = createGuardedFetch({ enrolled: () => null, resolve: async () => [] });
    expect(await refusalOf(nameless('http://nameless.example.com/'))).toBe('nameNotFound');
    const stuck = createGuardedFetch({
      enrolled: () => null,
      resolve: () => Promise.withResolvers<readonly string[]>().promise,
      totalMilliseconds: 200,
    });
    expect(await refusalOf(stuck('http://stuck.example.com/'))).toBe('timedOut');
  });

  test('a cancelled fetch says so', async () => {
    const controller = new AbortController();
    const fetching = refusalOf(fetchPage(`${server.origin}/slow`, { signal: controller.signal }));
    setTimeout(() => controller.abort(), 30);
    expect(await fetching).toBe('cancelled');
  });
});
