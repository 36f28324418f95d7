import { generateKeyPairSync, sign } from 'node:crypto';
import { createReadStream, createWriteStream, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createZstdCompress } from 'node:zlib';
import { protocolVersion, replyHeaders, snapshotProofText } from '#shared/contract/protocol.ts';
import { hashSchema } from '#shared/lib/hash.ts';
import { authorityIdSchema, boardIdSchema, deviceIdSchema, newId } from '#shared/lib/ids.ts';
import { instantFromMs } from '#shared/lib/instant.ts';
import { profileSchema } from '#shared/regulation/profile.ts';
import { type BoardState, boardStateSchema } from '#shared/workflow/board-state.ts';
import { type LoopbackServer, serveOnLoopback } from './loopback-server.ts';
import { createChance, MADE_UP_PEOPLE, MADE_UP_SECTIONS, madeUpItems } from './made-up-items.ts';

/** What a desk must know of the server that plays a recorded snapshot back. */
export interface RecordedServer extends LoopbackServer {
  readonly address: string;
  readonly server: string;
  readonly epoch: number;
  readonly serverKey: string;
  readonly board: string;
  readonly device: string;
}

/** Records the first sync of a made-up board as NDJSON under zstd, once, and serves it to whoever asks. */
export async function serveRecordedSnapshot(file: string, items: number): Promise<RecordedServer> {
  const chance = createChance(3);
  const id = (): string => newId((count) => Uint8Array.from({ length: count }, () => Math.floor(chance() * 256)));
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const board = madeUpBoard(id);
  const head = { seq: items, hash: hashSchema.parse('5'.repeat(64)) };
  const at = instantFromMs(Date.UTC(2026, 10, 22));
  const signature = sign(null, Buffer.from(snapshotProofText({ board: board.id, head, at })), privateKey).toString(
    'base64url',
  );
  const lines = function* (): Generator<string> {
    let batch = `${JSON.stringify({ start: { board, head, at, signature } })}\n`;
    for (const snapshot of madeUpItems(items)) {
      batch += `${JSON.stringify(snapshot)}\n`;
      if (batch.length > 1_000_000) {
        yield batch;
        batch = '';
      }
    }
    yield `${batch}${JSON.stringify({ end: { items } })}\n`;
  };
  const compress = createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: 3 } });
  await pipeline(Readable.from(lines()), compress, createWriteStream(file));
  const identity = { server: 'madeupserver0000', epoch: 1 };
  const served = await serveOnLoopback((_request, response) => {
    response.writeHead(200, {
      'content-type': 'application/x-ndjson',
      'content-encoding': 'zstd',
      [replyHeaders.server]: identity.server,
      [replyHeaders.epoch]: String(identity.epoch),
      [replyHeaders.protocol]: String(protocolVersion),
      [replyHeaders.time]: at,
    });
    createReadStream(file).pipe(response);
  });
  const serverKey = publicKey.export({ format: 'jwk' }).x ?? '';
  const address = `https://127.0.0.1:${served.port}`;
  return { ...served, ...identity, address, serverKey, board: board.id, device: deviceIdSchema.parse(id()) };
}

/** A board of five people under the first regulation that ships. */
function madeUpBoard(id: () => string): BoardState {
  const root = path.resolve(import.meta.dirname, '../..');
  const [file] = globSync('resources/regulations/*.json', { cwd: root }).sort();
  if (file === undefined) throw new Error('No regulation ships');
  return boardStateSchema.parse({
    id: boardIdSchema.parse(id()),
    profile: profileSchema.parse(JSON.parse(readFileSync(path.join(root, file), 'utf8'))),
    people: MADE_UP_PEOPLE.map(({ id: person, name }) => ({ id: person, name, unit: 'Văn phòng', enabled: true })),
    grants: MADE_UP_PEOPLE.map(({ id: person, role }) => ({
      id: authorityIdSchema.parse(id()),
      person,
      role,
      sections: null,
      revokedAt: null,
    })),
    delegations: [],
    devices: [],
    sections: MADE_UP_SECTIONS.map((section) => ({ id: section, title: { vi: section, en: section }, field: '' })),
  });
}
