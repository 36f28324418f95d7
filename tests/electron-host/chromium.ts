import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { DevTools } from './devtools.ts';

const candidates = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
];

/** The installed Chromium, or null; `ELECTRON_HOST_CHROMIUM` names another. */
export function findChromium(): string | null {
  const named = process.env.ELECTRON_HOST_CHROMIUM;
  if (named) return existsSync(named) ? named : null;
  return candidates.find((path) => existsSync(path)) ?? null;
}

/** A Chromium that draws the windows. */
export interface Chromium {
  readonly devTools: DevTools;
  readonly process: ChildProcess;
  readonly headless: boolean;
  /** Its last words on standard error, for when it will not start. */
  lastErrors(): string;
}

/** Switches that keep Chromium off the network and quiet; `pages` alone may speak, and those are intercepted. */
const switches = [
  '--remote-debugging-pipe',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-component-extensions-with-background-pages',
  '--disable-default-apps',
  '--disable-extensions',
  '--disable-sync',
  '--disable-quic',
  '--disable-breakpad',
  '--disable-client-side-phishing-detection',
  '--disable-domain-reliability',
  '--disable-search-engine-choice-screen',
  '--disable-dev-shm-usage',
  '--disable-back-forward-cache',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
  '--metrics-recording-only',
  '--no-pings',
  '--password-store=basic',
  '--force-color-profile=srgb',
  '--dns-prefetch-disable',
  '--no-proxy-server',
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--webrtc-ip-handling-policy=disable_non_proxied_udp',
  // Their choosers would wait for ever for a person; Electron asks the app instead, and the app must refuse.
  '--disable-blink-features=GetDisplayMedia,WebHID,WebUSB,Serial,WebBluetooth',
  '--disable-features=MediaRouter,OptimizationHints,Translate,AutofillServerCommunication,NetworkTimeServiceQuerying,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,AimEnabled,PreconnectToSearch,GlobalMediaControls,LensOverlay',
];

/** Starts Chromium with its own profile; opens a debugging port only when `debuggingPort` says so. */
export function launchChromium(options: {
  readonly profile: string;
  readonly debuggingPort: string | null;
  readonly language: string;
}): Chromium {
  const executable = findChromium();
  if (executable === null) {
    throw new Error('electron-host found no Chromium; install the package "chromium" or set ELECTRON_HOST_CHROMIUM');
  }
  mkdirSync(options.profile, { recursive: true, mode: 0o700 });
  const headless = !process.env.DISPLAY;
  const root = process.getuid?.() === 0;
  if (root) process.stderr.write('electron-host: running as root, so Chromium runs without its own sandbox\n');
  const child = spawn(
    executable,
    [
      ...switches,
      `--user-data-dir=${options.profile}`,
      `--lang=${options.language}`,
      ...(headless ? ['--headless=new'] : []),
      ...(root ? ['--no-sandbox', '--test-type'] : []),
      ...(options.debuggingPort === null ? [] : [`--remote-debugging-port=${options.debuggingPort}`]),
      // The first window adopts this page, so that it has no tab strip and no address bar.
      '--app=data:text/html,',
    ],
    { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] },
  );
  const [, , errors, input, output] = child.stdio;
  let line = '';
  let last: string[] = [];
  (errors as Readable).setEncoding('utf8').on('data', (chunk: string) => {
    line += chunk;
    for (let end = line.indexOf('\n'); end >= 0; end = line.indexOf('\n')) {
      last = [...last.slice(-9), line.slice(0, end)];
      // Test tools look for this line on our own standard error; Chromium's other chatter helps nobody.
      if (line.startsWith('DevTools listening on ') || process.env.ELECTRON_HOST_VERBOSE) {
        process.stderr.write(line.slice(0, end + 1));
      }
      line = line.slice(end + 1);
    }
  });
  return {
    devTools: new DevTools(input as Writable, output as Readable),
    process: child,
    headless,
    lastErrors: () => [...last, line].join('\n').trim(),
  };
}
