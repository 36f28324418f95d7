/** Search among 100,000 items: equal to a scan of every item, newest first, and fast at p95. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ItemSnapshot } from '#shared/contract/sync-messages.ts';
import type { PersonId } from '#shared/lib/ids.ts';
import { openDeskStore } from '../../electron/core/store/desk-store.ts';
import { fillStore } from './fill-store.ts';
import { createChance, MADE_UP_PEOPLE, madeUpItems } from './made-up-items.ts';
import { report } from './measure.ts';

const ITEMS = Number(process.argv[2] ?? 100_000);
const QUERIES = 400;
const ROWS = 50;

/** Folded by hand and not by the desk's own code, so that a mistake there shows here. */
function folded(text: string): string {
  const marks = /[\u0300-\u036f]/g;
  const plain = text.normalize('NFD').replace(marks, '').replace(/đ/g, 'd').replace(/Đ/g, 'd').toLowerCase();
  return ` ${plain.replace(/[^a-z0-9]+/g, ' ').trim()}`;
}

/** What a person might type: some syllables of a title that exists, the last one unfinished, with or without marks. */
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

const directory = mkdtempSync(path.join(tmpdir(), 'bench-search-'));
try {
  fillStore(directory, ITEMS);
  const items = [...madeUpItems(ITEMS)].map(({ item, article }: ItemSnapshot) => ({
    id: item.id,
    receivedAt: item.receivedAt,
    title: article.title,
    columns: [folded(article.title), folded(article.summary)],
  }));
  items.reverse();
  const viewer = { person: MADE_UP_PEOPLE[0]?.id ?? ('' as PersonId), roles: ['head' as const] };
  const store = openDeskStore(directory, new Date(0).toISOString());
  const desk: number[] = [];
  const scan: number[] = [];
  const wrong: string[] = [];
  try {
    const queries = typedQueries(
      items.map((item) => item.title),
      QUERIES,
    ).filter((query) => folded(query).trim() !== '');
    const ask = (text: string): readonly string[] =>
      store.heads
        .page({ queue: 'all', section: null, state: null, text, sort: 'newest', offset: 0, limit: ROWS }, viewer)
        .rows.map((row) => row.id);
    for (const query of queries.slice(0, 20)) ask(query);
    for (const query of queries) {
      const asked = performance.now();
      const found = ask(query);
      desk.push(performance.now() - asked);
      const scanned = performance.now();
      const wanted = folded(query).trimEnd();
      const expected: string[] = [];
      for (const item of items) {
        if (expected.length === ROWS) break;
        if (item.columns.some((column) => column.includes(wanted))) expected.push(item.id);
      }
      scan.push(performance.now() - scanned);
      if (found.join() !== expected.join()) wrong.push(query);
    }
  } finally {
    store.close();
  }
  report({
    bench: 'search',
    figure: `newest ${ROWS} matches`,
    unit: 'ms',
    samples: desk,
    floor: { what: 'scan of folded titles and summaries in memory', samples: scan },
    limit: { atMost: 2, of: 'p95' },
    facts: { items: ITEMS, queries: desk.length, differentFromScan: wrong.length },
  });
  report({
    bench: 'search',
    figure: 'queries that differ from the scan',
    unit: 'count',
    samples: [wrong.length],
    limit: { atMost: 0, of: 'median' },
    ...(wrong.length > 0 ? { facts: { first: wrong[0] ?? '' } } : {}),
  });
} finally {
  rmSync(directory, { recursive: true, force: true });
}
