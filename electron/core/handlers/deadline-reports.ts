import { AppError } from '#shared/contract/app-error.ts';
import type { DaySpan, DutyView, StatisticsBy, TimelinessRow } from '#shared/contract/deadline-views.ts';
import { must } from '#shared/lib/assert.ts';
import { instantToMs } from '#shared/lib/instant.ts';
import { dayNumberOf, vietnamMidnight } from '#shared/regulation/calendar-day.ts';
import { dutyPeriods } from '#shared/regulation/deadline-duty.ts';
import type { DeadlineFacts } from '#shared/workflow/deadline-facts.ts';
import { type StandingDeadline, standingDeadlines } from '#shared/workflow/deadline-standing.ts';
import { type CountedDeadline, timelinessBy } from '#shared/workflow/deadline-statistics.ts';
import { boardAt } from '#shared/workflow/standing.ts';
import { basisOf } from './deadlines.ts';
import type { DeskCore } from './desk-core.ts';

const longestDuties = 400;
const longestStatistics = 1_100;
const mostUnits = 200;

function momentsOf({ from, to }: DaySpan, longest: number): { readonly from: number; readonly before: number } {
  const [first, last] = [dayNumberOf(from), dayNumberOf(to)];
  if (last < first || last - first >= longest) throw new AppError('bad-request', { subject: 'span' });
  return { from: vietnamMidnight(first), before: vietnamMidnight(last + 1) };
}

/** How each update duty was kept: by postings where the board owes it, by receipts where suppliers do. */
export function dutyReport(core: DeskCore, span: DaySpan): DutyView[] {
  const { index } = basisOf(core);
  const board = must(core.state.board(), 'an open desk has a board');
  const { from, before } = momentsOf(span, longestDuties);
  const { deadlines } = core.store;
  const { updateDuties } = boardAt(board, core.serverNow()).profile;
  if (updateDuties.length === 0) return [];
  const supplied = new Map<string, number[]>();
  for (const { facts } of deadlines.received(from, before)) {
    supplied.set(facts.supplier, [...(supplied.get(facts.supplier) ?? []), facts.receivedAt]);
  }
  const everything = (): number[] => [...supplied.values()].flat();
  return updateDuties.map((duty) => {
    const periods = (updates: readonly number[]): DutyView['units'][number]['periods'] => [
      ...dutyPeriods(duty, updates, span, index),
    ];
    if (duty.perUnit) {
      const units = deadlines.suppliers('all', mostUnits);
      return { duty, units: units.map((unit) => ({ unit, periods: periods(supplied.get(unit) ?? []) })) };
    }
    const updates = duty.owedBy === 'board' ? deadlines.posted(from, before) : everything();
    return { duty, units: [{ unit: null, periods: periods(updates) }] };
  });
}

/** How deadlines of items received on some days were kept, by who owed them. */
export function statisticsReport(core: DeskCore, { by, ...span }: DaySpan & { by: StatisticsBy }): TimelinessRow[] {
  const { rules, index } = basisOf(core);
  const { from, before } = momentsOf(span, longestStatistics);
  const now = instantToMs(core.serverNow());
  const { people } = must(core.state.board(), 'an open desk has a board');
  const unitOf = new Map<string, string>(people.map(({ id, unit }) => [id, unit]));
  const keyOf = (section: string, { supplier, responsible }: DeadlineFacts, deadline: StandingDeadline): string => {
    if (by === 'section') return section;
    if (by === 'person') return responsible ?? '';
    if (deadline.rule.owedBy === 'supplier') return supplier;
    return responsible === null ? '' : (unitOf.get(responsible) ?? '');
  };
  const items = core.store.deadlines.received(from, before);
  function* counted(): Generator<CountedDeadline> {
    for (const { section, facts } of items) {
      const toPosting = facts.postedFirst === null ? null : facts.postedFirst - facts.receivedAt;
      let told = false;
      for (const deadline of standingDeadlines(facts, rules, index, now)) {
        const ofBoard = deadline.rule.owedBy === 'board';
        // Suppliers are counted as units; no person of the board owes what they owe.
        if (by === 'person' && !ofBoard) continue;
        const { standing } = deadline;
        yield { key: keyOf(section, facts, deadline), standing, toPosting: ofBoard && !told ? toPosting : null };
        told ||= ofBoard;
      }
    }
  }
  return [...timelinessBy(counted())];
}
