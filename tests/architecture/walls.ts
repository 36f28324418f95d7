import path from 'node:path';
import { moduleReferences } from './scan-source.ts';
import type { SourceFile } from './source-files.ts';

/** What the product files below a folder may import. */
interface Room {
  readonly folder: string;
  /** Folders of the repository; `type` marks those of which only types may be taken. */
  readonly rooms: Readonly<Record<string, 'all' | 'type'>>;
  readonly packages: (name: string) => boolean;
}

const isNode = (name: string): boolean => name.startsWith('node:');
const isElectron = (name: string): boolean => /^electron(\/|$|-updater)/.test(name);
const isScreen = (name: string): boolean =>
  /^(react|react-dom|react-i18next|zustand|i18next|@mantine|@tiptap|@tanstack|@tabler)(\/|$)/.test(name);
const isStore = (name: string): boolean => /^(better-sqlite3|kysely|pg)(\/|$)/.test(name);

/** All that the pure room may take from outside: schemas, contracts, hashing and a tokeniser, none with effects. */
const PURE =
  /^(zod|@orpc\/(contract|client|shared|openapi)|@noble\/(hashes|ed25519)|canonicalize|htmlparser2|parse5|entities)(\/|$)/;

const ROOMS: readonly Room[] = [
  { folder: 'shared', rooms: { shared: 'all' }, packages: (name) => PURE.test(name) },
  {
    folder: 'renderer',
    rooms: { renderer: 'all', shared: 'all' },
    packages: (name) => !isNode(name) && !isElectron(name) && !isStore(name),
  },
  {
    folder: 'electron/core',
    rooms: { 'electron/core': 'all', shared: 'all', resources: 'all' },
    packages: (name) => !isElectron(name) && !isScreen(name),
  },
  {
    folder: 'electron/main',
    rooms: { 'electron/main': 'all', 'electron/core': 'type', shared: 'all' },
    packages: (name) => !isScreen(name) && !isStore(name),
  },
  {
    folder: 'electron/preload',
    rooms: { 'electron/preload': 'all', shared: 'all' },
    packages: (name) => name === 'electron',
  },
  {
    folder: 'electron/launch',
    rooms: { 'electron/launch': 'all', portal: 'all', shared: 'all' },
    packages: (name) => !isScreen(name) && !isStore(name),
  },
  {
    folder: 'portal',
    rooms: { portal: 'all', shared: 'all', resources: 'all' },
    packages: (name) => !isElectron(name) && !isScreen(name),
  },
];

/** The envelopes that the shell and the core exchange: both sides parse them with the same schemas. */
const ENVELOPES = new Set(['electron/core/process-protocol.ts', 'electron/core/port-calls.ts']);

/** lib < content < regulation < workflow, verification < contract: each part of shared with the parts it may use. */
const SHARED_LAYERS: Readonly<Record<string, readonly string[]>> = {
  lib: ['lib'],
  content: ['lib', 'content'],
  regulation: ['lib', 'content', 'regulation'],
  workflow: ['lib', 'content', 'regulation', 'workflow'],
  verification: ['lib', 'content', 'regulation', 'verification'],
  contract: ['lib', 'content', 'regulation', 'workflow', 'verification', 'contract'],
};

/** Lists every import of a product file that goes through a wall, each with the reason. */
export function breachesOf(file: SourceFile): readonly string[] {
  const room = ROOMS.find((candidate) => file.path.startsWith(`${candidate.folder}/`));
  if (room === undefined) return [];
  return moduleReferences(file.text).flatMap((reference) => {
    const target = targetOf(file.path, reference.specifier);
    const reason =
      target === undefined
        ? packageBreach(room, reference.specifier)
        : (folderBreach(room, target, reference.typeOnly) ??
          layerBreach(file.path, target) ??
          featureBreach(file.path, target) ??
          doorBreach(file.path, target, reference.specifier));
    return reason === undefined ? [] : [`${file.path}:${reference.line} imports ${reference.specifier}: ${reason}`];
  });
}

/** Lists every re-export: each name has one home and is imported from there. */
export function barrelsIn(file: SourceFile): readonly string[] {
  return moduleReferences(file.text)
    .filter((reference) => reference.reExport)
    .map((reference) => `${file.path}:${reference.line} re-exports ${reference.specifier}`);
}

/** Gives the path from the root that a specifier means, or undefined for a package. */
function targetOf(from: string, specifier: string): string | undefined {
  const bare = specifier.replace(/\?.*$/, '');
  if (bare.startsWith('#')) return bare.slice(1);
  if (bare.startsWith('.')) return path.posix.normalize(path.posix.join(path.posix.dirname(from), bare));
  return undefined;
}

function packageBreach(room: Room, name: string): string | undefined {
  return room.packages(name) ? undefined : `${room.folder} has no use for this package`;
}

function folderBreach(room: Room, target: string, typeOnly: boolean): string | undefined {
  if (target.startsWith('tests/')) return 'nobody imports tests';
  const entry = Object.entries(room.rooms).find(([folder]) => target.startsWith(`${folder}/`));
  if (entry === undefined) return `${room.folder} may import only ${Object.keys(room.rooms).join(', ')}`;
  return entry[1] === 'type' && !typeOnly && !ENVELOPES.has(target)
    ? `${room.folder} may take only types from ${entry[0]}`
    : undefined;
}

function layerBreach(from: string, target: string): string | undefined {
  const [, part = ''] = from.split('/');
  const allowed = from.startsWith('shared/') ? SHARED_LAYERS[part] : undefined;
  const [, other = ''] = target.split('/');
  return allowed === undefined || allowed.includes(other) ? undefined : `shared/${part} stands below shared/${other}`;
}

function featureBreach(from: string, target: string): string | undefined {
  const feature = /^renderer\/features\/([^/]+)\//;
  const own = feature.exec(from)?.[1];
  const other = feature.exec(target)?.[1];
  return own !== undefined && other !== undefined && own !== other
    ? 'a feature never imports another feature'
    : undefined;
}

/** Another room is entered by its `#` name, one's own by a relative path, so that a move shows in the import. */
function doorBreach(from: string, target: string, specifier: string): string | undefined {
  const crosses = target.startsWith('shared/') !== from.startsWith('shared/') || target.startsWith('resources/');
  if (target.startsWith('shared/') || target.startsWith('resources/')) {
    if (crosses && !specifier.startsWith('#')) return `say #${target}`;
    if (!crosses && specifier.startsWith('#')) return 'inside a room, use a relative path';
  }
  return undefined;
}
