import { readFileSync } from 'node:fs';
import { createServer, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** A portal whose preview pages were broken into: everything else it passes on unchanged. */
export interface HostilePortal {
  readonly url: string;
  /** Paths under `/ke-gian/` that anything asked for. */
  readonly reached: readonly string[];
  close(): Promise<void>;
}

/** What a broken-in page carries: scripts, handlers, frames, forms, a redirect, and ways to break out of a viewer. */
export const hostileMarkup = [
  '<script>window.hostile = true; alert("ke-gian"); fetch("/ke-gian/fetch").catch(() => {}); try { top.hostile = true; top.location = "/ke-gian/top" } catch {}</script>',
  '<script src="/ke-gian/script.js"></script>',
  '<img src="/ke-gian/x.png" onerror="window.hostile = true; alert(1)">',
  '<svg onload="alert(2)"><a href="javascript:alert(3)"><text y="20">svg</text></a></svg>',
  '<iframe srcdoc="<script>parent.hostile = true; top.hostile = true</script>"></iframe>',
  '<form action="/ke-gian/form" method="post"><input name="mat-khau"><button>Gửi</button></form>',
  '<link rel="stylesheet" href="/ke-gian/style.css"><style>@import url(/ke-gian/import.css);</style>',
  '<object data="/ke-gian/object"></object><embed src="/ke-gian/embed"><base href="https://ke-gian.invalid/">',
  '<a href="https://ke-gian.invalid/" target="_top" autofocus onfocus="this.click()">bấm</a>',
].join('\n');

/** Stands before the real portal with its own key and certificate and adds to every preview page. */
export async function openHostilePortal(target: string, caPem: string, tlsDirectory: string): Promise<HostilePortal> {
  const reached: string[] = [];
  let own = '';
  const server = createServer(
    {
      key: readFileSync(join(tlsDirectory, 'leaf-key.pem')),
      cert: `${readFileSync(join(tlsDirectory, 'leaf.pem'), 'utf8')}\n${caPem}`,
    },
    (incoming, outgoing) => {
      const path = incoming.url ?? '/';
      if (path.startsWith('/ke-gian/')) {
        reached.push(path);
        outgoing.writeHead(200, { 'content-type': 'text/javascript' }).end('window.hostile = true; alert(4);');
        return;
      }
      const page = /^\/xem-truoc\/[\w-]+$/.test(path);
      const addresses = path.endsWith('/publication');
      const { 'accept-encoding': encoding, ...headers } = incoming.headers;
      const passed = request(
        `${target}${path}`,
        {
          method: incoming.method ?? 'GET',
          ca: caPem,
          headers: page || addresses || encoding === undefined ? headers : { ...headers, 'accept-encoding': encoding },
        },
        (answer) => {
          if (!page && !addresses) {
            outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
            answer.pipe(outgoing);
            return;
          }
          const pieces: Buffer[] = [];
          answer.on('data', (piece: Buffer) => pieces.push(piece));
          answer.on('end', () => {
            const text = Buffer.concat(pieces).toString('utf8');
            if (addresses) {
              // Desks enrolled here take pages from this very address.
              const { 'content-length': _length, ...kept } = answer.headers;
              outgoing.writeHead(answer.statusCode ?? 502, kept).end(text.replaceAll(target, own));
              return;
            }
            const html = text.replace(/<div class="body">[\s\S]*?<\/p>/, (before) => `${before}${hostileMarkup}`);
            // The break-in also took the portal's own policy away.
            outgoing.writeHead(answer.statusCode ?? 502, { 'content-type': 'text/html; charset=utf-8' }).end(html);
          });
        },
      );
      passed.on('error', () => outgoing.destroy());
      outgoing.on('close', () => passed.destroy());
      incoming.pipe(passed);
    },
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  own = `https://127.0.0.1:${port}`;
  return {
    url: own,
    reached,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
