import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contentHash } from '#shared/content/canonical.ts';
import type { CommandOutcome } from '#shared/contract/sync-messages.ts';
import { canonicalJson } from '#shared/lib/canonical-json.ts';
import { sha256Hash } from '#shared/lib/hash.ts';
import { boardIdSchema, commandIdSchema } from '#shared/lib/ids.ts';
import { failureCode, freshId, type PortalDesk, plainArticle } from './portal-desk.ts';
import { accepted, createWorld, itemOf, receive, type World } from './portal-world.ts';

let world: World;
let centre: PortalDesk;
beforeAll(async () => {
  world = await createWorld();
  centre = await world.desk('centre');
});
afterAll(() => world.close());

/** `accepted`, `rejected:code` or `failed:code`. */
function brief(outcome: CommandOutcome | undefined): string {
  if (outcome === undefined) return 'nothing';
  if (outcome.outcome === 'rejected') return `rejected:${outcome.refusal.code}`;
  return outcome.outcome === 'failed' ? `failed:${outcome.error.code}` : outcome.outcome;
}

async function eventsOf(desk: PortalDesk, command: string): Promise<number> {
  let [after, count] = [0, 0];
  for (;;) {
    const lines = await desk.pull(after);
    for (const line of lines) {
      if ('event' in line && JSON.stringify(line.event.fact).includes(`"${command}"`)) count += 1;
      if ('end' in line) {
        after = line.end.head.seq;
        if (!line.end.more) return count;
      }
    }
  }
}

describe('a command takes effect once', () => {
  test('however often and however parallel it is sent', async () => {
    const command = receive(centre, world.members.centre, 'tin-tuc', plainArticle('Gửi năm mươi lần'));
    const outcomes = (await Promise.all(Array.from({ length: 50 }, () => centre.push(command)))).flat();
    expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome))).size).toBe(1);
    expect(brief(outcomes[0])).toBe('accepted');
    expect(await eventsOf(centre, command.statement.command)).toBe(1);
  });

  test('a rejection is a receipt too: it consumes the counter and is answered the same when repeated', async () => {
    const desk = await world.desk('secretary');
    const article = plainArticle('Thư ký không được tiếp nhận');
    const command = receive(desk, world.members.secretary, 'tin-tuc', article);
    const first = await desk.push(command);
    const again = await desk.push(command);
    expect({ outcome: brief(first[0]), again }).toEqual({ outcome: 'rejected:not-your-role', again: first });
    const late = desk.command(null, null, world.members.secretary.grant, {
      action: 'comment',
      anchor: null,
      pinned: false,
      resolves: null,
    });
    expect(late.statement.counter).toBe(2);
    expect(brief((await desk.push(late))[0])).toBe('rejected:unknown-item');
  });

  test('the same command id with another payload is refused and recorded, once', async () => {
    const desk = await world.desk('centre');
    const first = receive(desk, world.members.centre, 'tin-tuc', plainArticle('Bản thứ nhất'));
    await accepted(desk, first);
    const change = { command: first.statement.command };
    const other = receive(desk, world.members.centre, 'tin-tuc', plainArticle('Bản thứ hai'), { change });
    expect([brief((await desk.push(other))[0]), brief((await desk.push(other))[0])]).toEqual([
      'failed:command-conflict',
      'failed:command-conflict',
    ]);
    const lines = await desk.pull(0, 5_000);
    const conflicts = lines.filter((line) => 'event' in line && line.event.fact.type === 'commandConflict');
    expect(conflicts.map((line) => 'event' in line && line.event.fact)).toEqual([
      { type: 'commandConflict', command: first.statement.command, device: desk.open().device },
    ]);
  });

  test('another device cannot take over a command id', async () => {
    const [one, other] = [await world.desk('centre'), await world.desk('centre')];
    const first = receive(one, world.members.centre, 'tin-tuc', plainArticle('Của máy thứ nhất'));
    await accepted(one, first);
    const change = { command: first.statement.command };
    const stolen = receive(other, world.members.centre, 'tin-tuc', plainArticle('Của máy thứ nhất'), { change });
    expect(brief((await other.push(stolen))[0])).toBe('failed:command-conflict');
  });
});

