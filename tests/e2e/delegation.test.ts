import { expect } from '@playwright/test';
import type { DeskClient } from '#shared/contract/desk-client.ts';
import { must } from '#shared/lib/assert.ts';
import { localDateSchema } from '#shared/lib/instant.ts';
import { section, type TrialBoard, test } from './trial-board.ts';

const submitted = { by: 'centreRep', do: 'submit' } as const;

function day(offset: number): ReturnType<typeof localDateSchema.parse> {
  return localDateSchema.parse(new Date(Date.now() + (offset * 24 + 7) * 3_600_000).toISOString().slice(0, 10));
}

/** The Head's other machine gives a delegation to the Deputy; answers its id. */
async function give(board: TrialBoard, number: string, from: number, to: number) {
  const head = await board.headless('head');
  try {
    const deputy = await board.personId('deputy');
    const { command } = await head.client.delegations.give({
      to: deputy,
      actions: ['approve', 'return'],
      sections: [section],
      number,
      validFrom: day(from),
      validTo: day(to),
    });
    await head.accepted(command);
    return must(await found(head.client, number), 'the delegation was given').id;
  } finally {
    await head.close();
  }
}

async function revoke(board: TrialBoard, number: string): Promise<void> {
  const head = await board.headless('head');
  try {
    const delegation = must(await found(head.client, number), 'the delegation is known').id;
    const { command } = await head.client.delegations.revoke({ delegation });
    await head.accepted(command);
  } finally {
    await head.close();
  }
}

async function found(client: DeskClient, number: string) {
  return (await client.board.view()).delegations.find((one) => one.number === number);
}

test('without a delegation, or under one that has ended, approving is grey and names the article', async ({
  board,
  windowOf,
}) => {
  await give(board, '01/UQ-BBT', -30, -2);
  const item = await board.item({ title: 'Ủy quyền đã hết' }, submitted);
  const deputy = await windowOf('deputy', { item });
  const approve = deputy.bar.getByRole('button', { name: 'Duyệt đăng', exact: true });
  await expect(approve).toHaveAttribute('aria-disabled', 'true');
  await expect(approve).toHaveAttribute('aria-description', /khoản 1 Điều 5 Quy chế.*khoản 2 Điều 5 Quy chế/);
  await approve.click({ force: true });
  await expect(deputy.page.getByRole('dialog')).toBeHidden();
  await deputy.page.getByRole('navigation').getByRole('button', { name: 'Ủy quyền' }).click();
  await expect(deputy.page.getByRole('row', { name: /01\/UQ-BBT/ })).toContainText('Đã hết hiệu lực');
});

test('the Deputy approves under a delegation in force, and the record says so', async ({ board, windowOf }) => {
  await give(board, '02/UQ-BBT', -1, 5);
  const title = 'Ủy quyền đang có hiệu lực';
  const item = await board.item({ title }, submitted);
  const deputy = await windowOf('deputy', { item });
  await deputy.decide('Duyệt đăng');
  await expect.poll(() => board.stateOf(item), { timeout: 25_000 }).toBe('approved');
  await deputy.open(title);
  await deputy.tab('Quá trình xử lý');
  await expect(deputy.pane.getByText('theo ủy quyền').first()).toBeVisible();
  await revoke(board, '02/UQ-BBT');
});

test('an approval signed while the delegation held is not taken after it was revoked; the text stays and goes to the Head', async ({
  board,
  windowOf,
}) => {
  await give(board, '03/UQ-BBT', -1, 5);
  const title = 'Thu hồi trước khi gửi';
  const item = await board.item({ title }, submitted);
  const before = await windowOf('deputy', { item });
  await expect(before.bar.getByRole('button', { name: 'Duyệt đăng', exact: true })).toHaveAttribute(
    'aria-disabled',
    'false',
  );
  await board.stop();
  await before.connection(/^Mất kết nối/);
  await before.decide('Duyệt đăng');
  await before.connection(/1 việc chờ gửi$/);
  await before.page.waitForTimeout(5_500);
  await before.desk.close();

  await board.start();
  await revoke(board, '03/UQ-BBT');
  const after = await windowOf('deputy', { dataDir: before.desk.dataDir });
  await after.connection('Máy chủ không nhận 1 việc');
  expect(await board.stateOf(item)).toBe('submitted');
  await after.page.getByRole('navigation').getByRole('button', { name: 'Việc gửi máy chủ' }).click();
  const attention = after.page.getByRole('region', { name: 'Cần xử lý' });
  await expect(attention).toContainText(title);
  await expect(attention).toContainText('hết hiệu lực');
  await attention.getByRole('button', { name: 'Trình Trưởng ban' }).click();
  const head = await board.headless('head');
  await expect
    .poll(async () => (await head.itemIn(item, 'submitted')).item.comments.length, { timeout: 25_000 })
    .toBe(1);
  await head.close();
});
