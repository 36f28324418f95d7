import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { processTree } from '../electron-host/sockets.ts';
import { test } from './launch.ts';

/** Counters a page script leaves for the test. */
interface Observed {
  readonly violations: string[];
}

test('the window shows the app origin over a bridge of exactly two functions', async ({ launch }) => {
  const { page } = await launch();
  expect(
    await page.evaluate(() => {
      const desk = Reflect.get(window, 'desk') as object;
      const globals = ['require', 'process', 'module', 'Buffer', 'global', '__electronHostSend'];
      return {
        bridge: Object.keys(desk).sort(),
        frozen: Object.isFrozen(desk),
        leaked: globals.filter((name) => name in window),
      };
    }),
  ).toEqual({ bridge: ['onMessage', 'send'], frozen: true, leaked: [] });
});

test('every load carries the strict policy with a nonce of its own', async ({ launch }) => {
  const { page } = await launch();
  const load = async (): Promise<string> => (await (await page.reload())?.headerValue('content-security-policy')) ?? '';
  const [first, second] = [await load(), await load()];
  const nonce = (policy: string): string | undefined => /'nonce-([^']+)'/.exec(policy)?.[1];
  expect(first.replace(nonce(first) ?? '', 'NONCE').replace(/ https:\/\/\*\.(viewer|store)\.localhost/g, '')).toBe(
    [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self' 'nonce-NONCE'",
      "img-src 'self' store: data: blob:",
      "font-src 'self'",
      'frame-src viewer:',
      "connect-src 'none'",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      'trusted-types ProseMirrorClipboard dompurify',
    ].join('; '),
  );
  expect(nonce(first)).not.toBe(nonce(second));
});

test('inline script, eval and every way of reaching a network are blocked', async ({ launch }) => {
  const { page } = await launch();
  const outcome = await page.evaluate(async () => {
    const violations: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => violations.push(event.effectiveDirective));
    const script = document.createElement('script');
    script.textContent = 'window.inlineRan = true';
    document.body.append(script);
    const image = new Image();
    image.setAttribute('onerror', 'window.inlineRan = true');
    image.src = 'https://portal.invalid/x.png';
    document.body.append(image);
    // A string given to a timer is compiled by the page itself; the test tool's own evaluations are exempt.
    setTimeout('window.inlineRan = true', 0);
    const tried = async (work: () => unknown): Promise<string> => {
      try {
        await work();
        return 'ran';
      } catch {
        return 'refused';
      }
    };
    const results = {
      fetch: await tried(() => fetch('https://portal.invalid/')),
      fetchSelf: await tried(() => fetch('/index.html')),
      socket: await tried(
        () =>
          new Promise((resolve, reject) => {
            const socket = new WebSocket('wss://portal.invalid/');
            socket.onopen = resolve;
            socket.onerror = reject;
          }),
      ),
      worker: await tried(
        () =>
          new Promise((resolve, reject) => {
            const worker = new Worker('data:text/javascript,postMessage(1)');
            worker.onmessage = resolve;
            worker.onerror = reject;
          }),
      ),
      beacon: String(navigator.sendBeacon('https://portal.invalid/', 'x') && violations.length === 0),
    };
    await new Promise((resolve) => setTimeout(resolve, 300));
    return { results, inlineRan: 'inlineRan' in window, violations } satisfies Observed & Record<string, unknown>;
  });
  expect({ results: outcome.results, inlineRan: outcome.inlineRan }).toEqual({
    results: { fetch: 'refused', fetchSelf: 'refused', socket: 'refused', worker: 'refused', beacon: 'false' },
    inlineRan: false,
  });
  expect(outcome.violations).toEqual(
    expect.arrayContaining(['script-src-elem', 'script-src-attr', 'connect-src', 'img-src']),
  );
});

