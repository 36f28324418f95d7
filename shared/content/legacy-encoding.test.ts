import { expect, test } from 'vitest';
import { looksMisdecoded } from './legacy-encoding.ts';

test('Vietnamese read as TCVN3, VNI or UTF-8 in the wrong code page is noticed', () => {
  expect(
    [
      'nh©n d©n tØnh Kh¸nh Hßa QuyÕt ®Þnh vÒ viÖc duyÖt tin bµi, nhuËn bót',
      'UÛy ban nhaân daân tænh Khaùnh Hoøa duyeät ñaêng tin baøi',
      'á»¦y ban nhÃ¢n dÃ¢n tá»‰nh KhÃ¡nh HÃ²a â€“ Quyáº¿t Ä‘á»‹nh',
      'Một chữ \ufffd bị hỏng',
      'Chữ riêng \ue123 của một phông',
    ].map(looksMisdecoded),
  ).toEqual([true, true, true, true, true]);
});

test('Unicode text is left alone, names and signs of other languages included', () => {
  expect(
    [
      'Ủy ban nhân dân tỉnh Khánh Hòa ban hành Quyết định về việc duyệt tin bài, nhuận bút.',
      'Uỷ ban nhân dân, thuỷ lợi, hoà giải, người Đường'.normalize('NFD'),
      'Windows® 11, 5 µg/m³, A·B·C, São Paulo, Ñuñoa, Ürümqi, Müller, Ångström, Ð',
      'CÔNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM – ĐỘC LẬP - TỰ DO - HẠNH PHÚC',
      'L’Union européenne a publié à Genève une étude sur l’Île de la Réunion, où l’œuvre naît.',
    ].map(looksMisdecoded),
  ).toEqual([false, false, false, false, false]);
});
