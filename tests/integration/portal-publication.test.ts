import { afterAll, beforeAll, expect, test } from 'vitest';
import { contentHash } from '#shared/content/canonical.ts';
import { publicationAddressSchema } from '#shared/contract/sync-messages.ts';
import { sha256Hash } from '#shared/lib/hash.ts';
import type { ItemId } from '#shared/lib/ids.ts';
import { type Answer, call, type PortalDesk, plainArticle } from './portal-desk.ts';
import {
  accepted,
  createWorld,
  type Desks,
  itemOf,
  publishItem,
  receive,
  threeDesks,
  uploadItem,
  type World,
} from './portal-world.ts';

let world: World;
let desks: Desks;
beforeAll(async () => {
  world = await createWorld({ limits: { previewMs: 1_500 } });
  desks = await threeDesks(world);
});
afterAll(() => world.close());

async function addressOf(desk: PortalDesk, item: ItemId): Promise<ReturnType<typeof publicationAddressSchema.parse>> {
  return publicationAddressSchema.parse((await desk.signed(desk.board(`/items/${item}/publication`))).json());
}

function visit(url: string | null): Promise<Answer> {
  return call(world.portal, String(url).slice(world.portal.url.length));
}

test('an uploaded item is seen only at its preview address, and publicly once published', async () => {
  const { item, version } = await uploadItem(world, desks, 'Tin chưa đăng');
  const before = await addressOf(desks.secretary, item);
  expect(before).toEqual({
    item,
    revision: 1,
    previewUrl: expect.stringContaining(`${world.portal.url}/`),
    previewExpiresAt: expect.any(String),
    publicUrl: null,
    entered: version,
  });
  const preview = await visit(before.previewUrl);
  expect([preview.status, preview.body.includes('Tin chưa đăng'), preview.body.includes('noindex')]).toEqual([
    200,
    true,
    true,
  ]);
  expect((await world.portal.publications.published({ page: 1, limit: 10 })).total).toBe(0);

  await publishItem(world, desks, item, version);
  const after = await addressOf(desks.secretary, item);
  const page = await visit(after.publicUrl);
  expect([page.status, page.body.includes('Tin chưa đăng')]).toEqual([200, true]);
  const { rows, total } = await world.portal.publications.published({ search: 'CHUA dang', page: 1, limit: 10 });
  expect([rows.map((row) => row.item), total]).toEqual([[item], 1]);
});

test('a preview address that is altered, made up or over its time shows nothing', async () => {
  const { item } = await uploadItem(world, desks, 'Tin có hạn');
  const { previewUrl } = await addressOf(desks.secretary, item);
  const url = String(previewUrl);
  const altered = url.slice(0, -2) + (url.endsWith('A') ? 'BB' : 'AA');
  const statuses = [await visit(url), await visit(altered), await visit(`${url.slice(0, -40)}`)].map(
    ({ status }) => status,
  );
  expect(statuses).toEqual([200, 404, 404]);
  await expect.poll(async () => (await visit(url)).status, { timeout: 5_000, interval: 300 }).toBe(410);
});

test('an edit on the portal’s own form is a new revision that everyone sees and no earlier comparison covers', async () => {
  const { item, version } = await uploadItem(world, desks, 'Tin bị sửa trên cổng');
  const altered = plainArticle('Tin bị sửa trên cổng', 'Sáng 20/11, hội nghị đã thống nhất 21 nhiệm vụ trọng tâm.');
  const edit = (base: number): Promise<string> => world.portal.editPublication(item, altered, 'Quản trị cổng', base);
  expect([await edit(2), await edit(1), await edit(1), await edit(2)]).toEqual([
    'outdated',
    'saved',
    'outdated',
    'unchanged',
  ]);
  const address = await addressOf(desks.secretary, item);
  expect([address.revision, address.entered]).toEqual([2, contentHash(altered)]);
  expect((await visit(address.previewUrl)).body.includes('21 nhiệm vụ')).toBe(true);
  await expect(publishItem(world, desks, item, version, 1)).rejects.toThrow('publication-changed');

  const lines = await desks.head.pull(0, 5_000);
  const edits = lines.flatMap((line) =>
    'event' in line && line.event.item === item && line.event.fact.type === 'publicationEdited' ? [line] : [],
  );
  expect(edits).toEqual([
    {
      event: expect.objectContaining({
        fact: { type: 'publicationEdited', revision: 2, entered: contentHash(altered), editor: 'Quản trị cổng' },
      }),
      articles: [altered],
    },
  ]);
});

