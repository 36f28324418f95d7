import { expect } from '@playwright/test';
import type { ItemId } from '#shared/lib/ids.ts';
import { sampleWordFile } from '../fixtures/demo/sample-word-file.ts';
import { type DeskWindow, type TrialBoard, test } from './trial-board.ts';

const title = 'Ba tháng nhận hồ sơ đất đai trực tuyến ở các xã ven biển';
const match = /^Đúng với bản đã duyệt/;

async function itemNamed(board: TrialBoard, words: string): Promise<ItemId> {
  const desk = await board.headless('centreRep');
  try {
    return await desk.until(`“${words}” is on the server`, async () => {
      await desk.client.sync.now({});
      const { rows } = await desk.client.queues.rows({
        queue: 'all',
        section: null,
        state: null,
        text: words,
        sort: 'newest',
        offset: 0,
        limit: 1,
      });
      return rows[0]?.id ?? null;
    });
  } finally {
    await desk.close();
  }
}

/** Compares the page in the window; the tab stays open. */
async function compare(secretary: DeskWindow, button: string): Promise<void> {
  await secretary.tab('Bản trên Cổng');
  await secretary.pane.getByRole('button', { name: button }).click();
  await expect(secretary.pane.getByText(/Đang đối chiếu|Đang tải trang/)).toBeHidden({ timeout: 40_000 });
}

test('five people take a Word file to a published, verified page and the report', async ({ board, windowOf }) => {
  test.setTimeout(240_000);
  const centre = await windowOf('centreRep');
  const { page } = centre;
  await page.getByRole('navigation').getByRole('button', { name: 'Đưa tin, bài vào' }).click();
  await page.locator('input[type=file]').setInputFiles({
    name: 'ba-thang.docx',
    mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    buffer: Buffer.from(await sampleWordFile()),
  });
  const form = page.getByRole('form');
  await expect(form.getByLabel('Tiêu đề')).toHaveValue(title);
  await form.getByLabel('Chuyên mục').first().click();
  await page.getByRole('option', { name: 'Cải cách hành chính' }).click();
  await form.getByLabel('Người, đơn vị gửi').fill('Trung tâm');
  await form.getByRole('button', { name: 'Tiếp nhận' }).click();
  await page.getByRole('button', { name: 'Mở mục vừa tiếp nhận' }).click();
  await centre.decide('Chuyển biên tập, kiểm duyệt chuyên ngành', async (dialog) => {
    await dialog.getByLabel('Thành viên phụ trách lĩnh vực').first().click();
    await page.getByRole('option', { name: /Đỗ Thị Ngọc Ánh/ }).click();
  });
  const item = await itemNamed(board, title);
  await expect.poll(() => board.stateOf(item), { timeout: 30_000 }).toBe('specialistReview');

  const member = await windowOf('member', { item });
  await member.pane.getByRole('button', { name: 'Biên tập', exact: true }).click();
  await member.pane.getByLabel('Tác giả').fill('Đỗ Thị Ngọc Ánh');
  await member.pane.getByLabel('Nguồn', { exact: true }).fill('Sở Nội vụ');
  await member.pane.getByRole('button', { name: 'Lưu thành bản mới' }).click();
  await expect(member.pane.getByText('Tác giả: Đỗ Thị Ngọc Ánh')).toBeVisible();
  await member.decide('Trình duyệt');
  await expect.poll(() => board.stateOf(item), { timeout: 30_000 }).toBe('submitted');
  await member.desk.close();

  const head = await windowOf('head', { item });
  await head.decide('Duyệt đăng');
  await expect.poll(() => board.stateOf(item), { timeout: 30_000 }).toBe('approved');

  await centre.open(title);
  await centre.state('Đã duyệt, chờ cập nhật');
  await centre.decide('Đã cập nhật lên Cổng');
  await expect.poll(() => board.stateOf(item), { timeout: 30_000 }).toBe('uploaded');

  const secretary = await windowOf('secretary', { item });
  await compare(secretary, 'Đối chiếu trang xem trước');
  await expect(secretary.pane.getByText(match)).toBeVisible();
  await expect(secretary.pane.getByText('5 mục danh sách, 1 bảng, 12 ô bảng, 1 ảnh')).toBeVisible();
  await secretary.pane
    .getByRole('region', { name: 'Bản trên Cổng' })
    .getByRole('button', { name: 'Xuất bản', exact: true })
    .click();
  await expect.poll(() => board.stateOf(item), { timeout: 30_000 }).toBe('published');
  await compare(secretary, 'Đối chiếu lại');
  await expect(secretary.pane.getByText(match)).toBeVisible();
  await secretary.decide('Báo cáo Trưởng ban');
  await expect.poll(() => board.stateOf(item), { timeout: 30_000 }).toBe('reported');

  await head.open(title);
  await head.state('Đã báo cáo Trưởng ban');
  await head.page.getByRole('button', { name: /^Thông báo chuyển việc/ }).click();
  await expect(head.page.getByText(title).first()).toBeVisible();
});

test('a page that differs is not published; the Centre gets the differences and uploads again', async ({
  board,
  windowOf,
}) => {
  test.setTimeout(180_000);
  const item = await board.item(
    { title: 'Trang bị sửa một chữ số' },
    { by: 'centreRep', do: 'submit' },
    { by: 'head', do: 'approve' },
    { by: 'centreRep', do: 'upload' },
    { by: 'secretary', do: 'alterOnPortal', changes: [['1.250', '1.290']] },
  );
  const secretary = await windowOf('secretary', { item });
  await compare(secretary, 'Đối chiếu trang xem trước');
  await expect(secretary.pane.getByText('Không đúng với bản đã duyệt: 1 điểm làm đổi nội dung')).toBeVisible();
  const published = secretary.pane.getByRole('region', { name: 'Bản trên Cổng' });
  await expect(published.getByRole('button', { name: 'Xuất bản', exact: true })).toBeDisabled();
  await published.getByRole('button', { name: 'Yêu cầu cập nhật lại', exact: true }).click();
  const dialog = secretary.page.getByRole('dialog');
  await expect(dialog.getByRole('textbox')).toHaveValue(/đã duyệt “1\.250”, trên Cổng “1\.290”/);
  await dialog.getByRole('button', { name: 'Gửi yêu cầu' }).click();
  await expect.poll(() => board.stateOf(item), { timeout: 30_000 }).toBe('reuploadRequested');

  const centre = await windowOf('centreRep', { item });
  await expect(centre.pane.getByRole('alert').filter({ hasText: 'đã duyệt “1.250”, trên Cổng “1.290”' })).toBeVisible();
  await centre.decide('Đã cập nhật lên Cổng');
  await expect.poll(() => board.stateOf(item), { timeout: 30_000 }).toBe('uploaded');

  await secretary.state('Đã cập nhật, chờ đối chiếu');
  await compare(secretary, 'Đối chiếu lại');
  await expect(secretary.pane.getByText(match)).toBeVisible();
  await published.getByRole('button', { name: 'Xuất bản', exact: true }).click();
  await expect.poll(() => board.stateOf(item), { timeout: 30_000 }).toBe('published');
});
