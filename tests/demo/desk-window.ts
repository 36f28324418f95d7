import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { ensureBuilt } from '../../electron/launch/built.ts';
import { findDisplay } from '../../electron/launch/display.ts';
import { launchDesk, type ShellName, shellExecutable } from '../e2e/launch.ts';
import { findChromium } from '../electron-host/chromium.ts';

const root = join(import.meta.dirname, '../..');

/** Opens a person's desk in a window to take a picture of it: in Electron where its binary is, else in the stand-in. */
export class DeskWindows {
  readonly shell: ShellName;
  readonly #environment: Readonly<Record<string, string>>;
  readonly #closeDisplay: () => void;

  private constructor(shell: ShellName, environment: Readonly<Record<string, string>>, closeDisplay: () => void) {
    this.shell = shell;
    this.#environment = environment;
    this.#closeDisplay = closeDisplay;
  }

  /** Null where no window can be drawn. */
  static async open(): Promise<DeskWindows | null> {
    if (shellExecutable('electron') !== null) {
      const display = await findDisplay();
      ensureBuilt(root);
      return new DeskWindows('electron', display.environment, display.close);
    }
    if (findChromium() === null) return null;
    ensureBuilt(root);
    // Without a screen the stand-in's Chromium draws headless by itself.
    return new DeskWindows('electron-host', {}, () => undefined);
  }

  /** The desk's own process must be closed: one data directory belongs to one process. */
  async picture(dataDir: string, item: string, file: string, prepare: (page: Page) => Promise<void>): Promise<void> {
    const desk = await launchDesk({
      project: this.shell,
      dataDir,
      args: [`banbientap://item/${item}`],
      env: this.#environment,
    });
    try {
      await desk.page.getByRole('article').first().waitFor({ timeout: 30_000 });
      await prepare(desk.page);
      await desk.page.screenshot({ path: file });
    } catch (error) {
      await desk.page.screenshot({ path: file }).catch(() => undefined);
      throw new Error(`the window did not show the item: ${desk.log().slice(-2_000)}`, { cause: error });
    } finally {
      await desk.close();
    }
  }

  close(): void {
    this.#closeDisplay();
  }
}
