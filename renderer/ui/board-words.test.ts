import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { boardIdSchema } from '#shared/lib/ids.ts';
import { parseProfile } from '#shared/regulation/profile.ts';
import { newBoard } from '#shared/workflow/board-state.ts';
import { translate } from '../i18n/i18n.ts';
import { boardWords } from './board-words.ts';

const profile = parseProfile(
  JSON.parse(readFileSync(new URL('../../resources/regulations/khanh-hoa-2020-1060.json', import.meta.url), 'utf8')),
);
const { id: _id, devices: _devices, ...board } = newBoard(boardIdSchema.parse('board0000000000000000000001'), profile);
const words = boardWords(translate, 'vi', board);
const approve = profile.transitions.find(({ id }) => id === 'approve');

test('a refusal for want of the role says who may act instead, under which articles', () => {
  expect(
    words.refusal({
      code: 'not-your-role',
      citation: null,
      whoMay: approve?.roles ?? [],
      lacks: [],
      state: 'submitted',
    }),
  ).toMatchInlineSnapshot(
    `"Chỉ Trưởng ban Biên tập, hoặc Phó Trưởng ban Biên tập được phân công, ủy quyền phụ trách chuyên mục này được làm việc này, theo khoản 1 Điều 5 Quy chế (gạch đầu dòng thứ hai); khoản 2 Điều 5 Quy chế (gạch đầu dòng thứ hai)."`,
  );
});

test('a refusal for the step says where the item stands and by which article', () => {
  expect(
    words.refusal({
      code: 'not-in-state',
      citation: approve?.citation ?? null,
      whoMay: [],
      lacks: [],
      state: 'uploaded',
    }),
  ).toMatchInlineSnapshot(
    `"Việc này không thuộc bước hiện tại của mục. Mục đang ở bước “Đã cập nhật, chờ đối chiếu”. Theo Bước 2 Điều 8 Quy chế."`,
  );
});

test('a rule with no article behind it is house practice, never a made-up citation', () => {
  expect(words.article(null)).toBe('không có trong Quy chế');
});
