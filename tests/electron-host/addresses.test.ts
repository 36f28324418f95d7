import { expect, test } from 'vitest';
import { AddressMap } from './addresses.ts';

const map = new AddressMap();
for (const scheme of ['app', 'store', 'viewer']) map.add(scheme);

test('addresses of known schemes map there and back, all others stay', () => {
  for (const [electron, chromium] of [
    ['app://desk/index.html', 'https://desk.app.localhost/index.html'],
    ['app://desk', 'https://desk.app.localhost/'],
    ['viewer://document/abc?x#y', 'https://document.viewer.localhost/abc?x#y'],
    ['https://portal.invalid/', 'https://portal.invalid/'],
    ['other://host/path', 'other://host/path'],
    ['about:blank', 'about:blank'],
  ] as const) {
    expect(map.toChromium(electron)).toBe(chromium);
    expect(map.toElectron(chromium)).toBe(electron === 'app://desk' ? 'app://desk/' : electron);
  }
  expect(map.toElectron('https://desk.app.localhost.evil.invalid/')).toBe('https://desk.app.localhost.evil.invalid/');
});

test('a policy keeps its meaning: only sources that name our schemes gain their other spelling', () => {
  expect(
    map.policyToChromium(
      "default-src 'none'; frame-src viewer:; img-src 'self' store: data:; frame-ancestors app://desk",
    ),
  ).toBe(
    "default-src 'none'; frame-src viewer: https://*.viewer.localhost; img-src 'self' store: https://*.store.localhost data:; frame-ancestors https://desk.app.localhost",
  );
});
