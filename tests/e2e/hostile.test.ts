import { expect } from '@playwright/test';
import { type ArchiveEntry, contentTypes, mainPart, wordParts, zip } from '../fixtures/docx/archives.ts';
import { openHostilePortal } from './hostile-portal.ts';
import { nothing, observe } from './observed-page.ts';
import { test } from './trial-board.ts';

const scriptText = '<script>window.hostile=true;alert(1)</script>';
const handlerText = '<img src="https://ke-gian.invalid/x.png" onerror="window.hostile=true;alert(2)">';

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** A Word file that tries everything a text document can: markup as text, script links, linked pictures, field codes. */
function hostileWordFile(): Promise<Buffer> {
  const links = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const paragraph = (text: string): string => `<w:p><w:r><w:t xml:space="preserve">${escaped(text)}</w:t></w:r></w:p>`;
  const link = (id: string, text: string): string =>
    `<w:p><w:hyperlink xmlns:r="${links}" r:id="${id}"><w:r><w:t>${escaped(text)}</w:t></w:r></w:hyperlink></w:p>`;
  const field = `<w:p><w:fldSimple w:instr="INCLUDEPICTURE &quot;https://ke-gian.invalid/field.png&quot; \\d"><w:r><w:t>trường</w:t></w:r></w:fldSimple></w:p>`;
  const body = [
    paragraph('Thông báo có nội dung lạ'),
    paragraph(scriptText),
    paragraph(handlerText),
    link('l1', 'liên kết chạy mã'),
    link('l2', 'liên kết dữ liệu'),
    field,
    paragraph('Hết thông báo ngày 20/11/2026.'),
  ].join('');
  const relation = (id: string, target: string): string =>
    `<Relationship Id="${id}" Type="${links}/hyperlink" Target="${escaped(target)}" TargetMode="External"/>`;
  const relations: ArchiveEntry = {
    name: 'word/_rels/document.xml.rels',
    bytes: `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relation('l1', 'javascript:window.hostile=true;alert(3)')}${relation('l2', `data:text/html,${scriptText}`)}</Relationships>`,
  };
  const [, ...parts] = wordParts([relations], mainPart(body));
  return zip([contentTypes(), ...parts]);
}

test('a hostile Word file is shown as plain words and does nothing', async ({ windowOf }) => {
  const centre = await windowOf('centreRep');
  const { page } = centre;
  const seen = await observe(page, centre.desk.app);
  await page.getByRole('navigation').getByRole('button', { name: 'Đưa tin, bài vào' }).click();
  const buffer = await hostileWordFile();
  await page.locator('input[type=file]').setInputFiles({
    name: '<img src=x onerror=alert(9)>.docx',
    mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    buffer,
  });
  const form = page.getByRole('form');
  await expect(form.getByText(scriptText)).toBeVisible();
  await expect(form.getByText(handlerText)).toBeVisible();
  await expect(form.getByRole('link')).toHaveCount(0);
  await form.getByLabel('Tiêu đề').fill(`Tin lạ ${scriptText}`);
  await form.getByLabel('Chuyên mục').first().click();
  await page.getByRole('option', { name: 'Cải cách hành chính' }).click();
  await form.getByLabel('Người, đơn vị gửi').fill(handlerText);
  await form.getByRole('button', { name: 'Tiếp nhận' }).click();
  await page.getByRole('button', { name: 'Mở mục vừa tiếp nhận' }).click();
  await expect(centre.pane.getByText(handlerText)).toBeVisible();
  for (const tab of ['So sánh', 'Quá trình xử lý', 'Tài liệu kèm theo', 'Nội dung']) await centre.tab(tab);
  expect(await page.evaluate(() => Reflect.get(window, 'hostile'))).toBeUndefined();
  expect(await seen()).toEqual(nothing);
});

test('a page that was broken into is found out, shown, and reaches nothing of the desk', async ({
  board,
  windowOf,
}) => {
  const item = await board.item(
    { title: 'Trang bị chèn mã' },
    { by: 'centreRep', do: 'submit' },
    { by: 'head', do: 'approve' },
    { by: 'centreRep', do: 'upload' },
  );
  const { url, caPem } = await board.start();
  const portal = await openHostilePortal(url, caPem, board.tlsDirectory);
  try {
    const secretary = await windowOf('secretary', {
      item,
      dataDir: await board.deskDirectory('secretary', portal.url),
    });
    const { page } = secretary;
    const seen = await observe(page, secretary.desk.app);
    await secretary.tab('Bản trên Cổng');
    await secretary.pane.getByRole('button', { name: 'Đối chiếu trang xem trước' }).click();
    await expect(secretary.pane.getByText(/^Không đúng với bản đã duyệt/)).toBeVisible({ timeout: 40_000 });
    for (const type of [
      'Có mã lệnh lạ trong bài',
      'Có khung trang lạ trong bài',
      'Có biểu mẫu lạ trong bài',
      'Có mã tự chạy gắn vào nội dung',
    ]) {
      await expect(secretary.pane.getByText(type).first()).toBeVisible();
    }
    const askedByTheDrawing = portal.reached.length;
    for (const look of [/Ảnh chụp/, /Trang \(/, /Chữ trên trang/]) {
      await secretary.pane.getByRole('radiogroup').getByText(look).click();
      await page.waitForTimeout(700);
    }
    await expect(secretary.pane.getByRole('button', { name: 'Xuất bản', exact: true }).first()).toBeDisabled();
    expect(await page.evaluate(() => Reflect.get(window, 'hostile'))).toBeUndefined();
    expect(await seen()).toEqual(nothing);
    // The window itself asked the hostile server for nothing, whatever the guarded drawing of the page did before.
    expect(portal.reached.length).toBe(askedByTheDrawing);
  } finally {
    await portal.close();
  }
});
