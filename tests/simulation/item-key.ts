import { must } from '#shared/lib/assert.ts';
import { type Hash, hashSchema } from '#shared/lib/hash.ts';
import { commandIdSchema, type PersonId } from '#shared/lib/ids.ts';
import { instantFromMs, instantToMs } from '#shared/lib/instant.ts';
import type { ItemState } from '#shared/workflow/item-state.ts';
import { authorityId, begin, type Cast, personId } from './cast.ts';

/** What happened that the item itself need not tell: which versions somebody entitled approved, and in what manner. */
export interface Ghost {
  /** Versions approved by somebody entitled at that moment, in an emergency or not. */
  readonly approved: readonly Hash[];
  /** Approved in an emergency, and by nobody else since. */
  readonly emergency: { readonly hash: Hash; readonly by: PersonId } | null;
  /** Who did which duty, kept apart from the item's own record of it. */
  readonly done: readonly string[];
}

/** A point of the exploration: an item reduced to what rules look at, and its ghost. */
export interface Point {
  readonly item: ItemState;
  readonly ghost: Ghost;
}

/** Versions are told apart by their first digit: `a` passes the guard, `b` lacks what it asks for, `c` nobody has. */
export function madeHash(quality: 'a' | 'b' | 'c', nth: number): Hash {
  return hashSchema.parse(quality + nth.toString(16).padStart(63, '0'));
}

const nobody = personId('nobody');
const anyAuthority = authorityId('any');
const command = (nth: number) => commandIdSchema.parse(`command${nth}`.padEnd(26, '0'));
const longAgo = instantFromMs(instantToMs(begin) - 90 * 86_400_000);

/** Stands for every version that nothing else of a point names. */
const unlike = madeHash('c', 4_000);

function stale(revisionHolds: boolean): ItemState['verifications'][number]['statement'] {
  return {
    phase: 'preview',
    revision: revisionHolds ? 2 : 1,
    verdict: 'match',
    evidence: unlike,
    meaning: 0,
    cosmetic: 0,
    unchecked: [],
  };
}

/** Which people and states some rule looks at more closely; the rest of them are all alike. */
export type Looks = Pick<Cast, 'dutiful' | 'goesBack' | 'escalates'>;

/** The same point with everything left out that no rule looks at, and everything else under one name. */
export function reduced({ item, ghost }: Point, waited: boolean, cast: Looks): Point {
  const names = new Map<Hash, Hash>();
  const counts = { a: 0, b: 0, c: 0 };
  const renamed = (hash: Hash): Hash => {
    const known = names.get(hash);
    if (known !== undefined) return known;
    const quality = hash.startsWith('a') ? 'a' : hash.startsWith('b') ? 'b' : 'c';
    counts[quality] += 1;
    const name = madeHash(quality, counts[quality]);
    names.set(hash, name);
    return name;
  };
  const { approval, supplementary, publication } = item;
  const current = renamed(item.current);
  const approvedNow = approval === null ? null : renamed(approval.hash);
  const pending =
    supplementary === null
      ? null
      : { ...supplementary, proposed: renamed(supplementary.proposed), approved: renamed(supplementary.approved) };
  // Any one verification can be made again, so only the last one needs to be remembered; a page edited since leaves it stale.
  const last = item.verifications.at(-1);
  const live = last?.statement.revision === publication?.revision && last?.approved === approval?.hash;
  const verified =
    last === undefined
      ? []
      : [
          {
            command: command(1),
            by: nobody,
            at: begin,
            approved: live ? renamed(last.approved) : unlike,
            // What was found about another page or version says nothing any more.
            statement: live
              ? { ...last.statement, revision: 2 }
              : stale(last.statement.revision === publication?.revision),
          },
        ];
  const entered = publication === null ? null : (names.get(publication.entered) ?? unlike);
  const approver = approval === null || approval.emergency === null ? nobody : approval.by;
  return {
    item: {
      ...item,
      // Rules look at the unit of whoever took it in; all but strangers are of one unit.
      receivedBy: item.receivedBy === personId('stranger') ? item.receivedBy : personId('everything'),
      receivedAt: begin,
      since: waited && cast.escalates.has(item.state) ? longAgo : begin,
      previous: cast.goesBack.has(item.state) ? item.previous : null,
      holder: item.specialist === null ? { ...item.holder, person: null } : item.holder,
      current,
      versions: [],
      approval:
        approval === null || approvedNow === null
          ? null
          : {
              hash: approvedNow,
              by: approver,
              role: 'head',
              authority: anyAuthority,
              command: command(0),
              supplementary: false,
              at: begin,
              emergency: approval.emergency === null ? null : { reason: '' },
            },
      supplementary: pending === null ? null : { ...pending, by: nobody, reason: '', at: begin },
      publication:
        publication === null || entered === null
          ? null
          : {
              mode: 'portal',
              address: null,
              entered,
              revision: 2,
              by: nobody,
              at: begin,
              publishedRevision: publication.publishedRevision === null ? null : 1,
              publishedAt: publication.publishedAt === null ? null : begin,
            },
      verifications: verified,
      reupload: null,
      objection: null,
      errorReports: [],
      forwarded: null,
      escalatedAt: null,
      performed: item.performed
        .filter(({ person }) => cast.dutiful.has(person))
        .sort((left, right) => (left.duty + left.person < right.duty + right.person ? -1 : 1)),
      comments: [],
      notices: [],
      seq: 0,
    },
    ghost: {
      approved: ghost.approved
        .filter((hash) => names.has(hash))
        .map(renamed)
        .sort(),
      emergency:
        ghost.emergency === null || !names.has(ghost.emergency.hash)
          ? null
          : { hash: renamed(ghost.emergency.hash), by: ghost.emergency.by },
      done: ghost.done.filter((one) => cast.dutiful.has(one.split(' ')[1] ?? '')).sort(),
    },
  };
}

/** One text for all points that differ only in who of two twins did what. */
export function keyOf(point: Point, { twins }: Pick<Cast, 'twins'>): string {
  let text = JSON.stringify([rulesLookAt(point.item), point.ghost]);
  for (const [first, second] of twins) {
    const [one, other] = [personId(first), personId(second)];
    const at = text.indexOf(other);
    if (at < 0) continue;
    const before = text.indexOf(one);
    if (before >= 0 && before < at) continue;
    text = text.replaceAll(one, '\u0000').replaceAll(other, one).replaceAll('\u0000', other);
  }
  return text;
}

function rulesLookAt(item: ItemState): unknown {
  const { kind, section, state, previous, holder, since, current, specialist, approval, supplementary } = item;
  const { publication, verifications, performed, channel } = item;
  return [
    kind,
    section,
    channel,
    state,
    previous,
    holder,
    since,
    current,
    specialist,
    item.receivedBy,
    approval === null ? null : [approval.hash, approval.by, approval.emergency !== null],
    supplementary === null ? null : [supplementary.proposed, supplementary.approved],
    publication === null ? null : [publication.entered, publication.revision, publication.publishedRevision],
    verifications.map(({ approved, statement }) => [approved, statement.phase, statement.verdict, statement.revision]),
    performed,
  ];
}

/** The verification of a point that a publication may name; an id nobody knows where there is none. */
export function verificationIds(item: ItemState): readonly ReturnType<typeof command>[] {
  return [...item.verifications.map((entry) => entry.command), command(99)];
}

/** A fresh version of a quality, unlike any the reduced point names. */
export function freshHash(quality: 'a' | 'b' | 'c'): Hash {
  return must(madeHash(quality, 4_095), 'a hash of the right form');
}
