import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contentHash } from '#shared/content/canonical.ts';
import type { CommandOutcome } from '#shared/contract/sync-messages.ts';
import type { Hash } from '#shared/lib/hash.ts';
import { authorityIdSchema, type ItemId } from '#shared/lib/ids.ts';
import { localDateSchema } from '#shared/lib/instant.ts';
import type { Details } from '#shared/workflow/details.ts';
import { verifyLog } from '../../portal/admin/verify-log.ts';
import { freshId, type PortalDesk, plainArticle } from './portal-desk.ts';
import { accepted, createWorld, itemOf, receive, threeDesks, uploadItem, type World } from './portal-world.ts';

const day = 86_400_000;
let now = Date.parse('2026-11-20T02:00:00.000Z');
let world: World;
let centre: PortalDesk;
let head: PortalDesk;
beforeAll(async () => {
  world = await createWorld({ limits: { sessionIdleMs: 100 * day, sessionLifetimeMs: 100 * day } }, () => now);
  [centre, head] = [await world.desk('centre'), await world.desk('head')];
});
afterAll(() => world.close());

function brief(outcome: CommandOutcome | undefined): string {
  if (outcome?.outcome === 'rejected') return outcome.refusal.code;
  return outcome?.outcome ?? 'nothing';
}

async function submitted(title: string): Promise<{ item: ItemId; version: Hash }> {
  const article = plainArticle(title);
  const version = contentHash(article);
  const received = receive(centre, world.members.centre, 'tin-tuc', article);
  const item = itemOf(received);
  await accepted(centre, received);
  await accepted(centre, centre.command(item, version, world.members.centre.grant, { action: 'submit' }));
  return { item, version };
}

/** The Head lets the deputy approve on the given days; gives the delegation's id. */
async function delegated(from: string, to: string): Promise<ReturnType<typeof authorityIdSchema.parse>> {
  const delegation = authorityIdSchema.parse(freshId());
  const details: Details = {
    action: 'delegate',
    delegation,
    to: world.members.deputy.person,
    actions: ['approve', 'return'],
    sections: null,
    number: '12/GUQ',
    validFrom: localDateSchema.parse(from),
    validTo: localDateSchema.parse(to),
  };
  await accepted(head, head.command(null, null, world.members.head.grant, details));
  return delegation;
}

describe('of decisions that exclude each other exactly one takes effect', () => {
  test('approve and return by two desks at the same moment', async () => {
    const second = await world.desk('head');
    const { grant } = world.members.head;
    for (let round = 0; round < 10; round += 1) {
      const { item, version } = await submitted(`Hai quyết định ${round}`);
      const approve = head.command(item, version, grant, { action: 'approve' });
      const back = second.command(item, version, grant, { action: 'return', ground: null }, { reason: 'Thiếu nguồn' });
      const [one, other] = await Promise.all([head.push(approve), second.push(back)]);
      expect([brief(one[0]), brief(other[0])].sort()).toEqual(['accepted', 'not-in-state']);
    }
  });

  test('an approval and an edit of the same version', async () => {
    const second = await world.desk('head');
    const { grant } = world.members.head;
    for (let round = 0; round < 10; round += 1) {
      const { item, version } = await submitted(`Duyệt và sửa ${round}`);
      const edited = plainArticle(`Duyệt và sửa ${round}`, 'Câu chữ đã sửa.');
      const details: Details = { action: 'edit', base: version, section: null };
      const edit = second.command(item, contentHash(edited), grant, details, { articles: [edited] });
      const approve = head.command(item, version, grant, { action: 'approve' });
      const outcomes = (await Promise.all([head.push(approve), second.push(edit)])).map(([outcome]) => brief(outcome));
      expect([
        ['accepted', 'not-in-state'],
        ['version-changed', 'accepted'],
      ]).toContainEqual(outcomes);
    }
  });
});

describe('a delegation is judged when the server accepts, by its own clock', () => {
  test('an approval signed while it was valid but arriving after its end is rejected, and stays rejected', async () => {
    const deputy = await world.desk('deputy');
    const delegation = await delegated('2026-11-20', '2026-11-21');
    const { item, version } = await submitted('Ký khi còn hiệu lực');
    const signed = deputy.command(item, version, delegation, { action: 'approve' });
    now += 3 * day;
    const late = await deputy.push(signed);
    const again = await deputy.push(signed);
    expect([brief(late[0]), again]).toEqual(['delegation-ended', late]);
    await accepted(head, head.command(item, version, world.members.head.grant, { action: 'approve' }));
  });

  test('in its days it is power, before and after a revocation it is not', async () => {
    const deputy = await world.desk('deputy');
    const today = new Date(now).toISOString().slice(0, 10);
    const delegation = await delegated(today, today);
    const [first, second] = [await submitted('Trong hạn'), await submitted('Sau khi thu hồi')];
    const own = deputy.command(first.item, first.version, world.members.deputy.grant, { action: 'approve' });
    const approve = deputy.command(first.item, first.version, delegation, { action: 'approve' });
    expect((await deputy.push(own, approve)).map(brief)).toEqual(['delegation-missing', 'accepted']);
    const revoke: Details = { action: 'revokeDelegation', delegation };
    await accepted(head, head.command(null, null, world.members.head.grant, revoke));
    const after = deputy.command(second.item, second.version, delegation, { action: 'approve' });
    expect((await deputy.push(after)).map(brief)).toEqual(['delegation-ended']);
  });
});

test('a clock set back neither reorders events nor stops the board', async () => {
  const before = await submitted('Trước khi lùi giờ');
  now -= 10 * day;
  const after = await submitted('Sau khi lùi giờ');
  const times = (await head.pull(0, 5_000)).flatMap((line) =>
    'event' in line && (line.event.item === before.item || line.event.item === after.item) ? [line.event.at] : [],
  );
  now += 10 * day;
  expect([times.length, [...times].sort()]).toEqual([4, times]);
});

test('approver, uploader and publisher are three people, whatever roles one person holds', async () => {
  const desks = await threeDesks(world);
  const { item, version } = await uploadItem(world, desks, 'Ba người khác nhau');
  const grants = await Promise.all(
    (['secretary', 'centreRep'] as const).map((role) =>
      world.portal.admin.grantRole(world.board, world.members.head.person, role, null),
    ),
  );
  const [asSecretary] = grants;
  const details: Details = {
    action: 'publish',
    verification: desks.head.command(null, null, world.members.head.grant, { action: 'submit' }).statement.command,
    cosmeticConfirmed: false,
    comparedByEye: [],
  };
  desks.head.counter -= 1;
  const publish = desks.head.command(item, version, asSecretary ?? world.members.head.grant, details);
  expect((await desks.head.push(publish)).map(brief)).toEqual(['separation']);
});

test('after all of it the log is intact', async () => {
  const [report] = await verifyLog(world.data);
  expect(report?.faults).toEqual([]);
});
