import type { Kysely } from 'kysely';
import { type Hash, hashSchema } from '#shared/lib/hash.ts';
import { boardIdSchema, deviceIdSchema, personIdSchema } from '#shared/lib/ids.ts';
import type { LoginRecord, PortalStore, SessionRecord } from './portal-store.ts';
import type { LoginRow, Tables } from './schema.ts';

type AccountPart = Pick<
  PortalStore,
  | 'login'
  | 'putLogin'
  | 'logins'
  | 'failures'
  | 'putFailures'
  | 'session'
  | 'putSession'
  | 'touchSession'
  | 'endOtherSessions'
  | 'endSessions'
  | 'forgetExpired'
  | 'blobSize'
  | 'putBlob'
  | 'missingBlobs'
>;

/** Logins, sessions and the register of blobs. */
export function accountPart(database: Kysely<Tables>): AccountPart {
  return {
    login: async (login) => {
      const row = await database.selectFrom('logins').selectAll().where('login', '=', login).executeTakeFirst();
      return row === undefined ? null : loginRecord(row);
    },
    putLogin: async ({ login, board, person, passwordHash }) => {
      const row = { login, board, person, password_hash: passwordHash };
      await database
        .insertInto('logins')
        .values(row)
        .onConflict((conflict) => conflict.column('login').doUpdateSet(row))
        .execute();
    },
    logins: async (board) => {
      const rows = await database
        .selectFrom('logins')
        .selectAll()
        .where('board', '=', board)
        .orderBy('login')
        .execute();
      return rows.map(loginRecord);
    },
    failures: async (login, address) => {
      const row = await database
        .selectFrom('sign_in_failures')
        .selectAll()
        .where('login', '=', login)
        .where('address', '=', address)
        .executeTakeFirst();
      if (row === undefined) return null;
      return { failures: row.failures, firstAt: Number(row.first_at), lockedUntil: Number(row.locked_until) };
    },
    putFailures: async (login, address, failures) => {
      await database.deleteFrom('sign_in_failures').where('login', '=', login).where('address', '=', address).execute();
      if (failures === null) return;
      const { failures: count, firstAt, lockedUntil } = failures;
      const row = { login, address, failures: count, first_at: firstAt, locked_until: lockedUntil };
      await database
        .insertInto('sign_in_failures')
        .values(row)
        .onConflict((conflict) => conflict.columns(['login', 'address']).doUpdateSet(row))
        .execute();
    },
    session: async (tokenHash) => {
      const row = await database
        .selectFrom('sessions')
        .selectAll()
        .where('token_hash', '=', tokenHash)
        .executeTakeFirst();
      if (row === undefined) return null;
      return {
        tokenHash,
        board: boardIdSchema.parse(row.board),
        person: personIdSchema.parse(row.person),
        device: deviceIdSchema.parse(row.device),
        createdAt: Number(row.created_at),
        usedAt: Number(row.used_at),
        expiresAt: Number(row.expires_at),
      };
    },
    putSession: async ({ tokenHash, board, person, device, createdAt, usedAt, expiresAt }: SessionRecord) => {
      await database
        .insertInto('sessions')
        .values({
          token_hash: tokenHash,
          board,
          person,
          device,
          created_at: createdAt,
          used_at: usedAt,
          expires_at: expiresAt,
        })
        .execute();
    },
    touchSession: async (tokenHash, usedAt) => {
      await database.updateTable('sessions').set({ used_at: usedAt }).where('token_hash', '=', tokenHash).execute();
    },
    endOtherSessions: async ({ tokenHash, person }) => {
      await database.deleteFrom('sessions').where('person', '=', person).where('token_hash', '!=', tokenHash).execute();
    },
    endSessions: async (which) => {
      const ended = database.deleteFrom('sessions');
      if ('tokenHash' in which) await ended.where('token_hash', '=', which.tokenHash).execute();
      else if ('device' in which) await ended.where('device', '=', which.device).execute();
      else await ended.where('person', '=', which.person).execute();
    },
    forgetExpired: async (now) => {
      await database.deleteFrom('sessions').where('expires_at', '<=', now).execute();
      await database
        .deleteFrom('sign_in_failures')
        .where('locked_until', '<=', now)
        .where('first_at', '<=', now - 86_400_000)
        .execute();
    },
    blobSize: async (hash) => {
      const row = await database.selectFrom('blobs').select('size').where('hash', '=', hash).executeTakeFirst();
      return row === undefined ? null : Number(row.size);
    },
    putBlob: async (hash, size, at) => {
      await database
        .insertInto('blobs')
        .values({ hash, size, created_at: at })
        .onConflict((conflict) => conflict.column('hash').doNothing())
        .execute();
    },
    missingBlobs: (hashes) => missingBlobs(database, hashes),
  };
}

async function missingBlobs(database: Kysely<Tables>, hashes: readonly Hash[]): Promise<readonly Hash[]> {
  const wanted = [...new Set(hashes)];
  const known = new Set<Hash>();
  for (let from = 0; from < wanted.length; from += 500) {
    const rows = await database
      .selectFrom('blobs')
      .select('hash')
      .where('hash', 'in', wanted.slice(from, from + 500))
      .execute();
    for (const { hash } of rows) known.add(hashSchema.parse(hash));
  }
  return wanted.filter((hash) => !known.has(hash));
}

function loginRecord({ login, board, person, password_hash }: LoginRow): LoginRecord {
  return {
    login,
    board: boardIdSchema.parse(board),
    person: personIdSchema.parse(person),
    passwordHash: password_hash,
  };
}
