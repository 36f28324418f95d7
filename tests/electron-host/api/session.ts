import { EventEmitter } from 'node:events';
import type { Session as ElectronSession, OnBeforeRequestListenerDetails, Protocol, WebRequest } from 'electron';
import { chromiumOf, type Host, requireNotReady, requireReady } from '../host.ts';
import { hostEvent, NotEmulatedError, strict } from '../strict.ts';

type Handler = (request: Request) => Response | Promise<Response>;
type BeforeRequest = Parameters<WebRequest['onBeforeRequest']>[0] & object;

/** A session as the rest of the host sees it. */
export interface HostSession extends EventEmitter {
  readonly inner: SessionState;
}

/** What a session has been told, and the DevTools context it maps to. */
export interface SessionState {
  /** null: Chromium's default context. */
  browserContext: Promise<string | null>;
  readonly handlers: Map<string, Handler>;
  beforeRequest: ((url: string) => Promise<boolean>) | null;
  permissionRequest: ElectronSession['setPermissionRequestHandler'] extends (handler: infer H) => void ? H : never;
  permissionCheck: ElectronSession['setPermissionCheckHandler'] extends (handler: infer H) => void ? H : never;
}

/** Sessions, the `session` module and the `protocol` module over the default one. */
export interface SessionModule {
  readonly defaultSession: () => HostSession;
  readonly session: object;
  readonly protocol: object;
  /** Tells Chromium what the session's permission handlers answer for pages of `origin`. */
  applyPermissions(of: HostSession, origin: string): Promise<void>;
}

/** Electron's permission names and Chromium's. */
const permissions: readonly (readonly [string, string])[] = [
  ['geolocation', 'geolocation'],
  ['notifications', 'notifications'],
  ['media', 'camera'],
  ['media', 'microphone'],
  ['midi', 'midi'],
  ['clipboard-read', 'clipboard-read'],
  ['clipboard-sanitized-write', 'clipboard-write'],
  ['display-capture', 'display-capture'],
  ['idle-detection', 'idle-detection'],
  ['storage-access', 'storage-access'],
  ['window-management', 'window-management'],
  ['pointerLock', 'pointer-lock'],
  ['keyboardLock', 'keyboard-lock'],
];

