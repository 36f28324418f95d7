import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** What the network does to a connection: nothing, refuse it, swallow it, slow it down, break it, or answer in its place. */
export type Fault =
  | { readonly kind: 'none' }
  | { readonly kind: 'refuse' }
  | { readonly kind: 'swallow' }
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** Lets this many bytes of answers through on each connection, then breaks it. */
  | { readonly kind: 'cutAnswers'; readonly bytes: number }
  /** Lets this many bytes of questions through on each connection, then breaks it. */
  | { readonly kind: 'cutQuestions'; readonly bytes: number }
  /** What a hotel's network does: plain text of its own, whoever was asked. */
  | { readonly kind: 'answer'; readonly text: string };

export interface FaultProxy {
  readonly port: number;
  /** Applies to connections made from now on; those open are broken. */
  set(fault: Fault): void;
  /** Where connections lead from now on. */
  lead(port: number): void;
  readonly connections: () => number;
  close(): Promise<void>;
}

/** A TCP line between a desk and its server that fails on command; TLS passes through it untouched. */
export async function startFaultProxy(target: number): Promise<FaultProxy> {
  let fault: Fault = { kind: 'none' };
  let leads = target;
  let made = 0;
  const open = new Set<Socket>();
  const keep = (socket: Socket): Socket => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
    return socket;
  };
  const server: Server = createServer((client) => {
    made += 1;
    keep(client);
    const now = fault;
    if (now.kind === 'refuse') return void client.destroy();
    if (now.kind === 'swallow') return void client.resume();
    if (now.kind === 'answer') return void client.once('data', () => client.end(now.text));
    const upstream = keep(connect(leads, '127.0.0.1'));
    const cut = (): void => {
      client.destroy();
      upstream.destroy();
    };
    client.on('close', cut);
    upstream.on('close', cut);
    pass(client, upstream, now.kind === 'cutQuestions' ? now.bytes : null, cut, now);
    pass(upstream, client, now.kind === 'cutAnswers' ? now.bytes : null, cut, now);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    set(next) {
      fault = next;
      for (const socket of open) socket.destroy();
    },
    lead(port) {
      leads = port;
      for (const socket of open) socket.destroy();
    },
    connections: () => made,
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

function pass(from: Socket, to: Socket, limit: number | null, cut: () => void, fault: Fault): void {
  let left = limit;
  from.on('data', (bytes) => {
    if (left === null) {
      if (fault.kind === 'delay') setTimeout(() => to.writable && to.write(bytes), fault.milliseconds);
      else to.write(bytes);
      return;
    }
    const part = bytes.subarray(0, left);
    left -= part.length;
    if (part.length > 0) to.write(part);
    if (left <= 0) setTimeout(cut, 5);
  });
}
