import type { Migration } from './migration.ts';

/**
 * The first schema. `item_head` is narrow and holds what the desk shows now, its own unsent work included; `item_body`
 * holds what the server confirmed: a zstd blob, with zstd's own checksum, of `{item, article}`; a first sync packs neighbours
 * together into `item_block` and the row says which line is its own. Prefixes from the
 * first letter on are indexed: without them the first letter typed costs 20 ms.
 */
export const firstSchema: Migration = {
  version: 1,
  minSafe: 1,
  sql: `
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE secret (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE cursor (
  one INTEGER PRIMARY KEY CHECK (one = 1), server TEXT NOT NULL, epoch INTEGER NOT NULL,
  seq INTEGER NOT NULL, hash TEXT NOT NULL, at TEXT NOT NULL
) STRICT;
CREATE TABLE board (one INTEGER PRIMARY KEY CHECK (one = 1), body BLOB NOT NULL) STRICT;

CREATE TABLE event (
  seq INTEGER PRIMARY KEY, hash TEXT NOT NULL, prev TEXT NOT NULL, item TEXT, body BLOB
) STRICT;
CREATE INDEX event_of_item ON event (item, seq) WHERE item IS NOT NULL;

CREATE TABLE item_head (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL, summary TEXT NOT NULL,
  kind TEXT NOT NULL, section TEXT NOT NULL, state TEXT NOT NULL, open INTEGER NOT NULL,
  holder_role TEXT NOT NULL, holder_person TEXT, holder_name TEXT, received_by TEXT NOT NULL,
  since TEXT NOT NULL, received_at TEXT NOT NULL, updated_at TEXT NOT NULL,
  seq INTEGER NOT NULL, read_seq INTEGER NOT NULL, current TEXT NOT NULL, read_hash TEXT,
  sync TEXT NOT NULL, pinned INTEGER NOT NULL, comments INTEGER NOT NULL, words INTEGER NOT NULL,
  original TEXT, ready INTEGER NOT NULL, block INTEGER, line INTEGER
) STRICT;
CREATE INDEX item_open ON item_head (state, n) WHERE open = 1;
CREATE INDEX item_unsettled ON item_head (n) WHERE sync <> 'none';
CREATE TABLE item_body (n INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;
CREATE TABLE item_block (block INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;
CREATE VIRTUAL TABLE item_search USING fts5 (
  title, summary, content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '1 2 3 4 5'
);

CREATE TABLE article (hash TEXT PRIMARY KEY, body BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE blob (
  sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL, media_type TEXT NOT NULL,
  uploaded INTEGER NOT NULL, added_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox (
  n INTEGER PRIMARY KEY AUTOINCREMENT, command TEXT NOT NULL UNIQUE,
  server TEXT NOT NULL, person TEXT NOT NULL, device TEXT NOT NULL,
  item TEXT, action TEXT NOT NULL, title TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('held', 'waiting', 'accepted', 'rejected', 'failed', 'undone')),
  acted_at TEXT NOT NULL, hold_until TEXT,
  statement TEXT NOT NULL, digest TEXT NOT NULL, signature TEXT, counter INTEGER,
  articles BLOB NOT NULL, blobs TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0, next_attempt_at TEXT,
  refusal TEXT, error TEXT, draft TEXT, dismissed INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX outbox_state ON outbox (state, n);
CREATE INDEX outbox_item ON outbox (item, n);
CREATE UNIQUE INDEX outbox_counter ON outbox (server, device, counter) WHERE counter IS NOT NULL;
CREATE TABLE receipt (
  command TEXT PRIMARY KEY, server TEXT NOT NULL, epoch INTEGER NOT NULL,
  outcome TEXT NOT NULL, seq INTEGER, at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE draft (
  id TEXT PRIMARY KEY, item TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
  base TEXT NOT NULL, hash TEXT NOT NULL, body BLOB NOT NULL, saved_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX draft_of_item ON draft (item);
CREATE TABLE notification (
  event INTEGER PRIMARY KEY, item TEXT NOT NULL, title TEXT NOT NULL, action TEXT NOT NULL,
  by TEXT NOT NULL, sent_at TEXT NOT NULL, seen_at TEXT
) STRICT;
CREATE TABLE verification (
  n INTEGER PRIMARY KEY AUTOINCREMENT, item TEXT NOT NULL, command TEXT, evidence TEXT NOT NULL,
  body BLOB NOT NULL, at TEXT NOT NULL
) STRICT;
CREATE INDEX verification_of_item ON verification (item, n);
`,
};
