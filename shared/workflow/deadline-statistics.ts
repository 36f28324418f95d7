import type { StandingDeadline } from './deadline-standing.ts';

/** How the deadlines of one unit, section or person were kept. */
export interface Timeliness {
  readonly onTime: number;
  readonly late: number;
  /** Still running and not late. */
  readonly running: number;
  readonly overdue: number;
  /** Prompt duties: no number to be measured by. */
  readonly promptly: number;
  /** No start on record, or the item ended without needing it. */
  readonly uncounted: number;
  /** Middle length from receipt to posting in milliseconds; null while nothing was posted. */
  readonly medianToPosting: number | null;
}

/** One deadline to be counted under a name; `toPosting` is the item's length from receipt to posting, told once an item. */
export interface CountedDeadline {
  readonly key: string;
  readonly standing: StandingDeadline['standing'];
  readonly toPosting: number | null;
}

/** Counts by name, those with most late and overdue deadlines first. */
export function timelinessBy(counted: Iterable<CountedDeadline>): readonly (Timeliness & { readonly key: string })[] {
  const groups = new Map<string, { counts: Record<Column, number>; lengths: number[] }>();
  for (const { key, standing, toPosting } of counted) {
    let group = groups.get(key);
    if (group === undefined) {
      group = { counts: { onTime: 0, late: 0, running: 0, overdue: 0, promptly: 0, uncounted: 0 }, lengths: [] };
      groups.set(key, group);
    }
    group.counts[columnOf[standing]] += 1;
    if (toPosting !== null) group.lengths.push(toPosting);
  }
  return [...groups]
    .map(([key, { counts, lengths }]) => ({ key, ...counts, medianToPosting: median(lengths) }))
    .sort((left, right) => right.late + right.overdue - left.late - left.overdue || left.key.localeCompare(right.key));
}

type Column = Exclude<keyof Timeliness, 'medianToPosting'>;
const columnOf: Readonly<Record<StandingDeadline['standing'], Column>> = {
  onTime: 'onTime',
  late: 'late',
  open: 'running',
  soon: 'running',
  overdue: 'overdue',
  promptly: 'promptly',
  startMissing: 'uncounted',
  ended: 'uncounted',
};

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = sorted.length >> 1;
  const high = sorted[middle];
  if (high === undefined) return null;
  const low = sorted[middle - 1];
  return sorted.length % 2 === 1 || low === undefined ? high : (low + high) / 2;
}