describe('a device’s commands come in the order of its counter', () => {
  test('a gap consumes nothing and tells which counter is expected', async () => {
    const desk = await world.desk('centre');
    const skipped = receive(desk, world.members.centre, 'tin-tuc', plainArticle('Bị giữ lại'));
    const early = receive(desk, world.members.centre, 'tin-tuc', plainArticle('Đến sớm'));
    expect(await desk.push(early)).toEqual([
      {
        outcome: 'failed',
        command: early.statement.command,
        error: { code: 'counter-gap', subject: null, refusal: null },
        expectedCounter: 1,
      },
    ]);
    expect((await desk.push(skipped, early)).map(brief)).toEqual(['accepted', 'accepted']);
    const backwards = receive(desk, world.members.centre, 'tin-tuc', plainArticle('Lùi số'), {
      change: { counter: 1 },
    });
    expect(await desk.push(backwards)).toEqual([
      expect.objectContaining({
        outcome: 'failed',
        expectedCounter: 3,
        error: expect.objectContaining({ code: 'counter-gap' }),
      }),
    ]);
  });

  test('each enrolled device counts for itself, and a new session goes on counting', async () => {
    const desk = await world.desk('centre');
    await accepted(desk, receive(desk, world.members.centre, 'tin-tuc', plainArticle('Một')));
    expect((await desk.signIn()).nextCounter).toBe(2);
    expect((await world.desk('centre')).open().nextCounter).toBe(1);
  });
});

describe('a forged command has no effect', () => {
  test('whatever part is altered after signing', async () => {
    const desk = await world.desk('centre');
    const other = await world.desk('head');
    const genuine = receive(desk, world.members.centre, 'tin-tuc', plainArticle('Bản thật'));
    const { statement, signature, articles } = genuine;
    const altered = [
      { ...statement, item: freshId() },
      { ...statement, version: sha256Hash('khác') },
      { ...statement, authority: world.members.head.grant },
      { ...statement, counter: 1, command: freshId() },
      { ...statement, claimedAt: '2020-01-01T00:00:00.000Z' },
      { ...statement, reason: 'thêm lý do' },
      { ...statement, details: { ...statement.details, section: 'y-te' } },
    ].map((change) => ({ statement: change, signature, articles }));
    const otherKey = { statement, signature: other.sign(canonicalJson(statement)), articles };
    const otherDevice = { statement: { ...statement, device: other.open().device }, signature, articles };
    const commands = [...altered, otherKey, otherDevice];
    const answer = await desk.signed(desk.board('/push'), { method: 'POST', body: JSON.stringify({ commands }) });
    const { outcomes } = answer.json() as { outcomes: CommandOutcome[] };
    expect(outcomes.map(brief)).toEqual(Array(commands.length).fill('failed:bad-signature'));
    expect(brief((await desk.push(genuine))[0])).toBe('accepted');
  });

  test('nor one of another board, nor one that says another action than its particulars', async () => {
    const desk = await world.desk('centre');
    const board = boardIdSchema.parse(freshId());
    const elsewhere = receive(desk, world.members.centre, 'tin-tuc', plainArticle('Ban khác'), { change: { board } });
    expect(brief((await desk.push(elsewhere))[0])).toBe('failed:wrong-board');
    desk.counter = 1;
    const two = receive(desk, world.members.centre, 'tin-tuc', plainArticle('Hai lời'), {
      change: { action: 'approve' },
    });
    expect(brief((await desk.push(two))[0])).toBe('rejected:details-mismatch');
  });

  test('of a message that is no message: unknown fields, wrong types, too deep, too large', async () => {
    const desk = await world.desk('centre');
    const good = receive(desk, world.members.centre, 'tin-tuc', plainArticle('Đúng khuôn'));
    const deep = `{"commands":${'['.repeat(5_000)}${']'.repeat(5_000)}}`;
    const bodies = [
      '{"commands":[]}',
      'không phải JSON',
      JSON.stringify({ commands: [{ ...good, extra: 1 }] }),
      JSON.stringify({ commands: [{ ...good, statement: { ...good.statement, counter: 0 } }] }),
      deep,
      `{"commands":"${'x'.repeat(8_100_000)}"}`,
    ];
    const codes = [];
    for (const body of bodies) {
      codes.push(failureCode(await desk.signed(desk.board('/push'), { method: 'POST', body })));
    }
    expect(codes).toEqual([...Array(5).fill('bad-request'), 'too-large']);
  });
});

