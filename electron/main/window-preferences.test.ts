import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { deskPreferences, hardenedPreferences } from './window-preferences.ts';

test('the preferences of every window are these, and cannot be changed', () => {
  expect(hardenedPreferences).toEqual({
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
    spellcheck: false,
  });
  expect(Reflect.set(hardenedPreferences, 'sandbox', false)).toBe(false);
});

test('a packaged desk has no developer tools', () => {
  expect([deskPreferences('p', true).devTools, deskPreferences('p', false).devTools]).toEqual([false, true]);
});

test('windows are made in one file only', () => {
  const makers = readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .filter((file) =>
      /new\s+(BrowserWindow|BaseWindow|WebContentsView|BrowserView)\b/.test(
        readFileSync(join(import.meta.dirname, file), 'utf8'),
      ),
    );
  expect(makers).toEqual(['window-factory.ts']);
});