const navigations: Readonly<Record<string, string>> = {
  'location to https': "location.href = 'https://portal.invalid/'",
  'location to http': "location.assign('http://127.0.0.1:9/')",
  'location replaced': "location.replace('https://portal.invalid/')",
  'location to a file': "location.href = 'file:///etc/passwd'",
  'location to data': "location.href = 'data:text/html,<h1>x</h1>'",
  'location to javascript': "location.href = 'javascript:document.title=1'",
  'location to another app host': "location.href = 'app://other/index.html'",
  'location to a missing app file': "location.href = new URL('/nothing.html', location.href).href",
  'location to a viewer document': "location.href = 'viewer://document/aaaaaaaaaaaaaaaaaaaa'",
  'location to a stored blob': `location.href = 'store://blob/${'0'.repeat(64)}'`,
  'location to ftp': "location.href = 'ftp://portal.invalid/'",
  'location to devtools': "location.href = 'devtools://devtools/bundled/inspector.html'",
  'location to chrome': "location.href = 'chrome://settings/'",
  'location to the deep link scheme': "location.href = 'banbientap://item/abcdefghijklmnop'",
  'window.open': "window.open('https://portal.invalid/')",
  'window.open about:blank': "window.open('about:blank')",
  'window.open with features': "window.open('https://portal.invalid/', 'x', 'popup,width=100,height=100')",
  'window.open over itself': "window.open('https://portal.invalid/', '_self')",
  'link click': 'click(\'<a href="https://portal.invalid/">x</a>\')',
  'link to a new window': 'click(\'<a href="https://portal.invalid/" target="_blank">x</a>\')',
  'link over the top': 'click(\'<a href="https://portal.invalid/" target="_top">x</a>\')',
  'middle click': 'click(\'<a href="https://portal.invalid/">x</a>\', { button: 1, ctrlKey: true })',
  'download link': 'click(\'<a href="data:text/plain,x" download="x.exe">x</a>\')',
  'form post': 'submit(\'<form method="post" action="https://portal.invalid/"><input name="a" value="b"></form>\')',
  'form over itself': 'submit(\'<form action="https://portal.invalid/"></form>\')',
  'meta refresh': 'add(document.head, \'<meta http-equiv="refresh" content="0;url=https://portal.invalid/">\')',
  'foreign frame': 'add(document.body, \'<iframe src="https://portal.invalid/"></iframe>\')',
  'app frame': 'add(document.body, \'<iframe src="/index.html"></iframe>\')',
  'object and embed':
    'add(document.body, \'<object data="https://portal.invalid/"></object><embed src="https://portal.invalid/">\')',
  'base address': 'add(document.head, \'<base href="https://portal.invalid/">\')',
};

test('no navigation leaves the app and no second window opens', async ({ launch }) => {
  const { app, page } = await launch();
  await app.evaluate(({ dialog }) => {
    dialog.showMessageBox = async () => ({ response: 0, checkboxChecked: false });
  });
  const home = page.url();
  await page.evaluate(() => {
    const add = (parent: Element, html: string): Element => {
      // The policy names no default; parsing apart is not a sink of this page.
      const parsed = new DOMParser().parseFromString(html, 'text/html');
      const elements = [...parsed.head.children, ...parsed.body.children].map((element) =>
        document.importNode(element, true),
      );
      parent.append(...elements);
      return elements[0] as Element;
    };
    Object.assign(window, {
      mark: 'untouched',
      add,
      click: (html: string, more: MouseEventInit = {}) =>
        add(document.body, html).dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ...more })),
      submit: (html: string) => (add(document.body, html) as HTMLFormElement).submit(),
    });
  });
  const moved: string[] = [];
  for (const [name, code] of Object.entries(navigations)) {
    // Evaluated from outside, as a hole in the page's own code would run it: the policy forbids `eval` inside.
    await page.evaluate(code).catch(() => undefined);
    await page.waitForTimeout(150);
    const windows = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
    const mark = await page.evaluate(() => Reflect.get(window, 'mark') as unknown).catch(() => 'gone');
    if (page.url() !== home || windows !== 1 || mark !== 'untouched' || app.windows().length !== 1) moved.push(name);
  }
  expect(moved).toEqual([]);
  expect(page.frames().map((frame) => frame.url())).not.toContainEqual(expect.stringContaining('portal.invalid'));
});

test('every permission is denied', async ({ launch }) => {
  const { page } = await launch();
  const states = await page.evaluate(async () => {
    const names = [
      'geolocation',
      'notifications',
      'camera',
      'microphone',
      'midi',
      'clipboard-read',
      'persistent-storage',
      'local-fonts',
      'window-management',
    ];
    const found: Record<string, string> = {};
    for (const name of names) {
      const status = await navigator.permissions.query({ name: name as PermissionName }).catch(() => null);
      found[name] = status?.state ?? 'unknown';
    }
    const asked = async (work: () => Promise<unknown>): Promise<string> => {
      try {
        await work();
        return 'given';
      } catch {
        return 'denied';
      }
    };
    return {
      found,
      notification: await Notification.requestPermission(),
      camera: await asked(() => navigator.mediaDevices.getUserMedia({ video: true })),
      screen: await asked(() => navigator.mediaDevices.getDisplayMedia()),
      clipboard: await asked(() => navigator.clipboard.readText()),
      place: await asked(
        () => new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject)),
      ),
    };
  });
  expect(Object.entries(states.found).filter(([, state]) => state === 'granted')).toEqual([]);
  const { found: _found, ...asked } = states;
  expect(asked).toEqual({
    notification: 'denied',
    camera: 'denied',
    screen: 'denied',
    clipboard: 'denied',
    place: 'denied',
  });
});

