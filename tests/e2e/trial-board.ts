import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { trialPassphrase } from '#shared/contract/trial.ts';
import { must } from '#shared/lib/assert.ts';
import { type ItemId, type PersonId, sectionIdSchema } from '#shared/lib/ids.ts';
import type { StateId } from '#shared/regulation/vocabulary.ts';
import { Story } from '../../portal/trial/story.ts';
import { startTrial, type Trial, type TrialPerson } from '../../portal/trial/trial.ts';
import { TrialDevice } from '../../portal/trial/trial-device.ts';
import { type Step, type WrittenArticle, writtenItemSchema } from '../../portal/trial/written-item.ts';
import { HeadlessDesk } from '../demo/headless-desk.ts';
import { type LaunchedDesk, type LaunchOptions, test as shellTest } from './launch.ts';

/** A step of an item's story without its time: what is prepared through the interface happens now. */
export type StepNow = Step extends infer One ? (One extends Step ? Omit<One, 'hoursAgo'> : never) : never;

/** The made-up board on a portal of its own, which a test can stop, start again and prepare items on. */
export class TrialBoard {
  readonly #directory = mkdtempSync(join(tmpdir(), 'trial-'));
  readonly #devices = new Map<string, Promise<TrialDevice>>();
  #trial: Trial | null = null;
  #port = 0;
  #made = 0;

  /** Starts the portal, at the port where the desks know it. */
  async start(): Promise<Trial> {
    this.#trial ??= await startTrial({ dataDir: this.#directory, port: this.#port });
    this.#port = this.#trial.port;
    return this.#trial;
  }

  /** The server is gone until `start`. */
  async stop(): Promise<void> {
    await this.#trial?.close();
    this.#trial = null;
  }