describe('content', () => {
  test('is hashed by the server: an article the statement does not name is refused', async () => {
    const desk = await world.desk('centre');
    const [named, sent] = [plainArticle('Được nêu'), plainArticle('Được gửi')];
    const command = receive(desk, world.members.centre, 'tin-tuc', named);
    expect(brief((await desk.push({ ...command, articles: [sent] }))[0])).toBe('failed:content-mismatch');
    expect(brief((await desk.push({ ...command, articles: [] }))[0])).toBe('failed:blob-missing');
    expect(brief((await desk.push(command))[0])).toBe('accepted');
  });

  test('needs its pictures and attachments first', async () => {
    const desk = await world.desk('centre');
    const bytes = Buffer.from('%PDF-1.7 tệp đính kèm');
    const sha256 = sha256Hash(bytes);
    const attachment = { sha256, name: 'kế hoạch.pdf', mediaType: 'application/pdf', size: bytes.byteLength };
    const article = { ...plainArticle('Có đính kèm'), attachments: [attachment] };
    const command = receive(desk, world.members.centre, 'tin-tuc', article);
    expect(await desk.push(command)).toEqual([
      expect.objectContaining({ outcome: 'failed', error: { code: 'blob-missing', subject: sha256, refusal: null } }),
    ]);
    await desk.putBlob(bytes);
    expect(brief((await desk.push(command))[0])).toBe('accepted');
  });

  test('of equal meaning has one hash: another key order and another Unicode form are the same version', async () => {
    const desk = await world.desk('centre');
    const article = plainArticle('Hòa bình và ổn định');
    const command = receive(desk, world.members.centre, 'tin-tuc', article);
    const disguised = Object.fromEntries(Object.entries(article).reverse()) as typeof article;
    const decomposed = { ...disguised, title: article.title.normalize('NFD') };
    expect(contentHash(decomposed)).toBe(command.statement.version);
    expect(brief((await desk.push({ ...command, articles: [decomposed] }))[0])).toBe('accepted');
  });
});

test('a batch stops at nothing: what follows a failed command is judged by the counter it finds', async () => {
  const desk = await world.desk('centre');
  const good = receive(desk, world.members.centre, 'tin-tuc', plainArticle('Trước'));
  const broken = receive(desk, world.members.centre, 'tin-tuc', plainArticle('Thiếu nội dung'));
  const after = desk.command(itemOf(good), good.statement.version, world.members.centre.grant, { action: 'submit' });
  const outcomes = await desk.push(good, { ...broken, articles: [] }, after);
  expect(outcomes.map(brief)).toEqual(['accepted', 'failed:blob-missing', 'failed:counter-gap']);
});

test('a device revoked in the middle of its session has its commands refused', async () => {
  const desk = await world.desk('centre');
  const command = receive(desk, world.members.centre, 'tin-tuc', plainArticle('Máy bị mất'));
  await world.portal.admin.revokeDevice(world.board, desk.open().device);
  const answer = await desk.signed(desk.board('/push'), {
    method: 'POST',
    body: JSON.stringify({ commands: [command] }),
  });
  expect(failureCode(answer)).toBe('device-revoked');
  expect(await eventsOf(centre, commandIdSchema.parse(command.statement.command))).toBe(0);
});
