import { rmSync } from 'node:fs';
import { ORPCError } from '@orpc/client';
import { AppError, type AppErrorCode } from '#shared/contract/app-error.ts';
import { appErrorSchema } from '#shared/contract/app-error-schema.ts';
import { createDeskClient, type DeskClient } from '#shared/contract/desk-client.ts';
import type { Connection } from '#shared/contract/desk-views.ts';
import { trialPassphrase } from '#shared/contract/trial.ts';
import { createDesk, type Desk, type DeskOptions } from '../../electron/core/desk.ts';
import { type NodePortsOptions, nodePorts } from '../../electron/core/node-ports.ts';

/** A real desk in this process with its window's end of the channel. */
export interface RunningDesk {
  readonly desk: Desk;
  readonly client: DeskClient;
  readonly dataDir: string;
  stop(): Promise<void>;
}

export interface EnrolOptions {
  readonly url: string;
  readonly fingerprint: string;
  readonly login: string;
  readonly password: string;
}

/** Opens a desk over node ports; its data stays where it is when it stops. */
export async function startDesk(options: NodePortsOptions & DeskOptions): Promise<RunningDesk> {
  const desk = await createDesk(nodePorts(options), options);
  const listeners: ((text: string) => void)[] = [];
  const connection = desk.connect((text) => {
    for (const listener of listeners) listener(text);
  });
  const client = createDeskClient({
    send: (text) => connection.receive(text),
    onMessage: (listener) => void listeners.push(listener),
  });
  return {
    desk,
    client,
    dataDir: options.dataDir,
    async stop() {
      connection.close();
      await desk.stop();
    },
  };
}

/** Enrols as the person would: reads the fingerprint, compares, signs in. */
export async function enrolDesk(
  { client }: RunningDesk,
  { url, fingerprint, login, password }: EnrolOptions,
): Promise<void> {
  const shown = await client.session.check({ address: url });
  if (shown.fingerprint !== fingerprint) throw new Error('the fingerprint is not the one the server tells');
  await client.session.enrol({
    address: shown.address,
    fingerprint,
    login,
    password,
    deviceName: `máy của ${login}`,
    passphrase: trialPassphrase,
  });
}

/** Waits until a condition holds, looking often; fails with what was last seen. */
export async function eventually<Value>(
  look: () => Promise<Value>,
  holds: (value: Value) => boolean,
  milliseconds = 15_000,
): Promise<Value> {
  const until = Date.now() + milliseconds;
  for (;;) {
    const value = await look();
    if (holds(value)) return value;
    if (Date.now() > until)
      throw new Error(`still not so after ${milliseconds} ms: ${JSON.stringify(value).slice(0, 2_000)}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Waits until nothing of this desk is on its way any more and what the server has was pulled after that. */
export async function settled({ client }: RunningDesk, milliseconds?: number): Promise<Connection> {
  const look = async (): Promise<Connection> => {
    await client.sync.now();
    return client.sync.connection();
  };
  const isQuiet = ({ state, waiting, sending }: Connection): boolean =>
    state === 'connected' && waiting === 0 && sending === null;
  const quiet = await eventually(look, isQuiet, milliseconds);
  return eventually(look, (seen) => isQuiet(seen) && seen.lastSyncAt !== quiet.lastSyncAt, milliseconds);
}

/** The code of the typed error a call ends with; fails when it does not fail so. */
export async function failure(call: Promise<unknown>): Promise<AppErrorCode> {
  return (await failureData(call)).code;
}

export async function failureData(call: Promise<unknown>): Promise<AppError['data']> {
  try {
    await call;
  } catch (error) {
    if (error instanceof ORPCError) return appErrorSchema.parse(error.data);
    if (error instanceof AppError) return error.data;
    throw error;
  }
  throw new Error('the call went well');
}

export function removeData(directory: string): void {
  rmSync(directory, { recursive: true, force: true });
}
