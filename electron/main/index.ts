import { mkdirSync } from 'node:fs';
import { app } from 'electron';
import { deskDirectories } from './command-line.ts';
import { deepLinkItem, deepLinkItemIn } from './deep-link.ts';
import { createDeskShell, type DeskShell } from './desk-shell.ts';
import { registerSchemes } from './scheme-handlers.ts';
import { shellLog } from './shell-log.ts';

// Order matters until the app is ready: the profile decides the single-instance lock, and schemes and the sandbox
// can only be set before Chromium starts.
const directories = deskDirectories(process.argv, process.env, process.cwd(), app.getPath('userData'));
mkdirSync(directories.shell, { recursive: true, mode: 0o700 });
app.setPath('userData', directories.shell);
app.enableSandbox();
registerSchemes();

if (!app.requestSingleInstanceLock()) {
  shellLog('info', 'shell.already-running');
  app.quit();
} else {
  let desk: DeskShell | null = null;
  let pendingItem = deepLinkItemIn(process.argv);
  const openItem = (itemId: string | null): void => {
    if (desk) desk.show(itemId);
    else pendingItem = itemId ?? pendingItem;
  };
  app.on('second-instance', (_event, argv) => openItem(deepLinkItemIn(argv)));
  app.on('open-url', (event, url) => {
    event.preventDefault();
    const itemId = deepLinkItem(url);
    if (itemId !== null) openItem(itemId);
  });
  app.on('window-all-closed', () => app.quit());

  // Quitting waits for core to finish its writes, once; the second pass lets the app go.
  let stopped = false;
  app.on('will-quit', (event) => {
    if (stopped || !desk) return;
    event.preventDefault();
    void desk.stop().finally(() => {
      stopped = true;
      app.quit();
    });
  });

  void app.whenReady().then(() => {
    desk = createDeskShell(directories);
    desk.show(pendingItem);
  });
}
