import type { PersonId } from '#shared/lib/ids.ts';
import { type Instant, localDateOf } from '#shared/lib/instant.ts';
import type { Profile } from '#shared/regulation/profile.ts';
import type { BoardState } from '#shared/workflow/board-state.ts';
import type { Outcome } from '#shared/workflow/decide.ts';
import type { ItemState } from '#shared/workflow/item-state.ts';
import type { Statement } from '#shared/workflow/statement.ts';
import type { Ghost, Point } from './item-key.ts';

const approvals: ReadonlySet<string> = new Set([
  'approve',
  'approveSupplementary',
  'approveEmergency',
  'approveAfterwards',
]);
const separable: ReadonlySet<string> = new Set(['approve', 'upload', 'publish']);

/** The duty behind an action, as the regulations speak of it. */
function duty(action: string): string {
  return approvals.has(action) ? 'approve' : action;
}

/**
 * What an accepted act did that it should not have: written from the profile's data and the board's documents alone,
 * without the workflow's own judgement. Empty when all is in order.
 */
export function wrongs(
  profile: Profile,
  board: BoardState,
  at: Instant,
  { item, ghost }: { readonly item: ItemState | null; readonly ghost: Ghost },
  statement: Statement,
  outcome: Outcome,
): readonly string[] {
  const found: string[] = [];
  const rule = profile.transitions.find(({ id }) => id === outcome.transition);
  const who = board.people.find(({ id }) => id === outcome.person);
  if (who?.enabled !== true) found.push('somebody who is not enabled acted');
  if (rule === undefined) return [...found, 'no rule of the profile'];
  const kind = item?.kind ?? (statement.details.action === 'receive' ? statement.details.kind : null);
  const sectionName = item?.section ?? (statement.details.action === 'receive' ? statement.details.section : null);
  const section = board.sections.find(({ id }) => id === sectionName);
  if (!rule.enabled) found.push('the rule is switched off');
  if (rule.action !== statement.action) found.push('the rule is for another action');
  if (!rule.from.includes(item?.state ?? 'none')) found.push('the rule is for another state');
  if (rule.kinds !== null && (kind === null || !rule.kinds.includes(kind))) found.push('the rule is for other kinds');
  const onSub = section?.subPortal != null;
  if ((rule.where === 'main' && onSub) || (rule.where === 'subPortal' && !onSub))
    found.push('the rule is for elsewhere');
  found.push(...powerless(profile, board, at, item, sectionName, statement, outcome));
  found.push(...together(profile, ghost, outcome.person, statement.action));
  found.push(...unproven(item, ghost, statement));
  return found;
}

function powerless(
  profile: Profile,
  board: BoardState,
  at: Instant,
  item: ItemState | null,
  section: string | null,
  { authority, action }: Statement,
  { person, role, transition }: Outcome,
): readonly string[] {
  const today = localDateOf(at);
  const rule = profile.transitions.find(({ id }) => id === transition);
  const within = (from: string | null, to: string | null, revokedAt: string | null): boolean =>
    (from === null || from <= today) && (to === null || today <= to) && (revokedAt === null || at < revokedAt);
  const grants = board.grants.filter((one) => one.person === person && one.role === role);
  const inForce = grants.filter(({ validFrom, validTo, revokedAt }) => within(validFrom, validTo, revokedAt));
  if (inForce.length === 0) return [`${role} is not theirs now`];
  const covers = (sections: readonly string[] | null): boolean =>
    sections === null || (section !== null && sections.includes(section));
  const named = item?.specialist === person && rule?.conditions.includes('assignedSpecialist') === true;

  const byRole = rule?.roles.some((acting) => acting.role === role && acting.by === 'role') === true;
  const grant = inForce.find(({ id }) => id === authority);
  if (grant !== undefined) {
    if (!byRole) return [`the rule does not let ${role} act by itself`];
    return covers(grant.sections) || named ? [] : ['outside their sections'];
  }
  const byDelegation = rule?.roles.some((acting) => acting.role === role && acting.by === 'delegation') === true;
  const document = board.delegations.find(({ id, to }) => id === authority && to === person);
  if (document === undefined) return ['the authority named is no document of theirs'];
  if (!byDelegation) return [`the rule does not let ${role} act by delegation`];
  const found: string[] = [];
  if (!within(document.validFrom, document.validTo, document.revokedAt)) found.push('the delegation is out of date');
  if (!document.actions.some((one) => one === action)) found.push('the delegation is for other acts');
  if (!covers(document.sections)) found.push('the delegation is for other sections');
  const delegator = board.grants.filter((one) => one.person === document.from).map((one) => one.role);
  const permitted = profile.delegations.filter(
    (one) => delegator.includes(one.from) && one.to.includes(role) && one.actions.some((each) => each === action),
  );
  if (permitted.length === 0) found.push('no rule permits the delegation');
  const away = board.absences.some(
    (one) => one.person === document.from && within(one.validFrom, one.validTo, one.endedAt),
  );
  if (permitted.length > 0 && permitted.every(({ onlyInAbsence }) => onlyInAbsence) && !away) {
    found.push('the delegator is not away');
  }
  return found;
}

