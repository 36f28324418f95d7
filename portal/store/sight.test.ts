import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { authorityIdSchema, boardIdSchema, personIdSchema, sectionIdSchema } from '#shared/lib/ids.ts';
import { instantSchema } from '#shared/lib/instant.ts';
import { parseProfile } from '#shared/regulation/profile.ts';
import type { RoleId } from '#shared/regulation/vocabulary.ts';
import { type BoardState, type Grant, newBoard, roleGrant } from '#shared/workflow/board-state.ts';
import { isNarrower, sees, sightOf } from './sight.ts';

const profile: unknown = JSON.parse(
  readFileSync(new URL('../../resources/regulations/khanh-hoa-2020-1060.json', import.meta.url), 'utf8'),
);
const person = personIdSchema.parse('per0000000000000000000001');
const other = personIdSchema.parse('per0000000000000000000002');
const [news, health] = [sectionIdSchema.parse('tin-tuc'), sectionIdSchema.parse('y-te')];

function grant(role: RoleId, sections: Grant['sections'], revoked = false): Grant {
  const revokedAt = revoked ? instantSchema.parse('2026-11-22T00:00:00.000Z') : null;
  return {
    ...roleGrant({ id: authorityIdSchema.parse('grt0000000000000000000001'), person, role, sections }),
    revokedAt,
  };
}

function board(...grants: Grant[]): BoardState {
  return { ...newBoard(boardIdSchema.parse('brd0000000000000000000001'), parseProfile(profile)), grants };
}

test('a role that sees all shows everything; a revoked one nothing', () => {
  const item = { section: news, receivedBy: other, specialist: null };
  const sights = [board(grant('secretary', [health])), board(grant('secretary', null, true)), board()];
  expect(sights.map((state) => sees(sightOf(state, person), item))).toEqual([true, false, false]);
});

test('a role that sees its own shows what was supplied, routed here or lies in its sections, and no more', () => {
  const sight = sightOf(board(grant('member', [health])), person);
  const items = [
    { section: news, receivedBy: person, specialist: null },
    { section: news, receivedBy: other, specialist: person },
    { section: health, receivedBy: other, specialist: null },
    { section: news, receivedBy: other, specialist: other },
  ];
  expect(items.map((item) => sees(sight, item))).toEqual([true, true, true, false]);
});

test('a member for every section does not read every item by that', () => {
  const sight = sightOf(board(grant('member', null)), person);
  expect(sees(sight, { section: news, receivedBy: other, specialist: null })).toBe(false);
});

test('sight narrows when a section or the sight of all goes, and not otherwise', () => {
  const [all, both, one] = [
    sightOf(board(grant('head', null)), person),
    sightOf(board(grant('member', [news, health])), person),
    sightOf(board(grant('member', [health])), person),
  ];
  expect([
    isNarrower(one, both),
    isNarrower(both, all),
    isNarrower(both, one),
    isNarrower(all, both),
    isNarrower(one, one),
  ]).toEqual([true, true, false, false, false]);
});

test('a role that sees its unit’s shows what a colleague supplied; without a unit nobody is a colleague', () => {
  const at = (unit: string) => [
    { id: person, name: 'Một', unit, enabled: true },
    { id: other, name: 'Hai', unit, enabled: true },
  ];
  const item = { section: news, receivedBy: other, specialist: null };
  const plain = board(grant('member', [health]));
  const roles = plain.profile.roles.map((role) => ({ ...role, sees: 'unit' as const }));
  const unitBoard = { ...plain, profile: { ...plain.profile, roles } };
  const [same, none] = ['Sở Y tế', ''].map((unit) => sightOf({ ...unitBoard, people: at(unit) }, person));
  expect([same, none].map((sight) => sight !== undefined && sees(sight, item))).toEqual([true, false]);
});
