import { expect, test } from 'vitest';
import { isTrustedSender, type MessageSender } from './sender.ts';

const main = { url: 'app://desk/index.html', parent: null };
const message = (change: Partial<{ id: number; frame: MessageSender['senderFrame'] }>): MessageSender => ({
  sender: { id: change.id ?? 7 },
  senderFrame: change.frame === undefined ? main : change.frame,
});

test('only the main frame of the desk’s own window on the app’s origin is heard', () => {
  expect(isTrustedSender(message({}), 7)).toBe(true);
  const refused = [
    message({ id: 8 }),
    message({ frame: null }),
    message({ frame: { ...main, parent: main } }),
    message({ frame: { ...main, url: 'about:blank' } }),
    message({ frame: { ...main, url: 'viewer://document/abcdefghijklmnop' } }),
    message({ frame: { ...main, url: 'app://desk.evil/index.html' } }),
    message({ frame: { ...main, url: 'https://portal.invalid/app://desk/' } }),
    message({ frame: { ...main, url: '' } }),
  ];
  expect(refused.map((event) => isTrustedSender(event, 7))).toEqual(refused.map(() => false));
});
