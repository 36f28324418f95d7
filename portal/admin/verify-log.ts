import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { hashes, verify } from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { articleSchema } from '#shared/content/article.ts';
import { canonicalJson } from '#shared/lib/canonical-json.ts';
import { boardIdSchema } from '#shared/lib/ids.ts';
import { type BoardEvent, eventSchema, genesisHash, knownFact } from '#shared/workflow/event.ts';
import { filesOf } from '../publications/article-files.ts';
import { StartError } from '../start-error.ts';
import { FoldCheck } from './fold-check.ts';
import { LogLedger } from './log-ledger.ts';

// This program shares no code with the server's way of checking: it hashes with node:crypto where the server uses
// another library, verifies signatures with another library than the server's, and keeps its own ledger of who may act.
hashes.sha512 = sha512;

export interface LogFault {
  /** 0 when the fault is of no single event. */
  readonly seq: number;
  readonly fault: string;
  readonly detail: string;
}

export interface LogReport {
  readonly board: string;
  readonly events: number;
  readonly head: { readonly seq: number; readonly hash: string };
  readonly signatures: number;
  readonly published: number;
  readonly contents: number;
  readonly faults: readonly LogFault[];
}

export interface ExpectedHead {
  readonly seq: number;
  readonly hash: string;
}

interface StoredEvent {
  readonly seq: number;
  readonly hash: string;
  readonly prev: string;
  readonly item: string | null;
  readonly json: string;
}

const storedEventSchema = z.object({
  seq: z.number(),
  hash: z.string(),
  prev: z.string(),
  item: z.string().nullable(),
  json: z.string(),
});

const mostFaults = 1_000;

/**
 * Re-reads the events of every board (or one), the content they name and the folds kept of them, and lists everything that
 * does not hold.
 */
export async function verifyLog(
  dataDirectory: string,
  options: { readonly board?: string; readonly expectHeads?: readonly ExpectedHead[] } = {},
): Promise<readonly LogReport[]> {
  const database = openReadonly(path.join(dataDirectory, 'portal.sqlite'));
  try {
    // One moment of the store, so that a server at work underneath changes nothing while this reads.
    database.exec('begin');
    const boards = z
      .array(z.string())
      .parse(database.prepare('select distinct board from events order by board').pluck().all())
      .filter((board) => options.board === undefined || board === options.board);
    const reports: LogReport[] = [];
    for (const board of boards) {
      reports.push(await verifyBoard(database, dataDirectory, board, options.expectHeads ?? []));
    }
    if (boards.length === 0 && (options.board !== undefined || (options.expectHeads ?? []).length > 0)) {
      const faults = [{ seq: 0, fault: 'no-events', detail: options.board ?? '' }];
      const head = { seq: 0, hash: genesisHash };
      reports.push({ board: options.board ?? '', events: 0, head, signatures: 0, published: 0, contents: 0, faults });
    }
    return reports;
  } finally {
    database.close();
  }
}

async function verifyBoard(
  database: Database.Database,
  dataDirectory: string,
  board: string,
  expectHeads: readonly ExpectedHead[],
): Promise<LogReport> {
  const faults: LogFault[] = [];
  const report = (seq: number, fault: string, detail: string): void => {
    if (faults.length < mostFaults) faults.push({ seq, fault, detail });
  };
  const hashesBySeq = new Map<number, string>([[0, genesisHash]]);
  const ledger = new LogLedger(report);
  const folds = new FoldCheck(boardIdSchema.parse(board));
  const contents = new Map<string, number>();
  let head = { seq: 0, hash: String(genesisHash) };
  let events = 0;
  let signatures = 0;

  const rows = database
    .prepare('select seq, hash, prev, item, json from events where board = ? order by seq')
    .iterate(board);
  for (const raw of rows) {
    const row: StoredEvent = storedEventSchema.parse(raw);
    events += 1;
    const event = linkedEvent(row, board, head, report);
    head = { seq: row.seq, hash: row.hash };
    hashesBySeq.set(row.seq, row.hash);
    if (event === null) continue;
    folds.follow(event);
    const fact = knownFact(event);
    if (fact === null) continue;
    if (fact.type === 'acted') {
      const key = ledger.keyOf(fact.statement.device);
      signatures += 1;
      if (key === null || !isSigned(key, canonicalJson(fact.statement), fact.signature)) {
        report(event.seq, 'signature', fact.statement.command);
      }
      const seen = fact.statement.head;
      if (seen.seq >= event.seq || hashesBySeq.get(seen.seq) !== seen.hash) {
        report(event.seq, 'seen-head', `${seen.seq}:${seen.hash}`);
      }
    }
    for (const hash of ledger.follow(event, fact)) if (!contents.has(hash)) contents.set(hash, event.seq);
  }
  folds.compare(database, head, report);
  for (const { seq, hash } of expectHeads) {
    if (seq > head.seq) report(seq, 'truncated', `${head.seq} < ${seq}`);
    else if (hashesBySeq.get(seq) !== hash) report(seq, 'other-history', hash);
  }
  for (const [hash, seq] of contents) await verifyContent(database, dataDirectory, hash, seq, report);
  return { board, events, head, signatures, published: ledger.published, contents: contents.size, faults };
}

