import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { app, type BrowserWindow, dialog, ipcMain, Notification, protocol, screen, session } from 'electron';
import { deskTextLimit } from '../core/process-protocol.ts';
import { appIndex, schemes } from './addresses.ts';
import type { DeskDirectories } from './command-line.ts';
import { offerContextMenu } from './context-menu.ts';
import { type CoreLink, type ShellAnswers, startCore } from './core-link.ts';
import { deepLinkScheme } from './deep-link.ts';
import { installMenu } from './menu.ts';
import { type Language, shellMessages } from './messages.ts';
import { lockNavigation } from './navigation.ts';
import { openOutside } from './open-outside.ts';
import { printToPdf, renderPage } from './page-renderer.ts';
import { allowOnlySchemes, denyEverything } from './permissions.ts';
import { parseRendererManifest, type RendererManifest, rendererManifestName } from './renderer-manifest.ts';
import { saveFile } from './save-file.ts';
import { handleSchemes } from './scheme-handlers.ts';
import { sealSecret, secretStrength, unsealSecret } from './secrets.ts';
import { isTrustedSender } from './sender.ts';
import { shellLog } from './shell-log.ts';
import { createDeskWindow } from './window-factory.ts';
import { loadWindowState, saveWindowState, windowStateOf } from './window-state.ts';

/** The running shell: one window over one core. */
export interface DeskShell {
  /** Brings the window up, opening `itemId` in it if there is one. */
  show(itemId: string | null): void;
  stop(): Promise<void>;
}

/** Channel of the bridge: strings of the desk both ways, and the page's announcement that it is listening. */
const channels = { text: 'desk:text', open: 'desk:open' } as const;

/** Builds the shell; the app must be ready. */
export function createDeskShell(directories: DeskDirectories): DeskShell {
  const out = app.getAppPath();
  const stateFile = join(directories.shell, 'window-state.json');
  const state = loadWindowState(
    stateFile,
    screen.getAllDisplays().map((display) => display.workArea),
  );
  let language: Language = state.language;
  let window: BrowserWindow | null = null;
  let stopping = false;

  const rendererDirectory = join(out, 'out/renderer');
  const manifest = loadManifest(join(out, 'out', rendererManifestName), language);
  denyEverything(session.defaultSession);
  allowOnlySchemes(session.defaultSession, [...schemes, 'data', 'blob', 'devtools']);
  if (app.isPackaged) app.setAsDefaultProtocolClient(deepLinkScheme);
  installMenu(language, app.isPackaged);

  const core: CoreLink = startCore({
    entry: join(out, 'out/main/core.js'),
    dataDirectory: directories.data,
    answers: createAnswers(),
    onText(windowId, text) {
      if (window && !window.isDestroyed() && window.webContents.id === windowId)
        window.webContents.send(channels.text, text);
    },
    // Streams of the page are gone with the old core; a fresh page finds everything that was stored.
    onRestart: () => window?.webContents.reload(),
    onGiveUp() {
      const text = shellMessages(language);
      dialog.showErrorBox(text.coreGoneTitle, text.coreGone);
      app.quit();
    },
  });
  handleSchemes(protocol, rendererDirectory, manifest, core);

  function createAnswers(): ShellAnswers {
    return {
      secretStrength: () => secretStrength(process.platform),
      sealSecret: async ({ plainBase64 }) => ({ sealedBase64: await sealSecret(plainBase64, process.platform) }),
      unsealSecret: async ({ sealedBase64 }) => ({ plainBase64: await unsealSecret(sealedBase64, process.platform) }),
      async notify({ title, body, itemId }) {
        if (!Notification.isSupported()) return null;
        const notice = new Notification({ title, body });
        notice.on('click', () => show(itemId));
        notice.show();
        return null;
      },
      renderPage: (request) => renderPage(request, core),
      printToPdf: async ({ html }) => ({ pdfBase64: await printToPdf(html) }),
      openExternal: ({ url }) => openOutside(url, window, language),
      saveFile: ({ name, bodyBase64 }) => saveFile(name, Buffer.from(bodyBase64, 'base64'), window),
      async setLanguage({ language: chosen }) {
        if (chosen === language) return null;
        language = chosen;
        installMenu(language, app.isPackaged);
        window?.setTitle(shellMessages(language).productName);
        return null;
      },
    };
  }

  ipcMain.on(channels.open, (event) => {
    if (window && isTrustedSender(event, window.webContents.id)) core.openWindow(window.webContents.id);
    else refuse(channels.open);
  });
  ipcMain.on(channels.text, (event, text: unknown) => {
    if (!window || !isTrustedSender(event, window.webContents.id)) refuse(channels.text);
    else if (typeof text !== 'string' || text.length > deskTextLimit) shellLog('warning', 'shell.message-refused');
    else core.sendText(window.webContents.id, text);
  });

  function refuse(channel: string): void {
    shellLog('warning', 'shell.sender-refused', { channel });
  }

  function open(): BrowserWindow {
    const opened = createDeskWindow({
      title: shellMessages(language).productName,
      icon: process.platform === 'linux' ? join(out, 'resources/icons/icon.png') : null,
      preload: join(out, 'out/preload/index.cjs'),
      packaged: app.isPackaged,
      state,
    });
    const { id } = opened.webContents;
    lockNavigation(opened.webContents, (url) => void openOutside(url, opened, language));
    offerContextMenu(opened, () => language);
    opened.once('ready-to-show', () => {
      if (state.maximized) opened.maximize();
      opened.show();
    });
    opened.on('close', () => saveWindowState(stateFile, windowStateOf(opened, language)));
    opened.on('closed', () => {
      window = null;
      if (!stopping) core.closeWindow(id);
    });
    opened.webContents.on('render-process-gone', (_event, details) => {
      shellLog('error', 'shell.page-gone', { reason: details.reason });
      if (details.reason !== 'clean-exit' && !stopping) opened.webContents.reload();
    });
    void opened.loadURL(appIndex).catch((error: unknown) => {
      shellLog('error', 'shell.load-failed', { detail: error instanceof Error ? error.message : String(error) });
    });
    return opened;
  }

  function show(itemId: string | null): void {
    if (stopping) return;
    if (!window) window = open();
    else {
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    }
    if (itemId !== null) void core.ask('deepLink', { itemId }).catch(() => refuse('deep-link'));
  }

  return {
    show,
    stop() {
      stopping = true;
      return core.stop();
    },
  };
}

function loadManifest(file: string, language: Language): RendererManifest {
  try {
    return parseRendererManifest(readFileSync(file, 'utf8'));
  } catch (error) {
    const text = shellMessages(language);
    dialog.showErrorBox(text.buildMissingTitle, text.buildMissing);
    shellLog('error', 'shell.manifest-missing', { detail: error instanceof Error ? error.message : String(error) });
    app.exit(4);
    throw error;
  }
}
