import type { Finding, FindingCode } from './check-profile.ts';
import type { StartEvent } from './deadline.ts';
import type { Profile, Transition } from './profile.ts';
import type { Action, Condition, RoleId } from './vocabulary.ts';

type Report = (code: FindingCode, path: string, subject: string) => void;

/** Separation, delegation, deadlines, guards, and the conditions without which the product's own laws would not hold. */
export function checkDuties(profile: Profile): readonly Finding[] {
  const found: Finding[] = [];
  const report: Report = (code, path, subject) => void found.push({ code, path, subject });
  checkSeparation(profile, report);
  checkDelegations(profile, report);
  checkStarts(profile, report);
  checkGuard(profile, report);
  checkConditions(profile, report);
  checkEscalations(profile, report);
  return found;
}

const approvals: ReadonlySet<Action> = new Set([
  'approve',
  'approveSupplementary',
  'approveEmergency',
  'approveAfterwards',
]);
/** Duties an item remembers the doer of; separation can be judged for these alone. */
const recorded: ReadonlySet<Action> = new Set(['approve', 'upload', 'publish']);

/** Judged for the main portal and for sub-portals apart: a rule may be for one place only. */
function checkSeparation(profile: Profile, report: Report): void {
  const places: readonly Transition['where'][] = profile.transitions.some(({ where }) => where !== null)
    ? ['main', 'subPortal']
    : [null];
  const rolesFor = (duty: Action, place: Transition['where']): readonly RoleId[] =>
    profile.transitions
      .filter(({ enabled, where }) => enabled && (place === null || where === null || where === place))
      .filter(({ action }) => action === duty || (duty === 'approve' && approvals.has(action)))
      .flatMap(({ roles }) => roles.map(({ role }) => role));
  profile.separation.forEach(({ duties, citation }, index) => {
    const path = `separation.${index}`;
    for (const duty of duties) {
      if (places.every((place) => rolesFor(duty, place).length === 0)) report('separated-duty-missing', path, duty);
      if (!recorded.has(duty)) report('separated-duty-unrecorded', path, duty);
    }
    for (const [first, second] of pairs(duties)) {
      for (const place of places) {
        const [left, right] = [rolesFor(first, place), rolesFor(second, place)];
        if (left.length === 0 || right.length === 0) continue;
        const pair = `${first} / ${second}${place === null ? '' : ` (${place})`}`;
        const together = new Set([...left, ...right]);
        if (together.size === 1) report('separated-duties-one-role', path, `${pair}: ${[...together].join()}`);
        // What the text itself separates no role may hold whole; house practice only keeps the people apart.
        const both = citation === null ? [] : [...new Set(left)].filter((role) => right.includes(role));
        for (const role of both) report('separated-duties-same-role', path, `${pair}: ${role}`);
      }
    }
  });
}

function pairs<Value>(values: readonly Value[]): readonly (readonly [Value, Value])[] {
  return values.flatMap((first, place) => values.slice(place + 1).map((second) => [first, second] as const));
}

function checkDelegations({ transitions, delegations }: Profile, report: Report): void {
  transitions.forEach(({ action, roles }, index) => {
    for (const { role } of roles.filter(({ by }) => by === 'delegation')) {
      const rule = delegations.some(({ to, actions }) => to.includes(role) && actions.includes(action));
      if (!rule) report('delegation-without-rule', `transitions.${index}`, `${action}: ${role}`);
    }
  });
  delegations.forEach(({ from, to, actions }, index) => {
    const path = `delegations.${index}`;
    for (const action of actions) {
      const rules = transitions.filter((rule) => rule.action === action);
      const takes = (role: RoleId, by: 'role' | 'delegation'): boolean =>
        rules.some(({ roles }) => roles.some((acting) => acting.role === role && acting.by === by));
      for (const role of to) {
        if (!takes(role, 'delegation')) report('delegation-without-step', path, `${action}: ${role}`);
      }
      if (!takes(from, 'role')) report('delegates-more-than-held', path, `${action}: ${from}`);
    }
  });
}