function openReadonly(file: string): Database.Database {
  try {
    return new Database(file, { readonly: true, fileMustExist: true });
  } catch (cause) {
    throw new StartError('data-unreadable', file, cause);
  }
}

type Report = (seq: number, fault: string, detail: string) => void;

/** The event of a row whose text, columns, hash and link all agree; null when its text cannot be read. */
function linkedEvent(
  row: StoredEvent,
  board: string,
  head: { seq: number; hash: string },
  report: Report,
): BoardEvent | null {
  if (row.seq !== head.seq + 1) report(row.seq, 'gap', `after ${head.seq}`);
  if (row.prev !== head.hash) report(row.seq, 'fork', row.prev);
  const event = parsedEvent(row.json);
  if (event === null) {
    report(row.seq, 'unreadable', '');
    return null;
  }
  const { hash, ...linked } = event;
  if (canonicalJson(event) !== row.json) report(row.seq, 'not-canonical', '');
  if (createHash('sha256').update(canonicalJson(linked)).digest('hex') !== hash) report(row.seq, 'altered', hash);
  const agrees =
    event.board === board &&
    event.seq === row.seq &&
    event.hash === row.hash &&
    event.prev === row.prev &&
    event.item === row.item;
  if (!agrees) report(row.seq, 'columns', '');
  return event;
}

function parsedEvent(text: string): BoardEvent | null {
  try {
    return eventSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function isSigned(publicKey: string, text: string, signature: string): boolean {
  try {
    return verify(Buffer.from(signature, 'base64url'), Buffer.from(text), Buffer.from(publicKey, 'base64url'));
  } catch {
    return false;
  }
}

/** The article a hash names, and the files the article names, are there and hash to their names. */
async function verifyContent(
  database: Database.Database,
  dataDirectory: string,
  hash: string,
  seq: number,
  report: Report,
): Promise<void> {
  const text = database.prepare('select json from articles where hash = ?').pluck().get(hash);
  if (typeof text !== 'string') {
    report(seq, 'content-missing', hash);
    return;
  }
  if (createHash('sha256').update(text).digest('hex') !== hash) {
    report(seq, 'content-altered', hash);
    return;
  }
  const article = articleSchema.safeParse(JSON.parse(text));
  if (!article.success) {
    report(seq, 'content-unreadable', hash);
    return;
  }
  for (const { sha256 } of filesOf(article.data)) {
    try {
      const bytes = await readFile(path.join(dataDirectory, 'blobs', sha256.slice(0, 2), sha256.slice(2)));
      if (createHash('sha256').update(bytes).digest('hex') !== sha256) report(seq, 'blob-altered', sha256);
    } catch {
      report(seq, 'blob-missing', sha256);
    }
  }
}

/** `SEQ:HASH`, a head that a desk or an earlier run has seen. */
export function parseExpectedHead(text: string): ExpectedHead {
  const found = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text);
  if (found === null) throw new Error(`--expect-head SEQ:HASH, not ${text}`);
  return { seq: Number(found[1]), hash: String(found[2]) };
}

/** A few lines a person can read; the JSON form has everything. */
export function printReports(reports: readonly LogReport[], json: boolean): void {
  if (json) {
    console.log(JSON.stringify({ ok: reports.every(({ faults }) => faults.length === 0), boards: reports }, null, 2));
    return;
  }
  for (const { board, events, head, signatures, published, contents, faults } of reports) {
    const verdict = faults.length === 0 ? 'toàn vẹn / intact' : `${faults.length} lỗi / faults`;
    console.log(`${board}: ${verdict}; ${events} sự kiện / events, ${signatures} chữ ký / signatures,`);
    console.log(
      `  ${contents} nội dung / contents, ${published} lần đăng / publications, head ${head.seq}:${head.hash}`,
    );
    for (const { seq, fault, detail } of faults) console.log(`  #${seq} ${fault} ${detail}`);
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: 'portal-data' },
      board: { type: 'string' },
      json: { type: 'boolean', default: false },
      'expect-head': { type: 'string', multiple: true, default: [] },
    },
  });
  const expectHeads = values['expect-head'].map(parseExpectedHead);
  const reports = await verifyLog(values.data, {
    ...(values.board === undefined ? {} : { board: values.board }),
    expectHeads,
  });
  printReports(reports, values.json);
  process.exitCode = reports.some(({ faults }) => faults.length > 0) ? 1 : 0;
}
