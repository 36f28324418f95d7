import { type Instant, instantToMs } from '#shared/lib/instant.ts';
import { vietnamDayAt, vietnamMidnight } from '#shared/regulation/calendar-day.ts';
import { warningFrom } from '#shared/regulation/deadline-due.ts';
import { briefOf, nextRunning, standingDeadlines } from '#shared/workflow/deadline-standing.ts';
import type { Log, Notice } from '../ports.ts';
import type { DeskStore } from '../store/desk-store.ts';
import type { QueueViewer } from '../store/queue-filter.ts';
import { briefView, type DeadlineBook } from './deadline-book.ts';
import { readSettings } from './person-settings.ts';
import { type Reminder, reminderNotices } from './reminder-words.ts';

export interface ReminderPorts {
  readonly store: DeskStore;
  readonly book: DeadlineBook;
  /** Whose work is looked at; null while nobody is signed in. */
  readonly viewer: () => QueueViewer | null;
  /** Titles stay hidden while the desk is locked. */
  readonly locked: () => boolean;
  readonly serverNow: () => Instant;
  readonly notify: (notice: Notice) => void;
  /** The day or a standing changed: what rows say of time is old. */
  readonly onTimePassed: () => void;
  readonly log: Log;
}

const most = 500;

/** Reminds the person once when something in their hands is nearly due, and once when it is overdue. */
export class Reminders {
  readonly #ports: ReminderPorts;
  #day: number | null = null;
  #timer: NodeJS.Timeout | null = null;
  #filling: NodeJS.Immediate | null = null;

  constructor(ports: ReminderPorts) {
    this.#ports = ports;
  }

  /** Looks at once and every so many milliseconds; first sees to it each time that every item has its deadlines kept. */
  start(everyMilliseconds: number): void {
    this.stop();
    const fill = (): void => {
      this.#filling = null;
      this.#guarded(() => {
        if (this.#ports.book.fill()) this.#filling = setImmediate(fill);
        else this.look();
      });
    };
    const begin = (): void => {
      this.#filling ??= setImmediate(fill);
    };
    this.#timer = setInterval(begin, everyMilliseconds);
    begin();
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    if (this.#filling !== null) clearImmediate(this.#filling);
    this.#timer = null;
    this.#filling = null;
  }

  /** A look that fails is made again; what is on screen does not depend on it. */
  #guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#ports.log('error', 'desk.reminders', { detail: String(error) });
    }
  }

  /** Looks now; what was told is kept, so that a restart repeats nothing. */
  look(): void {
    const { store, book, serverNow, onTimePassed } = this.#ports;
    const recounted = book.ensure();
    const now = instantToMs(serverNow());
    const today = vietnamDayAt(now);
    const fresh = this.#fresh(now, today);
    if (recounted || fresh.length > 0 || (this.#day !== null && this.#day !== today)) onTimePassed();
    this.#day = today;
    if (fresh.length === 0) return;
    const { language } = readSettings(store.settings);
    for (const notice of reminderNotices(fresh, language, this.#ports.locked())) this.#ports.notify(notice);
  }

  #fresh(now: number, today: number): readonly Reminder[] {
    const { store, book, viewer, serverNow } = this.#ports;
    const settings = readSettings(store.settings);
    const basis = book.basis();
    const who = viewer();
    if (!settings.desktopNotifications || basis === null || who === null || who.roles.length === 0) return [];
    const { rules, index } = basis;
    const days = settings.remindWorkingDays;
    const horizon = vietnamMidnight(index.addWorkingDays(today, days + 1) + 1);
    const fresh: Reminder[] = [];
    for (const { id, title, facts } of store.deadlines.inHand(who, horizon + 1, most)) {
      const running = nextRunning(standingDeadlines(facts, rules, index, now));
      if (running?.due == null || running.late === null) continue;
      const warning = warningFrom(running.due, index, days);
      const kind = now >= running.late ? 'overdue' : warning !== null && now >= warning ? 'soon' : null;
      if (kind === null || !store.deadlines.addReminder(id, kind, running.late, serverNow())) continue;
      fresh.push({ item: id, title, kind, brief: briefView(briefOf(running, index, now)) });
    }
    return fresh;
  }
}
