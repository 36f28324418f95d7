import type { Kysely } from 'kysely';
import type { Tables } from '../schema.ts';

/** Every table of the first version. */
export async function createFirstTables(database: Kysely<Tables>): Promise<void> {
  const { schema } = database;
  await schema
    .createTable('secrets')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('value', 'text', (column) => column.notNull())
    .execute();
  await schema
    .createTable('boards')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('head_seq', 'integer', (column) => column.notNull())
    .addColumn('head_hash', 'text', (column) => column.notNull())
    .addColumn('head_at', 'text', (column) => column.notNull())
    .addColumn('state_seq', 'integer', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .execute();
  await schema
    .createTable('events')
    .addColumn('board', 'text', (column) => column.notNull())
    .addColumn('seq', 'integer', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('prev', 'text', (column) => column.notNull())
    .addColumn('item', 'text')
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('subject', 'text')
    .addColumn('json', 'text', (column) => column.notNull())
    .addColumn('introduces', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('events_key', ['board', 'seq'])
    .execute();
  await schema.createIndex('events_by_item').on('events').columns(['board', 'item', 'seq']).execute();
  await schema
    .createTable('items')
    .addColumn('board', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('section', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('received_by', 'text', (column) => column.notNull())
    .addColumn('specialist', 'text')
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('current', 'text', (column) => column.notNull())
    .addColumn('seq', 'integer', (column) => column.notNull())
    .addColumn('shown', 'text')
    .addColumn('shown_revision', 'integer')
    .addColumn('published_at', 'text')
    .addColumn('entered', 'text')
    .addColumn('revision', 'integer')
    .addColumn('uploaded_at', 'text')
    .addColumn('json', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('items_key', ['board', 'id'])
    .execute();
  await schema.createIndex('items_by_change').on('items').columns(['board', 'seq']).execute();
  await schema
    .createTable('articles')
    .addColumn('hash', 'text', (column) => column.primaryKey())
    .addColumn('json', 'text', (column) => column.notNull())
    .addColumn('size', 'integer', (column) => column.notNull())
    .execute();
  await createReceiptTables(database);
  await createAccountTables(database);
}

async function createReceiptTables({ schema }: Kysely<Tables>): Promise<void> {
  await schema
    .createTable('receipts')
    .addColumn('board', 'text', (column) => column.notNull())
    .addColumn('command', 'text', (column) => column.notNull())
    .addColumn('device', 'text', (column) => column.notNull())
    .addColumn('counter', 'integer', (column) => column.notNull())
    .addColumn('payload', 'text', (column) => column.notNull())
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('receipts_key', ['board', 'command'])
    .addUniqueConstraint('receipts_once_per_counter', ['device', 'counter'])
    .execute();
  await schema
    .createTable('conflicts')
    .addColumn('board', 'text', (column) => column.notNull())
    .addColumn('command', 'text', (column) => column.notNull())
    .addColumn('payload', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('conflicts_key', ['board', 'command', 'payload'])
    .execute();
  await schema
    .createTable('blobs')
    .addColumn('hash', 'text', (column) => column.primaryKey())
    .addColumn('size', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute();
  await schema
    .createTable('counters')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('value', 'integer', (column) => column.notNull())
    .execute();
}

async function createAccountTables({ schema }: Kysely<Tables>): Promise<void> {
  await schema
    .createTable('logins')
    .addColumn('login', 'text', (column) => column.primaryKey())
    .addColumn('board', 'text', (column) => column.notNull())
    .addColumn('person', 'text', (column) => column.notNull())
    .addColumn('password_hash', 'text', (column) => column.notNull())
    .execute();
  await schema
    .createTable('sign_in_failures')
    .addColumn('login', 'text', (column) => column.notNull())
    .addColumn('address', 'text', (column) => column.notNull())
    .addColumn('failures', 'integer', (column) => column.notNull())
    .addColumn('first_at', 'bigint', (column) => column.notNull())
    .addColumn('locked_until', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('sign_in_failures_key', ['login', 'address'])
    .execute();
  await schema
    .createTable('sessions')
    .addColumn('token_hash', 'text', (column) => column.primaryKey())
    .addColumn('board', 'text', (column) => column.notNull())
    .addColumn('person', 'text', (column) => column.notNull())
    .addColumn('device', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('used_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .execute();
  await schema.createIndex('sessions_by_device').on('sessions').columns(['device']).execute();
}
