import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { newId } from '#shared/lib/ids.ts';
import { sqliteEngine } from '../../portal/store/engine.ts';
import { openKyselyStore } from '../../portal/store/kysely-store.ts';
import { openDatabase } from '../../portal/store/open-database.ts';
import type { PortalStore } from '../../portal/store/portal-store.ts';
import { runPortalStoreContractSuite } from './portal-store-contract.ts';

const directories: string[] = [];
const files = new WeakMap<PortalStore, string>();

async function openFile(file: string): Promise<PortalStore> {
  const store = await openKyselyStore(sqliteEngine(file), () => newId((count) => randomBytes(count)));
  files.set(store, file);
  return store;
}

runPortalStoreContractSuite('SQLite', {
  open: () => {
    const directory = mkdtempSync(path.join(tmpdir(), 'portal-store-'));
    directories.push(directory);
    return openFile(path.join(directory, 'portal.sqlite'));
  },
  reopen: (store) => openFile(files.get(store) ?? ''),
  dispose: async () => {
    for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
  },
});

test('every connection to SQLite is durable and distrusts what it reads', () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'portal-store-'));
  const file = path.join(directory, 'portal.sqlite');
  const [writer, reader] = [openDatabase(file), openDatabase(file, { readonly: true })];
  const settings = ['journal_mode', 'synchronous', 'trusted_schema', 'cell_size_check', 'foreign_keys'];
  const read = [writer, reader].map((database) => settings.map((name) => database.pragma(name, { simple: true })));
  expect(read).toEqual(Array(2).fill(['wal', 2, 0, 1, 1]));
  writer.close();
  reader.close();
  rmSync(directory, { recursive: true, force: true });
});
