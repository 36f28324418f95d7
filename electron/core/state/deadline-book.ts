import type { DeadlineBriefView } from '#shared/contract/deadline-views.ts';
import { sha256Hash } from '#shared/lib/hash.ts';
import { type Instant, instantFromMs, instantToMs } from '#shared/lib/instant.ts';
import type { CalendarIndex } from '#shared/regulation/calendar-index.ts';
import type { DeadlineRule } from '#shared/regulation/deadline.ts';
import type { BoardState } from '#shared/workflow/board-state.ts';
import { type DeadlineFacts, deadlineFacts } from '#shared/workflow/deadline-facts.ts';
import {
  type DeadlineBrief,
  deadlineBrief,
  hasNumbers,
  nextRunning,
  standingDeadlines,
} from '#shared/workflow/deadline-standing.ts';
import type { ItemState } from '#shared/workflow/item-state.ts';
import { boardAt } from '#shared/workflow/standing.ts';
import type { DeskStore } from '../store/desk-store.ts';
import type { StoredDeadline } from '../store/item-deadlines.ts';
import { WorkingCalendar } from './working-calendar.ts';

/** Rules and calendar that deadlines are counted by now. */
export interface DeadlineBasis {
  readonly rules: readonly DeadlineRule[];
  readonly index: CalendarIndex;
  /** Name of the calendar's content. */
  readonly calendar: string;
}

/** Name of the setting that says by which rules and calendar the stored deadlines were counted. */
const countedBy = 'deadlines-counted-by';
/** Name of the mark that every item of the store has its deadlines kept. */
const filled = 'deadlines-filled';
const filledAtOnce = 200;

/** Counts deadlines by the rules in force and the calendar in use, and keeps the stored ones in step with both. */
export class DeadlineBook {
  readonly #store: DeskStore;
  readonly #board: () => BoardState | null;
  readonly #now: () => Instant;
  readonly #calendar = new WorkingCalendar();
  /** Rules and calendar the store is known to be counted by in this run. */
  #counted: { readonly rules: readonly DeadlineRule[]; readonly calendar: string } | null = null;

  constructor(store: DeskStore, board: () => BoardState | null, now: () => Instant) {
    this.#store = store;
    this.#board = board;
    this.#now = now;
  }

  /** Null while the desk has no board. */
  basis(board = this.#board()): DeadlineBasis | null {
    if (board === null) return null;
    const { name, index } = this.#calendar.inUse(board.calendarAmendments);
    return { rules: boardAt(board, this.#now()).profile.deadlines, index, calendar: name };
  }

  /** What the store keeps of an item; `final` says whether its state is one the profile ends in. */
  stored(item: ItemState, board: BoardState, final: boolean): StoredDeadline | null {
    const basis = this.basis(board);
    if (basis === null) return null;
    const facts = deadlineFacts(item, final);
    const late = this.lateOf(facts, basis);
    return { running: !final || late !== null, late, facts };
  }

  lateOf(facts: DeadlineFacts, { rules, index }: DeadlineBasis): number | null {
    if (!hasNumbers(rules)) return null;
    return nextRunning(standingDeadlines(facts, rules, index, instantToMs(this.#now())))?.late ?? null;
  }

  /** What a row says of an item's deadlines now. */
  brief(facts: DeadlineFacts, { rules, index }: DeadlineBasis): DeadlineBriefView | null {
    const brief = deadlineBrief(facts, rules, index, instantToMs(this.#now()));
    return brief === null ? null : briefView(brief);
  }

  /** Counts what runs anew when rules or calendar are other than it was counted by; answers whether it did. */
  ensure(): boolean {
    const basis = this.basis();
    if (basis === null) return false;
    const { rules, calendar } = basis;
    if (this.#counted?.rules === rules && this.#counted.calendar === calendar) return false;
    const { settings, deadlines, sql } = this.#store;
    const mark = sha256Hash(`${calendar}\n${JSON.stringify(rules)}`);
    const changed = settings.read(countedBy) !== mark;
    if (changed) {
      sql.transaction(() => {
        for (const { n, late: before, facts } of deadlines.running()) {
          const late = this.lateOf(facts, basis);
          if (late !== before) deadlines.setLate(n, late);
        }
        settings.write(countedBy, mark);
      });
    }
    this.#counted = { rules, calendar };
    return changed;
  }

  /** Items were stored without their deadlines: `fill` has work again. */
  left(): void {
    this.#store.settings.write(filled, false);
  }

  /** Counts items stored without their deadlines, some at a time; answers whether more are left. */
  fill(): boolean {
    const board = this.#board();
    const { deadlines, bodies, settings, sql } = this.#store;
    if (board === null || settings.read(filled) === true) return false;
    const places = deadlines.unknown(filledAtOnce);
    const written = sql.transaction(() => places.filter((n) => this.#fillOne(n, bodies.read(n)?.item, board)));
    if (written.length > 0) return true;
    settings.write(filled, true);
    return false;
  }

  #fillOne(n: number, item: ItemState | undefined, board: BoardState): boolean {
    if (item === undefined) return false;
    const final = board.profile.states.some(({ id, final: ends }) => id === item.state && ends);
    const stored = this.stored(item, board, final);
    if (stored === null) return false;
    this.#store.deadlines.write(n, stored);
    return true;
  }
}

export function briefView(brief: DeadlineBrief): DeadlineBriefView {
  const { dueAt, missing } = brief;
  return { ...brief, dueAt: dueAt === null ? null : instantFromMs(dueAt), missing: [...missing] };
}
