/**
 * One fresh look into a queue, in a process of its own: `queue` by the modules a queue needs, `desk` by the desk's whole
 * store with its lock and every repository, `floor` by SQLite alone.
 */
import type { QueueId } from '#shared/contract/desk-views.ts';
import type { PersonId } from '#shared/lib/ids.ts';

const [, , wantedKind, directory = '', wanted = 'awaitingApproval'] = process.argv;
const kind = wantedKind === 'queue' || wantedKind === 'desk' ? wantedKind : 'floor';
const queue: QueueId = wanted === 'all' ? 'all' : 'awaitingApproval';
/** Branded by hand: loading the schemas would be measured along. */
const viewer = '00000000000000000000000001' as PersonId;
const ROWS = 50;
const query = { queue, section: null, state: null, text: '', sort: 'newest', offset: 0, limit: ROWS } as const;

async function byQueue(): Promise<void> {
  const { openStore } = await import('../../electron/core/store/open-store.ts');
  const { Sql } = await import('../../electron/core/store/sql.ts');
  const { ItemHeads } = await import('../../electron/core/store/item-heads.ts');
  const modules = performance.now() - started;
  const database = openStore(directory);
  const open = performance.now() - started - modules;
  const { rows } = new ItemHeads(new Sql(database)).page(query, { person: viewer, roles: ['head'] });
  print({ ms: performance.now() - started, rows: rows.length, modules, open });
  database.close();
}

async function byDesk(): Promise<void> {
  const { openDeskStore } = await import('../../electron/core/store/desk-store.ts');
  const modules = performance.now() - started;
  const store = openDeskStore(directory, new Date(0).toISOString());
  const open = performance.now() - started - modules;
  const { rows } = store.heads.page(query, { person: viewer, roles: ['head'] });
  print({ ms: performance.now() - started, rows: rows.length, modules, open });
  store.close();
}

async function byFloor(): Promise<void> {
  const { default: Database } = await import('better-sqlite3');
  const { default: path } = await import('node:path');
  const modules = performance.now() - started;
  const database = new Database(path.join(directory, 'desk.db'), { readonly: true });
  const open = performance.now() - started - modules;
  const where = queue === 'all' ? '' : `WHERE open = 1 AND state = 'submitted'`;
  const rows = database.prepare(`SELECT * FROM item_head ${where} ORDER BY n DESC LIMIT ${ROWS}`).all();
  print({ ms: performance.now() - started, rows: rows.length, modules, open });
  database.close();
}

function print(sample: {
  readonly ms: number;
  readonly rows: number;
  readonly modules: number;
  readonly open: number;
}): void {
  console.log(JSON.stringify(sample));
}

const started = performance.now();
await { queue: byQueue, desk: byDesk, floor: byFloor }[kind]();
