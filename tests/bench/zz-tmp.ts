import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { DeskState } from '../../electron/core/state/desk-state.ts';
import { articleFacts } from '../../electron/core/store/article-facts.ts';
import { packText } from '../../electron/core/store/body-codec.ts';
import { openDeskStore } from '../../electron/core/store/desk-store.ts';
import { searchForm } from '../../electron/core/store/search-text.ts';
import { madeUpItems } from './made-up-items.ts';

const N = 20000;
const lines = [...madeUpItems(N)].map((s) => JSON.stringify({ item: s.item, article: s.article }));
console.log('line', lines[5]!.length, Buffer.byteLength(lines[5]!));
const dir = mkdtempSync(path.join(tmpdir(), 'zz-'));
const cpu = (name: string, f: () => void) => {
  const a = process.cpuUsage();
  f();
  const b = process.cpuUsage(a);
  console.log(name.padEnd(22), ((b.user + b.system) / N).toFixed(1), 'us/row');
};
const db = new Database(path.join(dir, 'raw.db'));
db.pragma('journal_mode=WAL');
db.pragma('synchronous=FULL');
db.exec('CREATE TABLE item (seq INTEGER PRIMARY KEY, id TEXT, state TEXT, body TEXT)');
const ins = db.prepare('INSERT INTO item (seq, id, state, body) VALUES (?, ?, ?, ?)');
cpu('floor insert+parse', () => {
  db.exec('BEGIN');
  let i = 0;
  for (const l of lines) {
    const v = JSON.parse(l);
    ins.run(++i, v.item.id, v.item.state, l);
    if (i % 1000 === 0) db.exec('COMMIT; BEGIN');
  }
  db.exec('COMMIT');
});
cpu('parse item', () => {
  for (const l of lines) JSON.parse(l.slice(8, l.indexOf(',"article":')));
});
cpu('facts', () => {
  for (const l of lines) articleFacts(l.slice(l.indexOf(',"article":')));
});
cpu('pack', () => {
  for (const l of lines) packText(l);
});
cpu('searchForm', () => {
  for (const l of lines) {
    const f = articleFacts(l);
    searchForm(f.title);
    searchForm(f.summary);
  }
});
const store = openDeskStore(path.join(dir, 'd'), 'x');
const board: any = { profile: { states: [] }, people: [] };
const state = new DeskState(store, () => '2026-01-01T00:00:00.000Z' as any);
const heads = lines.map((l) => {
  const cut = l.indexOf(',"article":');
  const item = JSON.parse(l.slice(8, cut));
  return state.head(item, item.seq, articleFacts(l.slice(cut)), board, 'none');
});
cpu('head build', () => {
  for (const l of lines) {
    const cut = l.indexOf(',"article":');
    const item = JSON.parse(l.slice(8, cut));
    state.head(item, item.seq, articleFacts(l.slice(cut)), board, 'none');
  }
});
const ns: number[] = [];
cpu('head insert', () => {
  let i = 0;
  while (i < N)
    store.sql.transaction(() => {
      for (let k = 0; k < 1000; k++, i++) ns.push(store.heads.insert(heads[i]!, 0));
    });
});
const packed = lines.map((l) => packText(l));
cpu('body insert', () => {
  let i = 0;
  while (i < N)
    store.sql.transaction(() => {
      for (let k = 0; k < 1000; k++, i++) store.bodies.writePacked(ns[i]!, packed[i]!);
    });
});
cpu('index', () => {
  let after: number | null = -1;
  while (after !== null) {
    const f: number = after;
    after = store.sql.transaction(() => store.heads.indexAfter(f, 2000));
  }
});
store.close();
rmSync(dir, { recursive: true });
