import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import type { BrowserWindow, BrowserWindowConstructorOptions, Rectangle } from 'electron';
import { chromiumOf, type Host, requireReady } from '../host.ts';
import { hostEvent, strict } from '../strict.ts';
import { Targets } from '../targets.ts';
import type { AppControl } from './app.ts';
import type { HostSession, SessionModule } from './session.ts';
import { createContents, type HostContents, type MessageFromPage } from './web-contents.ts';

/** A window as menus and tests find it. */
export interface HostWindow extends EventEmitter {
  readonly webContents: HostContents;
  close(): void;
  isDestroyed(): boolean;
}

/** `BrowserWindow` and `webContents`, with the list of open windows. */
export interface WindowModule {
  readonly BrowserWindow: object;
  readonly webContents: object;
  windows(): readonly HostWindow[];
}

const requiredPreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  webSecurity: true,
} as const;

/** Builds the window classes. */
export function createWindows(
  host: Host,
  control: AppControl,
  sessions: SessionModule,
  fromPage: MessageFromPage,
): WindowModule {
  const open = new Set<HostWindow>();
  let targets: Targets | null = null;
  let lastId = 0;

  function make(options: BrowserWindowConstructorOptions): HostWindow {
    requireReady(host, 'Cannot create BrowserWindow');
    const preferences = options.webPreferences ?? {};
    for (const [name, value] of Object.entries(requiredPreferences)) {
      if (Reflect.get(preferences, name) !== value) {
        throw new Error(`electron-host draws only hardened windows: webPreferences.${name} must be ${value}`);
      }
    }
    if (preferences.preload !== undefined && !existsSync(preferences.preload)) {
      throw new Error(`Unable to load preload script: ${preferences.preload}`);
    }
    const chromium = chromiumOf(host);
    targets ??= new Targets(chromium.devTools);
    const { devTools } = chromium;
    const offscreen = preferences.offscreen === true;
    const session = (preferences.session as unknown as HostSession | undefined) ?? sessions.defaultSession();
    let bounds: Rectangle = {
      x: options.x ?? 0,
      y: options.y ?? 0,
      width: options.width ?? 800,
      height: options.height ?? 600,
    };
    let shown = options.show !== false;
    let maximized = false;
    let minimized = false;
    let title = options.title ?? '';

    const emitter = new EventEmitter();
    const target = session.inner.browserContext.then((browserContextId) =>
      (targets as Targets).create({
        shown: !offscreen,
        browserContextId,
        width: bounds.width,
        height: bounds.height,
        onGone: () => {
          if (contents.inner.destroyed) return;
          emitter.emit('close', hostEvent({}));
          gone();
        },
      }),
    );
    lastId += 1;
    const id = lastId;

    const place = async (state: Record<string, unknown>): Promise<void> => {
      const { target: targetId } = await contents.inner.page;
      const { windowId } = await devTools.send('Browser.getWindowForTarget', { targetId });
      await devTools.send('Browser.setWindowBounds', { windowId, bounds: state });
    };
    const quietly = (work: Promise<unknown>): void => void work.catch(() => undefined);

    function gone(): void {
      contents.inner.destroy();
      open.delete(window);
      emitter.emit('closed');
      if (open.size === 0) control.app.emit('window-all-closed');
    }

    const methods = {
      id,
      loadURL: (url: string) => (contents as unknown as { loadURL(url: string): Promise<void> }).loadURL(url),
      show() {
        if (!shown) emitter.emit('show');
        shown = true;
        minimized = false;
      },
      hide() {
        shown = false;
      },
      focus: () => quietly(contents.inner.page.then(({ session: own }) => devTools.send('Page.bringToFront', {}, own))),
      close() {
        if (contents.inner.destroyed) return;
        const event = hostEvent({});
        emitter.emit('close', event);
        if (!event.defaultPrevented) gone();
      },
      destroy() {
        if (!contents.inner.destroyed) gone();
      },
      maximize() {
        maximized = true;
        quietly(place({ windowState: 'maximized' }));
      },
      restore() {
        minimized = false;
        maximized = false;
        quietly(place({ windowState: 'normal' }));
      },
      minimize() {
        minimized = true;
        quietly(place({ windowState: 'minimized' }));
      },
      setContentSize(width: number, height: number) {
        bounds = { ...bounds, width, height };
        quietly(contents.inner.setViewport(width, height));
      },
      setBounds(wanted: Partial<Rectangle>) {
        bounds = { ...bounds, ...wanted };
        const { x: left, y: top, width, height } = bounds;
        quietly(place({ left, top, width, height }));
      },
      getBounds: () => bounds,
      getNormalBounds: () => bounds,
      getTitle: () => title,
      setTitle(next: string) {
        title = next;
      },
      isMaximized: () => maximized,
      isMinimized: () => minimized,
      isVisible: () => shown,
      isDestroyed: () => contents.inner.destroyed,
    } satisfies Partial<BrowserWindow>;

    const made = Object.assign(emitter, methods);
    const window = strict('BrowserWindow', made) as unknown as HostWindow;
    const contents = createContents(host, sessions, session, preferences, window, target, fromPage);
    Object.assign(made, { webContents: contents });
    if (offscreen) quietly(contents.inner.setViewport(bounds.width, bounds.height));
    else if (chromium.headless) quietly(place({ width: bounds.width, height: bounds.height }));
    else quietly(place({ left: bounds.x, top: bounds.y, width: bounds.width, height: bounds.height }));
    contents.once('host-ready-to-show', () => emitter.emit('ready-to-show'));
    open.add(window);
    control.app.emit('browser-window-created', hostEvent({}), window);
    control.app.emit('web-contents-created', hostEvent({}), contents);
    return window;
  }

  control.closeWindows = () => {
    for (const window of [...open]) window.close();
    return open.size === 0;
  };

  const all = (): HostWindow[] => [...open];
  const statics = {
    getAllWindows: all,
    getFocusedWindow: () => all()[0] ?? null,
    fromWebContents: (contents: HostContents) => all().find((window) => window.webContents === contents) ?? null,
    fromId: (id: number) => all().find((window) => Reflect.get(window, 'id') === id) ?? null,
  };
  const BrowserWindow = strict(
    'BrowserWindow',
    Object.assign(function construct(options: BrowserWindowConstructorOptions = {}) {
      return make(options);
    }, statics),
  );
  const webContents = strict('webContents', {
    getAllWebContents: () => all().map((window) => window.webContents),
    fromId: (id: number) => all().find((window) => window.webContents.inner.id === id)?.webContents,
    fromDevToolsTargetId: (target: string) =>
      all().find((window) => window.webContents.inner.targetId === target)?.webContents,
  });
  return { BrowserWindow, webContents, windows: all };
}
