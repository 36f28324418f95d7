import type * as Electron from 'electron';
import { type AppControl, createApp } from './api/app.ts';
import { createWindows } from './api/browser-window.ts';
import { createDialog, createNotification, createSafeStorage, createScreen, createShell } from './api/desktop.ts';
import { createIpcMain } from './api/ipc-main.ts';
import { createMenu } from './api/menu.ts';
import { createSessions } from './api/session.ts';
import { createUtilityProcess } from './api/utility-process.ts';
import type { Host } from './host.ts';
import { absent } from './strict.ts';

/** Every export of Electron's main process; what is not emulated throws its name. */
type ElectronExports = { readonly [Name in keyof typeof Electron]: object };

/** The `electron` module of the main process over one host. */
export function createElectron(host: Host): { readonly module: ElectronExports; readonly control: AppControl } {
  const control = createApp(host);
  const { ipcMain, fromPage } = createIpcMain();
  const sessions = createSessions(host);
  const windows = createWindows(host, control, sessions, fromPage);
  const module = {
    app: control.app,
    BrowserWindow: windows.BrowserWindow,
    webContents: windows.webContents,
    ipcMain,
    session: sessions.session,
    protocol: sessions.protocol,
    Menu: createMenu(host, control, windows),
    dialog: createDialog(host),
    shell: createShell(host),
    Notification: createNotification(host),
    safeStorage: createSafeStorage(host),
    screen: createScreen(host),
    utilityProcess: createUtilityProcess(host),
  };
  return { module: { ...absentExports, ...module }, control };
}

const absentNames = [
  'autoUpdater',
  'ClipboardItem',
  'IpcMainServiceWorker',
  'LanguageModelUtility',
  'localAIHandler',
  'WebSocket',
  'BaseWindow',
  'BrowserView',
  'clipboard',
  'contentTracing',
  'contextBridge',
  'crashReporter',
  'desktopCapturer',
  'globalShortcut',
  'ImageView',
  'inAppPurchase',
  'ipcRenderer',
  'MenuItem',
  'MessageChannelMain',
  'nativeImage',
  'nativeTheme',
  'net',
  'netLog',
  'parentPort',
  'powerMonitor',
  'powerSaveBlocker',
  'pushNotifications',
  'ShareMenu',
  'sharedTexture',
  'systemPreferences',
  'TouchBar',
  'Tray',
  'View',
  'WebContentsView',
  'webFrame',
  'webFrameMain',
  'webUtils',
] as const;
const absentExports = Object.fromEntries(absentNames.map((name) => [name, absent(name)])) as Record<
  (typeof absentNames)[number],
  object
>;
