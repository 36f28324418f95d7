import { expect, test } from 'vitest';
import { deepLinkItem, deepLinkItemIn } from './deep-link.ts';

const id = 'abcdefghijklmnop1234';

test('an item id of 16 to 32 lower-case letters and digits is read', () => {
  expect([id, 'a'.repeat(16), '0'.repeat(32)].map((item) => deepLinkItem(`banbientap://item/${item}`))).toEqual([
    id,
    'a'.repeat(16),
    '0'.repeat(32),
  ]);
});

test('every other spelling is refused', () => {
  const hostile = [
    'banbientap://item/',
    `banbientap://item/${'a'.repeat(15)}`,
    `banbientap://item/${'a'.repeat(33)}`,
    `banbientap://item/${id.toUpperCase()}`,
    `BANBIENTAP://item/${id}`,
    `banbientap:/item/${id}`,
    `banbientap:item/${id}`,
    `banbientap://items/${id}`,
    `banbientap://item/${id}/`,
    `banbientap://item//${id}`,
    `banbientap://item/${id}?a=b`,
    `banbientap://item/${id}#a`,
    `banbientap://item/${id} `,
    ` banbientap://item/${id}`,
    `banbientap://item/${id}\n`,
    `banbientap://item/${id}\0`,
    `banbientap://item:80/${id}`,
    `banbientap://user@item/${id}`,
    `banbientap://item/%61${id}`,
    `banbientap://item/../item/${id}`,
    `banbientap://item/${id}/../../x`,
    'banbientap://item/--inspect=12345678',
    'banbientap://item/ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐ',
    'banbientap://item/abcdefghijklmnoр',
    'https://item/abcdefghijklmnop',
    '',
  ];
  expect(hostile.filter((link) => deepLinkItem(link) !== null)).toEqual([]);
});

test('the first link among a process’s arguments counts, wherever it stands', () => {
  expect(deepLinkItemIn(['desk', '--desk-data=/x', 'banbientap://item/bad', `banbientap://item/${id}`])).toBe(id);
  expect(deepLinkItemIn(['desk', `--link=banbientap://item/${id}`])).toBeNull();
});
