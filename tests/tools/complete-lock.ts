/**
 * Adds the optional platform packages that npm left out of package-lock.json.
 *
 * npm drops an optional package from the lock when the registry at hand does not offer it, and `npm ci` then
 * refuses that lock as incomplete. Each left-out package is written back as an optional entry bound to its
 * platform, so that `npm ci` passes everywhere and fetches the right binaries on each system.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** One entry under `packages` of a lock file, as far as this tool reads it. */
export interface LockEntry {
  readonly version?: string;
  readonly resolved?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** A lock file of version 3; whatever else it holds is kept as it is. */
export interface LockFile {
  readonly packages: Readonly<Record<string, LockEntry>>;
}

/** An optional dependency that some package names and the lock does not hold. */
export interface LeftOut {
  readonly parent: string;
  readonly name: string;
  readonly version: string;
  readonly location: string;
}

const SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32', 'aix', 'netbsd', 'openbsd', 'sunos'];
const PROCESSORS = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64', 'wasm32'];
const PUBLIC_REGISTRY = 'https://registry.npmjs.org/';

/** Reads the system, processor and C library that a platform package's name stands for. */
export function platformOf(name: string): Pick<LockEntry, 'os' | 'cpu' | 'libc'> {
  const words = name.slice(name.lastIndexOf('/') + 1).split(/[-.]/);
  const os = SYSTEMS.filter((system) => words.includes(system));
  const cpu = PROCESSORS.filter((processor) => words.includes(processor));
  const musl = words.some((word) => word.startsWith('musl'));
  const gnu = words.some((word) => word.startsWith('gnu'));
  return {
    ...(os.length > 0 ? { os } : {}),
    ...(cpu.length > 0 ? { cpu } : {}),
    ...(os.includes('linux') && musl ? { libc: ['musl'] } : {}),
    ...(os.includes('linux') && gnu ? { libc: ['glibc'] } : {}),
  };
}

/** Lists every optional dependency that Node's lookup, started at the package naming it, does not find in the lock. */
export function leftOutOf(packages: LockFile['packages']): readonly LeftOut[] {
  const found: LeftOut[] = [];
  const taken = new Map(Object.entries(packages).map(([location, entry]) => [location, entry.version]));
  for (const [parent, entry] of Object.entries(packages)) {
    for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
      const version = /\d+\.\d+\.\d+[^\s|]*/.exec(range)?.[0];
      const exact = version === range;
      const held = lookUp(taken, parent, name);
      if (held !== undefined && (!exact || held === version)) continue;
      if (version === undefined) throw new Error(`${parent} asks for ${name}@${range}, which names no version to lock`);
      const location = taken.has(`node_modules/${name}`) ? `${parent}/node_modules/${name}` : `node_modules/${name}`;
      taken.set(location, version);
      found.push({ parent, name, version, location });
    }
  }
  return found;
}

/** Gives the lock with every left-out entry in place, in npm's own order. */
export function completeLock<T extends LockFile>(lock: T): T {
  const packages: Record<string, LockEntry> = { ...lock.packages };
  for (const { parent, name, version, location } of leftOutOf(lock.packages)) {
    const dev = lock.packages[parent]?.dev === true ? { dev: true } : {};
    packages[location] = { version, ...dev, optional: true, ...platformOf(name) };
  }
  const sorted = Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
  return { ...lock, packages: Object.fromEntries(sorted) };
}

/** Lists the entries that name a place to download from other than npm's public registry. */
export function foreignSourcesOf(packages: LockFile['packages']): readonly string[] {
  return Object.entries(packages)
    .filter(([, entry]) => entry.resolved !== undefined && !entry.resolved.startsWith(PUBLIC_REGISTRY))
    .map(([location, entry]) => `${location}: ${entry.resolved}`);
}

function lookUp(taken: ReadonlyMap<string, string | undefined>, parent: string, name: string): string | undefined {
  for (let base = parent; ; base = base.slice(0, Math.max(0, base.lastIndexOf('/node_modules/')))) {
    const location = base === '' ? `node_modules/${name}` : `${base}/node_modules/${name}`;
    if (taken.has(location)) return taken.get(location);
    if (base === '') return undefined;
  }
}

function withoutForeignSources<T extends LockFile>(lock: T): T {
  const foreign = new Set(foreignSourcesOf(lock.packages).map((line) => line.slice(0, line.indexOf(': '))));
  const packages = Object.entries(lock.packages).map(([location, entry]) => {
    if (!foreign.has(location)) return [location, entry];
    const { resolved: _dropped, ...kept } = entry;
    return [location, kept];
  });
  return { ...lock, packages: Object.fromEntries(packages) };
}

if (import.meta.main) {
  const file = path.resolve(import.meta.dirname, '../../package-lock.json');
  const lock: LockFile = JSON.parse(readFileSync(file, 'utf8'));
  const leftOut = leftOutOf(lock.packages);
  writeFileSync(file, `${JSON.stringify(completeLock(withoutForeignSources(lock)), null, 2)}\n`);
  console.log(
    leftOut.length === 0
      ? 'The lock is complete.'
      : `Added to the lock:\n${leftOut.map((entry) => `  ${entry.location}@${entry.version}`).join('\n')}`,
  );
}
