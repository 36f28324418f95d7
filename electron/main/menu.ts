import { Menu, type MenuItemConstructorOptions } from 'electron';
import { type Language, shellMessages } from './messages.ts';

/** The native menu as data: standard roles only, so that the system's own behaviour and keys apply. */
export function menuTemplate(language: Language, packaged: boolean): MenuItemConstructorOptions[] {
  const text = shellMessages(language);
  return [
    {
      label: text.menuDesk,
      submenu: [
        { id: 'about', role: 'about', label: text.about },
        { type: 'separator' },
        { id: 'quit', role: 'quit', label: text.quit },
      ],
    },
    {
      label: text.menuEdit,
      submenu: [
        { id: 'undo', role: 'undo', label: text.undo },
        { id: 'redo', role: 'redo', label: text.redo },
        { type: 'separator' },
        { id: 'cut', role: 'cut', label: text.cut },
        { id: 'copy', role: 'copy', label: text.copy },
        { id: 'paste', role: 'paste', label: text.paste },
        { id: 'pasteAndMatchStyle', role: 'pasteAndMatchStyle', label: text.pastePlain },
        { id: 'selectAll', role: 'selectAll', label: text.selectAll },
      ],
    },
    {
      label: text.menuView,
      submenu: [
        { id: 'resetZoom', role: 'resetZoom', label: text.actualSize },
        { id: 'zoomIn', role: 'zoomIn', label: text.zoomIn },
        { id: 'zoomOut', role: 'zoomOut', label: text.zoomOut },
        { type: 'separator' },
        { id: 'togglefullscreen', role: 'togglefullscreen', label: text.fullScreen },
        ...(packaged
          ? []
          : ([
              { type: 'separator' },
              { id: 'reload', role: 'reload', label: text.reload },
              { id: 'toggleDevTools', role: 'toggleDevTools', label: text.developerTools },
            ] satisfies MenuItemConstructorOptions[])),
      ],
    },
    {
      label: text.menuWindow,
      submenu: [
        { id: 'minimize', role: 'minimize', label: text.minimize },
        { id: 'close', role: 'close', label: text.close },
      ],
    },
  ];
}

/** Puts the native menu in place, replacing the one of another language. */
export function installMenu(language: Language, packaged: boolean): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(language, packaged)));
}
