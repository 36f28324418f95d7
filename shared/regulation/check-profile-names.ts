import type { Finding, FindingCode } from './check-profile.ts';
import type { Profile } from './profile.ts';
import { boardActionSchema } from './vocabulary.ts';

/** Ids declared twice, ids named and not declared, dates out of order, rules that can never be reached as written. */
export function checkNames(profile: Profile): readonly Finding[] {
  return [...duplicates(profile), ...unknown(profile), ...datesReversed(profile), ...malformedSteps(profile)];
}

function duplicates(profile: Profile): readonly Finding[] {
  const found: Finding[] = [];
  const once = (path: string, ids: readonly string[]): void => {
    const seen = new Set<string>();
    ids.forEach((id, index) => {
      if (seen.has(id)) found.push({ code: 'duplicate-id', path: `${path}.${index}`, subject: id });
      seen.add(id);
    });
  };
  const idsOf = (entries: readonly { readonly id: string }[]): readonly string[] => entries.map(({ id }) => id);
  once('roles', idsOf(profile.roles));
  once('states', idsOf(profile.states));
  once('itemKinds', idsOf(profile.itemKinds));
  profile.itemKinds.forEach(({ fields }, index) => void once(`itemKinds.${index}.fields`, idsOf(fields)));
  once('channels', idsOf(profile.channels));
  once('categories', idsOf(profile.categories));
  once('units', idsOf(profile.units));
  once('transitions', idsOf(profile.transitions));
  once('refusalGrounds', idsOf(profile.refusalGrounds));
  once('returnGrounds', idsOf(profile.returnGrounds));
  once(
    'boardRules',
    profile.boardRules.map(({ action, roles, assigns }) => `${action} ${roles.join()} ${assigns?.join() ?? ''}`),
  );
  once(
    'escalations',
    profile.escalations.map(({ state }) => state),
  );
  once('languages', profile.languages);
  return found;
}

function unknown(profile: Profile): readonly Finding[] {
  const found: Finding[] = [];
  const known =
    (code: FindingCode, ids: readonly string[]) =>
    (path: string, named: readonly string[]): void => {
      for (const id of named) if (!ids.includes(id)) found.push({ code, path, subject: id });
    };
  const role = known(
    'unknown-role',
    profile.roles.map(({ id }) => id),
  );
  const state = known(
    'unknown-state',
    profile.states.map(({ id }) => id),
  );
  const kind = known(
    'unknown-kind',
    profile.itemKinds.map(({ id }) => id),
  );
  const channel = known(
    'unknown-channel',
    profile.channels.map(({ id }) => id),
  );
  const deadline = known(
    'unknown-deadline',
    profile.deadlines.flatMap(({ types }) => types),
  );
  const moves = new Set<string>(['none', 'same', 'previous']);
  profile.transitions.forEach(({ roles, notifies, holder, from, to, kinds }, index) => {
    const path = `transitions.${index}`;
    role(
      `${path}.roles`,
      roles.map((acting) => acting.role),
    );
    role(`${path}.notifies`, notifies);
    role(`${path}.holder`, holder === null ? [] : [holder]);
    state(
      `${path}.from`,
      from.filter((id) => !moves.has(id)),
    );
    state(`${path}.to`, moves.has(to) ? [] : [to]);
    kind(`${path}.kinds`, kinds ?? []);
  });
  profile.delegations.forEach(({ from, to }, index) => void role(`delegations.${index}`, [from, ...to]));
  profile.boardRules.forEach(({ roles, assigns }, index) => {
    role(`boardRules.${index}`, [...roles, ...(assigns ?? [])]);
  });
  profile.seals.forEach((seal, index) => void role(`seals.${index}.role`, [seal.role]));
  profile.duties.forEach((duty, index) => void role(`duties.${index}.role`, duty.role === null ? [] : [duty.role]));
  profile.escalations.forEach(({ to, state: from }, index) => {
    role(`escalations.${index}.to`, to);
    state(`escalations.${index}.state`, [from]);
  });
  profile.guard.forEach(({ kinds, channels }, index) => {
    kind(`guard.${index}.kinds`, kinds ?? []);
    channel(`guard.${index}.channels`, channels ?? []);
  });
  profile.categories.forEach(({ deadlineType }, index) => {
    deadline(`categories.${index}.deadlineType`, deadlineType === null ? [] : [deadlineType]);
  });
  return found;
}

function datesReversed(profile: Profile): readonly Finding[] {
  const found: Finding[] = [];
  const ordered = (path: string, first: string | null, last: string | null): void => {
    if (first !== null && last !== null && first > last) {
      found.push({ code: 'dates-reversed', path, subject: `${first} > ${last}` });
    }
  };
  ordered('validFrom', profile.signedOn, profile.validFrom);
  ordered('validTo', profile.validFrom, profile.validTo);
  profile.legalBasis.forEach(({ inForceFrom, inForceTo }, index) => {
    ordered(`legalBasis.${index}.inForceTo`, inForceFrom, inForceTo);
  });
  profile.units.forEach(({ validFrom, validTo }, index) => void ordered(`units.${index}.validTo`, validFrom, validTo));
  return found;
}

function malformedSteps({ transitions }: Profile): readonly Finding[] {
  const found: Finding[] = [];
  const boardActions = new Set<string>(boardActionSchema.options);
  transitions.forEach((rule, index) => {
    const report = (code: FindingCode, subject: string): void => {
      found.push({ code, path: `transitions.${index}`, subject });
    };
    if (boardActions.has(rule.action)) report('board-action-as-step', rule.id);
    const fromNone = rule.from.includes('none');
    if (fromNone !== (rule.action === 'receive') || (fromNone && rule.from.length > 1))
      report('not-from-none', rule.id);
    if (rule.action === 'receive' && (rule.holder === null || rule.to === 'same' || rule.to === 'previous')) {
      report('receive-incomplete', rule.id);
    }
    const before = transitions.slice(0, index).find((other) => shadows(other, rule));
    if (before !== undefined) report('shadowed-rule', `${rule.id} < ${before.id}`);
  });
  return found;
}

/** Whether an earlier rule takes every case of a later one for some role and state, so that the later is never asked. */
function shadows(earlier: Profile['transitions'][number], later: Profile['transitions'][number]): boolean {
  return (
    earlier.enabled &&
    later.enabled &&
    earlier.action === later.action &&
    earlier.from.some((state) => later.from.includes(state)) &&
    earlier.roles.some(({ role, by }) => later.roles.some((other) => other.role === role && other.by === by)) &&
    (earlier.where === null || later.where === null || earlier.where === later.where) &&
    (earlier.kinds === null ||
      later.kinds === null ||
      earlier.kinds.some((kind) => later.kinds?.includes(kind) === true))
  );
}
