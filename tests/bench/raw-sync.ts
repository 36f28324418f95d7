import { createWriteStream, mkdirSync } from 'node:fs';
import { request } from 'node:https';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createZstdCompress, createZstdDecompress } from 'node:zlib';
import Database from 'better-sqlite3';
import { madeUpItems } from './made-up-items.ts';

/** Rows in one transaction, on the floor as in the desk. */
export const ROWS_PER_TRANSACTION = 1_000;

/** Writes the NDJSON of a made-up board, compressed as the server would send it. */
export async function recordItems(file: string, count: number): Promise<void> {
  mkdirSync(path.dirname(file), { recursive: true });
  const lines = function* (): Generator<string> {
    let batch = '';
    for (const item of madeUpItems(count)) {
      batch += `${JSON.stringify(item)}\n`;
      if (batch.length > 1_000_000) {
        yield batch;
        batch = '';
      }
    }
    yield batch;
  };
  const compress = createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: 3 } });
  await pipeline(Readable.from(lines()), compress, createWriteStream(file));
}

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
