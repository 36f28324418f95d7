import { expect, test } from 'vitest';
import { pager } from './lists.ts';

const linksOf = (page: number, pages: number): string =>
  (pager(page, pages, (number) => `/x?trang=${number}`)?.text ?? '')
    .replace(/<span class="unseen">Trang <\/span>/g, '')
    .replace(/<a href="\/x\?trang=(\d+)"[^>]*>([^<]+)<\/a>/g, '$2→$1')
    .replace(/<span class="here"[^>]*>(\d+)<\/span>/g, '[$1]')
    .replace(/<[^>]+>|\n/g, ' ')
    .replace(/ +/g, ' ')
    .trim();

test('pages near the present one, the first and the last are linked, gaps are shown', () => {
  expect([linksOf(1, 1), linksOf(1, 3), linksOf(6, 12)]).toEqual([
    '',
    '[1] 2→2 3→3 Trang sau→2',
    'Trang trước→5 1→1 … 4→4 5→5 [6] 7→7 8→8 … 12→12 Trang sau→7',
  ]);
});
