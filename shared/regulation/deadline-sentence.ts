import { dayNumber, localDateOf, vietnamDayAt, vietnamMidnight, weekdayOf } from './calendar-day.ts';
import { formatCitation } from './citation.ts';
import type { DeadlineUnit, StartEvent } from './deadline.ts';
import type { Due } from './deadline-due.ts';
import type { DeadlineExplanation, ExplainedDay } from './deadline-explanation.ts';

type Language = 'vi' | 'en';
type Told = Omit<DeadlineExplanation, 'text'>;

const weekdayNames = {
  vi: ['Chủ nhật', 'Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
} as const;

const startEventNames: Readonly<Record<StartEvent, Readonly<Record<Language, string>>>> = {
  eventHappened: { vi: 'hoạt động, sự kiện diễn ra', en: 'the event took place' },
  eventEnded: { vi: 'hoạt động, sự kiện kết thúc', en: 'the event ended' },
  issued: { vi: 'ban hành', en: 'issued' },
  signed: { vi: 'ký ban hành', en: 'signed and issued' },
  ratified: { vi: 'phê duyệt', en: 'approved by its own authority' },
  adopted: { vi: 'thông qua', en: 'adopted' },
  workAccepted: { vi: 'nghiệm thu', en: 'accepted on completion' },
  received: { vi: 'nhận được', en: 'received' },
  approved: { vi: 'được duyệt', en: 'approved' },
  changed: { vi: 'thông tin thay đổi', en: 'the facts changed' },
  suspended: { vi: 'tạm ngừng', en: 'suspended' },
};

const causeNames: Readonly<Record<ExplainedDay['why'], Readonly<Record<Language, string>>>> = {
  weeklyRest: { vi: 'nghỉ hằng tuần', en: 'weekly rest' },
  holiday: { vi: 'nghỉ lễ', en: 'public holiday' },
  compensatory: { vi: 'nghỉ bù', en: 'compensatory day off' },
  swap: { vi: 'nghỉ hoán đổi', en: 'swapped day off' },
  makeUpWork: { vi: 'làm bù', en: 'make-up work' },
};

/** The explanation of a due time in one paragraph of each language. */
export function sentenceOf(told: Told, due: Due): DeadlineExplanation['text'] {
  return { vi: inVietnamese(told, due), en: inEnglish(told, due) };
}

function inVietnamese({ start, rule, skipped, makeUpWork, movedFrom, provisional, source }: Told, due: Due): string {
  const events = start.events.map((event) => startEventNames[event].vi).join(', ');
  const notCounted = ['hour', 'immediate', 'sameDay', 'promptly'].includes(rule.unit) ? '' : '; ngày này không tính';
  return [
    `Mốc tính: ${momentIn(start.at, 'vi')}${events === '' ? '' : ` (${events}${notCounted})`}.`,
    start.fromMidnight ? 'Không ghi giờ nên tính từ 0 giờ.' : '',
    `Thời hạn: ${amountIn(rule.unit, rule.amount, rule.direction, 'vi')}, ${placeOf(source, 'vi')}.`,
    rule.condition === null ? '' : `Áp dụng khi “${rule.condition}”.`,
    skipped.length === 0 ? '' : `Không tính: ${daysIn(skipped, 'vi')}.`,
    makeUpWork.length === 0 ? '' : `Tính cả ngày làm bù: ${daysIn(makeUpWork, 'vi')}.`,
    movedFrom === null ? '' : `Ngày cuối ${dayIn(movedFrom, 'vi')} là ngày nghỉ nên dời sang ngày làm việc tiếp theo.`,
    `${endIn(due, rule.direction, 'vi')}.`,
    provisional ? 'Tạm tính: có ngày chưa có thông báo chính thức về lịch nghỉ.' : '',
    rule.derived === null ? '' : rule.derived.note.vi,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function inEnglish({ start, rule, skipped, makeUpWork, movedFrom, provisional, source }: Told, due: Due): string {
  const events = start.events.map((event) => startEventNames[event].en).join(', ');
  const notCounted = ['hour', 'immediate', 'sameDay', 'promptly'].includes(rule.unit)
    ? ''
    : '; this day is not counted';
  return [
    `Starts from: ${momentIn(start.at, 'en')}${events === '' ? '' : ` (${events}${notCounted})`}.`,
    start.fromMidnight ? 'No time was given, so it runs from midnight.' : '',
    `Time allowed: ${amountIn(rule.unit, rule.amount, rule.direction, 'en')}, ${placeOf(source, 'en')}.`,
    rule.condition === null ? '' : `Applies when “${rule.condition}”.`,
    skipped.length === 0 ? '' : `Not counted: ${daysIn(skipped, 'en')}.`,
    makeUpWork.length === 0 ? '' : `Make-up work counted: ${daysIn(makeUpWork, 'en')}.`,
    movedFrom === null ? '' : `The last day, ${dayIn(movedFrom, 'en')}, is off, so it moves to the next working day.`,
    `${endIn(due, rule.direction, 'en')}.`,
    provisional ? 'Provisional: some of these days have no official announcement yet.' : '',
    rule.derived === null ? '' : rule.derived.note.en,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function placeOf(source: Told['source'], language: Language): string {
  if (source.kind === 'regulation') return formatCitation(source.citation, language);
  if (source.kind === 'law') return `${source.law.place[language]} ${source.law.instrument}`;
  return language === 'vi' ? 'thông lệ của Ban, không có trong Quy chế' : 'house practice, not in the regulation';
}

function amountIn(
  unit: DeadlineUnit,
  amount: number | null,
  direction: 'after' | 'before',
  language: Language,
): string {
  const vi = language === 'vi';
  if (unit === 'sameDay') return vi ? 'ngay trong ngày, kể cả ngày nghỉ' : 'the same day, even a day off';
  if (unit === 'immediate') return vi ? 'ngay' : 'at once';
  if (unit === 'promptly') return vi ? 'kịp thời, không định số ngày' : 'promptly, without a number of days';
  const names = {
    hour: vi ? 'giờ' : 'hours',
    calendarDay: vi ? 'ngày (tính cả ngày nghỉ)' : 'days (days off included)',
    workingDay: vi ? 'ngày làm việc' : 'working days',
  };
  if (direction === 'before')
    return vi ? `trước ít nhất ${amount} ${names[unit]}` : `at least ${amount} ${names[unit]} before`;
  return `${amount} ${names[unit]}`;
}

function daysIn(days: readonly ExplainedDay[], language: Language): string {
  return days.map((day) => `${dayIn(day.date, language)} (${becauseOf(day, language).join(', ')})`).join('; ');
}

/** Compensatory, swapped and make-up days name their cause in the reason itself. */
function becauseOf({ why, reason, announcement }: ExplainedDay, language: Language): readonly string[] {
  const named = reason === null || why === 'weeklyRest' || why === 'holiday' ? [causeNames[why][language]] : [];
  return [...named, ...(reason === null ? [] : [reason[language]]), ...(announcement === null ? [] : [announcement])];
}

function endIn(due: Due, direction: 'after' | 'before', language: Language): string {
  const vi = language === 'vi';
  if (due.kind === 'promptly') return vi ? 'Không có hạn chót bằng số' : 'There is no due time in numbers';
  if (due.kind === 'immediate') return vi ? 'Phải làm ngay' : 'Due at once';
  if (due.kind === 'moment') return `${vi ? 'Hạn chót' : 'Due'}: ${momentOf(due.ms, language)}`;
  const day = dayIn(localDateOf(due.day), language);
  if (direction === 'before') return vi ? `Thông báo chậm nhất: ${day}` : `Announce no later than ${day}`;
  return vi ? `Hạn chót: hết ${day}` : `Due by the end of ${day}`;
}

function momentIn(at: string, language: Language): string {
  return at.length > 10 ? momentOf(Date.parse(at), language) : dayIn(at, language);
}

function momentOf(ms: number, language: Language): string {
  const day = vietnamDayAt(ms);
  const minutes = Math.floor((ms - vietnamMidnight(day)) / 60_000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const time = `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  return `${time} ${dayIn(localDateOf(day), language)}`;
}

/** `Thứ Hai 06/05/2024`. */
function dayIn(date: string, language: Language): string {
  const [year = '', month = '', day = ''] = date.split('-');
  const weekday = weekdayOf(dayNumber(Number(year), Number(month), Number(day)));
  return `${weekdayNames[language][weekday]} ${day}/${month}/${year}`;
}
