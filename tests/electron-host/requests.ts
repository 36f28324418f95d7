import type { HostSession } from './api/session.ts';
import type { DevTools, Fields } from './devtools.ts';
import type { Host } from './host.ts';

/** Whether a paused request may go on; asked only for documents. */
export type NavigationDecision = (url: string, frameId: string) => boolean;

interface PausedRequest {
  readonly requestId: string;
  readonly frameId: string;
  readonly resourceType: string;
  readonly request: {
    readonly url: string;
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
  };
}

/** Answers one intercepted request as Electron's network stack would: navigation events, webRequest, protocol handlers. */
export async function answerRequest(
  host: Host,
  devTools: DevTools,
  session: HostSession,
  params: Fields,
  devToolsSession: string,
  mayNavigate: NavigationDecision,
): Promise<void> {
  const paused = params as unknown as PausedRequest;
  const { requestId } = paused;
  const send = (method: string, more: Fields): Promise<Fields> =>
    devTools.send(method, { requestId, ...more }, devToolsSession).catch(() => ({}));
  const url = host.addresses.toElectron(paused.request.url).replace(/#.*$/s, '');
  if (paused.resourceType === 'Document' && !mayNavigate(url, paused.frameId)) {
    await send('Fetch.failRequest', { errorReason: 'Aborted' });
    return;
  }
  if (session.inner.beforeRequest && !(await session.inner.beforeRequest(url))) {
    await send('Fetch.failRequest', { errorReason: 'BlockedByClient' });
    return;
  }
  const handler = session.inner.handlers.get(url.slice(0, url.indexOf(':')));
  if (!handler) {
    await send('Fetch.continueRequest', {});
    return;
  }
  try {
    const response = await handler(
      new Request(url, { method: paused.request.method, headers: { ...paused.request.headers } }),
    );
    const headers: { name: string; value: string }[] = [];
    response.headers.forEach((value, name) => {
      // The body arrives decoded and whole.
      if (name === 'content-encoding' || name === 'content-length' || name === 'transfer-encoding') return;
      const mapped = name === 'content-security-policy' ? host.addresses.policyToChromium(value) : value;
      // One line per value: DevTools takes a list, and a header may not hold line ends.
      for (const line of name === 'set-cookie' ? response.headers.getSetCookie() : [mapped]) {
        headers.push({ name, value: line });
      }
    });
    const body = Buffer.from(await response.arrayBuffer());
    await send('Fetch.fulfillRequest', {
      responseCode: response.status,
      responseHeaders: headers,
      body: body.toString('base64'),
    });
  } catch (error) {
    process.stderr.write(`electron-host: a protocol handler failed: ${String(error)}\n`);
    await send('Fetch.failRequest', { errorReason: 'Failed' });
  }
}
