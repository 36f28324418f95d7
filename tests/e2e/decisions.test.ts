import { expect } from '@playwright/test';
import { type StepNow, test } from './trial-board.ts';

const submitted = { by: 'centreRep', do: 'submit' } as const;

test('the Head approves without a server and the approval is sent when it is back', async ({ board, windowOf }) => {
  const title = 'Duyệt trên máy bay';
  const item = await board.item({ title }, submitted);
  const head = await windowOf('head', { item });
  await head.state('Chờ duyệt');
  await head.connection('Đã kết nối');
  await board.stop();
  await head.connection(/^Mất kết nối từ \d\d giờ \d\d/);
  await head.decide('Duyệt đăng');
  await head.connection(/^Mất kết nối từ \d\d giờ \d\d – 1 việc chờ gửi$/);
  await head.open(title);
  await head.state('Đã duyệt, chờ cập nhật');
  await expect(head.pane.getByText('Duyệt đăng: đã lưu trên máy này, chờ gửi')).toBeVisible();
  await board.start();
  await head.connection('Đã kết nối');
  await expect.poll(() => board.stateOf(item), { timeout: 25_000 }).toBe('approved');
  await expect(head.pane.getByText('đã lưu trên máy này')).toBeHidden();
});

test('refusing asks for a reason, and the Centre reads it', async ({ board, windowOf }) => {
  const title = 'Tin không đúng phạm vi của Cổng';
  const item = await board.item({ title }, submitted);
  const reason = 'Nội dung quảng cáo, không thuộc phạm vi của Cổng.';
  const head = await windowOf('head', { item });
  await head.decide('Từ chối đăng', async (dialog) => {
    await expect(dialog.getByRole('button', { name: /^Từ chối đăng/ })).toBeDisabled();
    await dialog.getByLabel('Lý do').fill('   ');
    await expect(dialog.getByRole('button', { name: /^Từ chối đăng/ })).toBeDisabled();
    await dialog.getByLabel('Lý do').fill(reason);
  });
  await expect.poll(() => board.stateOf(item), { timeout: 25_000 }).toBe('refused');
  const centre = await windowOf('centreRep', { item });
  await centre.state('Từ chối đăng');
  await expect(centre.pane.getByRole('alert').filter({ hasText: reason })).toBeVisible();
});

test('an undone decision is never sent', async ({ board, windowOf }) => {
  const item = await board.item({ title: 'Bấm nhầm rồi hoàn tác' }, submitted);
  const head = await windowOf('head', { item });
  await head.decide('Duyệt đăng');
  await head.page.getByRole('button', { name: 'Hoàn tác' }).click();
  await head.open('Bấm nhầm rồi hoàn tác');
  await head.state('Chờ duyệt');
  await head.page.waitForTimeout(6_000);
  expect(await board.stateOf(item)).toBe('submitted');
});

test('a specialist gets what the Centre routes, edits and submits it; another member never sees it', async ({
  board,
  windowOf,
}) => {
  const title = 'Tiêu chí chấm điểm cải cách hành chính cấp xã';
  const item = await board.item({ title });
  const centre = await windowOf('centreRep', { item });
  await centre.decide('Chuyển biên tập, kiểm duyệt chuyên ngành', async (dialog) => {
    await dialog.getByLabel('Thành viên phụ trách lĩnh vực').first().click();
    await centre.page.getByRole('option', { name: /Đỗ Thị Ngọc Ánh/ }).click();
  });
  await expect.poll(() => board.stateOf(item), { timeout: 25_000 }).toBe('specialistReview');
  const member = await windowOf('member', { item });
  await member.state('Đang biên tập chuyên ngành');
  await member.pane.getByRole('button', { name: 'Biên tập', exact: true }).click();
  await member.pane.getByLabel('Tóm tắt').fill('Bộ tiêu chí gồm 5 nhóm, 100 điểm.');
  await member.pane.getByRole('button', { name: 'Lưu thành bản mới' }).click();
  await expect(member.pane.getByText('Bộ tiêu chí gồm 5 nhóm, 100 điểm.')).toBeVisible();
  await member.decide('Trình duyệt');
  await expect.poll(() => board.stateOf(item), { timeout: 30_000 }).toBe('submitted');
  const other = await board.headless('member4');
  const rows = await other.client.queues.rows({
    queue: 'all',
    section: null,
    state: null,
    text: '',
    sort: 'newest',
    offset: 0,
    limit: 500,
  });
  expect(rows.rows.map((row) => row.title)).not.toContain(title);
  await other.close();
});

