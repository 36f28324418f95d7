import { request } from 'node:https';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiPrefix, protocolVersion, replyHeaders, requestHeaders } from '#shared/contract/protocol.ts';
import { sha256Hash } from '#shared/lib/hash.ts';
import { call, failureCode, freshId, PortalDesk, plainArticle } from './portal-desk.ts';
import { accepted, createWorld, itemOf, password, receive, type World } from './portal-world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const emptyBody = sha256Hash('');

describe('signing in', () => {
  test('a device is enrolled once: the same key again gets the same device, another person’s key is refused', async () => {
    const desk = await world.desk('head');
    const first = desk.open();
    const again = await desk.enrol();
    expect({ device: again.device, person: again.person, nextCounter: again.nextCounter }).toEqual({
      device: first.device,
      person: world.members.head.person,
      nextCounter: 1,
    });
    const answer = await desk.post('/sessions/enrol', {
      login: 'deputy',
      password,
      deviceName: 'Máy khác',
      publicKey: desk.publicKey,
      possession: desk.sign(desk.publicKey),
    });
    expect(failureCode(answer)).toBe('already-enrolled');
  });

  test('a key whose possession is not proven is not enrolled', async () => {
    const [one, other] = [
      new PortalDesk(world.portal, 'head', password),
      new PortalDesk(world.portal, 'head', password),
    ];
    const possession = other.sign(one.publicKey);
    const body = { login: 'head', password, deviceName: 'x', publicKey: one.publicKey, possession };
    expect(failureCode(await one.post('/sessions/enrol', body))).toBe('bad-signature');
  });

  test('an unknown login and a wrong password get the same answer', async () => {
    const attempt = async (login: string): Promise<unknown> => {
      const desk = new PortalDesk(world.portal, login, 'sai');
      const possession = desk.sign(desk.publicKey);
      const body = { login, password: 'sai mật khẩu', deviceName: 'x', publicKey: desk.publicKey, possession };
      return (await desk.post('/sessions/enrol', body)).json();
    };
    expect(await attempt('không-có-ai')).toEqual(await attempt('school'));
  });

  test('five failures lock the login for a while, even for the right password, and parallel guesses count as many', async () => {
    const desk = await world.desk('deputy');
    const guesses = await Promise.all(Array.from({ length: 8 }, (_, index) => desk.trySignIn(`đoán ${index} lần`)));
    expect(guesses.map(failureCode).sort()).toEqual([
      ...Array<string>(3).fill('sign-in-locked'),
      ...Array<string>(5).fill('sign-in-refused'),
    ]);
    expect(failureCode(await desk.trySignIn(password))).toBe('sign-in-locked');
  });

  test('a sign-in caught on the way cannot be repeated', async () => {
    const desk = await world.desk('secretary');
    const nonce = freshId();
    expect((await desk.trySignIn(password, nonce)).status).toBe(200);
    expect(failureCode(await desk.trySignIn(password, nonce))).toBe('bad-signature');
  });

  test('a changed password ends the old one and every session elsewhere', async () => {
    const [desk, elsewhere] = [await world.desk('school'), await world.desk('school')];
    const newPassword = 'mật khẩu mới toanh';
    const body = JSON.stringify({ password, newPassword });
    expect((await desk.signed('/sessions/password', { method: 'POST', body })).status).toBe(200);
    expect(failureCode(await desk.trySignIn(password))).toBe('sign-in-refused');
    expect(failureCode(await elsewhere.signed(elsewhere.board('/events')))).toBe('sign-in-required');
    expect((await desk.signed(desk.board('/events'))).status).toBe(200);
    expect((await desk.signIn(newPassword)).device).toBe(desk.open().device);
  });
});

