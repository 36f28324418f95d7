import type { MenuItemConstructorOptions } from 'electron';
import { type Host, requireReady } from '../host.ts';
import { NotEmulatedError, strict } from '../strict.ts';
import type { AppControl } from './app.ts';
import type { HostWindow, WindowModule } from './browser-window.ts';

/** A menu entry that a test can read and press. */
export interface HostMenuItem {
  readonly id: string;
  readonly label: string;
  readonly type: string;
  readonly role: string | undefined;
  readonly submenu: HostMenu | undefined;
  click(): void;
}

/** A menu: never drawn, always there to be looked at. */
export interface HostMenu {
  readonly items: readonly HostMenuItem[];
  getMenuItemById(id: string): HostMenuItem | null;
}

const editing = new Set(['undo', 'redo', 'cut', 'copy', 'paste', 'selectAll']);

/** `Menu` with Electron's roles; a role that cannot be carried out here throws its name when pressed. */
export function createMenu(host: Host, control: AppControl, windows: WindowModule): object {
  let applicationMenu: HostMenu | null = null;

  function press(role: string): void {
    const window: HostWindow | undefined = windows.windows()[0];
    const contents = window?.webContents as unknown as Record<string, () => void> | undefined;
    if (role === 'quit') (control.app as unknown as { quit(): void }).quit();
    else if (role === 'close') window?.close();
    else if (role === 'minimize') (window as unknown as { minimize(): void } | undefined)?.minimize();
    else if (role === 'reload') contents?.reload?.();
    else if (editing.has(role)) contents?.[role]?.();
    else throw new NotEmulatedError(`the menu role ${role}`);
  }

  function build(template: readonly MenuItemConstructorOptions[]): HostMenu {
    const items = template.map((entry): HostMenuItem => {
      const { role, click, submenu } = entry;
      return strict('MenuItem', {
        id: entry.id ?? '',
        label: entry.label ?? '',
        type: entry.type ?? (submenu ? 'submenu' : 'normal'),
        role,
        submenu: Array.isArray(submenu) ? build(submenu) : undefined,
        click() {
          if (click) click(undefined as never, undefined, undefined as never);
          else if (role) press(role);
        },
      });
    });
    return strict('Menu', {
      items,
      getMenuItemById(id: string): HostMenuItem | null {
        for (const item of items) {
          const found = item.id === id ? item : (item.submenu?.getMenuItemById(id) ?? null);
          if (found) return found;
        }
        return null;
      },
    });
  }

  return strict('Menu', {
    buildFromTemplate: build,
    setApplicationMenu(menu: HostMenu | null) {
      requireReady(host, 'Menu.setApplicationMenu()');
      applicationMenu = menu;
    },
    getApplicationMenu: () => applicationMenu,
  });
}
