import { expect, test, vi } from 'vitest';

vi.mock('electron', () => ({ Menu: {} }));
const { menuTemplate } = await import('./menu.ts');
const { contextMenuTemplate } = await import('./context-menu.ts');

const entries = (language: 'vi' | 'en', packaged: boolean) =>
  menuTemplate(language, packaged).flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));

test('every entry is a standard role with words in both languages', () => {
  for (const entry of entries('vi', false))
    expect(entry.type === 'separator' || (entry.role && entry.label)).toBeTruthy();
  const words = (language: 'vi' | 'en'): unknown[] => entries(language, false).map(({ label }) => label);
  expect(words('vi').filter((label, index) => label !== undefined && label === words('en')[index])).toEqual([]);
});

test('a packaged desk offers neither reload nor developer tools', () => {
  const roles = (packaged: boolean): unknown[] => entries('vi', packaged).map(({ role }) => role);
  expect([roles(true).includes('toggleDevTools'), roles(true).includes('reload')]).toEqual([false, false]);
  expect([roles(false).includes('toggleDevTools'), roles(false).includes('reload')]).toEqual([true, true]);
});

test('a right click offers editing where one can type, copying on chosen text, and nothing elsewhere', () => {
  const editFlags = {
    canUndo: false,
    canRedo: false,
    canCut: true,
    canCopy: true,
    canPaste: true,
    canSelectAll: true,
    canDelete: true,
    canEditRichly: true,
  };
  const roles = (isEditable: boolean, selectionText: string): unknown[] =>
    contextMenuTemplate({ isEditable, selectionText, editFlags }, 'vi').map(({ role, type }) => role ?? type);
  expect(roles(true, '')).toEqual([
    'undo',
    'redo',
    'separator',
    'cut',
    'copy',
    'paste',
    'pasteAndMatchStyle',
    'selectAll',
  ]);
  expect([roles(false, 'chữ'), roles(false, ' ')]).toEqual([['copy'], []]);
});
