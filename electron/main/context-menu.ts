import { type BrowserWindow, type ContextMenuParams, Menu, type MenuItemConstructorOptions } from 'electron';
import { type Language, shellMessages } from './messages.ts';

/** Entries for a right click: editing where one can type, copying where text is chosen, otherwise none. */
export function contextMenuTemplate(
  clicked: Pick<ContextMenuParams, 'isEditable' | 'selectionText' | 'editFlags'>,
  language: Language,
): MenuItemConstructorOptions[] {
  const text = shellMessages(language);
  const { editFlags: can } = clicked;
  if (clicked.isEditable) {
    return [
      { role: 'undo', label: text.undo, enabled: can.canUndo },
      { role: 'redo', label: text.redo, enabled: can.canRedo },
      { type: 'separator' },
      { role: 'cut', label: text.cut, enabled: can.canCut },
      { role: 'copy', label: text.copy, enabled: can.canCopy },
      { role: 'paste', label: text.paste, enabled: can.canPaste },
      { role: 'pasteAndMatchStyle', label: text.pastePlain, enabled: can.canPaste },
      { role: 'selectAll', label: text.selectAll, enabled: can.canSelectAll },
    ];
  }
  return clicked.selectionText.trim() === '' ? [] : [{ role: 'copy', label: text.copy, enabled: can.canCopy }];
}

/** Gives the window the right-click menu that Electron leaves out. */
export function offerContextMenu(window: BrowserWindow, language: () => Language): void {
  window.webContents.on('context-menu', (_event, clicked) => {
    const template = contextMenuTemplate(clicked, language());
    if (template.length > 0) Menu.buildFromTemplate(template).popup({ window });
  });
}
