/** Names JavaScript itself (await, inspection, serialisation) looks up on any object. */
const quiet = new Set(['then', 'toJSON', 'constructor', 'nodeType', 'asymmetricMatch', '$$typeof', 'inspect']);

/** Error of an Electron name this stand-in does not have; says which, so that it is added or the caller changed. */
export class NotEmulatedError extends Error {
  constructor(name: string) {
    super(`electron-host does not emulate ${name}`);
    this.name = 'NotEmulatedError';
  }
}

/** The same object, except that reading a name it lacks throws that name. */
export function strict<Value extends object>(name: string, value: Value): Value {
  return new Proxy(value, {
    get(target, key, receiver) {
      if (typeof key === 'string' && !(key in target) && !quiet.has(key)) throw new NotEmulatedError(`${name}.${key}`);
      return Reflect.get(target, key, receiver) as unknown;
    },
  });
}

/** Stands for an export of Electron's that is not emulated at all: any use of it throws its name. */
export function absent(name: string): object {
  return new Proxy(
    function absentExport() {
      return undefined;
    },
    {
      get(target, key) {
        if (typeof key === 'symbol' || quiet.has(key)) return Reflect.get(target, key) as unknown;
        throw new NotEmulatedError(`${name}.${key}`);
      },
      apply() {
        throw new NotEmulatedError(`${name}()`);
      },
      construct() {
        throw new NotEmulatedError(`new ${name}`);
      },
    },
  );
}

/** An event as Electron hands it out; `defaultPrevented` tells what the listeners decided. */
export interface HostEvent {
  defaultPrevented: boolean;
  preventDefault(): void;
}

/** A fresh event with extra fields. */
export function hostEvent<Fields extends object>(fields: Fields): HostEvent & Fields {
  return Object.assign(fields, {
    defaultPrevented: false,
    preventDefault(this: HostEvent) {
      this.defaultPrevented = true;
    },
  });
}
