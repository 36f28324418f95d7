import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DeadlineBriefView } from '#shared/contract/deadline-views.ts';
import { must } from '#shared/lib/assert.ts';
import { type BoardId, type ItemId, type PersonId, sectionIdSchema } from '#shared/lib/ids.ts';
import { instantFromMs, type LocalDate, localDateOf } from '#shared/lib/instant.ts';
import type { CalendarAmendment } from '#shared/regulation/calendar-amendment.ts';
import type { InformationType } from '#shared/regulation/deadline.ts';
import type { RoleId } from '#shared/regulation/vocabulary.ts';
import { unknownSupply } from '#shared/workflow/supply.ts';
import type { Notice } from '../../electron/core/ports.ts';
import { createPortal, type Portal } from '../../portal/portal.ts';
import { enrolDesk, eventually, type RunningDesk, removeData, settled, startDesk } from './desk-harness.ts';
import { plainArticle } from './portal-desk.ts';
import { enrolledDesk, password } from './portal-world.ts';

/** The regulation of the five whose deadlines have most numbers. */
const profile: unknown = JSON.parse(
  readFileSync(new URL('../../resources/regulations/tuyen-quang-2024.json', import.meta.url), 'utf8'),
);
const people = ['head', 'secretary', 'editor'] as const satisfies readonly RoleId[];
type Who = (typeof people)[number];

let portal: Portal;
let data: string;
let board: BoardId;
const persons = new Map<Who, PersonId>();
const desks = new Set<RunningDesk>();
const day = 86_400_000;

beforeAll(async () => {
  data = mkdtempSync(path.join(tmpdir(), 'portal-'));
  portal = await createPortal({ dataDirectory: data, port: 0 });
  board = await portal.admin.createBoard({ profile, name: 'Ban thử' });
  await portal.admin.addSection(board, {
    id: sectionIdSchema.parse('van-ban'),
    title: { vi: 'Văn bản', en: 'Documents' },
    field: '',
  });
  for (const who of people) {
    const roles = [{ role: who, sections: null }];
    const added = await portal.admin.addPerson(board, { name: who, unit: 'Sở thử', login: who, password, roles });
    persons.set(who, added.person);
  }
});

afterAll(async () => {
  for (const desk of desks) {
    await desk.stop();
    removeData(desk.dataDir);
  }
  await portal.close();
  rmSync(data, { recursive: true, force: true });
});

async function deskOf(who: Who): Promise<RunningDesk> {
  const desk = await startDesk({ dataDir: mkdtempSync(path.join(tmpdir(), `desk-${who}-`)), holdMilliseconds: 50 });
  desks.add(desk);
  await enrolDesk(desk, { url: portal.url, fingerprint: portal.fingerprint, login: who, password });
  return desk;
}

/** Takes an item in that was received some days ago. */
async function received(desk: RunningDesk, title: string, infoType: InformationType, daysAgo: number): Promise<ItemId> {
  const { item } = await desk.client.intake.receive({
    transfer: '',
    article: plainArticle(title),
    kind: 'document',
    section: sectionIdSchema.parse('van-ban'),
    channel: 'mailbox',
    sender: 'Sở Tư pháp',
    receivedAt: instantFromMs(Date.now() - daysAgo * day),
    supply: { ...unknownSupply, infoType },
  });
  await settled(desk);
  return item;
}

async function rowDeadline({ client }: RunningDesk, item: ItemId): Promise<DeadlineBriefView | null> {
  const query = { queue: 'all', section: null, state: null, text: '', sort: 'deadline', offset: 0, limit: 50 } as const;
  return (await client.queues.rows(query)).rows.find(({ id }) => id === item)?.deadline ?? null;
}

/** The first working day after today. */
async function nextWorkingDay({ client }: RunningDesk): Promise<LocalDate> {
  const today = localDateOf(instantFromMs(Date.now()));
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  const here = (await client.deadlines.month({ year, month })).days;
  const after = month === 12 ? { year: year + 1, month: 1 } : { year, month: month + 1 };
  const days = [...here, ...(await client.deadlines.month(after)).days];
  return must(
    days.find(({ date, working }) => working && date > today),
    'a working day follows',
  ).date;
}

