import { AppError } from '#shared/contract/app-error.ts';
import type { Session } from '#shared/contract/portal-contract.ts';
import { enrolProofText, signInProofText } from '#shared/contract/protocol.ts';
import { sha256Hash } from '#shared/lib/hash.ts';
import { type BoardId, type DeviceId, deviceIdSchema } from '#shared/lib/ids.ts';
import { instantFromMs } from '#shared/lib/instant.ts';
import type { BoardState, Device } from '#shared/workflow/board-state.ts';
import type { PortalLimits } from '../config.ts';
import { acceptanceTime } from '../store/kysely-board-transaction.ts';
import type { LoginRecord, PortalStore, SessionRecord } from '../store/portal-store.ts';
import { isSignedBy } from './ed25519.ts';
import { hashPassword, isPassword } from './passwords.ts';
import { guardAttempts } from './sign-in-guard.ts';

/** A session in force with the device it is bound to. */
export interface SignedIn {
  readonly session: SessionRecord;
  readonly device: Device;
  readonly board: BoardState;
}

export interface Credentials {
  readonly login: string;
  readonly password: string;
}

export interface Accounts {
  enrol(
    input: Credentials & { readonly deviceName: string; readonly publicKey: string; readonly possession: string },
    address: string,
  ): Promise<Session>;
  signIn(
    input: Credentials & { readonly device: DeviceId; readonly nonce: string; readonly possession: string },
    address: string,
  ): Promise<Session>;
  signOut(session: SessionRecord): Promise<void>;
  changePassword(
    session: SessionRecord,
    input: { password: string; newPassword: string },
    address: string,
  ): Promise<void>;
  /** The session of a token; throws `sign-in-required`, `device-revoked` or `person-disabled`. */
  authenticate(token: string): Promise<SignedIn>;
}

export interface AccountsPorts {
  readonly store: PortalStore;
  readonly limits: PortalLimits;
  readonly now: () => number;
  readonly newId: () => string;
  readonly randomToken: () => string;
}

/** Logins are compared without case and in one Unicode form. */
export function normalLogin(login: string): string {
  return login.normalize('NFC').trim().toLowerCase();
}

export function createAccounts(ports: AccountsPorts): Accounts {
  const { store, limits, now, newId, randomToken } = ports;
  const attempt = guardAttempts(store, now);
  const usedNonces = new Set<string>();

  /** The login whose password this is; throws after counting the failure. */
  const checked = ({ login, password }: Credentials, address: string): Promise<LoginRecord> =>
    attempt(normalLogin(login), address, async () => {
      const record = await store.login(normalLogin(login));
      return (await isPassword(record?.passwordHash ?? null, password)) ? record : null;
    });

  const open = async (device: Device, board: BoardId): Promise<Session> => {
    const token = randomToken();
    const createdAt = now();
    const expiresAt = createdAt + limits.sessionLifetimeMs;
    const { person, id } = device;
    await store.putSession({
      tokenHash: sha256Hash(token),
      board,
      person,
      device: id,
      createdAt,
      usedAt: createdAt,
      expiresAt,
    });
    const nextCounter = await store.nextCounter(id);
    return { token, expiresAt: instantFromMs(expiresAt), person, device: id, board, nextCounter };
  };

  const boardOf = async ({ board, person }: LoginRecord): Promise<BoardState> => {
    const state = await store.boardState(board);
    if (state?.people.find(({ id }) => id === person)?.enabled !== true) throw new AppError('person-disabled');
    return state;
  };

  return {
    enrol: async (input, address) => {
      const { deviceName, publicKey, possession } = input;
      const record = await checked(input, address);
      await boardOf(record);
      if (!isSignedBy(publicKey, enrolProofText(publicKey), possession)) throw new AppError('bad-signature');
      const device = await store.transact(record.board, async (transaction): Promise<Device> => {
        const holder = transaction.board()?.devices.find((enrolled) => enrolled.publicKey === publicKey);
        // The reply to an enrolment may have been lost: the same person with the same key gets the same device again.
        if (holder?.person === record.person && holder.revokedAt === null) return holder;
        if (holder !== undefined) throw new AppError('already-enrolled');
        const at = acceptanceTime(transaction, instantFromMs(now()));
        const id = deviceIdSchema.parse(newId());
        const made: Device = {
          id,
          person: record.person,
          name: deviceName,
          publicKey,
          enrolledAt: at,
          revokedAt: null,
        };
        await transaction.append([{ item: null, fact: { type: 'deviceEnrolled', device: made } }], at);
        return made;
      });
      return open(device, record.board);
    },

    signIn: async (input, address) => {
      const record = await checked(input, address);
      const board = await boardOf(record);
      const device = board.devices.find(({ id, person }) => id === input.device && person === record.person);
      if (device === undefined) throw new AppError('sign-in-refused');
      if (device.revokedAt !== null) throw new AppError('device-revoked');
      const text = signInProofText({ login: input.login, device: device.id, nonce: input.nonce });
      if (!isSignedBy(device.publicKey, text, input.possession)) throw new AppError('bad-signature');
      const use = `${device.id} ${input.nonce}`;
      if (usedNonces.has(use)) throw new AppError('bad-signature', { subject: 'nonce' });
      if (usedNonces.size >= 100_000) usedNonces.clear();
      usedNonces.add(use);
      return open(device, record.board);
    },

    signOut: ({ tokenHash }) => store.endSessions({ tokenHash }),

    changePassword: async (session, { password, newPassword }, address) => {
      const { board, person } = session;
      const own = (await store.logins(board)).find((record) => record.person === person);
      if (own === undefined) throw new AppError('sign-in-refused');
      await checked({ login: own.login, password }, address);
      await store.putLogin({ ...own, passwordHash: await hashPassword(newPassword) });
      // Whoever knew the old password may hold a session elsewhere.
      await store.endOtherSessions(session);
    },

    authenticate: async (token) => {
      const session = await store.session(sha256Hash(token));
      const moment = now();
      if (session === null || moment >= session.expiresAt || moment - session.usedAt >= limits.sessionIdleMs) {
        throw new AppError('sign-in-required');
      }
      const board = await store.boardState(session.board);
      const device = board?.devices.find(({ id }) => id === session.device);
      if (board === null || device === undefined || device.person !== session.person) {
        throw new AppError('sign-in-required');
      }
      if (device.revokedAt !== null) throw new AppError('device-revoked');
      if (board.people.find(({ id }) => id === session.person)?.enabled !== true) throw new AppError('person-disabled');
      // Written at most sixty times per idle limit: it needs no more, and a call should not cost a commit.
      if (moment - session.usedAt > limits.sessionIdleMs / 60) await store.touchSession(session.tokenHash, moment);
      return { session, device, board };
    },
  };
}
