import { expect, test } from 'vitest';
import type { Connection } from '#shared/contract/desk-views.ts';
import { instantFromMs } from '#shared/lib/instant.ts';
import { translate } from '../../i18n/i18n.ts';
import { connectionSentence } from './connection-sentence.tsx';

const now = Date.parse('2026-11-22T08:00:00.000Z');
const calm: Connection = {
  state: 'connected',
  since: instantFromMs(Date.parse('2026-11-22T07:05:00.000Z')),
  waiting: 0,
  sending: null,
  rejected: 0,
  prefetch: 0,
  lastSyncAt: null,
  head: 12,
  error: null,
};
const say = (change: Partial<Connection>): string =>
  connectionSentence({ ...calm, ...change }, translate, 'vi', now).text;

test('the connection is a sentence, and what was not accepted outweighs everything', () => {
  expect([
    say({}),
    say({ state: 'offline' }),
    say({ state: 'offline', waiting: 3 }),
    say({ sending: { done: 2, total: 5 } }),
    say({ rejected: 1, sending: { done: 2, total: 5 } }),
    say({ state: 'otherServer' }),
    say({ waiting: 1 }),
  ]).toEqual([
    'Đã kết nối',
    'Mất kết nối từ 14 giờ 05',
    'Mất kết nối từ 14 giờ 05 – 3 việc chờ gửi',
    'Đang gửi 2/5',
    'Máy chủ không nhận 1 việc',
    'Địa chỉ nay là máy chủ khác',
    'Đã kết nối – 1 việc chờ gửi',
  ]);
});
