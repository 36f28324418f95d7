import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contentHash } from '#shared/content/canonical.ts';
import { blobHeaders } from '#shared/contract/protocol.ts';
import { type Hash, sha256Hash } from '#shared/lib/hash.ts';
import { type Answer, failureCode, type PortalDesk, plainArticle } from './portal-desk.ts';
import { accepted, createWorld, receive, type World } from './portal-world.ts';

let world: World;
let desk: PortalDesk;
beforeAll(async () => {
  world = await createWorld({ limits: { blobBytes: 2_000_000 } });
  desk = await world.desk('centre');
});
afterAll(() => world.close());

function put(hash: Hash, bytes: Uint8Array, range?: string, by = desk): Promise<Answer> {
  const headers = range === undefined ? {} : { 'content-range': `bytes ${range}` };
  return by.signed(`/blobs/${hash}`, { method: 'PUT', body: bytes, headers }, hash);
}

function head(hash: Hash, by = desk): Promise<Answer> {
  return by.signed(`/blobs/${hash}`, { method: 'HEAD' });
}

test('a blob put whole is served whole and in ranges', async () => {
  const bytes = randomBytes(300_000);
  const hash = await desk.putBlob(bytes);
  expect([
    (await head(hash)).headers['content-length'],
    (await desk.signed(`/blobs/${hash}`)).body.equals(bytes),
  ]).toEqual(['300000', true]);
  const ranges = ['bytes=0-9', 'bytes=299990-', 'bytes=-5', 'bytes=100-400000', 'bytes=300000-', 'pages=1-2'];
  const got = await Promise.all(ranges.map((range) => desk.signed(`/blobs/${hash}`, { headers: { range } })));
  expect(got.map(({ status, headers }) => [status, headers['content-range']])).toEqual([
    [206, 'bytes 0-9/300000'],
    [206, 'bytes 299990-299999/300000'],
    [206, 'bytes 299995-299999/300000'],
    [206, 'bytes 100-299999/300000'],
    [416, 'bytes */300000'],
    [200, undefined],
  ]);
  expect(got.slice(0, 3).map(({ body }) => body.toString('hex'))).toEqual(
    [bytes.subarray(0, 10), bytes.subarray(-10), bytes.subarray(-5)].map((part) => part.toString('hex')),
  );
});

test('an upload in pieces goes on where it stopped and is visible only when whole', async () => {
  const bytes = randomBytes(100_000);
  const hash = sha256Hash(bytes);
  const first = await put(hash, bytes.subarray(0, 40_000), '0-39999/100000');
  const partly = await head(hash);
  const gap = await put(hash, bytes.subarray(50_000), '50000-99999/100000');
  const last = await put(hash, bytes.subarray(40_000), '40000-99999/100000');
  const whole = await head(hash);
  const again = await put(hash, bytes);
  expect(
    [first, partly, gap, last, whole, again].map(({ status, headers }) => [status, headers[blobHeaders.received]]),
  ).toEqual([
    [202, '40000'],
    [404, '40000'],
    [409, '40000'],
    [201, '100000'],
    [200, undefined],
    [201, '100000'],
  ]);
});

test('an upload cut in the middle of a piece keeps what arrived', async () => {
  const bytes = randomBytes(60_000);
  const hash = sha256Hash(bytes);
  await put(hash, bytes.subarray(0, 20_000), '0-59999/60000');
  expect((await head(hash)).headers[blobHeaders.received]).toBe('20000');
  expect((await put(hash, bytes.subarray(20_000), '20000-59999/60000')).status).toBe(201);
});

test('bytes that are not what their name says never become visible, and the name stays free for the right ones', async () => {
  const bytes = randomBytes(10_000);
  const hash = sha256Hash(bytes);
  const wrong = Buffer.from(bytes);
  wrong[5_000] = (wrong[5_000] ?? 0) ^ 1;
  expect(failureCode(await put(hash, wrong))).toBe('blob-mismatch');
  expect((await head(hash)).headers[blobHeaders.received]).toBe('0');
  expect((await put(hash, bytes)).status).toBe(201);
});

test('one device’s false start does not spoil another’s upload', async () => {
  const [bytes, other] = [randomBytes(10_000), await world.desk('head')];
  const hash = sha256Hash(bytes);
  await put(hash, randomBytes(5_000), '0-4999/10000');
  expect((await head(hash, other)).headers[blobHeaders.received]).toBe('0');
  expect((await put(hash, bytes, undefined, other)).status).toBe(201);
});

test('a blob past the limit, a range that contradicts itself and bytes past the range are refused', async () => {
  const hash = sha256Hash('lớn');
  const codes = [
    failureCode(await put(hash, Buffer.alloc(10), '0-9/2000001')),
    failureCode(await put(hash, Buffer.alloc(10), '9-0/10')),
    failureCode(await put(hash, Buffer.alloc(10), '0-9/5')),
    failureCode(await put(hash, Buffer.alloc(20), '0-9/10')),
  ];
  expect(codes).toEqual(['too-large', 'bad-request', 'bad-request', 'bad-request']);
});

test('the article of a version is a blob too', async () => {
  const article = plainArticle('Bài là một khối nội dung');
  await accepted(desk, receive(desk, world.members.centre, 'tin-tuc', article));
  const hash = contentHash(article);
  const [whole, part] = [
    await desk.signed(`/blobs/${hash}`),
    await desk.signed(`/blobs/${hash}`, { headers: { range: 'bytes=0-0' } }),
  ];
  expect([sha256Hash(whole.body), part.body.toString('utf8')]).toEqual([hash, '{']);
});

test('whoever is not signed in learns nothing about a blob', async () => {
  const hash = await desk.putBlob(Buffer.from('bí mật'));
  const out = await world.desk('health');
  await out.signed('/sessions/current', { method: 'DELETE' });
  expect([(await head(hash, out)).status, (await head(sha256Hash('không có'), out)).status]).toEqual([401, 401]);
});
