/** One fresh look into a queue by SQLite alone, in a process of its own. */
import path from 'node:path';
import Database from 'better-sqlite3';
import { look, printLook } from './inbox-look.ts';

const modules = performance.now();
const database = new Database(path.join(look.directory, 'desk.db'), { readonly: true });
const open = performance.now();
const { query } = look;
const where = query.queue === 'all' ? '' : `WHERE open = 1 AND state = 'submitted'`;
const rows = database.prepare(`SELECT * FROM item_head ${where} ORDER BY n DESC LIMIT ${query.limit}`).all();
printLook(rows.length, { modules, open });
database.close();
