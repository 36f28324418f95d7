import type { QueueId } from '#shared/contract/desk-views.ts';
import type { PersonId } from '#shared/lib/ids.ts';
import type { RoleId } from '#shared/regulation/vocabulary.ts';

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

/** States of each queue that is told by its states alone. */
export const statesOfQueue: Readonly<Partial<Record<QueueId, readonly string[]>>> = {
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
  Object.entries(statesOfQueue).flatMap(([queue, states]) => (/^(refused|published)$/.test(queue) ? [] : states)),
);

/** Which items a queue holds for a person; states are those of the item as this desk shows it. */
export function queueCondition(queue: QueueId, viewer: QueueViewer): QueueCondition {
  const states = statesOfQueue[queue];
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
