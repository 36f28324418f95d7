import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { nothing, observe } from './observed-page.ts';
import { type DeskWindow, test } from './trial-board.ts';

const pictures = join(import.meta.dirname, '../../out/screens');

/** Names of what is pressed, in both languages of the interface. */
const words = {
  vi: {
    settings: 'Cài đặt',
    about: 'Giới thiệu',
    deadlines: 'Thời hạn',
    deadlineTabs: ['Lịch tháng', 'Nhịp cập nhật', 'Thống kê', 'Lịch làm việc'],
    delegations: 'Ủy quyền',
    assignments: 'Phân công',
    regulation: 'Quy chế',
    sync: 'Việc gửi máy chủ',
    intake: 'Đưa tin, bài vào',
    all: /^Tất cả tin, bài/,
    person: /Người dùng và cài đặt/,
    bell: /^Thông báo chuyển việc/,
    tabs: ['So sánh', 'Ý kiến', 'Quá trình xử lý', 'Tài liệu kèm theo', 'Bản trên Cổng', 'Nội dung'],
    refuse: 'Từ chối đăng',
    dark: 'Tối',
    light: 'Sáng',
    other: 'English',
  },
  en: {
    settings: 'Settings',
    about: 'About',
    deadlines: 'Deadlines',
    deadlineTabs: ['Month', 'Update duties', 'Statistics', 'Working calendar'],
    delegations: 'Delegations',
    assignments: 'Assignments',
    regulation: 'Regulation',
    sync: 'Sent to the server',
    intake: 'Bring items in',
    all: /^All items/,
    person: /Person and settings/,
    bell: /^Hand-over notices/,
    tabs: ['Compare', 'Comments', 'History', 'Documents', 'On the portal', 'Text'],
    refuse: 'Refuse',
    dark: 'Dark',
    light: 'Light',
    other: 'Tiếng Việt',
  },
} as const;
type Language = keyof typeof words;
type Theme = 'light' | 'dark';

/** Goes round one person's screens; `look` is called on each. */
async function goRound(
  { page, pane, bar }: DeskWindow,
  language: Language,
  look: (screen: string) => Promise<void>,
): Promise<void> {
  const named = words[language];
  const rail = page.getByRole('navigation');
  const menu = async (name: string): Promise<void> => {
    await page.getByRole('button', { name: named.person }).click();
    await page.getByRole('menuitem', { name }).click();
  };
  await rail.getByRole('button').first().click();
  await look('queue');
  await page.getByRole('row').first().click();
  await expect(pane.getByRole('heading', { level: 2 }).first()).toBeVisible();
  await look('item');
  for (const [index, tab] of named.tabs.entries()) {
    await page
      .getByRole('tab', { name: new RegExp(`^${tab}`) })
      .last()
      .click();
    await look(`item-tab-${index + 1}`);
  }
  const refuse = bar.getByRole('button', { name: named.refuse, exact: true });
  if ((await refuse.count()) > 0) {
    await refuse.click();
    await look('decision');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  }
  for (const screen of ['delegations', 'assignments', 'regulation', 'intake', 'sync'] as const) {
    const entry = rail.getByRole('button', { name: named[screen] });
    if ((await entry.count()) === 0) continue;
    await entry.click();
    await look(screen);
  }
  await rail.getByRole('button', { name: named.deadlines }).click();
  await look('deadlines');
  for (const [index, tab] of named.deadlineTabs.entries()) {
    await page.getByRole('tab', { name: tab }).click();
    await look(`deadlines-tab-${index + 2}`);
  }
  await page.getByRole('button', { name: named.bell }).click();
  await look('notices');
  await page.keyboard.press('Escape');
  await menu(named.about);
  await look('about');
  await menu(named.settings);
  await look('settings');
}

/** What axe finds wrong, one line each, colour contrast included. */
async function faults(page: Page): Promise<string[]> {
  // The stand-in's windows cannot open the blank page axe otherwise works from.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary ?? ''}`),
  );
}

