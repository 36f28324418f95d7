import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CommandId, ItemId } from '#shared/lib/ids.ts';
import { sectionIdSchema } from '#shared/lib/ids.ts';
import { instantFromMs } from '#shared/lib/instant.ts';
import { enrolDesk, eventually, removeData, settled, startDesk } from './desk-harness.ts';
import { startDeskProcess } from './killed-desk.ts';
import { plainArticle } from './portal-desk.ts';
import { createWorld, password, type World } from './portal-world.ts';

let world: World;

beforeAll(async () => {
  world = await createWorld();
});

afterAll(() => world.close());

/** Every step of making, signing, sending and settling a decision, and of taking over what others did. */
const points = [
  'hold-before',
  'hold-after',
  'release-before',
  'release-after',
  'push-before-send',
  'push-after-reply',
  'push-before-settle',
  'push-after-settle',
  'pull-before-commit',
  'pull-in-commit',
  'pull-after-commit',
] as const;

describe('a desk killed with SIGKILL', () => {
  for (const point of points) {
    test(`at ${point} loses nothing it acknowledged and repeats nothing`, async () => {
      const dataDir = mkdtempSync(path.join(tmpdir(), 'desk-killed-'));
      try {
        await prepared(dataDir);
        // At the second passing, so that something was acknowledged before it.
        const acknowledged = await killedAt(dataDir, `${point}:2`);
        expect(acknowledged.length).toBeGreaterThan(0);
        await foundWhole(dataDir, acknowledged);
      } finally {
        removeData(dataDir);
      }
    });
  }

  test('at every batch of a first sync begins it again and ends with everything', async () => {
    const dataDir = mkdtempSync(path.join(tmpdir(), 'desk-killed-'));
    try {
      await prepared(dataDir);
      const before = await allIds(dataDir);
      for (const point of ['snapshot-batch', 'snapshot-end', 'migrate-before', 'migrate-after']) {
        const fresh = mkdtempSync(path.join(tmpdir(), 'desk-killed-'));
        try {
          const killed = startDeskProcess(fresh, point);
          killed.client.session.enrol(await enrolment('centre')).catch(() => undefined);
          expect(await killed.ended).toBe('SIGKILL');
          const again = startDeskProcess(fresh);
          const { stage } = await again.client.session.view();
          if (stage === 'notEnrolled') await again.client.session.enrol(await enrolment('centre'));
          await eventually(
            () => rowIds(again.client),
            (ids) => before.every((id) => ids.includes(id)),
          );
          expect(await again.stop()).toBe('0');
        } finally {
          removeData(fresh);
        }
      }
    } finally {
      removeData(dataDir);
    }
  });
});

async function enrolment(
  login: string,
): Promise<Parameters<ReturnType<typeof startDeskProcess>['client']['session']['enrol']>[0]> {
  const { url, fingerprint } = world.portal;
  const { trialPassphrase } = await import('#shared/contract/trial.ts');
  return { address: url, fingerprint, login, password, deviceName: 'máy thử', passphrase: trialPassphrase };
}

async function prepared(dataDir: string): Promise<void> {
  const desk = await startDesk({ dataDir, holdMilliseconds: 10 });
  const { url, fingerprint } = world.portal;
  await enrolDesk(desk, { url, fingerprint, login: 'centre', password });
  await settled(desk);
  await desk.stop();
}

/** Takes items in until the process dies at the point; gives those whose decision was acknowledged to the person. */
async function killedAt(dataDir: string, point: string): Promise<readonly { command: CommandId; item: ItemId }[]> {
  const killed = startDeskProcess(dataDir, point);
  const acknowledged: { command: CommandId; item: ItemId }[] = [];
  let over = false;
  killed.ended.then(() => {
    over = true;
  });
  for (let count = 0; count < 40 && !over; count += 1) {
    const { client } = killed;
    const received = client.intake.receive({
      transfer: '',
      article: plainArticle(`${point} ${count}`),
      kind: 'news',
      section: sectionIdSchema.parse('tin-tuc'),
      channel: 'mailbox',
      sender: 'Phòng Văn xã',
      receivedAt: instantFromMs(Date.now()),
    });
    await received.then(({ command, item }) => acknowledged.push({ command, item })).catch(() => undefined);
    await Promise.race([killed.ended, new Promise((resolve) => setTimeout(resolve, 150))]);
  }
  expect(await killed.ended).toBe('SIGKILL');
  return acknowledged;
}

async function foundWhole(
  dataDir: string,
  acknowledged: readonly { command: CommandId; item: ItemId }[],
): Promise<void> {
  const again = await startDesk({ dataDir, holdMilliseconds: 10 });
  try {
    await settled(again, 30_000);
    for (const { item } of acknowledged) {
      const { timeline } = await again.client.items.open({ item });
      expect(timeline.map(({ action, signature }) => `${action} ${signature}`)).toEqual(['receive valid']);
    }
    const { waiting, rejected, state } = await again.client.sync.connection();
    expect({ waiting, rejected, state }).toEqual({ waiting: 0, rejected: 0, state: 'connected' });
    const outbox = await again.client.sync.outbox();
    expect(new Set(outbox.map(({ command }) => command)).size).toBe(outbox.length);
  } finally {
    await again.stop();
  }
}

async function rowIds(client: ReturnType<typeof startDeskProcess>['client']): Promise<ItemId[]> {
  const query = { queue: 'all', section: null, state: null, text: '', sort: 'newest', offset: 0, limit: 500 } as const;
  try {
    return (await client.queues.rows(query)).rows.map(({ id }) => id);
  } catch {
    return [];
  }
}

async function allIds(dataDir: string): Promise<readonly ItemId[]> {
  const desk = await startDesk({ dataDir });
  const ids = await rowIds(desk.client);
  await desk.stop();
  return ids;
}
