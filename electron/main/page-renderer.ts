import { type BrowserWindow, type Session, session } from 'electron';
import type { ShellPortArgs, ShellPortValue } from '../core/process-protocol.ts';
import type { CoreLink } from './core-link.ts';
import { lockPageNavigation } from './navigation.ts';
import { type PageText, pageTextScript, parsePageText } from './page-text.ts';
import { allowOnlySchemes, denyEverything } from './permissions.ts';
import { createPageWindow } from './window-factory.ts';

const loadMilliseconds = 20_000;
const settleMilliseconds = 400;
const screenshotHeightLimit = 12_000;
const requestLimit = 400;
const isolatedWorld = 1_001;
const printAddress = 'https://print.invalid/';

// One page at a time: a screenshot of a long page takes tens of megabytes.
let last: Promise<unknown> = Promise.resolve();

function inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
  const turn = last.then(work, work);
  last = turn.catch(() => undefined);
  return turn;
}

type Answer = (request: Request) => Promise<Response>;

// A session lives as long as the app, so the two kinds of work have one each and empty it when done.
const lockedSessions = new Map<string, { readonly own: Session; answer: Answer }>();

/** An in-memory session in which `answer` is the only way out. */
function lockedSession(name: 'page' | 'print', answer: Answer): Session {
  const known = lockedSessions.get(name);
  if (known) {
    known.answer = answer;
    return known.own;
  }
  const own = session.fromPartition(name, { cache: false });
  const locked = { own, answer };
  lockedSessions.set(name, locked);
  denyEverything(own);
  allowOnlySchemes(own, ['http', 'https', 'data', 'blob']);
  own.protocol.handle('https', (request) => locked.answer(request));
  own.protocol.handle('http', (request) => locked.answer(request));
  return own;
}

const refused = (): Response => new Response(null, { status: 403 });

const delay = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Loads until the page says it is done or time is up; what has been drawn by then counts. */
async function load(window: BrowserWindow, url: string): Promise<void> {
  await Promise.race([window.loadURL(url).catch(() => undefined), delay(loadMilliseconds)]);
}

/** Draws a fetched page as a reader would see it; the page reaches the network only through core's guarded fetch. */
export function renderPage(
  request: ShellPortArgs<'renderPage'>,
  core: Pick<CoreLink, 'ask'>,
): Promise<ShellPortValue<'renderPage'>> {
  return inTurn(async () => {
    let requests = 0;
    let documentServed = false;
    const own = lockedSession('page', async ({ url, method }) => {
      requests += 1;
      if (method !== 'GET' || requests > requestLimit) return refused();
      if (!documentServed && url === request.url) {
        documentServed = true;
        return new Response(Buffer.from(request.bodyBase64, 'base64'), {
          headers: { 'Content-Type': request.mediaType },
        });
      }
      const reply = await core.ask('fetchForPage', { url }).catch(() => null);
      if (reply === null) return refused();
      const bodyless = reply.status === 204 || reply.status === 304 || reply.status < 200;
      return new Response(bodyless ? null : Buffer.from(reply.bodyBase64, 'base64'), {
        status: reply.status < 200 ? 502 : reply.status,
        headers: reply.headers,
      });
    });
    const window = createPageWindow({ session: own, width: request.width, height: 900, scripts: true });
    try {
      lockPageNavigation(window.webContents);
      window.webContents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
      window.webContents.setAudioMuted(true);
      await load(window, request.url);
      await delay(settleMilliseconds);
      const first = await readText(window);
      const height = Math.min(Math.max(first.height, 200), screenshotHeightLimit);
      window.setContentSize(request.width, height);
      await delay(settleMilliseconds);
      const page = await readText(window);
      const image = await window.webContents.capturePage({ x: 0, y: 0, width: request.width, height });
      return {
        pngBase64: image.toPNG().toString('base64'),
        text: page.text,
        width: request.width,
        height,
        truncated: page.truncated || page.height > height,
        geometry: page.blocks,
      };
    } finally {
      window.destroy();
      await own.clearStorageData().catch(() => undefined);
    }
  });
}

// In a world of its own, so that the page's scripts cannot change what the reader's eyes are told.
async function readText(window: BrowserWindow): Promise<PageText> {
  const code = pageTextScript;
  const answer: unknown = await Promise.race([
    window.webContents.executeJavaScriptInIsolatedWorld(isolatedWorld, [{ code }]),
    delay(loadMilliseconds),
  ]);
  return parsePageText(answer);
}

/** A4 PDF of a self-contained page; scripts do not run and nothing is fetched. */
export function printToPdf(html: string): Promise<string> {
  return inTurn(async () => {
    const own = lockedSession('print', async ({ url }) =>
      url === printAddress
        ? new Response(html, {
            headers: {
              'Content-Type': 'text/html; charset=utf-8',
              'Content-Security-Policy':
                "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'",
            },
          })
        : refused(),
    );
    const window = createPageWindow({ session: own, width: 794, height: 1123, scripts: false });
    try {
      lockPageNavigation(window.webContents);
      await load(window, printAddress);
      const pdf = await window.webContents.printToPDF({
        pageSize: 'A4',
        printBackground: true,
        preferCSSPageSize: true,
        generateTaggedPDF: true,
      });
      return pdf.toString('base64');
    } finally {
      window.destroy();
    }
  });
}
