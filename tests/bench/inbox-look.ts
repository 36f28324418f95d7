import { performance } from 'node:perf_hooks';
import type { QueueId, QueueQuery } from '#shared/contract/desk-views.ts';
import type { PersonId } from '#shared/lib/ids.ts';

const [, , directory = '', wanted = 'awaitingApproval'] = process.argv;

/** What one sample opens and asks; the viewer is branded by hand, since loading the schemas would be measured along. */
export const look = {
  directory,
  query: {
    queue: (wanted === 'all' ? 'all' : 'awaitingApproval') satisfies QueueId,
    section: null,
    state: null,
    text: '',
    sort: 'newest',
    offset: 0,
    limit: 50,
  } satisfies QueueQuery,
  viewer: { person: '00000000000000000000000001' as PersonId, roles: ['head' as const] },
};

/** Prints the sample: milliseconds since Node itself was ready, hence with every module that the script loads. */
export function printLook(rows: number, marks: { readonly modules: number; readonly open: number }): void {
  const ready = performance.nodeTiming.bootstrapComplete;
  const ms = performance.now() - ready;
  console.log(JSON.stringify({ ms, rows, modules: marks.modules - ready, open: marks.open - marks.modules }));
}
