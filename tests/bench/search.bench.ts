/** Search among 100,000 items: equal to a scan of every item, newest first, and fast at p95. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ItemSnapshot } from '#shared/contract/sync-messages.ts';
import type { PersonId } from '#shared/lib/ids.ts';
import { openDeskStore } from '../../electron/core/store/desk-store.ts';
import { fillStore } from './fill-store.ts';
import { createChance, MADE_UP_PEOPLE, madeUpItems } from './made-up-items.ts';
import { p95, report } from './measure.ts';

const ITEMS = Number(process.argv[2] ?? 100_000);
const QUERIES = 400;
const ROWS = 50;

/** Folded by hand and not by the desk's own code, so that a mistake there shows here. */
function folded(text: string): string {
  const marks = /[\u0300-\u036f]/g;
  const plain = text.normalize('NFD').replace(marks, '').replace(/đ/g, 'd').replace(/Đ/g, 'd').toLowerCase();
  return ` ${plain.replace(/[^a-z0-9]+/g, ' ').trim()}`;
}

/** What a person might type: some syllables of a text that exists, the last one unfinished, with or without marks. */
function typedQueries(titles: readonly string[], count: number): readonly string[] {
  const chance = createChance(7);
  return Array.from({ length: count }, (_, index) => {
    const words = (titles[Math.floor(chance() * titles.length)] ?? '').split(' ');
    const length = 1 + Math.floor(chance() * Math.min(5, words.length));
    const from = Math.floor(chance() * (words.length - length + 1));
    const text = words.slice(from, from + length).join(' ');
    const cut = text.slice(0, Math.max(2, text.length - Math.floor(chance() * 3)));
    if (index % 20 === 0) return `${cut} không có ở đâu`;
    if (index % 3 === 0) return folded(cut).trim();
    return index % 3 === 1 ? cut.toUpperCase() : cut.normalize('NFD');
  });
}

/** What an index might answer wrongly or slowly: beginnings that are everywhere, and neighbours that are none. */
function hardQueries(items: readonly { readonly title: string; readonly summary: string }[]): readonly string[] {
  const letters = [...'abcdeghiklmnopqrstuvxy0123456789đâê'];
  const across = items.slice(0, 40).map(({ title, summary }) => {
    const end = title.split(' ').slice(-2).join(' ');
    return `${end} ${summary.split(' ').slice(0, 2).join(' ')}`;
  });
  const reversed = items.slice(40, 70).map(({ title }) => title.split(' ').slice(0, 3).reverse().join(' '));
  const gaps = items.slice(70, 100).map(({ summary }) => {
    const words = summary.split(' ');
    return [...words.slice(0, 2), ...words.slice(3, 5)].join(' ');
  });
  const repeated = ['xã xã', 'Sở Sở Y tế', 'tỉnh tỉnh', 'ông ông ông', 'năm năm 2023'];
  const odd = [
    '  Sở   Y – tế  ',
    '“hướng dẫn”',
    'theo ông',
    'tại xã',
    'năm 202',
    'năm 2',
    'hỗ trợ, tái',
    'Đ',
    'ĐĂNG KÝ kinh',
  ];
  return [...letters, ...letters.map((letter) => `sở ${letter}`), ...across, ...reversed, ...gaps, ...repeated, ...odd];
}

const directory = mkdtempSync(path.join(tmpdir(), 'bench-search-'));
try {
  fillStore(directory, ITEMS);
  const items = [...madeUpItems(ITEMS)].map(({ item, article }: ItemSnapshot) => ({
    id: item.id,
    receivedAt: item.receivedAt,
    title: article.title,
    summary: article.summary,
    columns: [folded(article.title), folded(article.summary)],
  }));
  items.reverse();
  const viewer = { person: MADE_UP_PEOPLE[0]?.id ?? ('' as PersonId), roles: ['head' as const] };
  const store = openDeskStore(directory, new Date(0).toISOString());
  const wrong: string[] = [];
  let compared = 0;
  try {
    const ask = (text: string): readonly string[] =>
      store.heads
        .page({ queue: 'all', section: null, state: null, text, sort: 'newest', offset: 0, limit: ROWS }, viewer)
        .rows.map((row) => row.id);
    const scan = (text: string): readonly string[] => {
      const wanted = folded(text).trimEnd();
      const found: string[] = [];
      for (const item of items) {
        if (found.length === ROWS) break;
        if (item.columns.some((column) => column.includes(wanted))) found.push(item.id);
      }
      return found;
    };
    const measure = (figure: string, typed: readonly string[], limit: { atMost: number; of: 'p95' } | null): void => {
      const queries = typed.filter((query) => folded(query).trim() !== '');
      for (const query of queries.slice(0, 20)) ask(query);
      const desk: number[] = [];
      const floor: number[] = [];
      for (const query of queries) {
        const asked = performance.now();
        const found = ask(query);
        desk.push(performance.now() - asked);
        const scanned = performance.now();
        const expected = scan(query);
        floor.push(performance.now() - scanned);
        if (found.join() !== expected.join()) wrong.push(query);
      }
      compared += queries.length;
      report({
        bench: 'search',
        figure,
        unit: 'ms',
        samples: desk,
        floor: { what: 'scan of folded titles and summaries in memory', samples: floor },
        ...(limit === null ? {} : { limit }),
        facts: { items: ITEMS, floorP95: Number(p95(floor).toPrecision(4)) },
      });
    };
    const limit = { atMost: 2, of: 'p95' } as const;
    const titles = items.map(({ title }) => title);
    const summaries = items.map(({ summary }) => summary);
    measure(`newest ${ROWS} matches, typed from titles`, typedQueries(titles, QUERIES), limit);
    measure(`newest ${ROWS} matches, typed from summaries`, typedQueries(summaries, QUERIES), limit);
    measure(`newest ${ROWS} matches, meant to be hard`, hardQueries(items), null);
  } finally {
    store.close();
  }
  report({
    bench: 'search',
    figure: 'queries that differ from the scan',
    unit: 'count',
    samples: [wrong.length],
    limit: { atMost: 0, of: 'median' },
    facts: { queries: compared, ...(wrong.length > 0 ? { first: wrong[0] ?? '' } : {}) },
  });
} finally {
  rmSync(directory, { recursive: true, force: true });
}