type Round = readonly [Language, Theme];
/** Both languages and both themes for each; between them the roles show every pair. */
const asIs: readonly Round[] = [
  ['vi', 'light'],
  ['en', 'dark'],
];
const crossed: readonly Round[] = [
  ['vi', 'dark'],
  ['en', 'light'],
];

for (const [login, rounds] of [
  ['head', asIs],
  ['centreRep', crossed],
  ['secretary', asIs],
] as const) {
  test(`every screen of ${login} in both languages and themes, without a breach of the policy or of AA`, async ({
    windowOf,
  }) => {
    test.setTimeout(300_000);
    mkdirSync(pictures, { recursive: true });
    const window = await windowOf(login);
    const { page } = window;
    const seen = await observe(page, window.desk.app);
    const found: string[] = [];
    let language: Language = 'vi';
    for (const [next, theme] of rounds) {
      await page.getByRole('button', { name: words[language].person }).click();
      await page.getByRole('menuitem', { name: words[language].settings }).click();
      if (next !== language) await page.getByText(words[language].other, { exact: true }).click();
      language = next;
      await page.getByText(words[language][theme], { exact: true }).click();
      await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', theme);
      await goRound(window, language, async (screen) => {
        await page.waitForTimeout(250);
        await page.screenshot({ path: join(pictures, `${login}-${screen}-${language}-${theme}.png`) });
        if (language === 'vi') found.push(...(await faults(page)).map((fault) => `${screen} ${theme} ${fault}`));
      });
    }
    expect(await seen()).toEqual(nothing);
    expect(found).toEqual([]);
  });
}

test('screens before and outside the desk: first run, sign in, lock, no connection', async ({
  board,
  launch,
  windowOf,
}) => {
  mkdirSync(pictures, { recursive: true });
  const picture = (page: Page, name: string): Promise<Buffer> =>
    page.screenshot({ path: join(pictures, `${name}.png`) });
  const found: string[] = [];
  const { url } = await board.start();
  const fresh = await launch();
  await expect(fresh.page.getByLabel('Địa chỉ máy chủ')).toBeVisible();
  await picture(fresh.page, 'first-run-1');
  found.push(...(await faults(fresh.page)));
  await fresh.page.getByLabel('Địa chỉ máy chủ').fill(url);
  await fresh.page.getByRole('button', { name: 'Kiểm tra máy chủ' }).click();
  await expect(fresh.page.getByRole('button', { name: 'Đã so và giống hoàn toàn' })).toBeVisible();
  await picture(fresh.page, 'first-run-2');
  found.push(...(await faults(fresh.page)));
  await fresh.page.getByRole('button', { name: 'Đã so và giống hoàn toàn' }).click();
  await picture(fresh.page, 'first-run-3');
  found.push(...(await faults(fresh.page)));

  const { page, ...head } = await windowOf('head');
  const menu = async (name: string): Promise<void> => {
    await page.getByRole('button', { name: words.vi.person }).click();
    await page.getByRole('menuitem', { name }).click();
  };
  await board.stop();
  await expect(page.getByRole('status').filter({ hasText: /^Mất kết nối từ/ })).toBeVisible({ timeout: 25_000 });
  await picture(page, 'offline');
  await board.start();
  await menu('Khóa bàn làm việc');
  await expect(page.getByRole('button', { name: 'Mở khóa' })).toBeVisible();
  await picture(page, 'locked');
  found.push(...(await faults(page)));
  await page.getByLabel('Cụm mật khẩu của máy này').fill('dung-thu-tren-may-nay');
  await page.getByRole('button', { name: 'Mở khóa' }).click();
  await expect(page.getByRole('navigation')).toBeVisible();
  await menu('Đăng xuất');
  await expect(page.getByRole('button', { name: 'Đăng nhập' })).toBeVisible();
  await picture(page, 'sign-in');
  found.push(...(await faults(page)));
  expect(found).toEqual([]);
  await head.desk.close();
});
