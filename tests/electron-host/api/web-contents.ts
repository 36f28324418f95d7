import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { WebContents, WebPreferences } from 'electron';
import type { Fields } from '../devtools.ts';
import { type FrameInfo, Frames } from '../frames.ts';
import { chromiumOf, type Host } from '../host.ts';
import { bindingName, pageScript } from '../page-script.ts';
import { answerRequest } from '../requests.ts';
import { hostEvent, NotEmulatedError, strict } from '../strict.ts';
import { createImage } from './native-image.ts';
import type { HostSession, SessionModule } from './session.ts';

/** Contents of a window as the rest of the host sees them. */
export interface HostContents extends EventEmitter {
  readonly inner: ContentsState;
}

/** The target behind a window's contents. */
export interface ContentsState {
  readonly id: number;
  /** DevTools session and target of the main frame's page. */
  readonly page: Promise<{ readonly session: string; readonly target: string }>;
  readonly owner: unknown;
  destroyed: boolean;
  targetId: string | null;
  devToolsSession: string | null;
  /** Resizes an undrawn window's viewport. */
  setViewport(width: number, height: number): Promise<void>;
  destroy(): void;
}

/** Where messages from pages go: `ipcMain` listens there. */
export type MessageFromPage = (channel: string, event: unknown, args: readonly unknown[]) => void;

let lastId = 0;
const openHandlers = new WeakMap<object, Parameters<WebContents['setWindowOpenHandler']>[0]>();