describe('every signed-in request', () => {
  test('carries the proof of its own device: a stolen token is refused with any other key', async () => {
    const [owner, thief] = [await world.desk('head'), await world.desk('centre')];
    const path = `${apiPrefix}${owner.board('/events?after=0')}`;
    const stolen = thief.proof('GET', path, emptyBody, freshId(), owner.open().token);
    expect(failureCode(await call(world.portal, path, { headers: stolen }))).toBe('bad-signature');
    const own = owner.proof('GET', path, emptyBody);
    expect((await call(world.portal, path, { headers: own })).status).toBe(200);
  });

  test('cannot be repeated, sent to another path, with another method or another body', async () => {
    const desk = await world.desk('head');
    const path = `${apiPrefix}${desk.board('/events?after=0')}`;
    const headers = desk.proof('GET', path, emptyBody);
    expect((await call(world.portal, path, { headers })).status).toBe(200);
    const push = `${apiPrefix}${desk.board('/push')}`;
    const pushProof = desk.proof('POST', push, sha256Hash('{"commands":[]}'));
    const forged = await Promise.all([
      call(world.portal, path, { headers }),
      call(world.portal, `${apiPrefix}${desk.board('/events?after=1')}`, {
        headers: desk.proof('GET', path, emptyBody),
      }),
      call(world.portal, `${apiPrefix}/sessions/current`, {
        method: 'DELETE',
        headers: desk.proof('GET', `${apiPrefix}/sessions/current`, emptyBody),
      }),
      call(world.portal, push, {
        method: 'POST',
        body: '{"commands":[{}]}',
        headers: { ...pushProof, 'content-type': 'application/json' },
      }),
    ]);
    expect(forged.map(failureCode)).toEqual(Array(4).fill('bad-signature'));
  });

  test('of a desk that is too old is answered with needs-update, without a token with sign-in-required', async () => {
    const desk = await world.desk('head');
    const path = `${apiPrefix}${desk.board('/events')}`;
    const old = { ...desk.proof('GET', path, emptyBody), [requestHeaders.protocol]: '0' };
    const { authorization: _, ...anonymous } = desk.proof('GET', path, emptyBody);
    const unknown = desk.proof('GET', path, emptyBody, freshId(), 'x'.repeat(43));
    const answers = await Promise.all(
      [old, anonymous, unknown].map((headers) => call(world.portal, path, { headers })),
    );
    expect(answers.map(failureCode)).toEqual(['needs-update', 'sign-in-required', 'sign-in-required']);
  });

  test('is answered with who the server is, even when it fails', async () => {
    const hello = await call(world.portal, `${apiPrefix}/hello`);
    const lost = await call(world.portal, `${apiPrefix}/nowhere`, { method: 'POST' });
    const names = [replyHeaders.server, replyHeaders.epoch, replyHeaders.protocol];
    const { server } = hello.json() as { server: string };
    expect([hello, lost].map(({ headers }) => names.map((name) => headers[name]))).toEqual([
      [server, '1', String(protocolVersion)],
      [server, '1', String(protocolVersion)],
    ]);
  });

  test('ends with the session: signed out, revoked device, disabled person', async () => {
    const [out, lost, gone] = [await world.desk('centre'), await world.desk('centre'), await world.desk('health')];
    expect((await out.signed('/sessions/current', { method: 'DELETE' })).status).toBe(200);
    await world.portal.admin.revokeDevice(world.board, lost.open().device);
    await world.portal.admin.setPersonEnabled(world.board, world.members.health.person, false);
    const answers = await Promise.all([out, lost, gone].map((desk) => desk.signed(desk.board('/events'))));
    expect(answers.map(failureCode)).toEqual(['sign-in-required', 'device-revoked', 'person-disabled']);
    expect(failureCode(await lost.trySignIn(password))).toBe('device-revoked');
    await world.portal.admin.setPersonEnabled(world.board, world.members.health.person, true);
  });
});

test('a foreign board, a hidden item and an item that never was are answered alike', async () => {
  const [centre, health] = [await world.desk('centre'), await world.desk('health')];
  const received = receive(centre, world.members.centre, 'giao-duc', plainArticle('Tin giáo dục'));
  await accepted(centre, received);
  const answers = await Promise.all([
    health.signed(health.board(`/items/${itemOf(received)}`)),
    health.signed(health.board(`/items/${freshId()}`)),
    health.signed(`/boards/${freshId()}/items/${itemOf(received)}`),
    health.signed(health.board(`/items/${itemOf(received)}/publication`)),
  ]);
  const bodies = new Set(answers.map(({ status, body }) => `${status} ${body.toString('utf8')}`));
  expect([...bodies]).toEqual([expect.stringContaining('"not-found"')]);
  expect((await centre.signed(centre.board(`/items/${itemOf(received)}`))).status).toBe(200);
});

test('calls past a person’s rate are turned away until later', async () => {
  const slow = await createWorld({ limits: { callBurst: 3, callsPerSecond: 0.01 } });
  try {
    const desk = await slow.desk('head');
    const answers = [];
    for (let count = 0; count < 4; count += 1) answers.push(await desk.signed(desk.board('/events')));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
  } finally {
    await slow.close();
  }
});

describe('a session ends by itself', () => {
  test('when it is idle too long or too old', async () => {
    let now = Date.now();
    const limits = { sessionIdleMs: 3_600_000, sessionLifetimeMs: 5_400_000 };
    const short = await createWorld({ limits }, () => now);
    try {
      const desk = await short.desk('head');
      const statusAfter = async (minutes: number): Promise<number> => {
        now += minutes * 60_000;
        return (await desk.signed(desk.board('/events'))).status;
      };
      expect([await statusAfter(50), await statusAfter(30), await statusAfter(11)]).toEqual([200, 200, 401]);
      await desk.signIn();
      expect([await statusAfter(59), await statusAfter(61)]).toEqual([200, 401]);
    } finally {
      await short.close();
    }
  });
});

describe('abuse costs the server little', () => {
  test('a stranger’s large body is refused before it is read, a stalled one given up', async () => {
    const hurried = await createWorld({ limits: { stallMs: 300 } });
    try {
      const desk = await hurried.desk('head');
      const path = `${apiPrefix}${desk.board('/push')}`;
      const headers = { ...desk.proof('POST', path, emptyBody), 'content-type': 'application/json' };
      const slow = (more: Readonly<Record<string, string>>): Promise<number> =>
        new Promise((resolve, reject) => {
          const options = { method: 'POST', ca: hurried.portal.caPem, headers: more, agent: false };
          const sending = request(`${hurried.portal.url}${path}`, options);
          sending.on('response', (response) => resolve(response.statusCode ?? 0));
          sending.on('error', reject);
          sending.write('{"commands":[');
        });
      const stranger = slow({ ...headers, authorization: `Bearer ${'x'.repeat(43)}`, 'content-length': '7000000' });
      expect(await stranger).toBe(401);
      await expect(slow(headers)).rejects.toThrow();
    } finally {
      await hurried.close();
    }
  });
});