test('the Head agrees to one supplementary change and declines another', async ({ board, windowOf }) => {
  const path: readonly StepNow[] = [
    submitted,
    { by: 'head', do: 'approve' },
    { by: 'centreRep', do: 'upload' },
    { by: 'secretary', do: 'verify' },
    {
      by: 'secretary',
      do: 'requestSupplementary',
      changes: [['38 xã, phường', '39 xã, phường']],
      reason: 'Số xã vừa đổi.',
    },
  ];
  const agreed = await board.item({ title: 'Bổ sung được đồng ý' }, ...path);
  const declined = await board.item({ title: 'Bổ sung không được đồng ý' }, ...path);
  const head = await windowOf('head', { item: agreed });
  await head.state('Chờ duyệt bổ sung');
  await expect(head.pane.getByRole('alert').filter({ hasText: 'Số xã vừa đổi.' })).toBeVisible();
  await head.decide('Duyệt bổ sung');
  await head.open('Bổ sung không được đồng ý');
  await head.state('Chờ duyệt bổ sung');
  await head.decide('Giữ bản đã duyệt', async (dialog) => {
    await dialog.getByLabel('Lý do').fill('Chưa có văn bản xác nhận số xã.');
  });
  await expect.poll(() => board.stateOf(agreed), { timeout: 25_000 }).toBe('approved');
  // The approved version stands, and the page that shows it still waits for the Secretary.
  await expect.poll(() => board.stateOf(declined), { timeout: 25_000 }).toBe('uploaded');
  await head.open('Bổ sung không được đồng ý');
  await expect(head.pane.getByText('ghi nhận 1.250 hồ sơ')).toContainText('38 xã, phường');
  await head.open('Bổ sung được đồng ý');
  await expect(head.pane.getByText('ghi nhận 1.250 hồ sơ')).toContainText('39 xã, phường');
});

test('two people edit one item apart; the second keeps the text as a draft of the item', async ({
  board,
  windowOf,
}) => {
  const title = 'Hai người cùng sửa một tin';
  const item = await board.item({ title });
  const second = await windowOf('centreRep2', { item });
  await second.state('Đã tiếp nhận');
  await second.pane.getByRole('button', { name: 'Biên tập', exact: true }).click();
  await board.stop();
  await second.connection(/^Mất kết nối/);
  await second.pane.getByLabel('Tóm tắt').fill('Tóm tắt của người thứ hai.');
  await second.pane.getByRole('button', { name: 'Lưu thành bản mới' }).click();
  await second.connection(/1 việc chờ gửi$/);
  await second.desk.close();

  await board.start();
  const first = await board.headless('centreRep');
  const view = await first.itemIn(item, 'received');
  await first.decide(view, { action: 'edit', article: { ...view.article, summary: 'Tóm tắt của người thứ nhất.' } });
  await first.close();

  const again = await windowOf('centreRep2', { item, dataDir: second.desk.dataDir });
  await again.connection('Máy chủ không nhận 1 việc');
  await expect(again.pane.getByText('Tóm tắt của người thứ nhất.')).toBeVisible();
  await expect(again.pane.getByText('Phần sửa của tôi không được máy chủ nhận')).toBeVisible();
  await again.pane.getByRole('button', { name: 'Mở lại' }).click();
  await expect(again.pane.getByLabel('Tóm tắt')).toHaveValue('Tóm tắt của người thứ hai.');
});
