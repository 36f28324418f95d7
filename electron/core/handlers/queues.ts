import type { z } from 'zod';
import type { QueueQuery, queueCountSchema, queuePageSchema } from '#shared/contract/desk-views.ts';
import { boardAt, rolesOf } from '#shared/workflow/standing.ts';
import { type DeskCore, openDesk } from './desk-core.ts';
import { liveMark } from './items.ts';
import { queuesOf } from './queues-of-roles.ts';

/** Queues of the person's roles with their counts, always counted anew: they are never wrong. */
export function queueCounts(core: DeskCore): z.infer<typeof queueCountSchema>[] {
  const { person } = openDesk(core);
  const board = core.state.confirmedBoard();
  if (board === null) return [];
  const viewer = core.state.viewer(person);
  const at = core.serverNow();
  const { profile } = boardAt(board, at);
  return queuesOf(profile, rolesOf(board, person, at)).map((queue) => ({
    queue,
    ...core.store.heads.count(queue, viewer),
  }));
}

export function queueRows(core: DeskCore, query: QueueQuery): z.infer<typeof queuePageSchema> {
  const { person } = openDesk(core);
  const { deadlines } = core.state;
  if (query.sort === 'deadline') deadlines.ensure();
  const { rows, total } = core.store.heads.page(query, core.state.viewer(person));
  const facts = core.store.deadlines.factsOf(rows.map(({ n }) => n));
  const basis = deadlines.basis();
  return {
    rows: rows.map(({ n, ...row }) => {
      const own = facts.get(n);
      const deadline = own === undefined || basis === null ? null : deadlines.brief(own, basis);
      return { ...row, sync: liveMark(core, row.sync), deadline };
    }),
    total,
    lastDoneAt: total === 0 ? core.store.heads.lastUpdatedAt() : null,
  };
}
