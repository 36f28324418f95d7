import { registerHooks } from 'node:module';

const address = 'electron-host:electron';
const key = 'electron-host.module';

/** Makes `import … from 'electron'` and `require('electron')` in this process resolve to `module`. */
export function provideElectron(module: Readonly<Record<string, unknown>>): void {
  Reflect.set(globalThis, Symbol.for(key), module);
  const names = Object.keys(module);
  const source = [
    `const electron = globalThis[Symbol.for(${JSON.stringify(key)})];`,
    ...names.map((name) => `export const ${name} = electron.${name};`),
    'export default electron;',
  ].join('\n');
  registerHooks({
    resolve(specifier, context, next) {
      if (specifier === 'electron' || specifier === 'electron/main' || specifier === 'electron/common') {
        return { url: address, format: 'module', shortCircuit: true };
      }
      return next(specifier, context);
    },
    load(url, context, next) {
      if (url === address) return { format: 'module', source, shortCircuit: true };
      return next(url, context);
    },
  });
}
