import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { completeLock, foreignSourcesOf, type LockFile, leftOutOf, platformOf } from '../tools/complete-lock.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const readJson = (file: string): unknown => JSON.parse(readFileSync(path.join(ROOT, file), 'utf8'));
const lock = readJson('package-lock.json') as LockFile;

const INCOMPLETE: LockFile = {
  packages: {
    '': {},
    'node_modules/painter': {
      version: '1.2.3',
      dev: true,
      optionalDependencies: { '@painter/linux-x64-gnu': '1.2.3', '@painter/win32-arm64': '1.2.3' },
    },
    'node_modules/@painter/linux-x64-gnu': { version: '1.2.3', optional: true },
    'node_modules/studio/node_modules/painter': {
      version: '1.0.0',
      optionalDependencies: { '@painter/linux-x64-gnu': '1.0.0' },
    },
  },
};

describe('package-lock.json', () => {
  test('holds every optional platform package, so that npm ci accepts it on every system', () => {
    expect(leftOutOf(lock.packages), 'run: npm run lock:complete').toEqual([]);
  });

  test('names no registry but the public one', () => {
    expect(foreignSourcesOf(lock.packages)).toEqual([]);
  });

  test('agrees with package.json on every direct dependency, each pinned to one version', () => {
    const manifest = readJson('package.json') as Record<string, Record<string, string>>;
    const wanted = { ...manifest['dependencies'], ...manifest['devDependencies'] };
    const held = Object.keys(wanted).map((name) => [name, lock.packages[`node_modules/${name}`]?.version]);
    expect(Object.fromEntries(held)).toEqual(wanted);
  });
});

describe('lock completion', () => {
  test('finds what is left out, and a version that shadows the wanted one', () => {
    expect(leftOutOf(INCOMPLETE.packages).map((entry) => `${entry.location}@${entry.version}`)).toEqual([
      'node_modules/@painter/win32-arm64@1.2.3',
      'node_modules/studio/node_modules/painter/node_modules/@painter/linux-x64-gnu@1.0.0',
    ]);
  });

  test('writes each as an optional entry bound to its platform and leaves nothing out', () => {
    const complete = completeLock(INCOMPLETE);
    expect(leftOutOf(complete.packages)).toEqual([]);
    expect(complete.packages['node_modules/@painter/win32-arm64']).toEqual({
      version: '1.2.3',
      dev: true,
      optional: true,
      os: ['win32'],
      cpu: ['arm64'],
    });
  });

  test('reads platforms from names', () => {
    expect(platformOf('@a/binding-linux-arm-musleabihf')).toEqual({ os: ['linux'], cpu: ['arm'], libc: ['musl'] });
    expect(platformOf('@a/binding-win32-x64-msvc')).toEqual({ os: ['win32'], cpu: ['x64'] });
    expect(platformOf('fsevents')).toEqual({});
  });

  test('finds sources outside the public registry', () => {
    const packages = {
      'node_modules/a': { resolved: 'https://registry.npmjs.org/a/-/a-1.0.0.tgz' },
      'node_modules/b': { resolved: 'http://mirror.internal/b-1.0.0.tgz' },
    };
    expect(foreignSourcesOf(packages)).toEqual(['node_modules/b: http://mirror.internal/b-1.0.0.tgz']);
  });
});
