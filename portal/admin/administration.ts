import type { z } from 'zod';
import { must } from '#shared/lib/assert.ts';
import {
  type AuthorityId,
  authorityIdSchema,
  type BoardId,
  boardIdSchema,
  type DeviceId,
  type PersonId,
  personIdSchema,
  type SectionId,
} from '#shared/lib/ids.ts';
import { instantFromMs } from '#shared/lib/instant.ts';
import { type Profile, parseProfile } from '#shared/regulation/profile.ts';
import type { RoleId } from '#shared/regulation/vocabulary.ts';
import {
  type BoardState,
  roleGrant,
  type Section,
  type SubPortal,
  sectionSchema,
  subPortalSchema,
} from '#shared/workflow/board-state.ts';
import type { BoardEvent, Fact } from '#shared/workflow/event.ts';
import { normalLogin } from '../accounts/accounts.ts';
import { hashPassword, randomPassword } from '../accounts/passwords.ts';
import { acceptanceTime } from '../store/kysely-board-transaction.ts';
import type { BoardSummary, BoardTransaction, PortalStore } from '../store/portal-store.ts';

/** What the administrator asked for cannot be done; `subject` names the thing. */
export class AdministrationError extends Error {
  readonly code:
    | 'unknown-board'
    | 'unknown'
    | 'already-there'
    | 'sub-portal-papers'
    | 'not-in-profile'
    | 'password-too-short';
  readonly subject: string;
  constructor(code: AdministrationError['code'], subject: string) {
    super(`${code}: ${subject}`);
    this.name = 'AdministrationError';
    this.code = code;
    this.subject = subject;
  }
}

export interface NewPerson {
  readonly name: string;
  readonly unit: string;
  readonly login: string;
  /** Made at random when left out. */
  readonly password?: string;
  readonly roles: readonly { readonly role: RoleId; readonly sections: readonly SectionId[] | null }[];
}

/** What the server's administrator may do; every change of a board is an event of its chain. */
export interface Administration {
  boards(): Promise<readonly BoardSummary[]>;
  board(board: BoardId): Promise<BoardState>;
  createBoard(input: { readonly profile: unknown; readonly name: string }): Promise<BoardId>;
  installProfile(board: BoardId, profile: unknown): Promise<void>;
  /** Adds or changes a sub-portal; refuses to let one go live without what the profile wants on record. */
  setSubPortal(board: BoardId, subPortal: z.input<typeof subPortalSchema>): Promise<SubPortal['id']>;
  addSection(board: BoardId, section: z.input<typeof sectionSchema>): Promise<SectionId>;
  addPerson(
    board: BoardId,
    person: NewPerson,
  ): Promise<{ readonly person: PersonId; readonly password: string; readonly grants: readonly AuthorityId[] }>;
  setPersonEnabled(board: BoardId, person: PersonId, enabled: boolean): Promise<void>;
  grantRole(
    board: BoardId,
    person: PersonId,
    role: RoleId,
    sections: readonly SectionId[] | null,
  ): Promise<AuthorityId>;
  revokeRole(board: BoardId, grant: AuthorityId): Promise<void>;
  resetPassword(login: string, password?: string): Promise<{ readonly password: string }>;
  revokeDevice(board: BoardId, device: DeviceId): Promise<void>;
  /** Login of each person. */
  logins(board: BoardId): Promise<readonly { readonly login: string; readonly person: PersonId }[]>;
}

const shortestPassword = 10;

