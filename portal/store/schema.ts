/** Tables as Kysely sees them; JSON is text, flags are 0 or 1, so that SQLite and PostgreSQL read the same. */
export interface Tables {
  meta: { key: string; value: string };
  secrets: { name: string; value: string };
  boards: BoardRow;
  events: EventRow;
  items: ItemRow;
  articles: { hash: string; json: string; size: number };
  receipts: ReceiptRow;
  conflicts: { board: string; command: string; payload: string };
  logins: LoginRow;
  sign_in_failures: { login: string; address: string; failures: number; first_at: number; locked_until: number };
  sessions: SessionRow;
  blobs: { hash: string; size: number; created_at: string };
  counters: { name: string; value: number };
}

export interface BoardRow {
  id: string;
  name: string;
  head_seq: number;
  head_hash: string;
  head_at: string;
  /** Sequence of the last event that changed `state`. */
  state_seq: number;
  state: string;
}

export interface EventRow {
  board: string;
  seq: number;
  hash: string;
  prev: string;
  item: string | null;
  /** Type of the fact. */
  kind: string;
  /** Person a `sightLost` is about. */
  subject: string | null;
  /** Canonical JSON of the whole event. */
  json: string;
  /** JSON list of the content hashes the event introduces. */
  introduces: string;
}

export interface ItemRow {
  board: string;
  id: string;
  section: string;
  kind: string;
  received_by: string;
  specialist: string | null;
  state: string;
  current: string;
  seq: number;
  /** What its public page renders; null when there is none. */
  shown: string | null;
  shown_revision: number | null;
  published_at: string | null;
  /** What was entered on this server's own portal, public or not. */
  entered: string | null;
  /** Of what was entered. */
  revision: number | null;
  uploaded_at: string | null;
  json: string;
}

export interface ReceiptRow {
  board: string;
  command: string;
  device: string;
  counter: number;
  /** SHA-256 of the canonical statement. */
  payload: string;
  outcome: string;
}

export interface LoginRow {
  login: string;
  board: string;
  person: string;
  password_hash: string;
}

export interface SessionRow {
  token_hash: string;
  board: string;
  person: string;
  device: string;
  created_at: number;
  used_at: number;
  expires_at: number;
}
