import { must } from '#shared/lib/assert.ts';
import { type AuthorityId, authorityIdSchema, type BoardId, type PersonId, type SectionId } from '#shared/lib/ids.ts';
import { type LocalDate, localDateSchema } from '#shared/lib/instant.ts';
import type { Action, RoleId } from '#shared/regulation/vocabulary.ts';
import type { Details } from '#shared/workflow/details.ts';
import type { Portal } from '../portal.ts';
import { Story } from './story.ts';
import { storyTime } from './story-time.ts';
import { freshId, TrialDevice } from './trial-device.ts';
import { readTrialProfile, readWrittenBoard, readWrittenItems } from './written-board.ts';
import type { WrittenBoard, WrittenDelegation } from './written-item.ts';

/** Notices older than this were seen by somebody of each role told. */
const seenAfterHours = 30;

/** A clock that the seeding sets, so that the stories took place over weeks. */
export interface StoryClock {
  readonly now: () => number;
  set(milliseconds: number): void;
}

interface Enrolled {
  readonly person: PersonId;
  readonly role: RoleId;
  readonly grant: AuthorityId;
  readonly device: TrialDevice;
}

interface Task {
  readonly hoursAgo: number;
  readonly run: () => Promise<void>;
}

/**
 * Makes the board on an empty portal and plays every written story through the portal's own interface: each person with
 * a device key of their own, each command signed, every page compared before it is published.
 */
export async function seedTrial(portal: Portal, clock: StoryClock, present: number): Promise<BoardId> {
  const written = readWrittenBoard();
  const items = readWrittenItems();
  const begun = Math.max(...items.map(({ receivedHoursAgo }) => receivedHoursAgo)) + 24;
  const momentOf = storyTime(present);
  clock.set(momentOf(begun));
  const board = await createBoard(portal, written);
  const people = await enrolPeople(portal, written, board, clock);
  const known = (login: string): Enrolled => must(people.get(login), `${login} is on the board`);
  const delegated = new Map<string, AuthorityId>();
  const stage = {
    device: (login: string) => known(login).device,
    person: (login: string) => known(login).person,
    authority: (login: string, section: SectionId, action: Action) =>
      delegated.get(`${login} ${section} ${action}`) ?? known(login).grant,
    head: async () =>
      must(
        (await portal.admin.boards()).find(({ id }) => id === board),
        'the board exists',
      ).head,
    now: clock.now,
    editPublication: portal.editPublication,
    administrator: written.site.administrator,
  };
  const tasks: Task[] = [];
  for (const delegation of written.delegations) {
    const { hoursAgo, from, to, sections, actions } = delegation;
    const run = async (): Promise<void> => {
      const id = authorityIdSchema.parse(freshId());
      const details = delegateDetails(delegation, id, known(to).person, present);
      const { device, grant } = known(from);
      await device.act({ item: null, version: null, authority: grant, details, head: await stage.head() });
      for (const section of sections) for (const action of actions) delegated.set(`${to} ${section} ${action}`, id);
    };
    tasks.push({ hoursAgo, run });
  }
  for (const item of items) {
    const story = new Story(stage, item);
    const then = (hoursAgo: number, act: () => Promise<void>): void => {
      const run = async (): Promise<void> => {
        await act();
        const notice = await story.notice();
        if (notice === null || hoursAgo < seenAfterHours) return;
        const login = readersOf(people, notice.roles);
        for (const reader of login) {
          tasks.push({ hoursAgo: hoursAgo - 0.6, run: () => story.acknowledge(reader, notice.event) });
        }
      };
      tasks.push({ hoursAgo, run });
    };
    then(item.receivedHoursAgo, () => story.receive());
    for (const step of item.story) then(step.hoursAgo, () => story.play(step));
  }
  await playInOrder(tasks, (hoursAgo) => clock.set(momentOf(hoursAgo)));
  clock.set(present);
  await countReaders(portal);
  for (const { device } of people.values()) await device.signOut();
  return board;
}

async function createBoard(portal: Portal, written: WrittenBoard): Promise<BoardId> {
  const board = await portal.admin.createBoard({ profile: readTrialProfile(written), name: written.name });
  for (const section of written.sections) await portal.admin.addSection(board, section);
  return board;
}

async function enrolPeople(
  portal: Portal,
  written: WrittenBoard,
  board: BoardId,
  clock: StoryClock,
): Promise<ReadonlyMap<string, Enrolled>> {
  const people = new Map<string, Enrolled>();
  for (const { login, name, unit, role, sections, enabled } of written.people) {
    const { password } = written;
    const added = await portal.admin.addPerson(board, { name, unit, login, password, roles: [{ role, sections }] });
    if (!enabled) {
      await portal.admin.setPersonEnabled(board, added.person, false);
      continue;
    }
    const grant = must(added.grants[0], 'a person of the board has one role');
    const device = new TrialDevice(portal, clock.now);
    await device.enrol(login, password, `Máy tính cơ quan – ${name}`);
    people.set(login, { person: added.person, role, grant, device });
  }
  return people;
}

function delegateDetails(
  { number, sections, actions, firstDay, lastDay }: WrittenDelegation,
  delegation: AuthorityId,
  to: PersonId,
  present: number,
): Details {
  const dayFrom = (days: number): LocalDate =>
    localDateSchema.parse(new Date(present + 7 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10));
  const dates = { validFrom: dayFrom(firstDay), validTo: dayFrom(lastDay) };
  return { action: 'delegate', delegation, to, actions, sections, number, ...dates };
}

/** The first person of each role told. Members are told by name, and only some see an item, so they are left out. */
function readersOf(people: ReadonlyMap<string, Enrolled>, roles: readonly RoleId[]): readonly string[] {
  const readers: string[] = [];
  for (const role of roles) {
    const found = [...people].find(([, enrolled]) => enrolled.role === role && role !== 'member');
    if (found !== undefined) readers.push(found[0]);
  }
  return readers;
}

/** Oldest first; a task may add later ones. */
async function playInOrder(tasks: Task[], setHoursAgo: (hoursAgo: number) => void): Promise<void> {
  while (tasks.length > 0) {
    const next = tasks.reduce(
      (oldest, task, index) => (task.hoursAgo > (tasks[oldest]?.hoursAgo ?? 0) ? index : oldest),
      0,
    );
    const [task] = tasks.splice(next, 1);
    if (task === undefined) return;
    setHoursAgo(task.hoursAgo);
    await task.run();
  }
}

/** Gives the published pages the readers that weeks on the net would have brought. */
async function countReaders({ publications }: Portal): Promise<void> {
  const { rows } = await publications.published({ page: 1, limit: 100 });
  for (const [index, { item }] of rows.entries()) {
    await publications.countView(item, 180 + ((index * 431) % 977));
  }
}
