import type { WebPreferences } from 'electron';

/** The only web preferences any window gets; a window differs from these in `preload`, `session` and `devTools` alone. */
export const hardenedPreferences = Object.freeze({
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  plugins: false,
  navigateOnDragDrop: false,
  safeDialogs: true,
  // The dictionaries would come from a third party's server.
  spellcheck: false,
} as const satisfies WebPreferences);

/** Preferences of the person's window: the bridge, and developer tools only in an unpackaged build. */
export function deskPreferences(preload: string, packaged: boolean): WebPreferences {
  return { ...hardenedPreferences, preload, devTools: !packaged };
}
