import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canonicalJson } from '#shared/lib/canonical-json.ts';
import { sha256Hash } from '#shared/lib/hash.ts';
import { type BoardEvent, eventHash, eventSchema } from '#shared/workflow/event.ts';
import { type ExpectedHead, verifyLog } from '../../portal/admin/verify-log.ts';
import { plainArticle } from './portal-desk.ts';
import { runProgram } from './portal-process.ts';
import { accepted, createWorld, publishItem, receive, threeDesks, uploadItem, type World } from './portal-world.ts';

let world: World;
let kept: string;
let head: ExpectedHead;
let attachment: string;

beforeAll(async () => {
  kept = mkdtempSync(path.join(tmpdir(), 'portal-log-'));
  world = await createWorld();
  const desks = await threeDesks(world);
  const { item, version } = await uploadItem(world, desks, 'Tin được đăng');
  const [seen] = await world.portal.admin.boards();
  desks.secretary.head = seen?.head ?? desks.secretary.head;
  await publishItem(world, desks, item, version);
  attachment = await desks.centre.putBlob(Buffer.from('tệp đính kèm'));
  const article = {
    ...plainArticle('Tin có tệp'),
    attachments: [{ sha256: sha256Hash('tệp đính kèm'), name: 'a.txt', mediaType: 'text/plain', size: 15 }],
  };
  await accepted(desks.centre, receive(desks.centre, world.members.centre, 'tin-tuc', article));
  const [summary] = await world.portal.admin.boards();
  head = summary?.head ?? { seq: 0, hash: '' };
  await world.portal.close();
  cpSync(world.data, kept, { recursive: true });
});
afterAll(async () => {
  await world.close();
  rmSync(kept, { recursive: true, force: true });
});

/** Faults of what the server keeps beside the chain, which a thorough forger would mend too. */
const ofFolds = ['board-differs', 'board-missing', 'head-differs', 'item-differs', 'item-missing', 'item-unknown'];

