import { describe, expect, test } from 'vitest';
import { htmlToBody } from '#shared/content/html-in.ts';
import { bodyToHtml } from '#shared/content/html-out.ts';
import { guessHeadline } from './guess-headline.ts';

const guessed = (html: string): readonly [string, string, string] => {
  const { title, summary, body } = guessHeadline(htmlToBody(html).body);
  return [title, summary, bodyToHtml(body, { imageUrl: (sha256) => sha256 })];
};
const text = 'Sở Thông tin và Truyền thông tổ chức hội nghị tập huấn cho cán bộ các xã';

describe('the headline of a text', () => {
  test.each<readonly [string, string, readonly [string, string, string]]>([
    ['a heading', `<h1>Tên bài</h1><p>${text}</p>`, ['Tên bài', '', `<p>${text}</p>`]],
    [
      'a bold line with a bold lead',
      `<p><b>Tên bài</b></p><p><b>${text}.</b></p><p>a</p>`,
      ['Tên bài', `${text}.`, '<p>a</p>'],
    ],
    [
      'a plain line with a bold lead',
      `<p>Tên bài</p><p><b>${text}.</b></p><p>a</p>`,
      ['Tên bài', `${text}.`, '<p>a</p>'],
    ],
    [
      'a centred title over two lines',
      '<p align=center><b>Tên bài</b></p><p align=center><b>rất dài</b></p><p>a</p>',
      ['Tên bài rất dài', '', '<p>a</p>'],
    ],
    ['an italic lead', `<h2>Tên bài</h2><p><i>${text}</i></p><p>a</p>`, ['Tên bài', text, '<p>a</p>']],
    ['a title under blank lines', '<p></p><h1>Tên bài</h1><p>a</p>', ['Tên bài', '', '<p>a</p>']],
    ['only a title', '<h1>Tên bài</h1>', ['Tên bài', '', '<p></p>']],
    ['a long first paragraph', `<p>${text.repeat(3)}</p>`, ['', '', `<p>${text.repeat(3)}</p>`]],
    ['nothing but a table', '<table><tr><td>a</table>', ['', '', '<table><tbody><tr><td>a</td></tr></tbody></table>']],
  ])('%s', (_name, html, expected) => {
    expect(guessed(html)).toEqual(expected);
  });

  test.each([
    ['<p>QUYẾT ĐỊNH</p><p>Về việc ban hành Quy chế</p>', 'QUYẾT ĐỊNH Về việc ban hành Quy chế'],
    ['<p>QUYẾT ĐỊNH <b>Ban hành Quy chế</b></p>', 'QUYẾT ĐỊNH Ban hành Quy chế'],
    ['<p>THÔNG BÁO</p><p>Căn cứ Luật</p>', 'THÔNG BÁO'],
  ])('an official document keeps its text whole and lends its subject as title: %s', (html, title) => {
    const letterhead =
      '<table><tr><td>UỶ BAN NHÂN DÂN<td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</table>' +
      '<p><b>CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM</b></p><p><b>Độc lập - Tự do - Hạnh phúc</b></p><p>Số: 12/QĐ-UBND</p>';
    const [found, summary, rest] = guessed(`${letterhead}${html}<p>Điều 1.</p>`);
    expect([found, summary]).toEqual([title, '']);
    expect(rest).toBe(
      bodyToHtml(htmlToBody(`${letterhead}${html}<p>Điều 1.</p>`).body, { imageUrl: (sha256) => sha256 }),
    );
  });

  test('no word of the text is lost', () => {
    const html = `<p align=center><b>Tên bài</b></p><p></p><p><b>${text}</b></p><p>a</p><h2>b</h2>`;
    expect(
      guessed(html)
        .join(' ')
        .replace(/<[^>]*>/g, ' ')
        .split(/\s+/)
        .filter(Boolean)
        .sort(),
    ).toEqual(
      html
        .replace(/<[^>]*>/g, ' ')
        .split(/\s+/)
        .filter(Boolean)
        .sort(),
    );
  });
});
