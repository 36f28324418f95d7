import { describe, expect, test } from 'vitest';
import { type DeadlineBriefView, deadlineBriefSchema } from '#shared/contract/deadline-views.ts';
import { setLanguage, translate } from '../i18n/i18n.ts';
import { wordDeadline } from './deadline-words.ts';

const brief = (over: object): DeadlineBriefView =>
  deadlineBriefSchema.parse({
    standing: 'open',
    type: 'legalDocument',
    owedBy: 'board',
    dueDate: null,
    dueAt: null,
    immediate: false,
    workingDays: null,
    provisional: false,
    missing: [],
    ...over,
  });
const now = Date.parse('2026-11-23T03:00:00.000Z');
const worded = (over: object): string => {
  const { text, tone } = wordDeadline(brief(over), translate, now);
  return `${text} [${tone}]`;
};

describe('a deadline in words', () => {
  test('says the working days left or past, and hours where the rule counts hours', () => {
    Reflect.set(globalThis, 'document', { documentElement: {} });
    setLanguage('vi');
    expect([
      worded({ dueDate: '2026-11-25', workingDays: 2 }),
      worded({ standing: 'soon', dueDate: '2026-11-24', workingDays: 1 }),
      worded({ standing: 'soon', dueDate: '2026-11-23', workingDays: 0 }),
      worded({ standing: 'overdue', dueDate: '2026-11-20', workingDays: 1 }),
      worded({ standing: 'overdue', dueDate: '2026-11-22', workingDays: 0 }),
      worded({ dueAt: '2026-11-23T08:30:00.000Z' }),
      worded({ standing: 'soon', dueAt: '2026-11-23T03:00:20.000Z' }),
      worded({ standing: 'overdue', dueAt: '2026-11-22T23:00:00.000Z' }),
      worded({ standing: 'soon', dueDate: '2026-11-23', immediate: true, workingDays: 0 }),
      worded({ standing: 'promptly' }),
      worded({ standing: 'startMissing' }),
      worded({ standing: 'late', dueDate: '2026-11-20', workingDays: 3 }),
    ]).toEqual([
      'còn 2 ngày làm việc [plain]',
      'còn 1 ngày làm việc [soon]',
      'hạn hết hôm nay [soon]',
      'quá hạn 1 ngày làm việc [late]',
      'quá hạn từ hết ngày 22/11/2026 [late]',
      'còn 5 giờ [plain]',
      'còn dưới 1 phút [soon]',
      'quá hạn 4 giờ [late]',
      'phải làm ngay [soon]',
      'kịp thời [quiet]',
      'chưa ghi mốc tính [quiet]',
      'trễ 3 ngày làm việc [plain]',
    ]);
  });
});