/** What the verifier finds after somebody has laid hands on a copy of the data: in the chain, and beside it. */
async function allFaultsAfter(
  tamper: (database: Database.Database, data: string) => void,
  heads: readonly ExpectedHead[],
): Promise<{ readonly chain: readonly string[]; readonly folds: readonly string[] }> {
  const data = mkdtempSync(path.join(tmpdir(), 'portal-log-'));
  try {
    cpSync(kept, data, { recursive: true });
    const database = new Database(path.join(data, 'portal.sqlite'));
    tamper(database, data);
    database.close();
    const reports = await verifyLog(data, { expectHeads: heads });
    const found = [...new Set(reports.flatMap(({ faults }) => faults.map(({ fault }) => fault)))].sort();
    return {
      chain: found.filter((fault) => !ofFolds.includes(fault)),
      folds: found.filter((fault) => ofFolds.includes(fault)),
    };
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

async function faultsAfter(
  tamper: (database: Database.Database, data: string) => void,
  heads: readonly ExpectedHead[] = [head],
): Promise<readonly string[]> {
  return (await allFaultsAfter(tamper, heads)).chain;
}

/** Rewrites one event and, like a careful forger, links and hashes everything after it anew. */
function rewrite(database: Database.Database, seq: number, change: (event: BoardEvent) => BoardEvent): void {
  const read = database.prepare('select json from events where seq >= ? order by seq').pluck();
  const write = database.prepare('update events set json = ?, hash = ?, prev = ? where seq = ?');
  let prev: BoardEvent['prev'] | null = null;
  for (const text of read.all(seq)) {
    const stored = eventSchema.parse(JSON.parse(String(text)));
    const linked: BoardEvent = prev === null ? change(stored) : { ...stored, prev };
    const event = { ...linked, hash: eventHash(linked) };
    write.run(canonicalJson(event), event.hash, event.prev, event.seq);
    prev = event.hash;
  }
}

function seqOf(database: Database.Database, words: string): number {
  return Number(
    database.prepare('select seq from events where json like ? order by seq desc').pluck().get(`%${words}%`),
  );
}

describe('the log’s verifier', () => {
  test('finds nothing in an untouched log, and counts what it checked', async () => {
    const [report, ...others] = await verifyLog(kept, { expectHeads: [head] });
    expect(others).toEqual([]);
    expect(report).toEqual({
      board: world.board,
      events: head.seq,
      head,
      signatures: 7,
      published: 1,
      contents: 2,
      faults: [],
    });
  });

  test('is a program: exit 0 when intact, 1 with a fault', async () => {
    const good = await runProgram('verify-log', '--data', kept, '--json', '--expect-head', `${head.seq}:${head.hash}`);
    const bad = await runProgram('verify-log', '--data', kept, '--expect-head', `${head.seq + 1}:${head.hash}`);
    expect([good.code, JSON.parse(good.output).ok, bad.code]).toEqual([0, true, 1]);
  });

  test.each<readonly [string, (database: Database.Database, data: string) => void, readonly string[]]>([
    [
      'a text that is JSON no more',
      (database) => void database.prepare('update events set json = substr(json, 2) where seq = ?').run(head.seq),
      ['unreadable'],
    ],
    [
      'a reason written in',
      (database) => {
        const seq = seqOf(database, '"action":"approve"');
        database
          .prepare('update events set json = replace(json, \'"reason":null\', \'"reason":"có"\') where seq = ?')
          .run(seq);
      },
      ['altered', 'signature'],
    ],
    [
      'a hash column',
      (database) => {
        database.prepare("update events set hash = replace(hash, substr(hash, 1, 1), 'z') where seq = 3").run();
      },
      ['columns', 'fork'],
    ],
    ['a deleted event', (database) => void database.prepare('delete from events where seq = 5').run(), ['fork', 'gap']],
    [
      'two events swapped',
      (database) => {
        const move = database.prepare('update events set seq = ? where seq = ?');
        for (const [to, from] of [
          [1_000, 4],
          [4, 5],
          [5, 1_000],
        ])
          move.run(to, from);
      },
      expect.arrayContaining(['columns', 'fork']),
    ],
    [
      'the end cut off',
      (database) => void database.prepare('delete from events where seq > ?').run(head.seq - 2),
      ['truncated'],
    ],
    ['all events cut off', (database) => void database.prepare('delete from events').run(), ['no-events']],
    [
      'an article’s text',
      (database) => {
        database.prepare("update articles set json = replace(json, '12 nhiệm vụ', '13 nhiệm vụ')").run();
      },
      ['content-altered'],
    ],
    ['a missing article', (database) => void database.prepare('delete from articles').run(), ['content-missing']],
    [
      'an attachment’s bytes',
      (_database, data) => {
        writeFileSync(path.join(data, 'blobs', attachment.slice(0, 2), attachment.slice(2)), 'tệp khác');
      },
      ['blob-altered'],
    ],
    [
      'a missing attachment',
      (_database, data) => {
        rmSync(path.join(data, 'blobs', attachment.slice(0, 2), attachment.slice(2)));
      },
      ['blob-missing'],
    ],
  ])('finds %s', async (_name, tamper, faults) => {
    expect(await faultsAfter(tamper)).toEqual(faults);
  });

  test('finds a forger who hashes everything anew: by the head others have seen, and by the heads that were signed', async () => {
    const rename = (event: BoardEvent): BoardEvent => ({ ...event, at: event.at });
    const other = (database: Database.Database): void => {
      const seq = seqOf(database, '"type":"personSet"');
      rewrite(database, seq, (event) => {
        if (!('person' in event.fact)) throw new Error('a person');
        return { ...event, fact: { ...event.fact, person: { ...Object(event.fact.person), name: 'Người khác' } } };
      });
    };
    expect(await faultsAfter((database) => rewrite(database, 1, rename))).toEqual([]);
    expect(await faultsAfter(other)).toEqual(['other-history', 'seen-head']);
    expect(await faultsAfter(other, [])).toEqual(['seen-head']);
  });

  test('finds a signed act ascribed to someone else, a removed signature and a publication of what was not approved', async () => {
    const ascribed = await faultsAfter((database) => {
      rewrite(database, seqOf(database, '"action":"approve"'), (event) => ({
        ...event,
        fact: { ...event.fact, person: world.members.deputy.person },
      }));
    }, []);
    expect(ascribed).toEqual(['no-power', 'other-person', 'seen-head']);
    const otherVersion = await faultsAfter((database) => {
      rewrite(database, seqOf(database, '"action":"approve"'), (event) => {
        if (event.fact.type !== 'acted' || !('statement' in event.fact)) throw new Error('an act');
        const statement = { ...Object(event.fact.statement), version: sha256Hash('bản khác') };
        return { ...event, fact: { ...event.fact, statement } };
      });
    }, []);
    expect(otherVersion).toEqual(['content-missing', 'published-unapproved', 'seen-head', 'signature']);
  });

  test.each<readonly [string, string, string]>([
    ['an item’s state', "update items set state = 'published'", 'item-differs'],
    [
      'the text a public page shows',
      'update items set shown = (select hash from articles where hash <> shown)',
      'item-differs',
    ],
    ['an item’s fold', 'update items set json = replace(json, \'"received"\', \'"approved"\')', 'item-differs'],
    [
      'a role given behind the chain’s back',
      'update boards set state = replace(state, \'"member"\', \'"head"\')',
      'board-differs',
    ],
    ['a head set back', 'update boards set head_seq = head_seq - 1', 'head-differs'],
    ['an item taken away', 'delete from items', 'item-missing'],
    ['a board taken away', 'delete from boards', 'board-missing'],
  ])('finds %s changed beside an untouched chain', async (_name, change, fault) => {
    const found = await allFaultsAfter((database) => void database.prepare(change).run(), [head]);
    expect(found).toEqual({ chain: [], folds: [fault] });
  });

  test('finds every one of a hundred small alterations of the events', async () => {
    const data = mkdtempSync(path.join(tmpdir(), 'portal-log-'));
    cpSync(kept, data, { recursive: true });
    const database = new Database(path.join(data, 'portal.sqlite'));
    const rows = database.prepare('select seq, json from events order by seq').all() as { seq: number; json: string }[];
    const write = database.prepare('update events set json = ? where seq = ?');
    const missed: string[] = [];
    let tried = 0;
    for (const { seq, json } of rows) {
      // The regulation inside the first event is long; a few places of it stand for all.
      const step = Math.max(7, Math.ceil(json.length / 9));
      for (let at = seq % step; at < json.length; at += step) {
        const altered = `${json.slice(0, at)}${json[at] === 'a' ? 'b' : 'a'}${json.slice(at + 1)}`;
        write.run(altered, seq);
        tried += 1;
        const [report] = await verifyLog(data, { expectHeads: [head] });
        if (report?.faults.length === 0) missed.push(`${seq}@${at}`);
      }
      write.run(json, seq);
    }
    database.close();
    rmSync(data, { recursive: true, force: true });
    expect(missed).toEqual([]);
    expect(tried).toBeGreaterThan(100);
  });
});
