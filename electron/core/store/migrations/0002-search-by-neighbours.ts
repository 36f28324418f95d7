import type { Migration } from './migration.ts';

/**
 * Search by neighbouring syllables. A phrase of common syllables is rare, while each syllable's own list is long; the
 * list of a syllable with the beginning of the next one is short. Neither index keeps places or counts: what they name
 * is looked up in `search_form`, which is the text itself. Both name a moment of receipt, not an item's
 * place, since near numbers take less room. What was indexed before is indexed again in slices, while the desk works.
 * `item_counted` is there to be small: counting all items reads the smallest index there is.
 */
export const searchByNeighbours: Migration = {
  version: 2,
  minSafe: 2,
  sql: `
CREATE INDEX item_counted ON item_head (pinned);
DROP TABLE item_search;
CREATE TABLE search_form (place INTEGER PRIMARY KEY, form TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE search_syllable USING fts5 (
  form, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii', prefix = '1 2 3 4 5 6'
);
CREATE VIRTUAL TABLE search_pair USING fts5 (
  pairs, content = '', contentless_delete = 1, detail = none, tokenize = "ascii tokenchars '_'"
);
INSERT INTO setting SELECT 'unindexed', 'true' FROM item_head WHERE true LIMIT 1
  ON CONFLICT (name) DO UPDATE SET value = excluded.value;
`,
};
