import type { ElectronApplication, Page } from '@playwright/test';

/** What went on in a window since it was observed. */
export interface Observed {
  /** Questions and alerts, of the page or of the shell. */
  readonly dialogs: readonly string[];
  readonly violations: readonly string[];
  /** Addresses outside the desk's own origins that anything in the window asked for. */
  readonly outside: readonly string[];
  readonly errors: readonly string[];
}

/** The app's own origin, stored blobs, seen pages and inline data: all a window may ever load. */
const own = /^(?:app|store|viewer):\/\/|^https:\/\/[\w.-]+\.(?:app|store|viewer)\.localhost\/|^(?:data|blob|about):/;

/** Watches a window from now on and through every load to come. */
export async function observe(page: Page, app: ElectronApplication): Promise<() => Promise<Observed>> {
  const dialogs: string[] = [];
  const outside: string[] = [];
  const errors: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (!own.test(request.url())) outside.push(request.url());
  });
  page.on('pageerror', (error) => errors.push(error.message));
  const listen = (): void => {
    const seen: string[] = [];
    Reflect.set(window, 'seenViolations', seen);
    document.addEventListener('securitypolicyviolation', (event) => {
      seen.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
    });
  };
  await page.addInitScript(listen);
  await page.evaluate(listen);
  return async () => {
    const recorded = await app.evaluate(() => {
      const host: unknown = Reflect.get(globalThis, 'electronHost');
      return JSON.stringify(Reflect.get(Object(host), 'recorded') ?? {});
    });
    const shell: unknown = JSON.parse(recorded);
    const asked: unknown = Reflect.get(Object(shell), 'dialogs');
    const opened: unknown = Reflect.get(Object(shell), 'openedOutside');
    return {
      dialogs: [...dialogs, ...listed(asked)],
      violations: await page.evaluate(() => Reflect.get(window, 'seenViolations') as string[]),
      outside: [...outside, ...listed(opened)],
      errors,
    };
  };
}

export const nothing: Observed = { dialogs: [], violations: [], outside: [], errors: [] };

function listed(value: unknown): string[] {
  return Array.isArray(value) ? value.map((one) => JSON.stringify(one)) : [];
}
