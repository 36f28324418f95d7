import type { Kysely } from 'kysely';
import { StartError } from '../start-error.ts';
import { createFirstTables } from './migrations/0001-first.ts';
import type { Tables } from './schema.ts';

interface Migration {
  readonly number: number;
  /** Oldest schema number whose program may still open the store after this migration. */
  readonly minSafe: number;
  readonly apply: (database: Kysely<Tables>) => Promise<void>;
}

const migrations: readonly Migration[] = [{ number: 1, minSafe: 1, apply: createFirstTables }];

/** Schema number this program writes. */
export const schemaNumber = migrations.length;

/** Brings the store to this program's schema, each step in one transaction; refuses one that is too new, untouched. */
export async function migrate(database: Kysely<Tables>): Promise<void> {
  await database.schema
    .createTable('meta')
    .ifNotExists()
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('value', 'text', (column) => column.notNull())
    .execute();
  const found = Number((await readMeta(database, 'schema')) ?? 0);
  const minSafe = Number((await readMeta(database, 'min-safe')) ?? 0);
  if (found > schemaNumber && minSafe > schemaNumber) {
    throw new StartError('newer-schema', `${found} > ${schemaNumber}`);
  }
  for (const migration of migrations) {
    if (migration.number <= found) continue;
    await database.transaction().execute(async (transaction) => {
      await migration.apply(transaction);
      await writeMeta(transaction, 'schema', String(migration.number));
      await writeMeta(transaction, 'min-safe', String(migration.minSafe));
    });
  }
}

export async function readMeta(database: Kysely<Tables>, key: string): Promise<string | null> {
  const row = await database.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst();
  return row?.value ?? null;
}

export async function writeMeta(database: Kysely<Tables>, key: string, value: string): Promise<void> {
  await database
    .insertInto('meta')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
}
