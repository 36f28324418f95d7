import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiPrefix } from '#shared/contract/protocol.ts';
import { hashSchema, sha256Hash } from '#shared/lib/hash.ts';
import { openApiDocument } from '../../portal/openapi.ts';
import { type Answer, call, failureCode, freshId, type PortalDesk, plainArticle } from './portal-desk.ts';
import { accepted, createWorld, itemOf, password, receive, type World } from './portal-world.ts';

const methods = ['get', 'put', 'post', 'delete', 'head'] as const;
/** What may be asked without a session. */
const open = ['GET /hello', 'POST /sessions', 'POST /sessions/enrol'];

let world: World;
let operations: readonly { readonly method: string; readonly path: string }[];
beforeAll(async () => {
  world = await createWorld();
  const { paths = {} } = await openApiDocument();
  operations = Object.entries(paths).flatMap(([path, item]) =>
    methods.filter((method) => item?.[method] !== undefined).map((method) => ({ method: method.toUpperCase(), path })),
  );
});
afterAll(() => world.close());

function filled(path: string, board: string, item: string): string {
  const sha256 = sha256Hash('một khối');
  return path.replace('{board}', board).replace('{item}', item).replace('{sha256}', sha256);
}

/** Bodies that are good enough for the message to be understood. */
function bodyOf(desk: PortalDesk, path: string, item: string): string {
  if (path.endsWith('/push')) {
    const command = receive(desk, world.members.health, 'y-te', plainArticle(`Tin ${item}`));
    desk.counter -= 1;
    return JSON.stringify({ commands: [command] });
  }
  if (path === '/sessions/password') return JSON.stringify({ password, newPassword: password });
  return path.startsWith('/blobs/') ? 'một khối' : '';
}

function ask(desk: PortalDesk, method: string, path: string, body: string): Promise<Answer> {
  const bodied = method === 'PUT' || method === 'POST';
  const proven = method === 'PUT' ? hashSchema.parse(path.split('/').at(-1)) : undefined;
  return desk.signed(path, bodied ? { method, body } : { method }, proven);
}

async function outcomes(
  by: (method: string, path: string) => Promise<Answer>,
  which: (operation: string) => boolean,
): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const { method, path } of operations) {
    const operation = `${method} ${path}`;
    if (!which(operation)) continue;
    const answer = await by(method, path);
    found[operation] = method === 'HEAD' || answer.status < 400 ? String(answer.status) : String(failureCode(answer));
  }
  return found;
}

const needsSession = (operation: string): boolean => !open.includes(operation);
const ofBoard = (operation: string): boolean => operation.includes('{board}');

function every(which: (operation: string) => boolean, outcome: string): Record<string, string> {
  const names = operations.map(({ method, path }) => `${method} ${path}`).filter(which);
  return Object.fromEntries(
    names.map((name) => [name, name.startsWith('HEAD') && outcome === 'sign-in-required' ? '401' : outcome]),
  );
}

test('without a session everything but the first three calls is refused', async () => {
  const found = await outcomes(
    (method, path) => call(world.portal, apiPrefix + filled(path, world.board, freshId()), { method }),
    needsSession,
  );
  expect(found).toEqual(every(needsSession, 'sign-in-required'));
});

test('a board the person is not of answers like one that does not exist, in every call', async () => {
  const desk = await world.desk('head');
  const other = await world.portal.admin.createBoard({
    profile: (await world.portal.admin.board(world.board)).profile,
    name: 'Ban khác',
  });
  for (const board of [other, freshId()]) {
    const found = await outcomes(
      (method, path) => ask(desk, method, filled(path, board, freshId()), bodyOf(desk, path, freshId())),
      ofBoard,
    );
    expect(found).toEqual(every(ofBoard, 'not-found'));
  }
});

test('a revoked device is refused in every call', async () => {
  const desk = await world.desk('deputy');
  await world.portal.admin.revokeDevice(world.board, desk.open().device);
  const found = await outcomes(
    (method, path) => ask(desk, method, filled(path, world.board, freshId()), bodyOf(desk, path, freshId())),
    (operation) => needsSession(operation) && !operation.startsWith('HEAD'),
  );
  expect(new Set(Object.values(found))).toEqual(new Set(['device-revoked']));
});

test('an item out of sight answers in every call like one that never was, and nothing of it travels', async () => {
  const [centre, health] = [await world.desk('centre'), await world.desk('health')];
  const received = receive(centre, world.members.centre, 'giao-duc', plainArticle('Tin ngoài tầm nhìn'));
  await accepted(centre, received);
  const ofItem = (operation: string): boolean => operation.includes('{item}');
  const [hidden, never] = await Promise.all(
    [itemOf(received), freshId()].map((item) =>
      outcomes((method, path) => ask(health, method, filled(path, world.board, item), ''), ofItem),
    ),
  );
  expect([hidden, never]).toEqual([every(ofItem, 'not-found'), every(ofItem, 'not-found')]);
  const pulled = JSON.stringify(await health.pull(0, 5_000));
  const snapshot = JSON.stringify(await health.snapshot());
  expect(
    [pulled, snapshot].map((text) => text.includes(itemOf(received)) || text.includes('Tin ngoài tầm nhìn')),
  ).toEqual([false, false]);
});
