import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Article } from '#shared/content/article.ts';
import { contentHash } from '#shared/content/canonical.ts';
import { must } from '#shared/lib/assert.ts';
import { type Hash, sha256Hash } from '#shared/lib/hash.ts';
import {
  type AuthorityId,
  type BoardId,
  type ItemId,
  itemIdSchema,
  type PersonId,
  sectionIdSchema,
} from '#shared/lib/ids.ts';
import { instantFromMs } from '#shared/lib/instant.ts';
import type { RoleId } from '#shared/regulation/vocabulary.ts';
import type { Details } from '#shared/workflow/details.ts';
import type { SignedCommand } from '#shared/workflow/statement.ts';
import { unknownSupply } from '#shared/workflow/supply.ts';
import type { PortalConfig } from '../../portal/config.ts';
import { createPortal, type Portal } from '../../portal/portal.ts';
import { freshId, PortalDesk, plainArticle, type ServerAddress } from './portal-desk.ts';

/** The regulation the tests run under. */
export const profile: unknown = JSON.parse(
  readFileSync(new URL('../../resources/regulations/khanh-hoa-2020-1060.json', import.meta.url), 'utf8'),
);

export const password = 'mật khẩu đủ dài';

export interface Member {
  readonly login: string;
  readonly person: PersonId;
  readonly grant: AuthorityId;
}

const people = {
  head: { role: 'head', sections: null },
  deputy: { role: 'deputy', sections: null },
  secretary: { role: 'secretary', sections: null },
  centre: { role: 'centreRep', sections: null },
  health: { role: 'member', sections: ['y-te'] },
  law: { role: 'member', sections: null },
  school: { role: 'member', sections: ['giao-duc'] },
} as const satisfies Record<string, { role: RoleId; sections: readonly string[] | null }>;

export type Who = keyof typeof people;

export interface World {
  readonly portal: Portal;
  readonly data: string;
  readonly board: BoardId;
  readonly members: Readonly<Record<Who, Member>>;
  /** A desk of that person, enrolled. */
  desk(who: Who): Promise<PortalDesk>;
  close(): Promise<void>;
}

/** A fresh data directory with a board of six people and three sections. */
export async function createWorld(config: Partial<PortalConfig> = {}, now = Date.now): Promise<World> {
  const data = mkdtempSync(path.join(tmpdir(), 'portal-'));
  const portal = await createPortal({ dataDirectory: data, port: 0, ...config }, undefined, now);
  const { board, members } = await furnish(portal);
  return {
    portal,
    data,
    board,
    members,
    desk: (who) => enrolledDesk(portal, members[who].login),
    close: async () => {
      await portal.close();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

export async function furnish(portal: Portal): Promise<{ board: BoardId; members: Record<Who, Member> }> {
  const { admin } = portal;
  const board = await admin.createBoard({ profile, name: 'Ban thử' });
  for (const id of ['tin-tuc', 'y-te', 'giao-duc']) {
    await admin.addSection(board, { id: sectionIdSchema.parse(id), title: { vi: id, en: id }, field: '' });
  }
  const added: Partial<Record<Who, Member>> = {};
  for (const [who, { role, sections }] of Object.entries(people)) {
    const roles = [{ role, sections: sections === null ? null : sectionIdSchema.array().parse(sections) }];
    const { person, grants } = await admin.addPerson(board, { name: who, unit: 'Sở thử', login: who, password, roles });
    added[who as Who] = { login: who, person, grant: must(grants[0], 'one role, one grant') };
  }
  return { board, members: added as Record<Who, Member> };
}

export async function enrolledDesk(server: ServerAddress, login: string): Promise<PortalDesk> {
  const desk = new PortalDesk(server, login, password);
  await desk.enrol();
  return desk;
}

/** A command that takes a new item in. */
export function receive(
  desk: PortalDesk,
  { grant }: Member,
  section: string,
  article: Article,
  change: Parameters<PortalDesk['command']>[4] = {},
): SignedCommand {
  const details: Details = {
    action: 'receive',
    kind: 'news',
    section: sectionIdSchema.parse(section),
    channel: 'mailbox',
    sender: 'Phòng Văn xã',
    receivedAt: instantFromMs(Date.now()),
    original: null,
    supply: unknownSupply,
  };
  const item = itemIdSchema.parse(freshId());
  return desk.command(item, contentHash(article), grant, details, { articles: [article], ...change });
}

/** The item a command is about. */
export function itemOf({ statement }: SignedCommand): ItemId {
  return itemIdSchema.parse(statement.item);
}

/** Pushes one command and insists that it took effect; gives its sequence. */
export async function accepted(desk: PortalDesk, command: SignedCommand): Promise<number> {
  const [outcome] = await desk.push(command);
  if (outcome?.outcome !== 'accepted') throw new Error(`not accepted: ${JSON.stringify(outcome)}`);
  return outcome.seq;
}

export interface Desks {
  readonly head: PortalDesk;
  readonly centre: PortalDesk;
  readonly secretary: PortalDesk;
}

export async function threeDesks(world: World): Promise<Desks> {
  return {
    head: await world.desk('head'),
    centre: await world.desk('centre'),
    secretary: await world.desk('secretary'),
  };
}

/** Takes an item from intake to an upload on the portal's preview. */
export async function uploadItem(world: World, desks: Desks, title: string): Promise<{ item: ItemId; version: Hash }> {
  const { head, centre } = desks;
  const { members } = world;
  const article = plainArticle(title);
  const version = contentHash(article);
  const received = receive(centre, members.centre, 'tin-tuc', article);
  const item = itemOf(received);
  await accepted(centre, received);
  await accepted(centre, centre.command(item, version, members.centre.grant, { action: 'submit' }));
  await accepted(head, head.command(item, version, members.head.grant, { action: 'approve' }));
  const details: Details = { action: 'upload', mode: 'portal', entered: version, address: null };
  await accepted(centre, centre.command(item, version, members.centre.grant, details));
  return { item, version };
}

/** Compares (as if the page matched) and publishes an uploaded item. */
export async function publishItem(
  world: World,
  { secretary }: Desks,
  item: ItemId,
  version: Hash,
  revision = 1,
): Promise<void> {
  const { grant } = world.members.secretary;
  const verification = {
    phase: 'preview',
    revision,
    verdict: 'match',
    evidence: sha256Hash('bằng chứng'),
    meaning: 0,
    cosmetic: 0,
    unchecked: [],
  } as const;
  const verify = secretary.command(item, version, grant, {
    action: 'verify',
    verification: { ...verification, unchecked: [] },
  });
  await accepted(secretary, verify);
  const { command } = verify.statement;
  const details: Details = { action: 'publish', verification: command, cosmeticConfirmed: false, comparedByEye: [] };
  await accepted(secretary, secretary.command(item, version, grant, details));
}