  async dispose(): Promise<void> {
    await this.stop();
    rmSync(this.#directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }

  /** Key and certificate of the server, for one that answers in its place. */
  get tlsDirectory(): string {
    return join(this.#directory, 'portal/tls');
  }

  async person(login: string): Promise<TrialPerson> {
    const { people } = await this.start();
    return must(
      people.find((one) => one.login === login),
      `${login} is on the board`,
    );
  }

  async personId(login: string): Promise<PersonId> {
    const { portal, board } = await this.start();
    const found = (await portal.admin.logins(board)).find((one) => sameLogin(one.login, login));
    return must(found, `${login} is on the board`).person;
  }

  /** Puts an item on the board and plays it on to where a test begins, through the interface that desks use. */
  async item(article: Partial<WrittenArticle>, ...steps: readonly StepNow[]): Promise<ItemId> {
    const { portal, board } = await this.start();
    this.#made += 1;
    const written = writtenItemSchema.parse({
      key: `made-${this.#made}`,
      kind: 'news',
      section: 'cai-cach-hanh-chinh',
      channel: 'mailbox',
      sender: 'Sở Nội vụ',
      receivedHoursAgo: 0,
      receivedBy: 'centreRep',
      article: {
        title: `Tin thử số ${this.#made}`,
        summary: 'Tóm tắt của tin thử.',
        author: 'Đỗ Thị Ngọc Ánh',
        source: 'Sở Nội vụ',
        body: [
          'Ngày 20/11/2026, tổ công tác đã kiểm tra 38 xã, phường và ghi nhận 1.250 hồ sơ đúng hạn.',
          'Đợt sau bắt đầu ngày 05/01/2027.',
        ],
        ...article,
      },
      story: [],
    });
    const logins = ['head', 'deputy', 'secretary', 'centreRep', 'member'];
    for (const { by } of steps) if (!logins.includes(by)) logins.push(by);
    const devices = new Map<string, TrialDevice>();
    for (const login of logins) devices.set(login, await this.#device(login));
    const people = new Map<string, PersonId>();
    for (const login of logins) people.set(login, await this.personId(login));
    const { grants: given } = await portal.admin.board(board);
    const grants = new Map(
      [...people].flatMap(([login, person]) => {
        const grant = given.find((one) => one.person === person && one.revokedAt === null);
        return grant === undefined ? [] : [[login, grant.id] as const];
      }),
    );
    const story = new Story(
      {
        device: (login) => must(devices.get(login), `${login} has a device`),
        person: (login) => must(people.get(login), `${login} is on the board`),
        head: async () => must((await portal.admin.boards())[0], 'the board exists').head,
        authority: (login) => must(grants.get(login), `${login} has a role`),
        now: Date.now,
        editPublication: portal.editPublication,
        administrator: 'Quản trị cổng',
      },
      written,
    );
    await story.receive();
    for (const step of steps) await story.play({ ...step, hoursAgo: 0 } as Step);
    return story.id;
  }

  /** Where an item stands on the server. */
  async stateOf(item: ItemId): Promise<StateId> {
    return (await (await this.#device('centreRep')).item(item)).snapshot.item.state;
  }

  /** A person's desk without a window, for what happens elsewhere while a window is looked at. */
  async headless(login: string): Promise<HeadlessDesk> {
    const { url, fingerprint } = await this.start();
    const { password, name } = await this.person(login);
    const desk = await HeadlessDesk.open(mkdtempSync(join(this.#directory, 'desk-')), null);
    await desk.client.session.enrol({
      address: url,
      fingerprint,
      login,
      password,
      deviceName: `Máy khác của ${name}`,
      passphrase: trialPassphrase,
    });
    await desk.connection('connected');
    return desk;
  }

  /** A data directory from which a desk enrols itself as a person of the board. */
  async deskDirectory(login: string, address?: string): Promise<string> {
    const { url, fingerprint } = await this.start();
    const { password } = await this.person(login);
    const directory = mkdtempSync(join(this.#directory, 'window-'));
    writeFileSync(
      join(directory, 'trial.json'),
      JSON.stringify({ address: address ?? url, fingerprint, login, password }),
    );
    return directory;
  }

  #device(login: string): Promise<TrialDevice> {
    const known = this.#devices.get(login);
    if (known !== undefined) return known;
    const made = this.#enrol(login);
    this.#devices.set(login, made);
    return made;
  }

  async #enrol(login: string): Promise<TrialDevice> {
    const { url, caPem } = await this.start();
    const { name, password } = await this.person(login);
    const device = new TrialDevice({ url, caPem }, Date.now);
    await device.enrol(login, password, `Máy chuẩn bị – ${name}`);
    return device;
  }
}

/** The server keeps logins in lower case. */
function sameLogin(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

/** One person's desk in its window, spoken to as the person would. */
export class DeskWindow {
  readonly desk: LaunchedDesk;
  readonly page: Page;

  constructor(desk: LaunchedDesk) {
    this.desk = desk;
    this.page = desk.page;
  }

  get pane(): Locator {
    return this.page.getByRole('article');
  }

  get bar(): Locator {
    return this.page.getByRole('toolbar', { name: 'Thao tác' });
  }

  /** Finds an item by its title in the list of everything and opens it. */
  async open(title: string): Promise<void> {
    await this.page
      .getByRole('navigation')
      .getByRole('button', { name: /^Tất cả tin, bài/ })
      .click();
    await this.page.getByLabel('Tìm trong danh sách').first().fill(title);
    await this.page
      .getByRole('row')
      .filter({ hasText: title.slice(0, 30) })
      .first()
      .click();
    await expect(this.pane.getByRole('heading', { level: 2, name: title }).first()).toBeVisible();
  }

  async tab(name: string): Promise<void> {
    await this.page.getByRole('tab', { name, exact: true }).click();
  }

  /** Presses a decision and confirms what the dialog shows; `fill` completes it first. */
  async decide(name: string, fill?: (dialog: Locator) => Promise<void>): Promise<void> {
    await this.bar.getByRole('button', { name, exact: true }).click();
    const dialog = this.page.getByRole('dialog');
    await fill?.(dialog);
    await dialog.getByRole('button', { name: new RegExp(`^${name}`) }).click();
    await expect(dialog).toBeHidden();
  }

  async state(text: string): Promise<void> {
    await expect(this.pane.getByText(text, { exact: true }).first()).toBeVisible({ timeout: 25_000 });
  }

  /** The connection as a sentence. */
  async connection(text: string | RegExp): Promise<void> {
    await expect(this.page.getByRole('status').filter({ hasText: text })).toBeVisible({
      timeout: 25_000,
    });
  }
}

/** What a test on the trial board can ask for. */
export interface BoardFixtures {
  /** Opens a person's window, on an item when one is named. */
  readonly windowOf: (login: string, options?: WindowOptions) => Promise<DeskWindow>;
}

export interface WindowOptions extends Pick<LaunchOptions, 'dataDir'> {
  readonly item?: ItemId;
}

/** Playwright's `test` with the trial board and windows of its people. */
export const test = shellTest.extend<BoardFixtures, { board: TrialBoard }>({
  board: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright asks for a pattern even when a fixture uses no other.
    async ({}, use) => {
      const board = new TrialBoard();
      await use(board);
      await board.dispose();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  windowOf: async ({ launch, board }, use) => {
    await board.start();
    await use(async (login, { item, dataDir } = {}) => {
      const directory = dataDir ?? (await board.deskDirectory(login));
      const desk = await launch({
        dataDir: directory,
        args: item === undefined ? [] : [`banbientap://item/${item}`],
      });
      const window = new DeskWindow(desk);
      await expect(desk.page.getByRole('navigation').getByRole('button').first()).toBeVisible({ timeout: 30_000 });
      if (item !== undefined)
        await expect(window.pane.getByRole('heading', { level: 2 }).first()).toBeVisible({ timeout: 30_000 });
      return window;
    });
    // A test that stopped the server leaves it running for the next one.
    await board.start();
  },
});

/** The section of the board that most tests work in. */
export const section = sectionIdSchema.parse('cai-cach-hanh-chinh');
