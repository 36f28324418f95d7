import { expect, test } from 'vitest';
import { sha256Hash } from '#shared/lib/hash.ts';
import { itemIdSchema } from '#shared/lib/ids.ts';
import { articlePath, filePath, routeOf } from './addresses.ts';

const item = itemIdSchema.parse('0123456789abcdefghjkmnpqrs');
const sha256 = sha256Hash('x');

test('the path of an item reads like its title and leads back to the item', () => {
  const path = articlePath('Đường dây nóng: “1022” – hỗ trợ 24/7', item);
  expect([path, routeOf(path)]).toEqual([
    '/tin/duong-day-nong-1022-ho-tro-24-7-0123456789abcdefghjkmnpqrs',
    { page: 'article', item },
  ]);
});

test('a title without letters, a very long one, and an old one still lead to the item', () => {
  const paths = [
    articlePath('???', item),
    articlePath('dài '.repeat(100), item),
    `/tin/ten-cu-${item}`,
    `/tin/${item}`,
  ];
  expect(paths.map((path) => routeOf(path))).toEqual(paths.map(() => ({ page: 'article', item })));
  expect(Math.max(...paths.map(({ length }) => length))).toBeLessThan(120);
});

test('files of a preview are asked for under its token, those of public pages without', () => {
  const token = 'AbCdEfGhIjKlMnOpQrStUvWxYz012345';
  expect([
    routeOf(`/anh/${sha256}`),
    routeOf(`/xem-truoc/${token}/anh/${sha256}`),
    routeOf(decodeURIComponent(filePath(sha256, 'Phụ lục 1/2.pdf', `/xem-truoc/${token}`))),
  ]).toEqual([
    { page: 'image', sha256, preview: null },
    { page: 'image', sha256, preview: token },
    { page: 'file', sha256, name: 'Phụ lục 1/2.pdf', preview: token },
  ]);
});

test('whatever is not of an address’s own form leads nowhere', () => {
  const paths = [
    '',
    '/../etc/passwd',
    '/tin/',
    `/tin/x-${item}x/`,
    '/anh/zz',
    '/xem-truoc/kurz',
    '/chuyen-muc/Hoa',
    '/x',
  ];
  expect(paths.map((path) => routeOf(path).page)).toEqual(paths.map(() => 'unknown'));
});
