/** One fresh look into a queue by the modules a queue needs, in a process of its own. */
import { ItemHeads } from '../../electron/core/store/item-heads.ts';
import { openStore } from '../../electron/core/store/open-store.ts';
import { Sql } from '../../electron/core/store/sql.ts';
import { look, printLook } from './inbox-look.ts';

const modules = performance.now();
const database = openStore(look.directory);
const open = performance.now();
const { rows } = new ItemHeads(new Sql(database)).page(look.query, look.viewer);
printLook(rows.length, { modules, open });
database.close();
