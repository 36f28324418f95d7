import { expect, test } from 'vitest';
import { blobDigest, isAppAddress, outsideAddress, viewerToken } from './addresses.ts';

const digest = '0123456789abcdef'.repeat(4);

test('a blob is addressed by exactly its digest', () => {
  expect(blobDigest(`store://blob/${digest}`)).toBe(digest);
  for (const url of [
    `store://blob/${digest.toUpperCase()}`,
    `store://blob/${digest}/`,
    `store://blob/${digest}?x`,
    `store://blob/${digest}#x`,
    `store://blob//${digest}`,
    `store://other/${digest}`,
    `store://blob/${digest.slice(1)}`,
    `store://blob/${digest}0`,
    `store://blob/../${digest}`,
    `STORE://blob/${digest}`,
    `store://blob/${digest}\n`,
  ]) {
    expect(blobDigest(url), url).toBeNull();
  }
});

test('a viewer document is addressed by exactly its token', () => {
  expect(viewerToken('viewer://document/abcdefghijklmnop_-')).toBe('abcdefghijklmnop_-');
  for (const url of [
    'viewer://document/short',
    'viewer://document/abcdefghijklmnop/',
    'viewer://document/abcdefghijklmnop?x=1',
    'viewer://document/abcdefghijklmnop#x',
    'viewer://document/abcdefghijklm%2f',
    'viewer://other/abcdefghijklmnop',
    'viewer://user@document/abcdefghijklmnop',
    `viewer://document/${'a'.repeat(129)}`,
    'viewer://document/abcdefghijklmnop\n',
  ]) {
    expect(viewerToken(url), url).toBeNull();
  }
});

test('only pages of the app origin are the app', () => {
  expect(['app://desk', 'app://desk/', 'app://desk/index.html'].map(isAppAddress)).toEqual([true, true, true]);
  expect(
    [
      'app://desk.evil/',
      'app://deskx',
      'app://desk@evil/',
      'APP://desk/',
      'https://desk.app.localhost/',
      'viewer://desk/',
      'about:blank',
      '',
      'data:text/html,app://desk/',
    ].filter(isAppAddress),
  ).toEqual([]);
});

test('only https without credentials and mailto may be opened outside', () => {
  expect(outsideAddress('https://portal.invalid/a b')).toBe('https://portal.invalid/a%20b');
  expect(outsideAddress('mailto:a@portal.invalid')).toBe('mailto:a@portal.invalid');
  expect(outsideAddress('https://xn--bo-khnh-mwa.invalid')).toBe('https://xn--bo-khnh-mwa.invalid/');
  for (const url of [
    'http://portal.invalid/',
    'https://user@portal.invalid/',
    'https://user:secret@portal.invalid/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'ms-msdt:/id',
    'smb://host/share',
    'app://desk/',
    'vbscript:x',
    'not an address',
    '',
    `https://portal.invalid/${'a'.repeat(5000)}`,
  ]) {
    expect(outsideAddress(url), url).toBeNull();
  }
});
