import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { startTrial, type Trial } from '../../portal/trial/trial.ts';
import { findChromium } from '../electron-host/chromium.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'site-pages-'));
let trial: Trial;

test.use({ ignoreHTTPSErrors: true, locale: 'vi-VN', launchOptions: { executablePath: findChromium() ?? '' } });

test.beforeAll(async () => {
  test.setTimeout(120_000);
  trial = await startTrial({ dataDir });
});

test.afterAll(async () => {
  await trial.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function faultsOf(page: Page): Promise<readonly string[]> {
  const { violations, passes } = await new AxeBuilder({ page }).withTags(standards).analyze();
  expect(passes.length, 'the checker saw the page').toBeGreaterThan(10);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

/** One page of every template and item kind: tables, pictures, files, document fields, another language. */
async function pathsOfEveryKind(): Promise<readonly string[]> {
  const { publications } = trial.portal;
  const { rows } = await publications.published({ page: 1, limit: 50 });
  const editable = await publications.editable();
  const preview = editable.find(({ publishedAt }) => publishedAt === null)?.previewPath ?? '';
  const items = ['Mười tháng', 'danh mục 27', 'How foreign'].map((words) => {
    const row = rows.find(({ title }) => title.includes(words));
    return `/tin/${row?.item}`;
  });
  return [
    '/',
    ...items,
    preview,
    '/chuyen-muc/cai-cach-hanh-chinh',
    '/tim-kiem?tu-khoa=ho+so',
    '/so-do-cong',
    '/quan-tri',
  ];
}

for (const [name, width, height, judged] of [
  ['a desk', 1280, 900, 9],
  ['a phone', 390, 844, 2],
] as const) {
  test(`every kind of page keeps WCAG 2.2 AA and fits the screen of ${name}`, async ({ page }) => {
    test.setTimeout(180_000);
    await page.setViewportSize({ width, height });
    const refused: string[] = [];
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) refused.push(message.text());
    });
    const found: Record<string, unknown> = {};
    const paths = await pathsOfEveryKind();
    for (const [index, path] of paths.entries()) {
      await page.goto(trial.url + path);
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      const broken = await page.$$eval(
        'img',
        (images) => images.filter((image) => image.complete && image.naturalWidth === 0).length,
      );
      found[path] = { faults: index < judged ? await faultsOf(page) : [], beyond: Math.max(0, beyond), broken };
    }
    expect(found).toEqual(Object.fromEntries(paths.map((path) => [path, { faults: [], beyond: 0, broken: 0 }])));
    expect(refused).toEqual([]);
  });
}

test('the first Tab offers to skip to the content, and it leads there', async ({ page }) => {
  await page.goto(trial.url);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Đến nội dung chính' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
});

test('on a phone the sections open from one button, by keyboard, and close again', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(trial.url);
  const section = page.getByRole('navigation', { name: 'Chuyên mục' }).getByRole('link', { name: 'Phí, lệ phí' });
  await expect(section).toBeHidden();
  await page.getByRole('button', { name: 'Chuyên mục' }).press('Enter');
  await expect(section).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(section).toBeHidden();
});

test('a reader goes from the front page through a section to an item in its own language', async ({ page }) => {
  await page.goto(trial.url);
  await page.getByRole('navigation', { name: 'Chuyên mục' }).getByRole('link', { name: 'Thông tin tiếng Anh' }).click();
  await page
    .getByRole('main')
    .getByRole('link', { name: 'How foreign residents can file applications online' })
    .click();
  const article = page.getByRole('article');
  await expect(article).toHaveAttribute('lang', 'en');
  await expect(article.getByRole('heading', { level: 1 })).toHaveText(
    'How foreign residents can file applications online',
  );
  await expect(article.getByText('Author:')).toBeVisible();
});

test('the administrator changes one digit and the preview shows it', async ({ page }) => {
  await page.goto(`${trial.url}/quan-tri`);
  await page.getByLabel('Mật khẩu quản trị').fill(trial.administratorPassword);
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
  const row = page.getByRole('row', { name: /Mười hai điểm hỗ trợ/ });
  const preview = await row.getByRole('link', { name: 'Bản xem trước' }).getAttribute('href');
  await row.getByRole('link', { name: /Mười hai điểm hỗ trợ/ }).click();
  expect(await faultsOf(page)).toEqual([]);
  const summary = page.getByLabel('Tóm tắt');
  await summary.fill((await summary.inputValue()).replace('28/11/2026', '29/11/2026'));
  await page.getByRole('button', { name: 'Lưu lên cổng' }).click();
  await expect(page.getByRole('status')).toContainText('Đã lưu');
  await page.goto(trial.url + preview);
  await expect(page.getByRole('article')).toContainText('Từ ngày 29/11/2026');
});