function together(profile: Profile, ghost: Ghost, person: PersonId, action: string): readonly string[] {
  const mine = duty(action);
  return profile.separation
    .filter(({ duties }) => duties.some((one) => one === mine))
    .flatMap(({ duties }) => duties.filter((one) => one !== mine))
    .filter((other) => ghost.done.includes(`${other} ${person}`))
    .map((other) => `one person did ${other} and ${mine}`);
}

/** Nothing is published but what somebody entitled approved, compared with the very page that is there. */
function unproven(item: ItemState | null, ghost: Ghost, { action, version, details }: Statement): readonly string[] {
  if (details.action !== 'publish') {
    return action === 'upload' && (version === null || !ghost.approved.includes(version))
      ? ['an unapproved upload']
      : [];
  }
  const found: string[] = [];
  if (version === null || !ghost.approved.includes(version)) found.push('published what nobody entitled approved');
  const { verification, cosmeticConfirmed, comparedByEye } = details;
  const entry = item?.verifications.find(({ command }) => command === verification);
  if (entry === undefined) return [...found, 'published without a comparison'];
  const { statement, approved } = entry;
  if (approved !== version) found.push('compared with another version');
  if (statement.revision !== item?.publication?.revision) found.push('compared another page');
  if (statement.phase !== 'preview') found.push('compared only what the public saw');
  if (statement.verdict === 'mismatch') found.push('published a mismatch');
  if (statement.verdict === 'cosmetic' && !cosmeticConfirmed) found.push('published an unconfirmed difference');
  if (statement.unchecked.join() !== comparedByEye.join()) found.push('published what nobody looked at');
  return found;
}

/** The ghost after an accepted act. */
export function ghostAfter({ approved, emergency, done }: Ghost, statement: Statement, person: PersonId): Ghost {
  const { action, version } = statement;
  const mine = `${duty(action)} ${person}`;
  const doneNow = separable.has(duty(action)) && !done.includes(mine) ? [...done, mine] : done;
  if (!approvals.has(action) || version === null) return { approved, emergency, done: doneNow };
  const approvedNow = approved.includes(version) ? approved : [...approved, version];
  if (action === 'approveEmergency') {
    return { approved: approvedNow, emergency: { hash: version, by: person }, done: doneNow };
  }
  const settled = emergency?.hash === version && (action !== 'approveAfterwards' || emergency.by !== person);
  return { approved: approvedNow, emergency: settled ? null : emergency, done: doneNow };
}

/** What is wrong with a point itself, however it was come by. */
export function wrongPoint({ item, ghost }: Point): readonly string[] {
  const { approval } = item;
  const found: string[] = [];
  if (approval !== null && !ghost.approved.includes(approval.hash)) found.push('an approval nobody gave');
  if (ghost.emergency !== null && approval?.hash === ghost.emergency.hash && approval.emergency === null) {
    found.push('an emergency lost its flag though nobody else approved');
  }
  return found;
}
