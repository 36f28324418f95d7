import { BrowserWindow, type Session } from 'electron';
import { deskPreferences, hardenedPreferences } from './window-preferences.ts';
import type { WindowState } from './window-state.ts';

/** The person's window; it stays hidden until its first paint. */
export function createDeskWindow(options: {
  readonly title: string;
  readonly icon: string | null;
  readonly preload: string;
  readonly packaged: boolean;
  readonly state: WindowState;
}): BrowserWindow {
  const { state } = options;
  return new BrowserWindow({
    title: options.title,
    ...(options.icon === null ? {} : { icon: options.icon }),
    ...(state.position ?? {}),
    width: state.width,
    height: state.height,
    minWidth: 960,
    minHeight: 600,
    show: false,
    backgroundColor: '#ffffff',
    webPreferences: deskPreferences(options.preload, options.packaged),
  });
}

/** A window nobody sees, for drawing a page or a PDF: no bridge, its own session, no developer tools. */
export function createPageWindow(options: {
  readonly session: Session;
  readonly width: number;
  readonly height: number;
  readonly scripts: boolean;
}): BrowserWindow {
  return new BrowserWindow({
    width: options.width,
    height: options.height,
    useContentSize: true,
    frame: false,
    show: false,
    skipTaskbar: true,
    focusable: false,
    enableLargerThanScreen: true,
    webPreferences: {
      ...hardenedPreferences,
      session: options.session,
      javascript: options.scripts,
      disableDialogs: true,
      devTools: false,
      offscreen: true,
      backgroundThrottling: false,
    },
  });
}
