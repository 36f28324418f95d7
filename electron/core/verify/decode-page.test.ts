import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { decodePage, isPage } from './decode-page.ts';

const text = '<p>Quyết định số 12 – Khánh Hòa</p>';
const page = (charset: string): string => `<html><head><meta charset="${charset}"></head>${text}`;

test.each([
  ['UTF-8 without any sign', Buffer.from(text), '', 'utf-8'],
  [
    'UTF-8 mark over a lying header',
    Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)]),
    'text/html; charset=windows-1252',
    'utf-8',
  ],
  ['header over a lying meta', Buffer.from(page('iso-8859-1')), 'text/html; charset="UTF-8"', 'utf-8'],
  ['meta alone', Buffer.from(page('utf8')), 'text/html', 'utf-8'],
  [
    'UTF-16 with a mark',
    Buffer.concat([Buffer.from([0xff, 0xfe]), iconv.encode(text, 'utf-16le')]),
    'text/html',
    'utf-16le',
  ],
  [
    'big-endian UTF-16 with a mark',
    Buffer.concat([Buffer.from([0xfe, 0xff]), iconv.encode(text, 'utf-16be')]),
    'text/html',
    'utf-16be',
  ],
  ['a meta that claims UTF-16 in plain bytes', Buffer.from(page('utf-16')), 'text/html', 'utf-8'],
  [
    'an unknown label falls through to the bytes',
    Buffer.from(page('no-such-thing')),
    'text/html; charset=zzz',
    'utf-8',
  ],
])('%s', (_name, bytes, contentType, charset) => {
  const decoded = decodePage(bytes, contentType);
  expect([decoded.charset, decoded.text.includes('Quyết định số 12 – Khánh Hòa')]).toEqual([charset, true]);
});

test('windows-1258 is read from its label and guessed for bytes that are no UTF-8', () => {
  const bytes = iconv.encode('Đươ\u0300ng', 'windows-1258');
  expect(
    [decodePage(bytes, 'text/html; charset=windows-1258').text, decodePage(bytes, '').charset].map((value) =>
      value.normalize('NFC'),
    ),
  ).toEqual(['Đường', 'windows-1258']);
});

test('only pages are read as pages', () => {
  const bytes = Buffer.from('  <!DOCTYPE html><p>x');
  expect(
    [
      ['text/html; charset=utf-8', 'x'],
      ['application/xhtml+xml', 'x'],
      ['', bytes],
      ['text/plain', bytes],
      ['', 'plain words'],
      ['application/pdf', bytes],
      ['image/png', bytes],
    ].map(([type, body]) => isPage(String(type), Buffer.from(body ?? ''))),
  ).toEqual([true, true, true, true, false, false, false]);
});
