import { expect, test } from 'vitest';
import { deadlineBriefSchema } from '#shared/contract/deadline-views.ts';
import { itemIdSchema } from '#shared/lib/ids.ts';
import { type Reminder, reminderNotices } from './reminder-words.ts';

const reminder = (count: number, kind: Reminder['kind'], over: object): Reminder => ({
  item: itemIdSchema.parse(`item${String(count).padStart(20, '0')}`),
  title: `Tin ${count}`,
  kind,
  brief: deadlineBriefSchema.parse({
    standing: kind,
    type: 'legalDocument',
    owedBy: 'board',
    dueDate: null,
    dueAt: null,
    immediate: false,
    workingDays: null,
    provisional: false,
    missing: [],
    ...over,
  }),
});
const day = reminder(1, 'overdue', { dueDate: '2026-11-23', workingDays: 1 });
const moment = reminder(2, 'soon', { dueAt: '2026-11-22T20:05:00.000Z' });
const atOnce = reminder(3, 'soon', { dueDate: '2026-11-23', immediate: true });

test('each is told in the person´s language with its due time, opening its item', () => {
  expect(reminderNotices([day, moment, atOnce], 'vi', false)).toEqual([
    { title: 'Quá hạn – hạn hết ngày 23/11/2026', body: 'Tin 1', itemId: day.item },
    { title: 'Sắp đến hạn – hạn 03 giờ 05 ngày 23/11/2026', body: 'Tin 2', itemId: moment.item },
    { title: 'Sắp đến hạn – phải làm ngay', body: 'Tin 3', itemId: atOnce.item },
  ]);
  expect(reminderNotices([moment], 'en', false)[0]?.title).toBe('Due soon – due 03:05 on 23/11/2026');
});

test('a locked desk shows no title, and many make one notice', () => {
  expect(reminderNotices([day], 'vi', true)[0]?.body).toBe('Mở khóa bàn làm việc để xem mục này.');
  expect(reminderNotices([day, moment, atOnce, { ...day, item: moment.item }], 'vi', false)).toEqual([
    { title: '2 mục quá hạn, 2 mục sắp đến hạn', body: 'Mở Thời hạn để xem từng mục.', itemId: null },
  ]);
});
