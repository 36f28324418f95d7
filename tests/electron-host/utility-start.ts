import { EventEmitter } from 'node:events';
import { pathToFileURL } from 'node:url';
import { provideElectron } from './hooks.ts';
import { absent, strict } from './strict.ts';

// Started by the emulated `utilityProcess.fork`: argv is [node, this file, module, ...arguments].
const [entry, ...args] = process.argv.slice(2);
if (entry === undefined) throw new Error('utility-start needs the module to run');

const port = new EventEmitter();
Object.assign(port, { postMessage: (message: unknown) => process.send?.(message, () => undefined) });
// As in Electron, messages wait for the first listener.
port.on('newListener', (event) => {
  if (event === 'message' && port.listenerCount('message') === 0) {
    process.on('message', (data) => port.emit('message', { data, ports: [] }));
  }
});
process.on('disconnect', () => process.exit(0));
Object.defineProperty(process, 'parentPort', { value: strict('process.parentPort', port), configurable: false });
process.argv = [process.argv[0] ?? 'node', entry, ...args];
provideElectron({ net: absent('net'), systemPreferences: absent('systemPreferences') });

await import(pathToFileURL(entry).href);
