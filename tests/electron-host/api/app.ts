import { EventEmitter } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'electron';
import { launchChromium } from '../chromium.ts';
import { type Host, requireNotReady } from '../host.ts';
import { hostEvent, NotEmulatedError, strict } from '../strict.ts';

/** What the host itself does with the app, beyond what the product may call. */
export interface AppControl {
  readonly app: EventEmitter;
  /** The app's code has run: start Chromium, then say `ready`. */
  becomeReady(): Promise<void>;
  /** How quitting closes windows; the window module provides it. */
  closeWindows: () => boolean;
}

interface PackageJson {
  readonly name: string;
  readonly productName?: string;
  readonly version: string;
}

/** `app`: lifecycle, paths, single instance. */
export function createApp(host: Host): AppControl {
  const packageJson = JSON.parse(readFileSync(join(host.appDirectory, 'package.json'), 'utf8')) as PackageJson;
  const name = packageJson.productName ?? packageJson.name;
  const paths = new Map<string, string>([
    ['home', homedir()],
    ['appData', process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config')],
    ['exe', process.execPath],
  ]);
  let markReady: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    markReady = resolve;
  });
  let quitting = false;
  let sandboxed = false;
  let releaseLock: () => void = () => undefined;

  const emitter = new EventEmitter();
  const getPath: App['getPath'] = (wanted) => {
    const set = paths.get(wanted);
    if (set !== undefined) return set;
    if (wanted === 'userData' || wanted === 'sessionData') return join(paths.get('appData') ?? homedir(), name);
    throw new NotEmulatedError(`app.getPath('${wanted}')`);
  };

  function end(code: number): never {
    releaseLock();
    host.chromium?.process.kill();
    process.exit(code);
  }

  function quit(): void {
    if (!quitting) {
      const before = hostEvent({});
      emitter.emit('before-quit', before);
      if (before.defaultPrevented) return;
      quitting = true;
    }
    if (!control.closeWindows()) {
      quitting = false;
      return;
    }
    const last = hostEvent({});
    emitter.emit('will-quit', last);
    if (last.defaultPrevented) return;
    emitter.emit('quit', hostEvent({}), 0);
    end(0);
  }

  const methods = {
    name,
    isPackaged: false,
    getName: () => name,
    getVersion: () => packageJson.version,
    getAppPath: () => host.appDirectory,
    getLocale: () => (host.ready ? 'vi' : ''),
    getPath,
    setPath(wanted: string, path: string) {
      if (wanted === 'userData' && host.ready) throw new Error('app.setPath("userData") has no effect after ready');
      if (!existsSync(path)) throw new Error(`Failed to set path: ${path} does not exist`);
      paths.set(wanted, path);
    },
    isReady: () => host.ready,
    whenReady: () => ready,
    enableSandbox() {
      requireNotReady(host, 'app.enableSandbox()');
      sandboxed = true;
    },
    quit: () => void setImmediate(quit),
    exit: (code?: number) => end(code ?? 0),
    focus: () => undefined,
    setAsDefaultProtocolClient: () => true,
    setAppUserModelId: () => undefined,
    requestSingleInstanceLock: () => lock(),
    commandLine: strict('app.commandLine', {
      appendSwitch() {
        throw new NotEmulatedError('app.commandLine.appendSwitch');
      },
    }) as unknown as App['commandLine'],
  } satisfies Partial<App>;

  /** A file with the holder's process id; a second start leaves its arguments in a directory the holder watches. */
  function lock(): boolean {
    const directory = getPath('userData');
    const inbox = join(directory, 'second-instance');
    mkdirSync(inbox, { recursive: true, mode: 0o700 });
    const file = join(directory, 'instance.pid');
    if (existsSync(file) && alive(Number(readFileSync(file, 'utf8')))) {
      const note = join(inbox, `${process.pid}-${process.hrtime.bigint()}`);
      writeFileSync(`${note}.new`, JSON.stringify({ argv: process.argv, cwd: process.cwd() }));
      writeFileSync(`${note}.json`, readFileSync(`${note}.new`));
      return false;
    }
    writeFileSync(file, String(process.pid));
    releaseLock = () => rmSync(file, { force: true });
    for (const old of readdirSync(inbox)) rmSync(join(inbox, old), { force: true });
    const watcher = watch(inbox, () => {
      for (const entry of readdirSync(inbox).filter((found) => found.endsWith('.json'))) {
        const path = join(inbox, entry);
        try {
          const note = JSON.parse(readFileSync(path, 'utf8')) as { argv: string[]; cwd: string };
          rmSync(path, { force: true });
          void ready.then(() => emitter.emit('second-instance', hostEvent({}), note.argv, note.cwd, {}));
        } catch {
          // Still being written; the next change brings it.
        }
      }
    });
    watcher.unref();
    return true;
  }

  const control: AppControl = {
    app: strict('app', Object.assign(emitter, methods)),
    closeWindows: () => true,
    async becomeReady() {
      if (quitting) return;
      if (!sandboxed) process.stderr.write('electron-host: the app did not call app.enableSandbox()\n');
      host.chromium = launchChromium({
        profile: join(getPath('userData'), 'chromium'),
        debuggingPort: host.debuggingPort,
        language: 'vi',
      });
      host.chromium.process.once('exit', () => {
        // The person closed the last window, or Chromium fell over: either way nothing can be drawn any more.
        if (!quitting && host.ready) quit();
      });
      await host.chromium.devTools.send('Browser.getVersion').catch(() => {
        process.stderr.write(`electron-host: Chromium did not start\n${host.chromium?.lastErrors() ?? ''}\n`);
        end(1);
      });
      host.ready = true;
      markReady();
      emitter.emit('ready', hostEvent({}), {});
    },
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, quit);
  return control;
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return Number.isInteger(pid) && pid > 0;
  } catch {
    return false;
  }
}
