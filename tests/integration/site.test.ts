import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Parser } from 'htmlparser2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Article } from '#shared/content/article.ts';
import { must } from '#shared/lib/assert.ts';
import { type Hash, sha256Hash } from '#shared/lib/hash.ts';
import { instantFromMs } from '#shared/lib/instant.ts';
import { compare } from '#shared/verification/compare.ts';
import type { PageResource } from '#shared/verification/page-capture.ts';
import { pageReferences } from '#shared/verification/page-references.ts';
import { followChain } from '#shared/workflow/chain.ts';
import { genesisHash, knownFact } from '#shared/workflow/event.ts';
import { delegationStanding } from '#shared/workflow/standing.ts';
import { readEvidence, reverify } from '../../electron/core/verify/reverify.ts';
import { createPortal, type Portal } from '../../portal/portal.ts';
import { articlePath } from '../../portal/site/addresses.ts';
import type { EditablePublication, ShownPublication } from '../../portal/site/publication-source.ts';
import { startTrial, type Trial } from '../../portal/trial/trial.ts';
import { type Answer, call, PortalDesk } from './portal-desk.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'site-'));
let trial: Trial;
let portal: Portal;
/** How far the server's clock runs ahead of the machine's. */
let ahead = 0;

beforeAll(async () => {
  leaveSeedingCutShort();
  trial = await startTrial({ dataDir });
  await trial.close();
  const site = { administrator: 'Quản trị thử', administratorPassword: trial.administratorPassword };
  const config = { dataDirectory: join(dataDir, 'portal'), port: 0, site };
  portal = await createPortal(config, undefined, () => Date.now() + ahead);
}, 90_000);

