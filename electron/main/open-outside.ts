import { type BrowserWindow, dialog, shell } from 'electron';
import { outsideAddress } from './addresses.ts';
import { type Language, shellMessages } from './messages.ts';
import { shellLog } from './shell-log.ts';

let asking = false;

/** Asks the person, one question at a time, then opens the address outside; false when it may not be opened or the person declined. */
export async function openOutside(url: string, parent: BrowserWindow | null, language: Language): Promise<boolean> {
  const address = outsideAddress(url);
  if (address === null) {
    shellLog('warning', 'shell.open-outside-refused');
    return false;
  }
  if (asking) return false;
  const text = shellMessages(language);
  const options = {
    type: 'question' as const,
    title: text.openOutsideTitle,
    message: `${text.openOutside}\n\n${address}`,
    detail: text.openOutsideHint,
    buttons: [text.cancel, text.open],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  };
  asking = true;
  try {
    const answer = await (parent ? dialog.showMessageBox(parent, options) : dialog.showMessageBox(options));
    if (answer.response !== 1) return false;
  } finally {
    asking = false;
  }
  await shell.openExternal(address);
  return true;
}
