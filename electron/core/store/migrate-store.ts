import { existsSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { faultPoint } from '../fault-point.ts';
import { allMigrations } from './migrations/all-migrations.ts';
import type { Migration } from './migrations/migration.ts';
import type { DeskDatabase } from './open-store.ts';
import { StoreError } from './store-error.ts';

/**
 * Brings a store to the newest schema, each step in a transaction of its own. A store that held data is first copied
 * whole beside it (`before-N.db`), so that a step gone wrong can be undone. A store written by a newer program is
 * opened only when that program said it is safe.
 */
export function migrateStore(
  database: DeskDatabase,
  directory: string,
  migrations: readonly Migration[] = allMigrations,
): void {
  const newest = migrations.at(-1)?.version ?? 0;
  const present = Number(database.pragma('user_version', { simple: true }));
  if (present === newest) return;
  if (present > newest) {
    const minSafe = Number(database.prepare(`SELECT value FROM meta WHERE name = 'minSafe'`).pluck().get() ?? present);
    if (minSafe > newest) throw new StoreError('newer', `schema ${present}, this program knows ${newest}`);
    return;
  }
  if (present > 0) keepCopy(database, directory, present);
  for (const migration of migrations.filter(({ version }) => version > present)) {
    faultPoint('migrate-before');
    database.transaction(() => {
      database.exec(migration.sql);
      database
        .prepare(`INSERT INTO meta VALUES ('minSafe', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`)
        .run(String(migration.minSafe));
      database.pragma(`user_version = ${migration.version}`);
    })();
    faultPoint('migrate-after');
  }
}

function keepCopy(database: DeskDatabase, directory: string, version: number): void {
  const copy = path.join(directory, `before-${version}.db`);
  if (existsSync(copy)) return;
  const unfinished = `${copy}.part`;
  rmSync(unfinished, { force: true });
  database.prepare('VACUUM INTO ?').run(unfinished);
  renameSync(unfinished, copy);
}
