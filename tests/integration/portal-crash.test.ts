import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sha256Hash } from '#shared/lib/hash.ts';
import { verifyLog } from '../../portal/admin/verify-log.ts';
import { PortalDesk, plainArticle } from './portal-desk.ts';
import { furnishedData, startServer } from './portal-process.ts';
import { password, receive } from './portal-world.ts';

let furnished: Awaited<ReturnType<typeof furnishedData>>;
beforeAll(async () => {
  furnished = await furnishedData();
});
afterAll(() => furnished.remove());

const points = ['after-receive', 'before-commit', 'after-commit', 'before-reply'] as const;

describe('a server killed in the middle of a push', () => {
  test.each(points)('at %s loses nothing it acknowledged and does nothing twice', async (point) => {
    const { data, members } = furnished;
    const calm = await startServer(data);
    const desk = new PortalDesk(calm, 'centre', password);
    await desk.enrol();
    const before = receive(desk, members.centre, 'tin-tuc', plainArticle(`Trước khi chết ở ${point}`));
    const [acknowledged] = await desk.push(before);
    await calm.stop();

    const doomed = await startServer(data, point);
    desk.server = doomed;
    const commands = ['một', 'hai', 'ba'].map((word) =>
      receive(desk, members.centre, 'tin-tuc', plainArticle(`Lô ${word} ở ${point}`)),
    );
    await expect(desk.push(...commands)).rejects.toThrow();
    expect(await doomed.ended).toBe('SIGKILL');

    const risen = await startServer(data);
    desk.server = risen;
    const first = await desk.push(before, ...commands);
    expect(await desk.push(before, ...commands)).toEqual(first);
    const taken = commands.map(() => expect.objectContaining({ outcome: 'accepted' }));
    expect(first).toEqual([acknowledged, ...taken]);
    expect(await risen.stop()).toBe('0');
    const [report] = await verifyLog(data);
    expect(report?.faults).toEqual([]);
  });
});

test('a server killed between a blob’s bytes and its row takes the same upload again', async () => {
  const { data } = furnished;
  const calm = await startServer(data);
  const desk = new PortalDesk(calm, 'head', password);
  await desk.enrol();
  await calm.stop();
  const bytes = randomBytes(50_000);
  const hash = sha256Hash(bytes);
  desk.server = await startServer(data, 'blob-before-row');
  await expect(desk.putBlob(bytes)).rejects.toThrow();
  const risen = await startServer(data);
  desk.server = risen;
  expect(await desk.putBlob(bytes)).toBe(hash);
  expect(await risen.stop()).toBe('0');
});

test.each(['before-page-end', 'before-snapshot-end'])(
  'a server killed %s leaves an answer without its end, and the same question is answered whole afterwards',
  async (point) => {
    const { data } = furnished;
    const doomed = await startServer(data, point);
    const desk = new PortalDesk(doomed, 'secretary', password);
    await desk.enrol();
    const ask = point === 'before-page-end' ? () => desk.pull(0) : () => desk.snapshot();
    await expect(ask()).rejects.toThrow();
    expect(await doomed.ended).toBe('SIGKILL');
    const risen = await startServer(data);
    desk.server = risen;
    expect((await ask()).at(-1)).toEqual({ end: expect.anything() });
    expect(await risen.stop()).toBe('0');
  },
);