/** Creates contents over an existing target; `target` resolves when Chromium has made it. */
export function createContents(
  host: Host,
  sessions: SessionModule,
  session: HostSession,
  preferences: WebPreferences,
  owner: unknown,
  target: Promise<string>,
  fromPage: MessageFromPage,
): HostContents {
  const { devTools } = chromiumOf(host);
  lastId += 1;
  const id = lastId;
  const receiver = `__electronHostReceive${process.hrtime.bigint()}`;
  const emitter = new EventEmitter();
  const frames = new Frames(host.addresses);
  const expected = new Set<string>();
  const children = new Set<string>();
  let readyToShow = false;
  let url = '';

  const state: ContentsState = {
    id,
    owner,
    destroyed: false,
    targetId: null,
    devToolsSession: null,
    page: target.then(attach),
    async setViewport(width, height) {
      const { session: own } = await state.page;
      await devTools.send(
        'Emulation.setDeviceMetricsOverride',
        { width, height, deviceScaleFactor: 1, mobile: false },
        own,
      );
    },
    destroy() {
      if (state.destroyed) return;
      state.destroyed = true;
      stop();
      if (state.targetId !== null)
        void devTools.send('Target.closeTarget', { targetId: state.targetId }).catch(() => undefined);
      emitter.emit('destroyed');
    },
  };
  state.page.catch((error: unknown) => {
    if (!state.destroyed) process.stderr.write(`electron-host: a window could not be made: ${String(error)}\n`);
  });

  async function attach(targetId: string): Promise<{ session: string; target: string }> {
    state.targetId = targetId;
    const { sessionId } = (await devTools.send('Target.attachToTarget', { targetId, flatten: true })) as {
      sessionId: string;
    };
    state.devToolsSession = sessionId;
    const preload = preferences.preload === undefined ? null : readFileSync(preferences.preload, 'utf8');
    await devTools.send('Page.enable', {}, sessionId);
    await devTools.send('Page.setLifecycleEventsEnabled', { enabled: true }, sessionId);
    await prepare(sessionId, preload);
    if (preferences.javascript === false) {
      await devTools.send('Emulation.setScriptExecutionDisabled', { value: true }, sessionId);
    }
    return { session: sessionId, target: targetId };
  }

  /** Sets interception up on a page or on a frame in a process of its own, before any of its scripts run. */
  async function prepare(sessionId: string, preload: string | null): Promise<void> {
    await devTools.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] }, sessionId);
    await devTools.send('Runtime.enable', {}, sessionId);
    if (preload !== null) await devTools.send('Runtime.addBinding', { name: bindingName }, sessionId);
    const source = pageScript(host.addresses.list(), preload, receiver);
    await devTools.send('Page.addScriptToEvaluateOnNewDocument', { source }, sessionId).catch(() => undefined);
    const autoAttach = { autoAttach: true, waitForDebuggerOnStart: true, flatten: true };
    await devTools.send('Target.setAutoAttach', autoAttach, sessionId);
  }

  const stop = devTools.on((method, params, sessionId) => {
    if (sessionId === undefined || (sessionId !== state.devToolsSession && !children.has(sessionId))) return;
    void receive(method, params, sessionId);
  });

  async function receive(method: string, params: Fields, sessionId: string): Promise<void> {
    const isPage = sessionId === state.devToolsSession;
    if (method === 'Target.attachedToTarget') {
      const child = String(params.sessionId);
      children.add(child);
      await devTools.send('Page.enable', {}, child).catch(() => undefined);
      await prepare(child, null).catch(() => undefined);
      await devTools.send('Runtime.runIfWaitingForDebugger', {}, child).catch(() => undefined);
    } else if (method === 'Target.detachedFromTarget') children.delete(String(params.sessionId));
    else if (method === 'Fetch.requestPaused')
      await answerRequest(host, devTools, session, params, sessionId, mayNavigate);
    else if (method === 'Page.windowOpen') openWindow(host.addresses.toElectron(String(params.url)));
    else if (method === 'Page.frameNavigated') navigated(params);
    else if (method === 'Runtime.bindingCalled' && params.name === bindingName) {
      const payload = String(params.payload);
      frames.whenOfContext(sessionId, Number(params.executionContextId), (frame) => messageFromPage(payload, frame));
    } else if (method === 'Page.loadEventFired' && isPage) {
      if (!readyToShow) {
        readyToShow = true;
        emitter.emit('host-ready-to-show');
      }
      emitter.emit('did-finish-load');
    } else if (method === 'Inspector.targetCrashed' && isPage) {
      emitter.emit('render-process-gone', hostEvent({}), { reason: 'crashed', exitCode: 1 });
    }
    frames.observe(method, params, sessionId);
  }

  function navigated(params: Fields): void {
    const frame = params.frame as { url: string; parentId?: string };
    if (frame.parentId !== undefined) return;
    url = host.addresses.toElectron(frame.url);
    emitter.emit('did-navigate', hostEvent({}), url, 200, '');
  }

  function mayNavigate(to: string, frameId: string): boolean {
    if (expected.delete(to)) return true;
    const isMainFrame = frameId === state.targetId;
    // A reload from outside looks the same as one of the page's own; it leads nowhere new.
    if (isMainFrame && to === url.replace(/#.*$/s, '')) return true;
    const details = { url: to, isMainFrame, isSameDocument: false, frame: frames.byId(frameId), initiator: null };
    const event = hostEvent(details);
    emitter.emit('will-frame-navigate', event);
    if (isMainFrame) {
      const main = hostEvent({ ...details });
      emitter.emit('will-navigate', main, to);
      if (main.defaultPrevented) return false;
    }
    return !event.defaultPrevented;
  }

  /** The new page itself is closed by the window module, which sees targets come. */
  function openWindow(to: string): void {
    host.recorded.refusedPopups.push(to);
    const handler = openHandlers.get(contents);
    const answer = handler?.(strict('HandlerDetails', { url: to, disposition: 'foreground-tab' as const }) as never);
    if (answer?.action !== 'deny') throw new NotEmulatedError('window.open that is allowed');
  }

  function messageFromPage(payload: string, frame: FrameInfo | null): void {
    const message = JSON.parse(payload) as { channel: string; args: unknown[] };
    const event = strict('IpcMainEvent', { ...hostEvent({}), sender: contents, senderFrame: frame });
    fromPage(message.channel, event, message.args);
  }

  async function navigate(to: string, how: (sessionId: string) => Promise<Fields>): Promise<void> {
    const { session: own } = await state.page;
    expected.add(to);
    const loaded = new Promise<void>((resolve, reject) => {
      const off = devTools.on((method, _params, sessionId) => {
        if (sessionId !== own) return;
        if (method === 'Page.loadEventFired') {
          off();
          resolve();
        } else if (method === 'Inspector.targetCrashed') {
          off();
          reject(new Error(`ERR_FAILED loading '${to}'`));
        }
      });
      emitter.once('destroyed', () => {
        off();
        resolve();
      });
    });
    const result = await how(own);
    if (result.errorText) throw new Error(`${String(result.errorText)} loading '${to}'`);
    await loaded;
  }

  const evaluate = async (sessionId: string, expression: string, contextId?: number): Promise<unknown> => {
    const answer = await devTools.send(
      'Runtime.evaluate',
      { expression, awaitPromise: true, returnByValue: true, ...(contextId === undefined ? {} : { contextId }) },
      sessionId,
    );
    if (answer.exceptionDetails) throw new Error('Script failed to execute');
    return (answer.result as { value?: unknown }).value;
  };

  const methods = {
    id,
    async loadURL(to: string) {
      const chromiumUrl = host.addresses.toChromium(to);
      const origin = new URL(chromiumUrl).origin;
      if (origin !== 'null') await sessions.applyPermissions(session, origin);
      await navigate(to, (own) => devTools.send('Page.navigate', { url: chromiumUrl }, own));
    },
    reload: () => void navigate(url, (own) => devTools.send('Page.reload', {}, own)).catch(() => undefined),
    getURL: () => url,
    isDestroyed: () => state.destroyed,
    close: () => (owner as { close(): void }).close(),
    send(channel: string, ...args: unknown[]) {
      const expression = `globalThis[${JSON.stringify(receiver)}]?.(${JSON.stringify(channel)}, ${JSON.stringify(args)})`;
      void state.page
        .then(({ session: own }) => devTools.send('Runtime.evaluate', { expression }, own))
        .catch(() => undefined);
    },
    setWindowOpenHandler(handler: Parameters<WebContents['setWindowOpenHandler']>[0]) {
      openHandlers.set(contents, handler);
    },
    setAudioMuted: () => undefined,
    setWebRTCIPHandlingPolicy(policy: string) {
      // Chromium was started with this very policy; another one would need a restart.
      if (policy !== 'disable_non_proxied_udp') throw new NotEmulatedError(`the WebRTC policy ${policy}`);
    },
    async executeJavaScript(code: string) {
      return evaluate((await state.page).session, code);
    },
    async executeJavaScriptInIsolatedWorld(worldId: number, scripts: readonly { code: string }[]) {
      const { session: own, target: frameId } = await state.page;
      const world = await devTools.send('Page.createIsolatedWorld', { frameId, worldName: `isolated-${worldId}` }, own);
      let last: unknown;
      for (const { code } of scripts) last = await evaluate(own, code, Number(world.executionContextId));
      return last;
    },
    async capturePage(area?: Electron.Rectangle) {
      const { session: own } = await state.page;
      const clip = area === undefined ? {} : { clip: { ...area, scale: 1 } };
      const shot = await devTools.send('Page.captureScreenshot', { format: 'png', ...clip }, own);
      return createImage(Buffer.from(String(shot.data), 'base64'), area ?? null) as never;
    },
    async printToPDF(options: Electron.PrintToPDFOptions) {
      if (options.pageSize !== 'A4') throw new NotEmulatedError('printToPDF of another size than A4');
      const { session: own } = await state.page;
      const pdf = await devTools.send(
        'Page.printToPDF',
        {
          paperWidth: 8.27,
          paperHeight: 11.69,
          printBackground: options.printBackground === true,
          preferCSSPageSize: options.preferCSSPageSize === true,
          generateTaggedPDF: options.generateTaggedPDF === true,
        },
        own,
      );
      return Buffer.from(String(pdf.data), 'base64');
    },
    /** The editing roles of menus. */
    undo: () => command('undo'),
    redo: () => command('redo'),
    cut: () => command('cut'),
    copy: () => command('copy'),
    paste: () => command('paste'),
    selectAll: () => command('selectAll'),
  } satisfies Partial<WebContents>;

  function command(name: string): void {
    const event = { type: 'rawKeyDown', commands: [name] };
    void state.page
      .then(({ session: own }) => devTools.send('Input.dispatchKeyEvent', event, own))
      .catch(() => undefined);
  }

  const contents: HostContents = strict('webContents', Object.assign(emitter, methods, { inner: state }));
  return contents;
}
