import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { createPortal } from '../../portal/portal.ts';
import { test } from './trial-board.ts';

async function askServer(page: Page, address: string): Promise<void> {
  await page.getByLabel('Địa chỉ máy chủ').fill(address);
  await page.getByRole('button', { name: 'Kiểm tra máy chủ' }).click();
}

test('the fingerprint is shown to compare, and saying that it differs stops everything', async ({ board, launch }) => {
  const { url, fingerprint } = await board.start();
  const { page } = await launch();
  await askServer(page, url);
  const shown = page.getByRole('list', { name: /Dấu vân tay của/ }).getByRole('listitem');
  await expect(shown).toHaveCount(8);
  expect((await shown.allTextContents()).join(':')).toBe(fingerprint);
  await page.getByRole('button', { name: 'Không giống, dừng lại' }).click();
  await expect(page.getByText('Đã dừng đăng ký. Chưa có gì được gửi đi.')).toBeVisible();
  await expect(page.getByLabel('Mật khẩu', { exact: true })).toHaveCount(0);
});

test('a server that comes in place of the one compared gets no password', async ({ board, launch }) => {
  const { url, port } = await board.start();
  const { page } = await launch();
  await askServer(page, url);
  await page.getByRole('button', { name: 'Đã so và giống hoàn toàn' }).click();
  await page.getByLabel('Tên đăng nhập').fill('head');
  await page.getByLabel('Mật khẩu', { exact: true }).fill('dung-thu-2026');
  await page.getByLabel('Cụm mật khẩu của máy này', { exact: true }).fill('cụm mật khẩu thử');
  await page.getByLabel('Nhập lại cụm mật khẩu').fill('cụm mật khẩu thử');
  await board.stop();
  const directory = mkdtempSync(join(tmpdir(), 'impostor-'));
  const impostor = await createPortal({ dataDirectory: directory, port });
  try {
    await page.getByRole('button', { name: 'Đăng ký và mở bàn làm việc' }).click();
    await expect(page.getByText('Dấu vân tay máy chủ không khớp với dấu đã so.')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Đăng ký và mở bàn làm việc' })).toBeVisible();
  } finally {
    await impostor.close();
    rmSync(directory, { recursive: true, force: true });
    await board.start();
  }
});
