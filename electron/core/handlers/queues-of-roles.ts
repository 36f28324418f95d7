import { type QueueId, queueIdSchema } from '#shared/contract/desk-views.ts';
import type { Profile } from '#shared/regulation/profile.ts';
import type { ItemAction, RoleId } from '#shared/regulation/vocabulary.ts';
import { statesOfQueue } from '../store/queue-filter.ts';

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
    queue === 'specialist' ? ['specialistReview'] : (statesOfQueue[queue] ?? []);
  const own = used.filter((queue) => states(queue).length === 0 || states(queue).some((state) => known.has(state)));
  return [...new Set<QueueId>([...own, 'mine', 'supplied', 'published', 'all'])].filter(
    (queue) => queue !== 'supplied' || used.includes('supplied') || receives(profile, roles),
  );
}

function workQueues(profile: Profile, role: RoleId): readonly QueueId[] {
  return queueIdSchema.options.filter((queue) => {
    const [states, actions] = [statesOfQueue[queue], workOf[queue]];
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
