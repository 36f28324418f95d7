import type { WebContents } from 'electron';
import { viewerToken } from './addresses.ts';
import { shellLog } from './shell-log.ts';

/**
 * Locks a page to the address the shell loaded. Frames may show viewer documents; a link that would leave is offered
 * to `openOutside`, everything else is dropped.
 */
export function lockNavigation(contents: WebContents, openOutside: (url: string) => void): void {
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame && viewerToken(event.url) !== null) return;
    event.preventDefault();
    shellLog('warning', 'shell.navigation-refused', { mainFrame: event.isMainFrame });
    if (event.isMainFrame) openOutside(event.url);
  });
  // A redirect is never followed: none of the three schemes sends one.
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.on('select-bluetooth-device', (event, _devices, callback) => {
    event.preventDefault();
    callback('');
  });
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(url);
    return { action: 'deny' };
  });
}

/** Locks a page drawn for its picture: it may neither go elsewhere nor open anything. */
export function lockPageNavigation(contents: WebContents): void {
  contents.on('will-frame-navigate', (event) => {
    if (event.isMainFrame) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
