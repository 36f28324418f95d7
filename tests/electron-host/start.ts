import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createElectron } from './electron.ts';
import { provideElectron } from './hooks.ts';
import { createHost } from './host.ts';

/** Switches of Electron's binary that come before the app's directory; the rest belongs to the app. */
const switches = process.argv.slice(2);
const directoryAt = switches.findIndex((argument) => !argument.startsWith('--'));
if (directoryAt < 0) throw new Error('usage: electron-host [switches] <app directory> [arguments]');
const appDirectory = resolve(switches[directoryAt] ?? '.');
const debuggingPort =
  switches
    .slice(0, directoryAt)
    .find((argument) => argument.startsWith('--remote-debugging-port='))
    ?.split('=')[1] ?? null;

const host = createHost(appDirectory, debuggingPort);
const { module, control } = createElectron(host);
provideElectron(module);
// Test tools reach what was recorded by this name.
Reflect.set(globalThis, 'electronHost', { recorded: host.recorded, dialogAnswers: host.dialogAnswers });
process.argv = [process.argv[0] ?? 'node', ...switches.slice(directoryAt)];

const { main } = JSON.parse(readFileSync(join(appDirectory, 'package.json'), 'utf8')) as { main: string };
await import(pathToFileURL(join(appDirectory, main)).href);
await control.becomeReady();