test('an address is opened outside only after the person agreed, and only https or mailto', async ({ launch }) => {
  const { app, page } = await launch();
  await app.evaluate(({ dialog, shell }) => {
    const opened: string[] = [];
    const asked: string[] = [];
    Object.assign(globalThis, { opened, asked, answer: 0 });
    dialog.showMessageBox = (async (...args: unknown[]) => {
      asked.push((args.at(-1) as { message: string }).message.split('\n').at(-1) ?? '');
      return { response: Reflect.get(globalThis, 'answer') as number, checkboxChecked: false };
    }) as typeof dialog.showMessageBox;
    shell.openExternal = async (url: string) => void opened.push(url);
  });
  const open = async (url: string, answer: number): Promise<void> => {
    await app.evaluate((_electron, value) => void Reflect.set(globalThis, 'answer', value), answer);
    // Opened after the call has returned: a window that is refused must not hold up the question to it.
    await page.evaluate((address) => void setTimeout(() => window.open(address)), url);
    await page.waitForTimeout(700);
  };
  await open('https://portal.invalid/refused', 0);
  await open('https://portal.invalid/agreed', 1);
  await open('mailto:toasoan@portal.invalid', 1);
  await open('http://portal.invalid/', 1);
  await open('https://user:secret@portal.invalid/', 1);
  await open('file:///etc/passwd', 1);
  expect(await app.evaluate(() => [Reflect.get(globalThis, 'asked'), Reflect.get(globalThis, 'opened')])).toEqual([
    ['https://portal.invalid/refused', 'https://portal.invalid/agreed', 'mailto:toasoan@portal.invalid'],
    ['https://portal.invalid/agreed', 'mailto:toasoan@portal.invalid'],
  ]);
});

test('the native menu is Vietnamese with the standard roles, and its quit entry ends the app', async ({ launch }) => {
  const { app } = await launch();
  const menu = await app.evaluate(({ Menu }) =>
    Menu.getApplicationMenu()?.items.map((item) => [
      item.label,
      item.submenu?.items.map(({ role, type }) => role ?? type),
    ]),
  );
  expect(menu?.map((entry) => entry[0])).toEqual(['Bàn làm việc', 'Soạn thảo', 'Hiển thị', 'Cửa sổ']);
  expect(String(menu?.[1]?.[1]).toLowerCase()).toContain('undo,redo,separator,cut,copy,paste');
  const closed = app.waitForEvent('close');
  await app
    .evaluate(({ Menu }) => void Menu.getApplicationMenu()?.getMenuItemById('quit')?.click())
    .catch(() => undefined);
  await closed;
});

test('a second start of the same desk hands its link over and leaves', async ({ launch, shell }) => {
  const first = await launch();
  const { launchSecond } = await import('./second-start.ts');
  expect(await launchSecond(shell, first.dataDir, 'banbientap://item/abcdefghijklmnop1234')).toBe(0);
  expect(await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('core that falls over is started again and the page comes back to it', async ({ launch }) => {
  const desk = await launch();
  const ready = (): number => desk.log().split('shell.core-ready').length - 1;
  await expect.poll(ready).toBe(1);
  await desk.page.evaluate(() => void Reflect.set(window, 'mark', 'before'));
  const core = processTree(desk.app.process().pid ?? 0).find((pid) =>
    /main\/core\.js|node\.mojom\.NodeService/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8')),
  );
  process.kill(core ?? 0, 'SIGKILL');
  await expect.poll(ready).toBe(2);
  await expect
    .poll(() => desk.page.evaluate(() => Reflect.get(window, 'mark') as unknown).catch(() => 'loading'))
    .toBeUndefined();
  expect(desk.log()).toContain('shell.core-ended');
});

test('the window comes back where it was left', async ({ launch }) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'desk-'));
  try {
    const left = { x: 40, y: 30, width: 1111, height: 777 };
    const first = await launch({ dataDir });
    await first.app.evaluate(({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds), left);
    await first.close();
    const second = await launch({ dataDir });
    expect(
      await second.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds()),
    ).toEqual(left);
    await second.close();
  } finally {
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
});

test('two people’s desks run side by side on one machine', async ({ launch }) => {
  const [first, second] = [await launch(), await launch()];
  const count = async (desk: typeof first): Promise<number> =>
    desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
  expect([await count(first), await count(second), first.dataDir === second.dataDir]).toEqual([1, 1, false]);
});