test('a calendar change by the Secretary moves the due date on the Head´s desk, and stands in the chain', async () => {
  const secretary = await deskOf('secretary');
  const head = await deskOf('head');
  const item = await received(secretary, 'Quyết định mới', 'legalDocument', 0);
  await settled(head);
  const before = await eventually(
    () => rowDeadline(head, item),
    (seen) => seen !== null,
  );
  expect(before).toMatchObject({ standing: 'open', type: 'legalDocument', owedBy: 'board', workingDays: 7 });

  const amendment: CalendarAmendment = {
    reason: 'Nghỉ theo thông báo của tỉnh',
    document: 'Công văn 12/UBND-NV ngày 01/11/2026',
    officialTo: null,
    days: [
      {
        date: await nextWorkingDay(secretary),
        kind: 'off',
        cause: 'swap',
        reason: { vi: 'Nghỉ hoán đổi', en: 'Swapped day off' },
        announcement: 'Công văn 12/UBND-NV',
        url: null,
        status: 'provisional',
      },
    ],
  };
  const preview = await secretary.client.deadlines.preview({ amendment });
  const moved = must(preview.changes[0], 'the one item is told of');
  expect(preview).toEqual({
    problem: null,
    total: 1,
    changes: [
      {
        item,
        title: 'Quyết định mới',
        before: { dueDate: before?.dueDate, dueAt: null },
        after: { dueDate: expect.stringMatching(/^\d{4}-\d\d-\d\d$/), dueAt: null },
      },
    ],
  });
  expect(moved.after.dueDate).not.toBe(before?.dueDate);
  expect(await rowDeadline(head, item)).toEqual(before);

  await secretary.client.rules.amendCalendar({ amendment });
  // Nothing waits for the server to show: the desk that changed it counts by it at once.
  expect((await rowDeadline(secretary, item))?.dueDate).toBe(moved.after.dueDate);
  await settled(secretary);
  await settled(head);
  const after = await eventually(
    () => rowDeadline(head, item),
    (seen) => seen?.dueDate !== before?.dueDate,
  );
  expect(after).toMatchObject({ dueDate: moved.after.dueDate, provisional: true, workingDays: 7 });
  const told = (await head.client.deadlines.ofItem({ item })).deadlines.find(({ rule }) => rule.owedBy === 'board');
  expect(told?.explanation?.skipped).toContainEqual(
    expect.objectContaining({ date: amendment.days[0]?.date, why: 'swap', announcement: 'Công văn 12/UBND-NV' }),
  );
  expect((await head.client.board.view()).calendarAmendments).toMatchObject([
    { by: persons.get('secretary'), amendment },
  ]);

  const reader = await enrolledDesk(portal, 'head');
  const lines = await reader.pull(0);
  expect(lines.filter((line) => JSON.stringify(line).includes(amendment.reason)).length).toBe(1);
});

test('an unusable change of the calendar is refused with its reason before anything is stored', async () => {
  const secretary = await deskOf('secretary');
  const date = await nextWorkingDay(secretary);
  const reason = { vi: 'Làm bù', en: 'Make-up work' };
  const one = { date, kind: 'makeUpWork', cause: null, reason, announcement: null, url: null, status: 'provisional' };
  const amendment = { reason: 'Nhầm ngày', document: null, officialTo: null, days: [one] } as CalendarAmendment;
  expect(await secretary.client.deadlines.preview({ amendment })).toEqual({
    problem: 'makeUpOnWorkingDay',
    total: 0,
    changes: [],
  });
  await expect(secretary.client.rules.amendCalendar({ amendment })).rejects.toMatchObject({
    data: { code: 'bad-request', subject: 'makeUpOnWorkingDay' },
  });
  expect((await secretary.client.sync.outbox()).length).toBe(0);
});

test('what is in hand is reminded of once when nearly due and once when overdue, restarts included', async () => {
  const secretary = await deskOf('secretary');
  const dataDir = mkdtempSync(path.join(tmpdir(), 'desk-editor-'));
  const shown: Notice[] = [];
  const open = async (): Promise<RunningDesk> => {
    const notify = (notice: Notice): void => void shown.push(notice);
    const desk = await startDesk({ dataDir, holdMilliseconds: 50, reminderMilliseconds: 40, notify });
    desks.add(desk);
    return desk;
  };
  const reminders = (): string[] =>
    shown.filter(({ title }) => /^(Sắp đến hạn|Quá hạn)/.test(title)).map(({ title, body }) => `${title}: ${body}`);
  let editor = await open();
  await enrolDesk(editor, { url: portal.url, fingerprint: portal.fingerprint, login: 'editor', password });
  await received(secretary, 'Văn bản khẩn', 'urgentDocument', 0);
  await settled(editor);
  await eventually(
    async () => reminders(),
    (told) => told.length === 1,
  );
  await received(secretary, 'Văn bản đã lâu', 'adminDocument', 40);
  await settled(editor);
  const both = await eventually(
    async () => reminders(),
    (told) => told.length === 2,
  );
  expect(both).toEqual([
    expect.stringMatching(/^Sắp đến hạn – hạn hết ngày \d\d\/\d\d\/\d{4}: Văn bản khẩn$/),
    expect.stringMatching(/^Quá hạn – hạn hết ngày \d\d\/\d\d\/\d{4}: Văn bản đã lâu$/),
  ]);

  await editor.stop();
  desks.delete(editor);
  editor = await open();
  await settled(editor);
  // A third reminder proves that the looks went on, and that only it was new.
  await editor.client.settings.write({ desktopNotifications: false });
  await received(secretary, 'Văn bản khi đang tắt', 'adminDocument', 50);
  await settled(editor);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(reminders()).toEqual(both);
  await editor.client.settings.write({ desktopNotifications: true });
  const last = await eventually(
    async () => reminders(),
    (told) => told.length > 2,
  );
  expect(last.slice(2)).toEqual([expect.stringMatching(/: Văn bản khi đang tắt$/)]);
});