/** Which actions record the moment a deadline starts from; `suspended` concerns the portal and stands on no item. */
const recordedBy: Readonly<Record<StartEvent, readonly Action[]>> = {
  eventHappened: ['receive', 'describe'],
  eventEnded: ['receive', 'describe'],
  issued: ['receive', 'describe'],
  signed: ['receive', 'describe'],
  ratified: ['receive', 'describe'],
  adopted: ['receive', 'describe'],
  workAccepted: ['receive', 'describe'],
  changed: ['receive', 'describe'],
  received: ['receive'],
  approved: ['approve', 'approveSupplementary'],
  suspended: [],
};

function checkStarts({ transitions, deadlines }: Profile, report: Report): void {
  const done = new Set(transitions.filter(({ enabled }) => enabled).map(({ action }) => action));
  deadlines.forEach(({ id, startsFrom }, index) => {
    for (const event of startsFrom) {
      const somewhere = recordedBy[event].some((action) => done.has(action));
      if (!somewhere) report('start-not-recorded', `deadlines.${index}.startsFrom`, `${id}: ${event}`);
    }
  });
}

function checkGuard({ transitions, guard, itemKinds, subPortals }: Profile, report: Report): void {
  guard.forEach(({ check, kinds }, index) => {
    if (check !== 'fields') return;
    const meant = itemKinds.filter(({ id }) => kinds?.includes(id) ?? true);
    const lacking = kinds === null ? meant.every(hasNoRequired) : meant.some(hasNoRequired);
    if (lacking)
      report(
        'guard-without-field',
        `guard.${index}`,
        meant
          .filter(hasNoRequired)
          .map(({ id }) => id)
          .join(', '),
      );
  });
  const asked = (condition: Condition): boolean =>
    transitions.some(({ enabled, conditions }) => enabled && conditions.includes(condition));
  if (guard.length > 0 && !asked('guardPassed')) report('guard-never-asked', 'guard', String(guard.length));
  if (subPortals !== null && subPortals.requires.length > 0 && !asked('subPortalLive')) {
    report('sub-portal-unguarded', 'subPortals', subPortals.requires.join(', '));
  }
}

function hasNoRequired({ fields }: Profile['itemKinds'][number]): boolean {
  return fields.every(({ required }) => !required);
}

/** Laws 4 and 6: what is published is what was approved, and an approval is of the text that was read. */
const needed: Readonly<Partial<Record<Action, readonly Condition[]>>> = {
  edit: ['newVersion'],
  correct: ['newVersion'],
  requestSupplementary: ['newVersion'],
  route: ['targetHoldsRole'],
  submit: ['currentVersion'],
  approve: ['currentVersion'],
  approveSupplementary: ['currentVersion'],
  approveEmergency: ['currentVersion', 'reasonGiven'],
  approveAfterwards: ['emergencyApproved', 'someoneElse', 'approvedVersion'],
  upload: ['approvedVersion'],
  verify: ['approvedVersion'],
  publish: ['approvedVersion', 'publicationVerified'],
  escalate: ['waitedLong'],
  withdraw: ['reasonGiven'],
  reopen: ['reasonGiven'],
};

function checkConditions({ transitions, escalations }: Profile, report: Report): void {
  transitions.forEach((rule: Transition, index) => {
    const path = `transitions.${index}.conditions`;
    for (const condition of needed[rule.action] ?? []) {
      if (!rule.conditions.includes(condition)) report('condition-missing', path, `${rule.id}: ${condition}`);
    }
    if (rule.conditions.includes('targetHoldsRole') && rule.holder === null)
      report('target-without-holder', path, rule.id);
    if (!rule.conditions.includes('waitedLong')) return;
    for (const state of rule.from) {
      if (!escalations.some((one) => one.state === state)) report('escalation-missing', path, `${rule.id}: ${state}`);
    }
  });
}

function checkEscalations({ transitions, escalations }: Profile, report: Report): void {
  escalations.forEach(({ state }, index) => {
    const step = transitions.some((rule) => rule.enabled && rule.action === 'escalate' && rule.from.includes(state));
    if (!step) report('escalation-without-step', `escalations.${index}`, state);
  });
}