export function createAdministration(ports: {
  readonly store: PortalStore;
  readonly now: () => number;
  readonly newId: () => string;
}): Administration {
  const { store, now, newId } = ports;

  const append = async (
    board: BoardId,
    facts: (state: BoardState) => readonly Fact[],
  ): Promise<readonly BoardEvent[]> => {
    await existing(store, board);
    return store.transact(board, (transaction) => {
      const state = must(transaction.board(), 'a board begins with boardCreated');
      return appendFacts(transaction, facts(state), now());
    });
  };

  return {
    boards: () => store.boards(),
    board: (board) => existing(store, board),
    createBoard: async ({ profile, name }) => {
      const checked: Profile = parseProfile(profile);
      const board = boardIdSchema.parse(newId());
      await store.createBoard(board, name);
      await store.transact(board, (transaction) =>
        appendFacts(transaction, [{ type: 'boardCreated', profile: checked }], now()),
      );
      return board;
    },
    installProfile: async (board, profile) => {
      const checked = parseProfile(profile);
      await append(board, () => [{ type: 'profileInstalled', profile: checked }]);
    },
    setSubPortal: async (board, input) => {
      const subPortal: SubPortal = subPortalSchema.parse(input);
      await append(board, (state) => {
        const lacking = (state.profile.subPortals?.requires ?? []).find((paper) => subPortal[paper] === null);
        if (subPortal.live && lacking !== undefined) throw new AdministrationError('sub-portal-papers', lacking);
        return [{ type: 'subPortalSet', subPortal }];
      });
      return subPortal.id;
    },
    addSection: async (board, input) => {
      const section: Section = sectionSchema.parse(input);
      await append(board, (state) => {
        const { subPortal } = section;
        if (subPortal !== null && !state.subPortals.some(({ id }) => id === subPortal)) {
          throw new AdministrationError('unknown', subPortal);
        }
        return [{ type: 'sectionSet', section }];
      });
      return section.id;
    },
    addPerson: async (board, { name, unit, login, password, roles }) => {
      const chosen = checkedPassword(password);
      const key = normalLogin(login);
      if ((await store.login(key)) !== null) throw new AdministrationError('already-there', login);
      const person = personIdSchema.parse(newId());
      const grants = roles.map(() => authorityIdSchema.parse(newId()));
      await append(board, (state) => [
        { type: 'personSet', person: { id: person, name, unit, enabled: true } },
        ...roles.map(({ role, sections }, index) =>
          granted(state, must(grants[index], 'one id was made for each role'), person, role, sections),
        ),
      ]);
      await store.putLogin({ login: key, board, person, passwordHash: await hashPassword(chosen) });
      return { person, password: chosen, grants };
    },
    setPersonEnabled: async (board, person, enabled) => {
      await append(board, ({ people }) => {
        const known = people.find(({ id }) => id === person);
        if (known === undefined) throw new AdministrationError('unknown', person);
        return known.enabled === enabled ? [] : [{ type: 'personSet', person: { ...known, enabled } }];
      });
    },
    grantRole: async (board, person, role, sections) => {
      const grant = authorityIdSchema.parse(newId());
      await append(board, (state) => {
        if (!state.people.some(({ id }) => id === person)) throw new AdministrationError('unknown', person);
        return [granted(state, grant, person, role, sections)];
      });
      return grant;
    },
    revokeRole: async (board, grant) => {
      await append(board, ({ grants }) => {
        const known = grants.find(({ id }) => id === grant);
        if (known === undefined) throw new AdministrationError('unknown', grant);
        return known.revokedAt === null ? [{ type: 'roleRevoked', grant }] : [];
      });
    },
    resetPassword: async (login, password) => {
      const record = await store.login(normalLogin(login));
      if (record === null) throw new AdministrationError('unknown', login);
      const chosen = checkedPassword(password);
      await store.putLogin({ ...record, passwordHash: await hashPassword(chosen) });
      await store.endSessions({ person: record.person });
      return { password: chosen };
    },
    revokeDevice: async (board, device) => {
      await append(board, ({ devices }) => {
        const known = devices.find(({ id }) => id === device);
        if (known === undefined) throw new AdministrationError('unknown', device);
        return known.revokedAt === null ? [{ type: 'deviceRevoked', device }] : [];
      });
    },
    logins: async (board) => (await store.logins(board)).map(({ login, person }) => ({ login, person })),
  };
}

async function existing(store: PortalStore, board: BoardId): Promise<BoardState> {
  const state = await store.boardState(board);
  if (state === null) throw new AdministrationError('unknown-board', board);
  return state;
}

async function appendFacts(
  transaction: BoardTransaction,
  facts: readonly Fact[],
  now: number,
): Promise<readonly BoardEvent[]> {
  if (facts.length === 0) return [];
  const at = acceptanceTime(transaction, instantFromMs(now));
  return transaction.append(
    facts.map((fact) => ({ item: null, fact })),
    at,
  );
}

function granted(
  state: BoardState,
  id: AuthorityId,
  person: PersonId,
  role: RoleId,
  sections: readonly SectionId[] | null,
): Fact {
  if (!state.profile.roles.some((known) => known.id === role)) throw new AdministrationError('not-in-profile', role);
  const unknown = sections?.find((section) => !state.sections.some(({ id: known }) => known === section));
  if (unknown !== undefined) throw new AdministrationError('unknown', unknown);
  return {
    type: 'roleGranted',
    grant: roleGrant({ id, person, role, sections: sections === null ? null : [...sections] }),
  };
}

function checkedPassword(password: string | undefined): string {
  const chosen = password ?? randomPassword();
  if (chosen.length < shortestPassword) throw new AdministrationError('password-too-short', String(shortestPassword));
  return chosen;
}
