import { useEffect, useRef } from 'react';
import { create } from 'zustand';
import type { MessageKey } from '../i18n/i18n.ts';

export type CommandGroup = 'groupMove' | 'groupGo' | 'groupAct' | 'groupMachine';

/** Something the keyboard or the command palette can do now. */
export interface DeskCommand {
  readonly id: string;
  readonly group: CommandGroup;
  /** Words already in the present language. */
  readonly label: string;
  /** `Mod+K`, `j`, `g a`, `Enter`; null when only the palette offers it. */
  readonly keys: readonly string[];
  /** Left out of the palette (moving up and down makes no sense there). */
  readonly hidden?: boolean;
  readonly run: () => void;
}

interface KeyboardState {
  readonly commands: ReadonlyMap<string, DeskCommand>;
  readonly singleLetterKeys: boolean;
}

/** Commands of the screens drawn now. */
export const useKeyboard = create<KeyboardState>()(() => ({ commands: new Map(), singleLetterKeys: true }));

/** Offers commands while the component is drawn; `null` offers none. Handlers may be fresh functions on every draw. */
export function useCommands(commands: readonly DeskCommand[]): void {
  const latest = useRef(commands);
  const signature = JSON.stringify(commands.map(({ id, label, keys, group }) => [id, label, keys, group]));
  useEffect(() => {
    latest.current = commands;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the signature says when the offer changed; handlers are read late.
  useEffect(() => {
    const offered = latest.current.map((command) => ({
      ...command,
      run: () => latest.current.find(({ id }) => id === command.id)?.run(),
    }));
    useKeyboard.setState(({ commands: held }) => {
      const next = new Map(held);
      for (const command of offered) next.set(command.id, command);
      return { commands: next };
    });
    return () => {
      useKeyboard.setState(({ commands: held }) => {
        const next = new Map(held);
        for (const command of offered) if (next.get(command.id) === command) next.delete(command.id);
        return { commands: next };
      });
    };
  }, [signature]);
}

const pressed = ['checkbox', 'radio', 'button', 'submit', 'reset', 'range', 'file', 'color']
  .map((type) => `:not([type="${type}"])`)
  .join('');
/** What takes letters; a check box or a slider does not. */
const editable = `input${pressed}, textarea, select, [contenteditable="true"], [contenteditable=""], [role="textbox"]`;

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(editable) !== null;
}

/** Something that answers Enter, Space and arrows by itself. */
function hasOwnKeys(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('button, a[href], input, [role="tab"], [role="menuitem"], [role="option"], [role="separator"]') !==
      null
  );
}

function nameOf(event: KeyboardEvent): string {
  const mod = event.ctrlKey || event.metaKey ? 'Mod+' : '';
  const alt = event.altKey ? 'Alt+' : '';
  const key = event.key.length === 1 && mod !== '' ? event.key.toUpperCase() : event.key;
  return `${mod}${alt}${key}`;
}

const sequenceMs = 1_200;

/** Listens for keys on the whole window until stopped; never takes a key from an input method, a field or a dialog. */
export function listenToKeys(): () => void {
  let prefix: { readonly key: string; readonly at: number } | null = null;
  const onKey = (event: KeyboardEvent): void => {
    if (event.isComposing || event.defaultPrevented || event.keyCode === 229) return;
    const { commands, singleLetterKeys } = useKeyboard.getState();
    const name = nameOf(event);
    const bare = !name.startsWith('Mod+') && !name.startsWith('Alt+');
    if (bare && (isTyping(event.target) || document.querySelector('[role="dialog"][aria-modal="true"]') !== null))
      return;
    if (bare && event.key.length === 1 && !singleLetterKeys) return;
    if (bare && event.key.length > 1 && event.key !== 'Escape' && hasOwnKeys(event.target)) return;
    const joined = prefix !== null && event.timeStamp - prefix.at < sequenceMs ? `${prefix.key} ${name}` : null;
    prefix = null;
    const all = [...commands.values()];
    const found =
      (joined === null ? undefined : all.find(({ keys }) => keys.includes(joined))) ??
      all.find(({ keys }) => keys.includes(name));
    if (found !== undefined) {
      event.preventDefault();
      found.run();
      return;
    }
    if (bare && all.some(({ keys }) => keys.some((key) => key.startsWith(`${name} `)))) {
      prefix = { key: name, at: event.timeStamp };
      event.preventDefault();
    }
  };
  window.addEventListener('keydown', onKey);
  return () => window.removeEventListener('keydown', onKey);
}

/** Group headings of the shortcut dialog, in order. */
export const commandGroups: readonly { readonly group: CommandGroup; readonly title: MessageKey }[] = [
  { group: 'groupMove', title: 'frame:groupMove' },
  { group: 'groupGo', title: 'frame:groupGo' },
  { group: 'groupAct', title: 'frame:groupAct' },
  { group: 'groupMachine', title: 'frame:groupMachine' },
];
