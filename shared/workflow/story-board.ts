import { sha256Hash } from '../lib/hash.ts';
import {
  type AuthorityId,
  authorityIdSchema,
  type BoardId,
  boardIdSchema,
  type CommandId,
  commandIdSchema,
  type DeviceId,
  deviceIdSchema,
  type ItemId,
  itemIdSchema,
  type PersonId,
  personIdSchema,
  type SectionId,
  sectionIdSchema,
} from '../lib/ids.ts';
import type { Instant } from '../lib/instant.ts';
import type { Profile } from '../regulation/profile.ts';
import type { RoleId } from '../regulation/vocabulary.ts';
import type { BoardState, SubPortal } from './board-state.ts';
import type { StorySubPortal } from './story-cast.ts';
import { type Story, StoryError } from './story-file.ts';

const idOf = (kind: string, name: string): string => sha256Hash(`${kind}/${name}`).slice(0, 26);

/** Ids made from symbolic names: the same name is the same id in every run. */
export const storyIds = {
  board: (name: string): BoardId => boardIdSchema.parse(idOf('board', name)),
  person: (name: string): PersonId => personIdSchema.parse(idOf('person', name)),
  device: (name: string): DeviceId => deviceIdSchema.parse(idOf('device', name)),
  item: (name: string): ItemId => itemIdSchema.parse(idOf('item', name)),
  command: (name: string): CommandId => commandIdSchema.parse(idOf('command', name)),
  authority: (name: string): AuthorityId => authorityIdSchema.parse(idOf('authority', name)),
  /** The nth role a person of the cast holds. */
  grant: (person: string, nth: number): AuthorityId => authorityIdSchema.parse(idOf('grant', `${person}/${nth}`)),
  section: (name: string): SectionId => sectionIdSchema.parse(name),
} as const;

/** The profile as the story's board uses it: rules it switches on or off. Throws where a rule does not exist. */
export function storyProfile(profile: Profile, { enable, disable }: Story['rules'], path: string): Profile {
  const known = new Set(profile.transitions.map(({ id }) => id));
  const unknown = [...enable, ...disable].filter((id) => !known.has(id));
  if (unknown.length > 0) {
    throw new StoryError(unknown.map((id) => ({ path, reason: `the profile has no transition ${id}` })));
  }
  if (enable.length === 0 && disable.length === 0) return profile;
  return {
    ...profile,
    transitions: profile.transitions.map((rule) => ({
      ...rule,
      enabled: enable.includes(rule.id) || (rule.enabled && !disable.includes(rule.id)),
    })),
  };
}

/** The board a story begins with: its people with their roles, one device each. Throws where the profile lacks a role. */
export function storyBoard(story: Story, profile: Profile): BoardState {
  const inUse = storyProfile(profile, story.rules, `${story.id}.rules`);
  const roles = new Set<RoleId>(profile.roles.map(({ id }) => id));
  const foreign = story.people.flatMap(({ id, roles: held }) =>
    held
      .filter(({ role }) => !roles.has(role))
      .map(({ role }) => ({ path: `${story.id}.people.${id}`, reason: `the profile has no role ${role}` })),
  );
  if (foreign.length > 0) throw new StoryError(foreign);
  return {
    id: storyIds.board(story.id),
    profile: inUse,
    people: story.people.map(({ id, name, unit }) => ({ id: storyIds.person(id), name, unit, enabled: true })),
    grants: story.people.flatMap(({ id, roles: held }) =>
      held.map(({ role, sections, under, validFrom, validTo }, nth) => ({
        id: storyIds.grant(id, nth),
        person: storyIds.person(id),
        role,
        sections: sections === null ? null : sections.map(storyIds.section),
        validFrom,
        validTo,
        number: '',
        under: under === null ? null : storyIds.person(under),
        revokedAt: null,
      })),
    ),
    delegations: [],
    devices: story.people.map(({ id, name }) => storyDevice(id, name, story.clock)),
    sections: story.sections.map(({ id, field, subPortal }) => ({
      id: storyIds.section(id),
      title: { vi: id, en: id },
      field,
      subPortal,
    })),
    subPortals: story.subPortals.map(storySubPortal),
    absences: [],
    proposals: [],
    calendarAmendments: [],
  };
}

/** A sub-portal of a story as the board has it on record. */
export function storySubPortal({ id, live, owner, editorialUnit, permission }: StorySubPortal): SubPortal {
  return { id, title: { vi: id, en: id }, owner, editorialUnit, permission, live };
}

function storyDevice(person: string, name: string, enrolledAt: Instant): BoardState['devices'][number] {
  return {
    id: storyIds.device(person),
    person: storyIds.person(person),
    name: `máy của ${name}`.slice(0, 200),
    // No signature is checked when a story is played in memory.
    publicKey: 'A'.repeat(43),
    enrolledAt,
    revokedAt: null,
  };
}
