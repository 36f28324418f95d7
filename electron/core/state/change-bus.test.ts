import { expect, test } from 'vitest';
import type { Connection } from '#shared/contract/desk-views.ts';
import { type Announcement, ChangeBus } from './change-bus.ts';

const connection: Connection = {
  state: 'connected',
  since: '2026-11-23T01:00:00.000Z' as Connection['since'],
  waiting: 0,
  sending: null,
  rejected: 0,
  prefetch: 0,
  lastSyncAt: null,
  head: 0,
  error: null,
};

async function take(from: AsyncGenerator<Announcement, void>, count: number): Promise<unknown[]> {
  const taken: unknown[] = [];
  while (taken.length < count) {
    const { value } = await from.next();
    taken.push(value?.kind === 'change' ? value.change.topic : value?.kind);
  }
  return taken;
}

test('what was told between a window’s first questions and its listening reaches it', async () => {
  const bus = new ChangeBus();
  bus.changed({ topic: 'session' }, { topic: 'queues' });
  await new Promise((resolve) => setImmediate(resolve));
  const stop = new AbortController();
  const heard = bus.listen(connection, stop.signal);
  expect(await take(heard, 3)).toEqual(['connection', 'session', 'queues']);
  bus.changed({ topic: 'board' });
  expect(await take(heard, 1)).toEqual(['board']);
  stop.abort();
  await heard.next();
});
