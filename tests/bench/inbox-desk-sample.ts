/** One fresh look into a queue by the desk's whole store with its lock and every repository, in a process of its own. */
import { openDeskStore } from '../../electron/core/store/desk-store.ts';
import { look, printLook } from './inbox-look.ts';

const modules = performance.now();
const store = openDeskStore(look.directory, new Date(0).toISOString());
const open = performance.now();
const { rows } = store.heads.page(look.query, look.viewer);
printLook(rows.length, { modules, open });
store.close();
