import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { BrowserWindow, Rectangle } from 'electron';
import { z } from 'zod';
import { languages } from './messages.ts';

const stateSchema = z.object({
  position: z.object({ x: z.int(), y: z.int() }).nullable(),
  width: z.int().min(960).max(16384),
  height: z.int().min(600).max(16384),
  maximized: z.boolean(),
  language: z.enum(languages),
});

/** What the shell remembers between starts; the desk's own settings live in core. */
export type WindowState = z.infer<typeof stateSchema>;

/** State of a first start: the window system chooses the place. */
export const firstWindowState: WindowState = {
  position: null,
  width: 1440,
  height: 900,
  maximized: false,
  language: 'vi',
};

/** The state in `text` if it is one and its window would still be reachable on one of `workAreas`, else the first state. */
export function restoreWindowState(text: string | null, workAreas: readonly Rectangle[]): WindowState {
  const parsed = text === null ? null : stateSchema.safeParse(parseJson(text));
  if (!parsed?.success) return firstWindowState;
  const { position } = parsed.data;
  const reachable =
    position !== null &&
    workAreas.some(
      (area) =>
        position.x >= area.x - 8 &&
        position.y >= area.y - 8 &&
        position.x <= area.x + area.width - 200 &&
        position.y <= area.y + area.height - 100,
    );
  return reachable ? parsed.data : { ...parsed.data, position: null };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Reads the remembered state; a missing or damaged file counts as a first start. */
export function loadWindowState(file: string, workAreas: readonly Rectangle[]): WindowState {
  let text: string | null = null;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    // First start.
  }
  return restoreWindowState(text, workAreas);
}

/** Replaces the file whole, so that a cut never leaves half a state. */
export function saveWindowState(file: string, state: WindowState): void {
  writeFileSync(`${file}.new`, JSON.stringify(state), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** State of a window as it stands; a maximised or minimised one keeps the size it will return to. */
export function windowStateOf(window: BrowserWindow, language: WindowState['language']): WindowState {
  const { x, y, width, height } = window.getNormalBounds();
  return {
    position: { x, y },
    width: Math.max(960, width),
    height: Math.max(600, height),
    maximized: window.isMaximized(),
    language,
  };
}
