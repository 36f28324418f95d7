import { fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import type { ForkOptions } from 'electron';
import { type Host, requireReady } from '../host.ts';
import { NotEmulatedError, strict } from '../strict.ts';

const starter = join(import.meta.dirname, '../utility-start.ts');
const knownOptions = new Set(['serviceName', 'stdio', 'env', 'cwd', 'execArgv']);

/** `utilityProcess`: a child of Node's own with a structured-clone channel in place of Chromium's. */
export function createUtilityProcess(host: Host): object {
  return strict('utilityProcess', {
    fork(modulePath: string, args: string[] = [], options: ForkOptions = {}) {
      requireReady(host, 'utilityProcess cannot be created');
      for (const name of Object.keys(options)) {
        if (!knownOptions.has(name)) throw new NotEmulatedError(`utilityProcess.fork option ${name}`);
      }
      if (typeof options.stdio === 'object') throw new NotEmulatedError('utilityProcess.fork with a list of stdio');
      const output = options.stdio === 'pipe' || options.stdio === 'ignore' ? options.stdio : 'inherit';
      const child = fork(starter, [modulePath, ...args], {
        serialization: 'advanced',
        stdio: ['ignore', output, output, 'ipc'],
        execArgv: options.execArgv ?? [],
        ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
        ...(options.env === undefined ? {} : { env: options.env as NodeJS.ProcessEnv }),
      });
      const emitter = new EventEmitter();
      let exited = false;
      child.on('message', (message) => emitter.emit('message', message));
      child.on('spawn', () => emitter.emit('spawn'));
      child.on('error', () => undefined);
      child.on('exit', (code) => {
        exited = true;
        emitter.emit('exit', code ?? 1);
      });
      return strict(
        'UtilityProcess',
        Object.assign(emitter, {
          get pid() {
            return exited ? undefined : child.pid;
          },
          stdout: child.stdout,
          stderr: child.stderr,
          postMessage(message: unknown, transfer?: readonly unknown[]) {
            if (transfer?.length) throw new NotEmulatedError('postMessage with ports');
            if (!exited && child.connected) child.send(message as object, () => undefined);
          },
          kill: () => child.kill(),
        }),
      );
    },
  });
}