afterAll(async () => {
  await portal.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** What a machine switched off in the middle of a first start leaves behind. */
function leaveSeedingCutShort(): void {
  mkdirSync(join(dataDir, 'portal'));
  writeFileSync(join(dataDir, 'portal', 'portal.sqlite'), 'half a page');
  writeFileSync(join(dataDir, 'trial-under-way'), '');
}

const get = (path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> =>
  call(portal, path, { headers });

const textOf = ({ body }: Answer): string => body.toString('utf8');

async function uploaded(title: string): Promise<EditablePublication> {
  const rows = await portal.publications.editable();
  return must(
    rows.find((row) => row.title.includes(title)),
    `${title} is uploaded`,
  );
}

async function shown(title: string): Promise<ShownPublication> {
  const { item } = await uploaded(title);
  return must(await portal.publications.forEdit(item), 'an uploaded item can be edited');
}

/** The form's own page, its session cookie and the token it wants back. */
async function signIn(): Promise<{ cookie: string; csrf: string }> {
  const answer = await post('/quan-tri/dang-nhap', { 'mat-khau': trial.administratorPassword });
  const cookie = must(answer.headers['set-cookie']?.[0]?.split(';')[0], 'signing in sets a cookie');
  const page = textOf(await get('/quan-tri', { cookie }));
  return { cookie, csrf: must(/name="csrf" value="([^"]+)"/.exec(page)?.[1], 'the form has a token') };
}

function post(
  path: string,
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  return call(portal, path, {
    method: 'POST',
    body: new URLSearchParams(fields).toString(),
    headers: { ...type, ...headers },
  });
}

describe('the trial board', () => {
  test('begins again from nothing after a seeding cut short', () => {
    expect([trial.fresh, readdirSync(dataDir).sort()]).toEqual([true, ['portal', 'trial-ready']]);
  });

  test('stands in every state its stories lead to, under one unbroken chain', async () => {
    const desk = new PortalDesk(portal, 'head', must(trial.people[0], 'the board has people').password);
    await desk.enrol();
    const states = new Map<string, number>();
    for (const line of await desk.snapshot()) {
      if ('item' in line) states.set(line.item.state, (states.get(line.item.state) ?? 0) + 1);
    }
    expect(Object.fromEntries(states)).toEqual({
      received: 2,
      edited: 1,
      specialistReview: 2,
      submitted: 4,
      returned: 1,
      refused: 1,
      approved: 1,
      uploaded: 2,
      reuploadRequested: 1,
      supplementaryPending: 1,
      published: 5,
      reported: 4,
    });
    const lines = await desk.pull(0, 1_000);
    const events = lines.flatMap((line) => ('event' in line ? [line.event] : []));
    const last = must(lines.at(-1), 'a page has its end');
    expect(followChain({ seq: 0, hash: genesisHash }, events)).toEqual('end' in last ? last.end.head : null);
    expect(events.filter((event) => knownFact(event)?.type === 'publicationEdited')).toHaveLength(3);
    const { delegations } = await portal.admin.board(must((await portal.admin.boards())[0], 'there is a board').id);
    const now = instantFromMs(Date.now());
    expect(delegations.map((delegation) => delegationStanding(delegation, now))).toEqual(['ended', 'inForce']);
  });

  test('keeps evidence that a desk can read and check again without network', async () => {
    const desk = new PortalDesk(portal, 'secretary', must(trial.people[0], 'the board has people').password);
    await desk.enrol();
    const readBlob = async (hash: Hash): Promise<Uint8Array> => (await desk.signed(`/blobs/${hash}`)).body;
    const found: Record<string, Set<string>> = {};
    const lines = await desk.snapshot();
    const altered = lines.flatMap((line) => {
      const statements = 'item' in line ? line.item.verifications.map(({ statement }) => statement) : [];
      return statements.some(({ verdict }) => verdict === 'mismatch') ? [statements] : [];
    });
    for (const statements of altered) {
      for (const statement of statements) {
        const evidence = await readEvidence(statement.evidence, readBlob);
        const again = await reverify(evidence, readBlob);
        expect([again.verdict, again.discrepancies]).toEqual([statement.verdict, evidence.comparison.discrepancies]);
        found[statement.verdict] ??= new Set();
        for (const { approved, published } of again.discrepancies)
          found[statement.verdict]?.add(`${approved} → ${published}`);
      }
    }
    expect(found).toEqual({ match: new Set(), mismatch: new Set(['225.000 → 252.000', '3.811 → 3.118']) });
  });

  test('a second start finds the same data and makes nothing', async () => {
    const { fingerprint } = portal;
    const before = await portal.admin.boards();
    await portal.close();
    const second = await startTrial({ dataDir });
    const after = await second.portal.admin.boards();
    expect({ fresh: second.fresh, fingerprint: second.fingerprint, after }).toEqual({
      fresh: false,
      fingerprint,
      after: before,
    });
    await second.close();
    const site = { administrator: 'Quản trị thử', administratorPassword: trial.administratorPassword };
    const config = { dataDirectory: join(dataDir, 'portal'), port: 0, site };
    portal = await createPortal(config, undefined, () => Date.now() + ahead);
  });
});

describe('public pages', () => {
  test('a published page shows what was entered, pictures and files included', async () => {
    const found: Record<string, string> = {};
    const { rows } = await portal.publications.published({ page: 1, limit: 50 });
    for (const { item, title } of rows) {
      const { article } = must(await portal.publications.publishedItem(item), 'a listed item is published');
      found[title] = (await compareWith(article, portal.url + articlePath(title, item))).verdict;
    }
    expect(found).toEqual(Object.fromEntries(rows.map(({ title }) => [title, 'match'])));
    expect(rows.length).toBe(9);
  });

  test('no page may run a script, load a foreign file or be framed', async () => {
    const { item, article } = await shown('Hướng dẫn nộp hồ sơ');
    for (const path of ['/', '/chuyen-muc/thong-bao', articlePath(article.title, item), '/khong-co', '/quan-tri']) {
      const { headers, body } = await get(path);
      expect(headers['content-security-policy']).toBe(
        "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      );
      expect(body.toString('utf8')).not.toMatch(
        /<script(?! type="application\/ld\+json")|<iframe|<style| style=| on\w+="/,
      );
    }
  });

  test('what is uploaded but not published is nowhere but at its preview address', async () => {
    const { item, title, previewPath } = await uploaded('Mười hai điểm hỗ trợ');
    const lists = [
      '/',
      '/chuyen-muc/chuyen-doi-so',
      '/tim-kiem?tu-khoa=muoi+hai',
      '/so-do-cong',
      '/sitemap.xml',
      '/rss.xml',
    ];
    const named = await Promise.all(lists.map(async (path) => textOf(await get(path)).includes(item)));
    expect(named).toEqual(lists.map(() => false));
    expect((await get(articlePath(title, item))).status).toBe(404);
    const preview = await get(must(previewPath, 'an uploaded item has a preview'));
    expect([preview.status, preview.headers['x-robots-tag'], preview.headers['cache-control']]).toEqual([
      200,
      'noindex, nofollow, noarchive',
      'private, no-store',
    ]);
    expect(textOf(preview)).toContain('<h1>Mười hai điểm hỗ trợ dịch vụ công trực tuyến mở cửa cuối tuần</h1>');
  });

  test('a file of an unpublished page is served under its preview token alone, and not after its time', async () => {
    const { previewPath } = await uploaded('Mười hai điểm hỗ trợ');
    const { article } = await shown('Mười hai điểm hỗ trợ');
    const [image] = article.body.content.filter((block) => block.type === 'image');
    const hash = must(image, 'the item has a picture').attrs.sha256;
    const other = (await uploaded('Tạm dừng hệ thống')).previewPath;
    const statuses = async (): Promise<readonly number[]> =>
      (
        await Promise.all(
          [`/anh/${hash}`, `${previewPath}/anh/${hash}`, `${other}/anh/${hash}`].map((path) => get(path)),
        )
      ).map(({ status }) => status);
    expect(await statuses()).toEqual([404, 200, 404]);
    expect(sha256Hash((await get(`${previewPath}/anh/${hash}`)).body)).toBe(hash);
    ahead = 16 * 60_000;
    try {
      expect(await statuses()).toEqual([404, 404, 404]);
      expect((await get(must(previewPath, 'an uploaded item has a preview'))).status).toBe(410);
    } finally {
      ahead = 0;
    }
  });

  test('an attachment is saved, never shown, and only under its own hash', async () => {
    const { article } = await shown('danh mục 27 thủ tục');
    const file = must(article.attachments[0], 'the decision has its file');
    const answer = await get(`/tep/${file.sha256}/${encodeURIComponent('QĐ 2417.pdf')}`);
    expect([answer.status, sha256Hash(answer.body), answer.headers['content-disposition']]).toEqual([
      200,
      file.sha256,
      `attachment; filename="Q_ 2417.pdf"; filename*=UTF-8''Q%C4%90%202417.pdf`,
    ]);
    expect(answer.headers['content-security-policy']).toBe("default-src 'none'; sandbox");
    expect((await get(`/anh/${file.sha256}`)).status).toBe(404);
    expect((await get(`/tep/${'0'.repeat(64)}/a.pdf`)).status).toBe(404);
  });

  test('reading adds a view, asking for the headers alone does not, and other methods are refused', async () => {
    const { item, article, views } = await shown('Nộp hồ sơ trực tuyến được giảm lệ phí');
    const path = articlePath(article.title, item);
    await get(path);
    const head = await call(portal, path, { method: 'HEAD' });
    expect([(await shown('giảm lệ phí')).views, head.body.length]).toEqual([views + 1, 0]);
    expect((await post(path, {})).status).toBe(405);
  });

  test('search folds case and marks, and finds words where they begin', async () => {
    const found = textOf(await get(`/tim-kiem?tu-khoa=${encodeURIComponent('GIAM le phi')}`));
    expect(found).toContain('Có 1 kết quả');
    expect(textOf(await get('/tim-kiem?tu-khoa=hinh'))).toContain('Có 0 kết quả');
    expect(textOf(await get('/tim-kiem?tu-khoa=%22%3E%3Cb%3E'))).toContain('“&quot;&gt;&lt;b&gt;”');
  });

  test('feeds and site map are XML and name exactly what is published', async () => {
    const { rows } = await portal.publications.published({ page: 1, limit: 50 });
    const addresses = rows.map(({ title, item }) => portal.url + articlePath(title, item));
    const feed = elementTexts(textOf(await get('/rss.xml')), 'link');
    expect(feed.slice(1)).toEqual(addresses);
    const map = elementTexts(textOf(await get('/sitemap.xml')), 'loc');
    expect(map.filter((address) => address.includes('/tin/'))).toEqual(addresses);
    expect(textOf(await get('/robots.txt'))).toContain(`Sitemap: ${portal.url}/sitemap.xml`);
  });

  test('the footer of every page carries the contact lines the law asks for', async () => {
    const site = await portal.publications.site();
    const page = textOf(await get('/khong-co'));
    const foot = page.slice(page.indexOf('<footer'));
    for (const line of [site.unit, site.responsiblePerson, site.address, site.phone, site.email]) {
      expect(foot).toContain(line);
    }
  });
});

describe('the administration form', () => {
  test('stays closed to a wrong password, a forged origin and a missing token', async () => {
    const { item, article } = await shown('Mười hai điểm hỗ trợ');
    const wrong = await post('/quan-tri/dang-nhap', { 'mat-khau': 'sai' });
    const { cookie, csrf } = await signIn();
    const fields = { base: '1', title: 'Tiêu đề giả' };
    const answers = [
      wrong,
      await post(`/quan-tri/tin/${item}`, { ...fields, csrf }),
      await post(`/quan-tri/tin/${item}`, fields, { cookie }),
      await post(`/quan-tri/tin/${item}`, { ...fields, csrf: `${csrf}x` }, { cookie }),
      await post(`/quan-tri/tin/${item}`, { ...fields, csrf }, { cookie, origin: 'https://noi-khac.example' }),
      await post('/quan-tri/dang-nhap', { 'mat-khau': trial.administratorPassword }, { origin: 'null' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 403, 403, 403, 403]);
    expect((await shown('Mười hai điểm hỗ trợ')).article).toEqual(article);
  });

  test('a digit changed there changes the page, is recorded in the chain, and the comparison sees it', async () => {
    const { item, article, revision } = await shown('Nộp hồ sơ trực tuyến được giảm lệ phí');
    const { cookie, csrf } = await signIn();
    const form = textOf(await get(`/quan-tri/tin/${item}`, { cookie }));
    const field = must(/name="([\d.]+\.text)" rows="1">\n300\.000</.exec(form)?.[1], 'the cell has its field');
    const fields = { csrf, base: String(revision), [field]: '3000.000' };
    const saved = await post(`/quan-tri/tin/${item}`, fields, { cookie });
    expect([saved.status, saved.headers.location]).toEqual([303, `/quan-tri/tin/${item}?sau=saved`]);
    const now = await shown('Nộp hồ sơ trực tuyến được giảm lệ phí');
    expect(now.revision).toBe(revision + 1);
    const { verdict, discrepancies } = await compareWith(article, portal.url + articlePath(article.title, item));
    expect([verdict, discrepancies.map(({ type, approved, published }) => [type, approved, published])]).toEqual([
      'mismatch',
      [['tableCell', '300.000', '3000.000']],
    ]);
    const outdated = await post(`/quan-tri/tin/${item}`, fields, { cookie });
    const unchanged = await post(
      `/quan-tri/tin/${item}`,
      { csrf, base: String(now.revision), [field]: '3000.000' },
      { cookie },
    );
    expect([outdated.status, unchanged.headers.location]).toEqual([409, `/quan-tri/tin/${item}?sau=unchanged`]);
  });

  test('hostile text entered there stays text on the page, in its metadata and in the feeds', async () => {
    const { item, revision } = await shown('Lịch tiếp công dân');
    const { cookie, csrf } = await signIn();
    const title = `</script><script>alert("1")</script><img src=x onerror=alert(2)>`;
    await post(`/quan-tri/tin/${item}`, { csrf, base: String(revision), title, author: title }, { cookie });
    for (const path of [articlePath(title, item), '/', '/rss.xml', '/so-do-cong']) {
      const page = textOf(await get(path));
      expect(page).toContain('&lt;script&gt;alert');
      expect(elementNames(page)).not.toContain('script:');
      expect(page).not.toContain('<img src=x');
    }
  });

  test('text that is no article is not saved and stays in the form', async () => {
    const { item, revision } = await shown('How foreign residents');
    const { cookie, csrf } = await signIn();
    const fields = { csrf, base: String(revision), title: 'dài '.repeat(200), source: 'Giữ lại' };
    const answer = await post(`/quan-tri/tin/${item}`, fields, { cookie });
    expect([answer.status, textOf(answer).includes('value="Giữ lại"')]).toEqual([422, true]);
    expect((await shown('How foreign residents')).revision).toBe(revision);
  });

  test('five wrong passwords close the door for a quarter of an hour, to the right one too', async () => {
    for (let count = 0; count < 5; count += 1) await post('/quan-tri/dang-nhap', { 'mat-khau': 'sai' });
    const right = { 'mat-khau': trial.administratorPassword };
    const during = await post('/quan-tri/dang-nhap', right);
    ahead = 16 * 60_000;
    const after = await post('/quan-tri/dang-nhap', right);
    ahead = 0;
    expect([during.status, after.status]).toEqual([429, 303]);
  });
});

async function compareWith(approved: Article, url: string): Promise<ReturnType<typeof compare>> {
  const html = textOf(await get(url.slice(portal.url.length)));
  const resources = new Map<string, PageResource>();
  const { images, files } = pageReferences(approved, { url, html });
  for (const address of [...images, ...files]) {
    const { status, headers, body } = await get(address.slice(portal.url.length));
    const mediaType = headers['content-type'] ?? null;
    resources.set(address, {
      url: address,
      status,
      sha256: sha256Hash(body),
      perceptualHash: null,
      mediaType,
      size: body.length,
    });
  }
  return compare(approved, { url, html, resources, approvedImages: new Map() });
}

function elementTexts(xml: string, name: string): readonly string[] {
  const found: string[] = [];
  let open = false;
  const parser = new Parser(
    {
      onopentagname: (tag) => {
        open = tag === name;
        if (open) found.push('');
      },
      ontext: (text) => {
        if (open) found.push((found.pop() ?? '') + text);
      },
      onclosetag: () => {
        open = false;
      },
    },
    { xmlMode: true },
  );
  parser.end(xml);
  return found;
}

/** Element names with the type of scripts, `script:application/ld+json`. */
function elementNames(page: string): readonly string[] {
  const names: string[] = [];
  new Parser({
    onopentag: (name, { type = '' }) => names.push(name === 'script' ? `script:${type}` : name),
  }).end(page);
  return names;
}
