import { EventEmitter } from 'node:events';
import { strict } from '../strict.ts';
import type { MessageFromPage } from './web-contents.ts';

/** `ipcMain`, and the function that feeds it what pages send. */
export function createIpcMain(): { readonly ipcMain: object; readonly fromPage: MessageFromPage } {
  const ipcMain = new EventEmitter();
  return {
    ipcMain: strict('ipcMain', ipcMain),
    fromPage: (channel, event, args) => ipcMain.emit(channel, event, ...args),
  };
}
