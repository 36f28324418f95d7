import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Article, articleSchema } from '#shared/content/article.ts';
import { bodyToHtml } from '#shared/content/html-out.ts';
import { canonicalJson } from '#shared/lib/canonical-json.ts';
import { type Hash, sha256Hash } from '#shared/lib/hash.ts';
import { instantSchema } from '#shared/lib/instant.ts';
import { createGuardedFetch } from '../../../electron/core/verify/guarded-fetch.ts';
import { EvidenceBroken, readEvidence, reverify } from '../../../electron/core/verify/reverify.ts';
import { type Verification, verifyPage } from '../../../electron/core/verify/verify-page.ts';
import { article, paragraph } from '../../fixtures/verification/article-builder.ts';
import { type LocalServer, startLocalServer } from '../../fixtures/verification/local-server.ts';

const blobs = new Map<Hash, Uint8Array>();
const putBlob = async (bytes: Uint8Array): Promise<Hash> => {
  const sha256 = sha256Hash(bytes);
  blobs.set(sha256, bytes);
  return sha256;
};
const readBlob = async (sha256: Hash): Promise<Uint8Array | null> => blobs.get(sha256) ?? null;

let photo: Buffer;
let smallPhoto: Buffer;
let otherPhoto: Buffer;
const pdf = Buffer.from('%PDF-1.7 kế hoạch');
let approved: Article;
let server: LocalServer;
const pages = new Map<string, { body: string | Buffer; type: string; status?: number }>();

async function stripes(turn: number): Promise<Buffer> {
  const [width, height] = [320, 200];
  const pixels = Buffer.alloc(width * height);
  for (let at = 0; at < pixels.length; at += 1) {
    const [x, y] = [at % width, Math.floor(at / width)];
    pixels[at] = Math.round(
      127 + 100 * Math.sin((x * Math.cos(turn) + y * Math.sin(turn)) / 23) * Math.cos(y / (30 + turn * 9)),
    );
  }
  return sharp(pixels, { raw: { width, height, channels: 1 } })
    .jpeg({ quality: 92 })
    .toBuffer();
}

function pageOf(shown: Article, more = ''): string {
  return `<!doctype html><meta charset="utf-8"><title>${shown.title}</title><main><h1>${shown.title}</h1><div class="content">${bodyToHtml(shown.body, { imageUrl: () => '/photo.jpg' })}</div>
<ul>${shown.attachments.map(({ name }) => `<li><a href="/plan.pdf">${name}</a></li>`).join('')}</ul><p>Tác giả: ${shown.author}</p></main>${more}`;
}

beforeAll(async () => {
  photo = await stripes(0.3);
  smallPhoto = await sharp(photo).resize(200).jpeg({ quality: 70 }).toBuffer();
  otherPhoto = await stripes(1.9);
  const draft = article({
    title: 'Kế hoạch trồng rừng ngập mặn năm 2027',
    author: 'Lê Minh',
    body: [
      paragraph('Toàn tỉnh trồng mới 125 ha rừng ngập mặn ven đầm Nha Phu trong năm 2027.'),
      paragraph('Kinh phí thực hiện không vượt quá 18,6 tỷ đồng.'),
    ],
  });
  approved = articleSchema.parse({
    ...draft,
    body: {
      type: 'doc',
      content: [
        ...draft.body.content,
        {
          type: 'image',
          attrs: {
            sha256: sha256Hash(photo),
            mediaType: 'image/jpeg',
            alt: 'Rừng ngập mặn',
            caption: 'Rừng ngập mặn ở đầm Nha Phu',
          },
        },
        paragraph('Các xã ven biển chịu trách nhiệm chăm sóc rừng sau khi trồng.'),
      ],
    },
    attachments: [{ sha256: sha256Hash(pdf), name: 'Ke hoach.pdf', mediaType: 'application/pdf', size: pdf.length }],
  });
  server = await startLocalServer((request, reply) => {
    const page = pages.get(request.url ?? '');
    if (page === undefined) reply.writeHead(404).end();
    else reply.writeHead(page.status ?? 200, { 'content-type': page.type }).end(page.body);
  });
});
afterAll(() => server.close());

function serve(html: string, files: { photo?: Buffer | null; plan?: Buffer | null } = {}): void {
  pages.clear();
  pages.set('/tin', { body: html, type: 'text/html; charset=utf-8' });
  if (files.photo !== null) pages.set('/photo.jpg', { body: files.photo ?? photo, type: 'image/jpeg' });
  if (files.plan !== null) pages.set('/plan.pdf', { body: files.plan ?? pdf, type: 'application/pdf' });
}

function verify(more: Partial<Parameters<typeof verifyPage>[0]> = {}): Promise<Verification> {
  return verifyPage({
    approved,
    url: `${server.origin}/tin`,
    fetcher: createGuardedFetch({ enrolled: () => server, totalMilliseconds: 15_000 }),
    putBlob,
    approvedImages: async (sha256) => (sha256 === sha256Hash(photo) ? photo : null),
    now: () => instantSchema.parse('2026-11-22T08:00:00.000Z'),
    ...more,
  });
}

const told = ({ comparison }: Verification): unknown => ({
  verdict: comparison.verdict,
  found: comparison.discrepancies.map(({ type, approved: one, published }) => [type, one, published]),
  unchecked: comparison.unchecked.map(({ part, reason }) => [part, reason]),
});

