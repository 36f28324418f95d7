import { expect, test } from 'vitest';
import { createPortCalls, PortError, portFailure } from './port-calls.ts';
import { corePorts, envelope, shellPorts } from './process-protocol.ts';

test('replies find their calls by id in any order, and strays are ignored', async () => {
  const posted: { id: number; name: string }[] = [];
  const calls = createPortCalls((call) => posted.push(call));
  const [first, second] = [calls.call('a', {}), calls.call('b', {})];
  calls.settle({ id: 99, ok: true, value: 'stray' });
  calls.settle({ id: posted[1]?.id ?? 0, ok: false, error: { code: 'unavailable', detail: 'x' } });
  calls.settle({ id: posted[0]?.id ?? 0, ok: true, value: 1 });
  calls.settle({ id: posted[0]?.id ?? 0, ok: true, value: 2 });
  await expect(second).rejects.toMatchObject({ code: 'unavailable' });
  expect(await first).toBe(1);
});

test('calls still waiting when the other process goes are refused', async () => {
  const calls = createPortCalls(() => undefined);
  const waiting = calls.call('a', {});
  calls.abandon();
  await expect(waiting).rejects.toMatchObject({ code: 'stopped' });
});

test('a failure crosses the wire as a code with a short detail', () => {
  expect(portFailure(new PortError('unavailable', 'x')).code).toBe('unavailable');
  expect(portFailure(new Error('y'.repeat(5000)))).toEqual({ code: 'failed', detail: 'y'.repeat(2000) });
  expect(portFailure('z')).toEqual({ code: 'failed', detail: 'z' });
});

test('envelopes of the protocol pass and anything else does not', () => {
  const good: unknown[] = [
    { kind: 'desk', window: 1, text: 'x' },
    { kind: 'window', window: 1, state: 'open' },
    { kind: 'ready' },
    { kind: 'port', id: 1, name: 'notify', args: {} },
    { kind: 'port-reply', id: 1, ok: true, value: null },
    { kind: 'port-reply', id: 1, ok: false, error: { code: 'failed', detail: '' } },
  ];
  const bad: unknown[] = [
    null,
    'desk',
    [],
    { kind: 'eval' },
    { kind: 'desk', window: 0, text: 'x' },
    { kind: 'desk', window: 1, text: 1 },
    { kind: 'desk', window: 1, text: 'x', extra: true },
    { kind: 'port', id: -1, name: 'notify', args: {} },
    { kind: 'port-reply', id: 1, ok: false, error: { code: 'other', detail: '' } },
  ];
  expect(good.filter((message) => !envelope.safeParse(message).success)).toEqual([]);
  expect(bad.filter((message) => envelope.safeParse(message).success)).toEqual([]);
});

test('arguments of ports are bounded', () => {
  expect(corePorts.readBlob.args.safeParse({ sha256: '../x' }).success).toBe(false);
  expect(corePorts.deepLink.args.safeParse({ itemId: 'A'.repeat(20) }).success).toBe(false);
  expect(
    shellPorts.renderPage.args.safeParse({ url: 'https://x/', bodyBase64: '', mediaType: '', width: 100_000 }).success,
  ).toBe(false);
});
