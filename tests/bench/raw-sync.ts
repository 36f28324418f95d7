import { request } from 'node:https';
import type { Readable } from 'node:stream';
import { createZstdDecompress } from 'node:zlib';
import Database from 'better-sqlite3';

/** Rows in one transaction, on the floor as in the desk. */
export const ROWS_PER_TRANSACTION = 1_000;

/**
 * The least a first sync can cost: zstd NDJSON over loopback TLS, each line parsed and put by one prepared insert, in
 * transactions of 1,000 rows at the desk's own durability. Returns how many rows arrived.
 */
export async function rawSync(port: number, certificate: string, file: string): Promise<number> {
  const database = new Database(file);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec('CREATE TABLE item (seq INTEGER PRIMARY KEY, id TEXT, state TEXT, body TEXT)');
  const insert = database.prepare('INSERT INTO item (seq, id, state, body) VALUES (?, ?, ?, ?)');
  const response = await new Promise<Readable>((resolve, reject) => {
    request({ host: '127.0.0.1', servername: 'localhost', port, path: '/', ca: certificate }, resolve)
      .once('error', reject)
      .end();
  });
  let rest = '';
  let rows = 0;
  database.exec('BEGIN');
  const decoder = new TextDecoder();
  const take = (line: string): void => {
    if (!line.startsWith('{"item"')) return;
    const value: { item: { id: string; state: string; seq: number } } = JSON.parse(line);
    insert.run(value.item.seq, value.item.id, value.item.state, line);
    rows += 1;
    if (rows % ROWS_PER_TRANSACTION === 0) database.exec('COMMIT; BEGIN');
  };
  for await (const chunk of response.pipe(createZstdDecompress())) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) take(line);
  }
  database.exec('COMMIT');
  database.close();
  return rows;
}
