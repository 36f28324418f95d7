import { type QueueId, queueIdSchema } from '#shared/contract/desk-views.ts';
import type { PersonId } from '#shared/lib/ids.ts';
import type { Profile } from '#shared/regulation/profile.ts';
import type { ItemAction, RoleId } from '#shared/regulation/vocabulary.ts';

/** Who looks at the queues: roles held, and those whose work comes to the person by a delegation in force. */
export interface QueueViewer {
  readonly person: PersonId;
  readonly roles: readonly RoleId[];
}

/** A condition over `item_head`, with its parameters by position. */
export interface QueueCondition {
  readonly sql: string;
  readonly parameters: readonly string[];
}

const byStates: Readonly<Partial<Record<QueueId, readonly string[]>>> = {
  intake: ['draft', 'received', 'edited', 'returned', 'classified', 'unitConfirmed', 'corrected'],
  awaitingApproval: ['submitted'],
  awaitingSupplementary: ['supplementaryPending'],
  awaitingUpload: ['approved'],
  reuploadRequested: ['reuploadRequested'],
  awaitingVerification: ['uploaded'],
  awaitingReport: ['published'],
  returned: ['returned'],
  refused: ['refused'],
  published: ['published', 'reported', 'withdrawn', 'forwarded'],
};

/** States of which every item is open, so that the narrow index over open items answers alone. */
const alwaysOpen = new Set(
  Object.entries(byStates).flatMap(([queue, states]) => (/^(refused|published)$/.test(queue) ? [] : states)),
);

/** Which items a queue holds for a person; states are those of the item as this desk shows it. */
export function queueCondition(queue: QueueId, viewer: QueueViewer): QueueCondition {
  const states = byStates[queue];
  if (states !== undefined) {
    const open = states.every((state) => alwaysOpen.has(state)) ? 'open = 1 AND ' : '';
    return { sql: `${open}state IN (${states.map((state) => `'${state}'`).join(', ')})`, parameters: [] };
  }
  switch (queue) {
    case 'mine': {
      const places = viewer.roles.map(() => '?').join(', ');
      return {
        sql: `open = 1 AND holder_role IN (${places}) AND (holder_person IS NULL OR holder_person = ?)`,
        parameters: [...viewer.roles, viewer.person],
      };
    }
    case 'specialist':
      // A member sees what was routed to them; everyone else sees all that is out with specialists.
      return viewer.roles.every((role) => role === 'member')
        ? {
            sql: `open = 1 AND state = 'specialistReview' AND (holder_person IS NULL OR holder_person = ?)`,
            parameters: [viewer.person],
          }
        : { sql: `open = 1 AND state = 'specialistReview'`, parameters: [] };
    case 'supplied':
      return { sql: 'received_by = ?', parameters: [viewer.person] };
    default:
      return { sql: '1', parameters: [] };
  }
}

const working: Readonly<Partial<Record<RoleId, readonly QueueId[]>>> = {
  head: [
    'awaitingApproval',
    'awaitingSupplementary',
    'mine',
    'awaitingUpload',
    'awaitingVerification',
    'returned',
    'refused',
  ],
  deputy: ['awaitingApproval', 'awaitingSupplementary', 'mine', 'returned', 'refused'],
  standingDeputy: ['awaitingApproval', 'awaitingSupplementary', 'mine', 'returned', 'refused'],
  secretary: [
    'awaitingVerification',
    'mine',
    'awaitingReport',
    'reuploadRequested',
    'awaitingSupplementary',
    'refused',
  ],
  centreRep: ['intake', 'mine', 'awaitingUpload', 'reuploadRequested', 'specialist', 'returned', 'refused', 'supplied'],
  member: ['specialist', 'mine', 'supplied'],
};

/** What a rule of the profile must allow from a queue's states for the queue to be a role's work. */
const workOf: Readonly<Partial<Record<QueueId, readonly ItemAction[]>>> = {
  awaitingApproval: ['approve'],
  awaitingSupplementary: ['approveSupplementary'],
  awaitingVerification: ['verify', 'publish'],
  intake: ['classify', 'confirm', 'route', 'submit', 'forward'],
  awaitingUpload: ['upload'],
  reuploadRequested: ['upload'],
  awaitingReport: ['report'],
  returned: ['submit'],
};

/**
 * The queues of the person's roles, working queue first: those each role is used to, then those the profile's rules
 * give it work in; only where the profile has the states. Everyone ends with what is published and all there is.
 */
export function queuesOf(profile: Profile, roles: readonly RoleId[]): readonly QueueId[] {
  const used = roles.flatMap((role) => [...(working[role] ?? []), ...workQueues(profile, role)]);
  const known: ReadonlySet<string> = new Set(profile.states.map(({ id }) => id));
  const states = (queue: QueueId): readonly string[] =>
    queue === 'specialist' ? ['specialistReview'] : (byStates[queue] ?? []);
  const own = used.filter((queue) => states(queue).length === 0 || states(queue).some((state) => known.has(state)));
  return [...new Set<QueueId>([...own, 'mine', 'supplied', 'published', 'all'])].filter(
    (queue) => queue !== 'supplied' || used.includes('supplied') || receives(profile, roles),
  );
}

function workQueues(profile: Profile, role: RoleId): readonly QueueId[] {
  return queueIdSchema.options.filter((queue) => {
    const [states, actions] = [byStates[queue], workOf[queue]];
    return (
      states !== undefined &&
      actions !== undefined &&
      profile.transitions.some(
        (rule) =>
          rule.enabled &&
          actions.some((action) => action === rule.action) &&
          rule.from.some((state) => states.includes(state)) &&
          rule.roles.some((acting) => acting.role === role && acting.by === 'role'),
      )
    );
  });
}

function receives(profile: Profile, roles: readonly RoleId[]): boolean {
  return profile.transitions.some(
    ({ action, roles: acting }) => action === 'receive' && acting.some(({ role }) => roles.includes(role)),
  );
}
