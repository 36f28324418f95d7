import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createPortal } from '../../portal/portal.ts';
import type { ServerAddress } from './portal-desk.ts';
import { furnish, type Member, type Who } from './portal-world.ts';

const program = fileURLToPath(new URL('../../portal/cli.ts', import.meta.url));

export interface RunningServer extends ServerAddress {
  /** Signal or exit code once it has ended. */
  readonly ended: Promise<string>;
  stop(): Promise<string>;
}

/** A data directory with a furnished board that no process holds. */
export async function furnishedData(): Promise<{ data: string; members: Record<Who, Member>; remove: () => void }> {
  const data = mkdtempSync(path.join(tmpdir(), 'portal-'));
  const portal = await createPortal({ dataDirectory: data, port: 0 });
  const { members } = await furnish(portal);
  await portal.close();
  return { data, members, remove: () => rmSync(data, { recursive: true, force: true }) };
}

/** Runs the command line; gives its end and everything it said. */
export async function runProgram(
  ...parameters: readonly string[]
): Promise<{ code: number | null; output: string; errors: string }> {
  const child = spawn(process.execPath, [program, ...parameters], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [output, errors] = [gather(child.stdout), gather(child.stderr)];
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, output: output(), errors: errors() };
}

/** A real server process on a free port of its own; `fault` names the point at which it kills itself. */
export async function startServer(data: string, fault?: string): Promise<RunningServer> {
  const { BANBIENTAP_FAULT: _, ...environment } = process.env;
  const env = fault === undefined ? environment : { ...environment, BANBIENTAP_FAULT: fault };
  const child = spawn(process.execPath, [program, 'serve', '--port', '0', '--data', data], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<string>((resolve) => child.on('exit', (code, signal) => resolve(signal ?? String(code))));
  const url = await address(child, ended);
  const caPem = readFileSync(path.join(data, 'tls', 'ca.pem'), 'utf8');
  const stop = (): Promise<string> => {
    child.kill('SIGTERM');
    return ended;
  };
  return { url, caPem, ended, stop };
}

function address(child: ChildProcess, ended: Promise<string>): Promise<string> {
  const errors = gather(child.stderr);
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (bytes: Buffer) => {
      said += bytes.toString('utf8');
      const found = /https:\/\/\S+/.exec(said);
      if (found !== null) resolve(found[0]);
    });
    ended.then((end) => reject(new Error(`the server ended with ${end}: ${errors()}`)), reject);
  });
}

function gather(stream: NodeJS.ReadableStream | null): () => string {
  let text = '';
  stream?.on('data', (bytes: Buffer) => {
    text += bytes.toString('utf8');
  });
  return () => text;
}
