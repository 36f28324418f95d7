import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  parseRendererManifest,
  type RendererManifest,
  readRendererFile,
  rendererMediaType,
  resolveRendererFile,
} from './renderer-manifest.ts';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const manifest: RendererManifest = {
  files: { 'index.html': hash('<html>'), 'assets/main.js': hash('1'), 'assets/link.js': hash('secret') },
};

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'renderer-'));
  mkdirSync(join(directory, 'assets'));
  writeFileSync(join(directory, 'index.html'), '<html>');
  writeFileSync(join(directory, 'assets/main.js'), '1');
  writeFileSync(join(directory, 'secret'), 'secret');
  symlinkSync(join(directory, 'secret'), join(directory, 'assets/link.js'));
});
afterEach(() => rmSync(directory, { recursive: true }));

test('the manifest’s own spelling is served, and the bare origin is its first page', () => {
  expect(
    ['app://desk/', 'app://desk/index.html', 'app://desk/assets/main.js'].map((url) =>
      resolveRendererFile(manifest, url),
    ),
  ).toEqual(['index.html', 'index.html', 'assets/main.js']);
});

const paths = [
  '..',
  '../',
  '../secret',
  '../../etc/passwd',
  './index.html',
  'assets/../index.html',
  'assets/../../secret',
  'assets/./main.js',
  'assets//main.js',
  '/index.html',
  '//index.html',
  'index.html/',
  'index.html/.',
  'assets',
  'assets/',
  'assets/main.js/',
  'INDEX.HTML',
  'Index.html',
  'assets/MAIN.js',
  '%2e%2e/secret',
  '%2e%2e%2fsecret',
  '..%2fsecret',
  '..%5csecret',
  '%252e%252e/secret',
  'index%2ehtml',
  'index.html%00',
  'index.html%00.js',
  'index.html\0',
  'assets%2fmain.js',
  'assets\\main.js',
  '..\\secret',
  'assets\\..\\index.html',
  'index.html?',
  'index.html?x=1',
  'index.html#x',
  'index.html;x',
  'index.html.',
  'index.html ',
  ' index.html',
  '%20index.html',
  'index.html::$DATA',
  'index.html:stream',
  'C:\\Windows\\win.ini',
  'C:/Windows/win.ini',
  '/etc/passwd',
  '\\\\server\\share\\x',
  'file:///etc/passwd',
  'file://index.html',
  'secret',
  'renderer-manifest.json',
  '../renderer-manifest.json',
  '.env',
  '.git/config',
  'package.json',
  'node_modules/x.js',
  'con',
  'aux.js',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'ındex.html',
  'index.htｍl',
  'index．html',
  'assets∕main.js',
  '‮index.html',
  'index.html\r\n',
  'index.html\u0000x',
  'a'.repeat(10_000),
  '%c0%ae%c0%ae/secret',
  '%e0%80%ae/secret',
  '..;/secret',
  '~/secret',
  '$HOME/secret',
  '`id`',
  '*',
  '?',
  '',
];
const prefixes = [
  'app://other/',
  'app://desk:80/',
  'app://user@desk/',
  'app://DESK/',
  'APP://desk/',
  'app:/desk/',
  'app:///',
  'https://desk.app.localhost/',
];

test(`${paths.length - 1 + prefixes.length} hostile spellings are not in the manifest`, () => {
  const spellings = [
    ...paths.filter((path) => path !== '').map((path) => `app://desk/${path}`),
    ...prefixes.map((prefix) => `${prefix}index.html`),
  ];
  expect(spellings.length).toBeGreaterThanOrEqual(60);
  expect(spellings.filter((url) => resolveRendererFile(manifest, url) !== null)).toEqual([]);
});

test('a file that is not the one that was built, or is a link, is not served', async () => {
  const read = async (path: string): Promise<string | null> => {
    const bytes = await readRendererFile(directory, manifest, path);
    return bytes && new TextDecoder().decode(bytes);
  };
  expect(await read('assets/main.js')).toBe('1');
  writeFileSync(join(directory, 'assets/main.js'), '2');
  expect([
    await read('assets/main.js'),
    await read('assets/link.js'),
    await read('secret'),
    await read('../secret'),
  ]).toEqual([null, null, null, null]);
});

test('a manifest with a path outside the renderer or a bad digest is refused', () => {
  expect(parseRendererManifest(JSON.stringify(manifest))).toEqual(manifest);
  for (const path of ['../x', '/x', 'a/../b', 'a//b', '.hidden', 'a\\b', '']) {
    expect(() => parseRendererManifest(JSON.stringify({ files: { [path]: hash('') } })), path).toThrow();
  }
  expect(() => parseRendererManifest(JSON.stringify({ files: { 'a.js': 'x' } }))).toThrow();
});

test('files of unknown kinds have no media type', () => {
  expect(['a.html', 'a.js', 'a.woff2', 'a.exe', 'a', 'a.constructor'].map(rendererMediaType)).toEqual([
    'text/html; charset=utf-8',
    'text/javascript; charset=utf-8',
    'font/woff2',
    null,
    null,
    null,
  ]);
});
