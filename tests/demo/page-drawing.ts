import { createHash, X509Certificate } from 'node:crypto';
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test';
import type { Desk } from '../../electron/core/desk.ts';
import type { RenderedPage, RenderPageRequest } from '../../electron/core/ports.ts';
import { pageTextScript, parsePageText } from '../../electron/main/page-text.ts';
import { findChromium } from '../electron-host/chromium.ts';

/** Draws pages in an installed Chromium that trusts one portal's authority and knows no other host. */
export class PageDrawing {
  readonly #browser: Browser;

  private constructor(browser: Browser) {
    this.#browser = browser;
  }

  /** Null where no Chromium is installed. */
  static async open(caPem: string): Promise<PageDrawing | null> {
    const executablePath = findChromium();
    if (executablePath === null) return null;
    const spki = new X509Certificate(caPem).publicKey.export({ type: 'spki', format: 'der' });
    const pin = createHash('sha256').update(spki).digest('base64');
    const browser = await chromium.launch({
      executablePath,
      chromiumSandbox: process.getuid?.() !== 0,
      args: [
        `--ignore-certificate-errors-spki-list=${pin}`,
        '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
        '--no-proxy-server',
      ],
    });
    return new PageDrawing(browser);
  }

  /** What the shell does for core: the page reaches the network only through core's guarded fetch. */
  async renderPage(request: RenderPageRequest, fetchForPage: Desk['fetchForPage']): Promise<RenderedPage> {
    const width = request.width ?? 1_280;
    return this.#inContext(width, async (page) => {
      let served = false;
      await page.route('**/*', async (route) => {
        const url = route.request().url();
        if (route.request().method() !== 'GET') return route.abort();
        if (!served && url === request.url) {
          served = true;
          return route.fulfill({ body: Buffer.from(request.body), contentType: request.mediaType });
        }
        const reply = await fetchForPage(url).catch(() => null);
        if (reply === null) return route.abort();
        return route.fulfill({ status: reply.status, headers: reply.headers, body: Buffer.from(reply.body) });
      });
      await page.goto(request.url, { waitUntil: 'load', timeout: 20_000 });
      const { text, blocks, height, truncated } = parsePageText(await page.evaluate(pageTextScript));
      const png = await page.screenshot({ fullPage: true });
      return { png: new Uint8Array(png), text, width, height, truncated, geometry: blocks };
    });
  }

  async printToPdf(html: string): Promise<Uint8Array> {
    return this.#inContext(794, async (page) => {
      await page.route('**/*', (route) => route.abort());
      await page.setContent(html);
      return new Uint8Array(await page.pdf({ format: 'A4', printBackground: true, preferCSSPageSize: true }));
    });
  }

  /** A picture of a page of the portal as a visitor sees it; `prepare` may act on it first. */
  async picture(url: string, file: string, prepare?: (page: Page) => Promise<void>): Promise<void> {
    await this.#inContext(1_280, async (page) => {
      await page.goto(url, { waitUntil: 'load', timeout: 20_000 });
      await prepare?.(page);
      await page.screenshot({ path: file, fullPage: true });
    });
  }

  async close(): Promise<void> {
    await this.#browser.close();
  }

  async #inContext<Value>(width: number, work: (page: Page) => Promise<Value>): Promise<Value> {
    const context: BrowserContext = await this.#browser.newContext({
      viewport: { width, height: 900 },
      locale: 'vi-VN',
    });
    try {
      return await work(await context.newPage());
    } finally {
      await context.close();
    }
  }
}