describe('verifyPage', () => {
  test('a faithful page is a match whose evidence can be judged again offline', async () => {
    serve(pageOf(approved));
    const steps: string[] = [];
    const verification = await verify({
      onProgress: ({ step, done, total }) => steps.push(`${step} ${done}/${total}`),
      renderPage: async () => ({
        png: Buffer.from('png'),
        text: 'chữ',
        width: 1,
        height: 1,
        truncated: false,
        geometry: [],
      }),
    });
    const { comparison, evidence, evidenceHash } = verification;
    expect(told(verification)).toEqual({ verdict: 'match', found: [], unchecked: [] });
    expect(comparison.covered).toMatchObject({ title: true, paragraphs: 4, images: 1, attachments: 1 });
    expect(evidence).toMatchObject({
      status: 200,
      charset: 'utf-8',
      screenshot: sha256Hash(Buffer.from('png')),
      html: sha256Hash(Buffer.from(pageOf(approved))),
      approvedHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(evidence.resources.map(({ url, sha256 }) => [new URL(url).pathname, sha256])).toEqual([
      ['/photo.jpg', sha256Hash(photo)],
      ['/plan.pdf', sha256Hash(pdf)],
    ]);
    expect(sha256Hash(canonicalJson(evidence))).toBe(evidenceHash);
    expect(await readEvidence(evidenceHash, readBlob)).toEqual(evidence);
    expect(await reverify(evidence, readBlob)).toEqual(comparison);
    expect(steps[0]).toBe('page 0/1');
    expect(steps.at(-1)).toBe('compare 0/1');
  });

  test('a digit altered on the page is found, and found again from the evidence', async () => {
    serve(pageOf(approved).replace('125 ha', '152 ha'));
    const verification = await verify();
    expect(told(verification)).toEqual({
      verdict: 'mismatch',
      found: [['changedNumber', '125', '152']],
      unchecked: [],
    });
    expect(await reverify(verification.evidence, readBlob)).toEqual(verification.comparison);
  });

  test('a resized picture is cosmetic, another picture or file behind the same address a mismatch', async () => {
    serve(pageOf(approved), { photo: smallPhoto });
    const resized = await verify();
    expect([resized.comparison.verdict, resized.comparison.discrepancies.map(({ type }) => type)]).toEqual([
      'cosmetic',
      ['resizedImage'],
    ]);
    expect(await reverify(resized.evidence, readBlob)).toEqual(resized.comparison);
    serve(pageOf(approved), { photo: otherPhoto });
    expect((await verify()).comparison.discrepancies.map(({ type }) => type)).toEqual(['changedImage']);
    serve(pageOf(approved), { plan: Buffer.from('%PDF-1.7 kế hoạch khác') });
    expect((await verify()).comparison.discrepancies.map(({ type }) => type)).toEqual(['changedAttachment']);
  });

  test('what could not be fetched is unchecked by name, never a match', async () => {
    serve(pageOf(approved));
    pages.set('/photo.jpg', { body: '', type: 'image/jpeg', status: 503 });
    pages.set('/plan.pdf', { body: '', type: 'application/pdf', status: 503 });
    expect(told(await verify())).toEqual({
      verdict: 'unchecked',
      found: [],
      unchecked: [
        ['body/2', 'imageNotFetched'],
        ['attachments/0', 'attachmentNotFetched'],
      ],
    });
  });

  test.each([
    ['httpStatus', { body: 'x', type: 'text/html', status: 500 }],
    ['httpStatus', { body: 'x', type: 'text/html', status: 404 }],
    ['notHtml', { body: '%PDF', type: 'application/pdf' }],
    ['empty', { body: '', type: 'text/html' }],
    [
      'scriptRendered',
      { body: '<!doctype html><div id="root"></div><script src="/app.js"></script>', type: 'text/html' },
    ],
    ['tooDeep', { body: '<div>'.repeat(100_000), type: 'text/html' }],
    ['tooManyNodes', { body: `<div>${'<i>x</i>'.repeat(60_000)}</div>`, type: 'text/html' }],
    ['tooLarge', { body: Buffer.alloc(11_000_000, 0x61), type: 'text/html' }],
  ])('a page that is %s is unchecked for that reason', async (reason, page) => {
    serve('');
    pages.set('/tin', page);
    const verification = await verify();
    expect(told(verification)).toEqual({ verdict: 'unchecked', found: [], unchecked: [['page', reason]] });
    expect(await reverify(verification.evidence, readBlob)).toEqual(verification.comparison);
  });

  test('an address the guard refuses is unchecked and leaves evidence', async () => {
    const verification = await verify({ url: 'http://169.254.169.254/' });
    expect([
      verification.comparison.unchecked[0]?.reason,
      verification.evidence.html,
      blobs.has(verification.evidenceHash),
    ]).toEqual(['fetchRefused', null, true]);
  });

  test('a page that cannot be drawn is compared without a picture', async () => {
    serve(pageOf(approved));
    const verification = await verify({ renderPage: async () => Promise.reject(new Error('no display')) });
    expect([verification.comparison.verdict, verification.evidence.screenshot]).toEqual(['match', null]);
  });

  test('evidence with a changed or missing blob is refused', async () => {
    serve(pageOf(approved));
    const { evidence } = await verify();
    await expect(
      reverify(evidence, async (sha256) => (sha256 === evidence.html ? Buffer.from('khác') : readBlob(sha256))),
    ).rejects.toThrow(EvidenceBroken);
    await expect(
      reverify(evidence, async (sha256) => (sha256 === sha256Hash(pdf) ? null : readBlob(sha256))),
    ).rejects.toThrow(EvidenceBroken);
  });

  test('cancelling ends it', async () => {
    serve(pageOf(approved));
    await expect(verify({ signal: AbortSignal.abort() })).rejects.toThrow('cancelled');
  });
});
