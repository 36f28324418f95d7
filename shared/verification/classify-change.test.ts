import { expect, test } from 'vitest';
import { classifyWording } from './classify-change.ts';

test.each([
  ['tăng 12,5% so với', '12,5', '15,2', 'changedNumber'],
  ['trước ngày 30/6/2029.', '30', '31', 'changedDate'],
  ['trong tháng 3 năm sau', '3', '4', 'changedDate'],
  ['lúc 22 giờ hôm nay', '22', '21', 'changedDate'],
  ['trồng 125 ha rừng', '125', '152', 'changedNumber'],
  ['tổng vốn 50 tỷ đồng', 'tỷ', 'triệu', 'changedNumber'],
  ['giảm -5 điểm', '-', '', 'changedNumber'],
  ['người dân không phải nộp', 'không', '', 'changedNegation'],
  ['hồ sơ chưa hợp lệ', 'chưa', 'đã', 'changedNegation'],
  ['fees are not refunded', 'not', '', 'changedNegation'],
  ['chính quyền xã', 'quyền', 'quyên', 'changedDiacritic'],
  ['xã Vĩnh Lương nay', 'Lương', 'lương', 'changedCase'],
  ['do ông Trần Nam ký', 'Trần Nam', 'Lê Bình', 'changedName'],
  ['cơ quan tiếp nhận hồ sơ', 'tiếp nhận', 'từ chối', 'changedText'],
  ['đúng hạn, đủ hồ sơ', ',', '.', 'changedPunctuation'],
])('%s: %s → %s is %s', (text, approved, published, type) => {
  const from = text.indexOf(approved);
  expect(classifyWording({ approved, published, text, from, to: from + approved.length, pageText: '' })).toBe(type);
});