/** Builds `session` and `protocol`. */
export function createSessions(host: Host): SessionModule {
  const partitions = new Map<string, HostSession>();
  const watched = new Set<HostSession>();
  let standard: HostSession | null = null;

  function create(browserContext: Promise<string | null>): HostSession {
    const inner: SessionState = {
      browserContext,
      handlers: new Map(),
      beforeRequest: null,
      permissionRequest: null,
      permissionCheck: null,
    };
    const emitter = new EventEmitter();
    const methods = {
      setPermissionRequestHandler(handler) {
        inner.permissionRequest = handler;
      },
      setPermissionCheckHandler(handler) {
        inner.permissionCheck = handler;
      },
      // Chromium drawn from outside offers no devices and no screens, so these are only kept from being forgotten.
      setDevicePermissionHandler: () => undefined,
      setDisplayMediaRequestHandler: () => undefined,
      async clearStorageData() {
        if (of === standard) throw new NotEmulatedError('clearStorageData of the default session');
        // A fresh context holds nothing; windows of the old one are gone by now.
        const { devTools } = chromiumOf(host);
        const old = await inner.browserContext;
        inner.browserContext = newContext();
        await devTools.send('Target.disposeBrowserContext', { browserContextId: old });
        watchDownloads(of);
      },
      protocol: strict('session.protocol', { handle, unhandle, isProtocolHandled }) as unknown as Protocol,
      webRequest: strict('session.webRequest', { onBeforeRequest }) as unknown as WebRequest,
    } satisfies Partial<ElectronSession>;

    function handle(scheme: string, handler: Handler): void {
      requireReady(host, 'protocol.handle()');
      if (inner.handlers.has(scheme)) throw new Error(`The scheme ${scheme} is already handled`);
      inner.handlers.set(scheme, handler);
    }
    function unhandle(scheme: string): void {
      if (!inner.handlers.delete(scheme)) throw new Error(`The scheme ${scheme} is not handled`);
    }
    function isProtocolHandled(scheme: string): boolean {
      return inner.handlers.has(scheme);
    }
    function onBeforeRequest(listener: BeforeRequest): void {
      if (typeof listener !== 'function')
        throw new NotEmulatedError('webRequest.onBeforeRequest with a filter or null');
      inner.beforeRequest = (url) =>
        new Promise((resolve) => {
          const details = strict('OnBeforeRequestListenerDetails', { url }) as OnBeforeRequestListenerDetails;
          listener(details, (answer) => {
            if (answer.redirectURL !== undefined) throw new NotEmulatedError('webRequest redirectURL');
            resolve(answer.cancel !== true);
          });
        });
    }
    const of: HostSession = strict('session', Object.assign(emitter, methods, { inner }));
    return of;
  }

  async function newContext(): Promise<string> {
    const made = await chromiumOf(host).devTools.send('Target.createBrowserContext', { disposeOnDetach: true });
    return String(made.browserContextId);
  }

  function defaultSession(): HostSession {
    requireReady(host, 'Session can only be received: it was asked for');
    if (!standard) {
      standard = create(Promise.resolve(null));
      watchDownloads(standard);
    }
    return standard;
  }

  /** Chromium refuses downloads here; the app hears of each and must itself have refused it. */
  function watchDownloads(of: HostSession): void {
    const { devTools } = chromiumOf(host);
    void of.inner.browserContext.then(async (browserContextId) => {
      const context = browserContextId === null ? {} : { browserContextId };
      await devTools.send('Browser.setDownloadBehavior', { behavior: 'deny', eventsEnabled: true, ...context });
    });
    if (watched.has(of)) return;
    watched.add(of);
    devTools.on((method, params) => {
      if (method !== 'Browser.downloadWillBegin') return;
      const event = hostEvent({});
      of.emit('will-download', event, strict('DownloadItem', { getURL: () => String(params.url) }), absentContents);
      if (!event.defaultPrevented) process.stderr.write('electron-host does not emulate downloads; one was refused\n');
    });
  }

  const session = strict('session', {
    get defaultSession() {
      return defaultSession();
    },
    fromPartition(partition: string) {
      requireReady(host, 'session.fromPartition()');
      if (partition.startsWith('persist:')) throw new NotEmulatedError('a persistent partition');
      const known = partitions.get(partition);
      if (known) return known;
      const made = create(newContext());
      watchDownloads(made);
      partitions.set(partition, made);
      return made;
    },
  });

  const protocol = strict('protocol', {
    registerSchemesAsPrivileged(schemes: Electron.CustomScheme[]) {
      requireNotReady(host, 'protocol.registerSchemesAsPrivileged()');
      for (const { scheme, privileges } of schemes) {
        if (!privileges?.standard || !privileges.secure)
          throw new NotEmulatedError(`the scheme ${scheme}: not standard and secure`);
        host.addresses.add(scheme);
      }
    },
    handle(scheme: string, handler: Handler) {
      requireReady(host, 'protocol.handle()');
      (defaultSession() as unknown as ElectronSession).protocol.handle(scheme, handler);
    },
  } satisfies Partial<Protocol>);

  return {
    defaultSession,
    session,
    protocol,
    async applyPermissions(of, origin) {
      const { devTools } = chromiumOf(host);
      const browserContextId = await of.inner.browserContext;
      for (const [name, chromiumName] of permissions) {
        const checked = of.inner.permissionCheck
          ? of.inner.permissionCheck(null, name as 'media', host.addresses.toElectron(origin), {} as never)
          : true;
        const requested = await new Promise<boolean>((resolve) => {
          if (!of.inner.permissionRequest) resolve(true);
          else of.inner.permissionRequest(null as never, name as 'media', resolve, {} as never);
        });
        await devTools
          .send('Browser.setPermission', {
            permission: { name: chromiumName },
            setting: checked && requested ? 'granted' : 'denied',
            origin,
            ...(browserContextId === null ? {} : { browserContextId }),
          })
          .catch((error: unknown) => {
            if (!/(Unknown|not supported|Invalid|can't be granted)/i.test(String(error))) throw error;
          });
      }
    },
  };
}

const absentContents = strict('webContents of a download', {});
