import type { Migration } from './migration.ts';

/**
 * What deadlines are counted from, beside the narrow rows so that those stay narrow; `late` is the first millisecond at
 * which the running deadline that ends first is late. A program that does not keep it up must not open the store.
 */
export const deadlines: Migration = {
  version: 3,
  minSafe: 3,
  sql: `
CREATE TABLE item_deadline (
  n INTEGER PRIMARY KEY, running INTEGER NOT NULL, late INTEGER,
  type TEXT, supplier TEXT NOT NULL, posted INTEGER, facts TEXT NOT NULL
) STRICT;
CREATE INDEX deadline_running ON item_deadline (late) WHERE running = 1;
CREATE TABLE deadline_reminder (
  item TEXT NOT NULL, kind TEXT NOT NULL, late INTEGER NOT NULL, at TEXT NOT NULL,
  PRIMARY KEY (item, kind, late)
) STRICT, WITHOUT ROWID;
`,
};