test('an edit after publication changes the public page at once, a new upload only once it is published', async () => {
  const { item, version } = await uploadItem(world, desks, 'Tin đã đăng rồi sửa');
  await publishItem(world, desks, item, version);
  const { publicUrl } = await addressOf(desks.secretary, item);
  const altered = plainArticle('Tin đã đăng rồi sửa', 'Nội dung bị sửa lén.');
  expect(await world.portal.editPublication(item, altered, 'Quản trị cổng', 1)).toBe('saved');
  expect((await visit(publicUrl)).body.includes('Nội dung bị sửa lén.')).toBe(true);

  const { secretary, head, centre } = desks;
  const { members } = world;
  const proposed = plainArticle('Tin đã đăng rồi sửa', 'Nội dung đính chính đã duyệt.');
  const corrected = contentHash(proposed);
  await accepted(
    secretary,
    secretary.command(
      item,
      corrected,
      members.secretary.grant,
      { action: 'requestSupplementary' },
      {
        reason: 'Đính chính số liệu',
        articles: [proposed],
      },
    ),
  );
  await accepted(head, head.command(item, corrected, members.head.grant, { action: 'approveSupplementary' }));
  const upload = { action: 'upload', mode: 'portal', entered: corrected, address: null } as const;
  await accepted(centre, centre.command(item, corrected, members.centre.grant, upload));
  expect((await visit(publicUrl)).body.includes('Nội dung bị sửa lén.')).toBe(true);
  await publishItem(world, desks, item, corrected, 3);
  expect((await visit(publicUrl)).body.includes('Nội dung đính chính đã duyệt.')).toBe(true);
});

test('a withdrawn item has no public page, no preview and no place in any list', async () => {
  const { item, version } = await uploadItem(world, desks, 'Tin bị gỡ');
  await publishItem(world, desks, item, version);
  const { publicUrl, previewUrl } = await addressOf(desks.secretary, item);
  const { head } = desks;
  const withdraw = head.command(
    item,
    version,
    world.members.head.grant,
    { action: 'withdraw' },
    { reason: 'Sai nguồn' },
  );
  await accepted(head, withdraw);
  const listed = await world.portal.publications.published({ search: 'Tin bị gỡ', page: 1, limit: 10 });
  const editable = await world.portal.publications.editable();
  expect([
    (await visit(publicUrl)).status,
    (await visit(previewUrl)).status,
    listed.total,
    editable.some((row) => row.item === item),
  ]).toEqual([404, 404, 0, false]);
});

test('a file is served to the public only when a published publication names it', async () => {
  const bytes = Buffer.from('kế hoạch số 12');
  const sha256 = sha256Hash(bytes);
  await desks.centre.putBlob(bytes);
  const attachments = [{ sha256, name: 'ke-hoach.txt', mediaType: 'text/plain', size: bytes.byteLength }];
  const article = { ...plainArticle('Tin có tệp'), attachments };
  const version = contentHash(article);
  const { centre, head } = desks;
  const { grant } = world.members.centre;
  const received = receive(centre, world.members.centre, 'tin-tuc', article);
  const item = itemOf(received);
  await accepted(centre, received);
  await accepted(centre, centre.command(item, version, grant, { action: 'submit' }));
  await accepted(head, head.command(item, version, world.members.head.grant, { action: 'approve' }));
  await accepted(
    centre,
    centre.command(item, version, grant, { action: 'upload', mode: 'portal', entered: version, address: null }),
  );
  const { publications } = world.portal;
  const token =
    String((await addressOf(centre, item)).previewUrl)
      .split('/')
      .at(-1) ?? '';
  const [hidden, previewed] = [
    await publications.blob(sha256, { preview: null }),
    await publications.blob(sha256, { preview: token }),
  ];
  await publishItem(world, desks, item, version);
  const shown = await publications.blob(sha256, { preview: null });
  expect([hidden, previewed?.mediaType, Buffer.from(shown?.bytes ?? []).toString('utf8')]).toEqual([
    null,
    'text/plain',
    'kế hoạch số 12',
  ]);
});

test('a foreign upload has no page on this server', async () => {
  const { centre, head } = desks;
  const { grant } = world.members.centre;
  const article = plainArticle('Tin ở cổng khác');
  const version = contentHash(article);
  const received = receive(centre, world.members.centre, 'tin-tuc', article);
  const item = itemOf(received);
  await accepted(centre, received);
  await accepted(centre, centre.command(item, version, grant, { action: 'submit' }));
  await accepted(head, head.command(item, version, world.members.head.grant, { action: 'approve' }));
  const foreign = { action: 'upload', mode: 'foreign', entered: version, address: 'https://cong.example/tin' } as const;
  await accepted(centre, centre.command(item, version, grant, foreign));
  expect(await addressOf(centre, item)).toEqual({
    item,
    revision: 1,
    previewUrl: null,
    previewExpiresAt: null,
    publicUrl: null,
    entered: version,
  });
});
