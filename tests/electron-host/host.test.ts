import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, expect, test } from 'vitest';
import { type HostRun, runHost } from './run-host.ts';
import { internetSockets } from './sockets.ts';

const runs: HostRun[] = [];
const start = (app: string, args: (directory: string) => readonly string[] = (directory) => [directory]): HostRun => {
  const run = runHost(app, args);
  runs.push(run);
  return run;
};
afterEach(async () => {
  for (const run of runs.splice(0)) await run.dispose();
});

const fixture = (name: string): string => join(import.meta.dirname, 'fixtures', name);

test('what Electron refuses, by name or by order of calls, is refused here too', async () => {
  const run = start(fixture('order'));
  expect(await run.ended, run.errors()).toBe(0);
  expect(JSON.parse(run.output())).toEqual({
    'profile that does not exist': 'Failed to set path: /nowhere does not exist',
    'window before ready': 'Cannot create BrowserWindow before app is ready',
    'handle before ready': 'protocol.handle() before app is ready',
    'session before ready': 'Session can only be received: it was asked for before app is ready',
    'partition before ready': 'session.fromPartition() before app is ready',
    'menu before ready': 'Menu.setApplicationMenu() before app is ready',
    'notification before ready': 'Cannot create Notification before app is ready',
    'screen before ready': "electron-host does not emulate the 'screen' module before the app 'ready' event",
    'error box before ready': 'fine',
    'utility process before ready': 'utilityProcess cannot be created before app is ready',
    'keyring before ready': 'fine',
    'schemes before ready': 'fine',
    'schemes after ready': 'protocol.registerSchemesAsPrivileged() should be called before app is ready',
    'sandbox after ready': 'app.enableSandbox() should be called before app is ready',
    'profile moved after ready': 'app.setPath("userData") has no effect after ready',
    'unknown member of app': 'electron-host does not emulate app.getGPUFeatureStatus',
    'unknown member of session': 'electron-host does not emulate session.setProxy',
    'unknown module': 'electron-host does not emulate new Tray',
    'unknown module member': 'electron-host does not emulate powerMonitor.getSystemIdleTime',
    'unhardened window': 'electron-host draws only hardened windows: webPreferences.sandbox must be true',
    'persistent partition': 'electron-host does not emulate a persistent partition',
    'handled twice': 'The scheme app is already handled',
    'unknown option of a utility process':
      'electron-host does not emulate utilityProcess.fork option respondToAuthRequestsFromMainProcess',
  });
});

test('a fetched page is drawn through core alone, and its scripts reach nothing and keep nothing', async () => {
  const run = start(fixture('pages'));
  expect(await run.ended, run.errors()).toBe(0);
  const { first, secondText, asked } = JSON.parse(run.output()) as {
    first: { text: string; width: number; height: number; truncated: boolean; geometry: { text: string; y: number }[] };
    secondText: string;
    asked: string[];
  };
  // The number was changed by the page's own script: a reader would see 35, and so does the desk.
  expect(first.text).toBe('Khánh Hòa công bố 12 thủ tục\nSố liệu 35 tỷ đồng.\nCuối trang\nlần 1');
  expect(secondText).toBe(first.text);
  // Browsers ask for an icon of their own accord.
  expect(asked.filter((url) => !url.endsWith('/favicon.ico'))).toEqual([
    'https://cong.invalid/anh.svg',
    'https://cong.invalid/doi-so.js',
  ]);
  const image = sharp(join(run.directory, 'page.png'));
  const { width, height } = await image.metadata();
  expect({ width, height, truncated: first.truncated }).toEqual({ width: 900, height: first.height, truncated: false });
  expect(first.geometry.find(({ text }) => text === 'Cuối trang')?.y).toBeGreaterThan(1500);
  const pixels = await image.removeAlpha().raw().toBuffer();
  let red = 0;
  for (let at = 0; at < pixels.length; at += 3)
    if (pixels[at] === 255 && pixels[at + 1] === 0 && pixels[at + 2] === 0) red += 1;
  expect(red).toBe(60 * 40);
  const pdf = readFileSync(join(run.directory, 'page.pdf'));
  expect({
    head: pdf.subarray(0, 5).toString(),
    pages: pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length,
  }).toEqual({ head: '%PDF-', pages: 1 });
});

test('the check for listeners does see one', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  expect(
    internetSockets([process.pid]).filter(({ kind, state }) => kind === 'tcp' && state === '0A').length,
  ).toBeGreaterThan(0);
  server.close();
});

test('a frame has no bridge, and a hostile document in the viewer reaches nobody', async () => {
  const run = start(fixture('frames'));
  expect(await run.ended, run.errors()).toBe(0);
  expect(JSON.parse(run.output())).toEqual({
    page: { image: 7, bindings: ['undefined', 'undefined', 'undefined'], reached: 'no', title: '' },
    heard: [
      ['from the preload', true, 'app://desk/index.html'],
      ['from the page', true, 'app://desk/index.html'],
    ],
    outside: [],
    // The second image is the document's own: it was drawn.
    asked: ['readBlob aaaa', 'readBlob bbbb', 'readViewer abcd'],
  });
});
