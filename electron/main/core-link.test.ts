import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

/** A utility process of which the test plays both ends. */
class Child extends EventEmitter {
  readonly posted: unknown[] = [];
  killed = false;
  postMessage(message: unknown): void {
    this.posted.push(message);
  }
  kill(): boolean {
    this.killed = true;
    this.emit('exit', 0);
    return true;
  }
}

const children: Child[] = [];
vi.mock('electron', () => ({
  utilityProcess: {
    fork: () => {
      const child = new Child();
      children.push(child);
      return child;
    },
  },
}));
const { startCore } = await import('./core-link.ts');

const sealSecret = vi.fn(async () => ({ sealedBase64: 'c2VhbGVk' }));
const onText = vi.fn();
const onRestart = vi.fn();
const onGiveUp = vi.fn();
const start = () =>
  startCore({
    entry: 'core.js',
    dataDirectory: '/data',
    answers: { sealSecret } as never,
    onText,
    onRestart,
    onGiveUp,
  });
const newest = (): Child => {
  const child = children.at(-1);
  if (!child) throw new Error('no process was started');
  return child;
};
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

beforeEach(() => vi.spyOn(process.stderr, 'write').mockReturnValue(true));
afterEach(() => {
  children.length = 0;
  vi.clearAllMocks();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

test('a port of core is answered; unknown ones and bad arguments are refused without reaching it', async () => {
  start();
  newest().emit('message', { kind: 'port', id: 1, name: 'sealSecret', args: { plainBase64: 'eA==' } });
  newest().emit('message', { kind: 'port', id: 2, name: 'constructor', args: {} });
  newest().emit('message', { kind: 'port', id: 3, name: 'sealSecret', args: { plainBase64: 1 } });
  newest().emit('message', { kind: 'port', id: 4, name: 'sealSecret', args: { plainBase64: 'eA==', extra: 1 } });
  newest().emit('message', 'not an envelope');
  await settled();
  const byId = newest().posted.toSorted(
    (a, b) => Number(Reflect.get(Object(a), 'id')) - Number(Reflect.get(Object(b), 'id')),
  );
  expect(byId).toMatchObject([
    { id: 1, ok: true, value: { sealedBase64: 'c2VhbGVk' } },
    { id: 2, ok: false, error: { code: 'unknown-port' } },
    { id: 3, ok: false, error: { code: 'bad-arguments' } },
    { id: 4, ok: false, error: { code: 'bad-arguments' } },
  ]);
  expect(sealSecret).toHaveBeenCalledTimes(1);
});

test('strings pass both ways with the window they belong to', () => {
  const core = start();
  core.openWindow(3);
  core.sendText(3, 'lên');
  newest().emit('message', { kind: 'desk', window: 3, text: 'xuống' });
  expect(newest().posted).toEqual([
    { kind: 'window', window: 3, state: 'open' },
    { kind: 'desk', window: 3, text: 'lên' },
  ]);
  expect(onText).toHaveBeenCalledWith(3, 'xuống');
});

test('a value of another shape than agreed is refused', async () => {
  const core = start();
  const asked = core.ask('readBlob', { sha256: 'a'.repeat(64) });
  newest().emit('message', { kind: 'port-reply', id: 1, ok: true, value: { bodyBase64: 1, mediaType: 'x' } });
  await expect(asked).rejects.toThrow();
});

test('core is started again three times in five minutes, then the shell gives up', async () => {
  const core = start();
  const asked = core.ask('readViewer', { token: 'a'.repeat(16) });
  newest().emit('exit', 9);
  await expect(asked).rejects.toMatchObject({ code: 'stopped' });
  newest().emit('exit', 9);
  newest().emit('exit', 9);
  expect([children.length, onRestart.mock.calls.length, onGiveUp.mock.calls.length]).toEqual([4, 3, 0]);
  newest().emit('exit', 9);
  expect([children.length, onRestart.mock.calls.length, onGiveUp.mock.calls.length]).toEqual([4, 3, 1]);
});

test('ends that lie far apart are forgiven', () => {
  vi.useFakeTimers();
  start();
  for (let times = 0; times < 6; times += 1) {
    vi.advanceTimersByTime(6 * 60_000);
    newest().emit('exit', 9);
  }
  expect([children.length, onGiveUp.mock.calls.length]).toEqual([7, 0]);
});

test('stopping waits for core to finish, is not a fall, and ends a core that hangs', async () => {
  const polite = start();
  const stopping = polite.stop();
  expect(newest().posted).toEqual([{ kind: 'port', id: 1, name: 'stop', args: {} }]);
  expect(newest().killed).toBe(false);
  newest().emit('message', { kind: 'port-reply', id: 1, ok: true, value: null });
  await stopping;
  expect([newest().killed, children.length, onRestart.mock.calls.length]).toEqual([true, 1, 0]);

  vi.useFakeTimers();
  const hanging = start().stop();
  await vi.advanceTimersByTimeAsync(8_000);
  await hanging;
  expect([newest().killed, children.length]).toEqual([true, 2]);
});
