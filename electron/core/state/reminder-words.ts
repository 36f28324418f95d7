import type { DeadlineBriefView } from '#shared/contract/deadline-views.ts';
import type { ItemId } from '#shared/lib/ids.ts';
import { instantToMs } from '#shared/lib/instant.ts';
import { localDateOf, vietnamDayAt, vietnamMidnight } from '#shared/regulation/calendar-day.ts';
import type { Notice } from '../ports.ts';

/** Something in the person's hands that is nearly due or overdue. */
export interface Reminder {
  readonly item: ItemId;
  readonly title: string;
  readonly kind: 'soon' | 'overdue';
  readonly brief: DeadlineBriefView;
}

type Language = 'vi' | 'en';

const mostNotices = 3;

/** The operating system's notices: one each, or one for all when they are many; without titles while the desk is locked. */
export function reminderNotices(
  reminders: readonly Reminder[],
  language: Language,
  locked: boolean,
): readonly Notice[] {
  if (reminders.length <= mostNotices) return reminders.map((reminder) => noticeOf(reminder, language, locked));
  const overdue = reminders.filter(({ kind }) => kind === 'overdue').length;
  const soon = reminders.length - overdue;
  const vi = language === 'vi';
  const parts = [
    ...(overdue === 0 ? [] : [vi ? `${overdue} mục quá hạn` : `${overdue} overdue`]),
    ...(soon === 0 ? [] : [vi ? `${soon} mục sắp đến hạn` : `${soon} due soon`]),
  ];
  const body = vi ? 'Mở Thời hạn để xem từng mục.' : 'Open Deadlines to see each of them.';
  return [{ title: parts.join(', '), body, itemId: null }];
}

function noticeOf({ item, title, kind, brief }: Reminder, language: Language, locked: boolean): Notice {
  const vi = language === 'vi';
  const head = kind === 'overdue' ? (vi ? 'Quá hạn' : 'Overdue') : vi ? 'Sắp đến hạn' : 'Due soon';
  const due = dueWords(brief, language);
  const hidden = vi ? 'Mở khóa bàn làm việc để xem mục này.' : 'Unlock the desk to see the item.';
  return { title: due === '' ? head : `${head} – ${due}`, body: locked ? hidden : title.slice(0, 300), itemId: item };
}

function dueWords({ dueDate, dueAt, immediate }: DeadlineBriefView, language: Language): string {
  const vi = language === 'vi';
  if (immediate) return vi ? 'phải làm ngay' : 'due at once';
  const dayIn = (date: string): string => date.split('-').reverse().join('/');
  if (dueDate !== null) return vi ? `hạn hết ngày ${dayIn(dueDate)}` : `due by the end of ${dayIn(dueDate)}`;
  if (dueAt === null) return '';
  const ms = instantToMs(dueAt);
  const day = vietnamDayAt(ms);
  const minutes = Math.floor((ms - vietnamMidnight(day)) / 60_000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const [hour, minute] = [two(Math.floor(minutes / 60)), two(minutes % 60)];
  const date = dayIn(localDateOf(day));
  return vi ? `hạn ${hour} giờ ${minute} ngày ${date}` : `due ${hour}:${minute} on ${date}`;
}
