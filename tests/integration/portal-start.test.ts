import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect } from 'node:tls';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PortalConfig } from '../../portal/config.ts';
import { createPortal } from '../../portal/portal.ts';
import { StartError } from '../../portal/start-error.ts';
import { loadCertificates } from '../../portal/tls/certificate-authority.ts';
import { call } from './portal-desk.ts';
import { runProgram, startServer } from './portal-process.ts';

let data: string;
beforeEach(() => {
  data = mkdtempSync(path.join(tmpdir(), 'portal-'));
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

async function refusal(config: PortalConfig): Promise<string> {
  try {
    await (await createPortal(config)).close();
    return 'started';
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    return error.code;
  }
}

test('a wrong configuration is refused with the field’s name', async () => {
  await expect(createPortal({ dataDirectory: data, port: 70_000 })).rejects.toThrow(/port/);
  expect(await refusal({ dataDirectory: data, host: 'không phải máy' })).toBe('bad-configuration');
});

test('a taken port is refused, and the data directory is free again', async () => {
  const squatter = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => squatter.once('listening', resolve));
  const address = squatter.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  expect(await refusal({ dataDirectory: data, port })).toBe('port-taken');
  squatter.close();
  expect(await refusal({ dataDirectory: data, port: 0 })).toBe('started');
});

test('an address this machine does not have is refused', async () => {
  expect(await refusal({ dataDirectory: data, port: 0, host: '203.0.113.77' })).toBe('address-unusable');
});

test('a second process on the same data is refused in one sentence, and the lock dies with its holder', async () => {
  const first = await startServer(data);
  const second = await runProgram('device', 'list', '--data', data);
  expect([second.code, second.errors]).toEqual([2, expect.stringContaining('Another server process holds the data')]);
  expect(await refusal({ dataDirectory: data, port: 0 })).toBe('data-in-use');
  expect(await first.stop()).toBe('0');
  expect(await refusal({ dataDirectory: data, port: 0 })).toBe('started');
});

test('data of a newer program is refused and left as it was', async () => {
  await (await createPortal({ dataDirectory: data, port: 0 })).close();
  const file = path.join(data, 'portal.sqlite');
  const database = new Database(file);
  const newer = database.prepare('update meta set value = ? where key = ?');
  newer.run('99', 'schema');
  newer.run('98', 'min-safe');
  expect(await refusal({ dataDirectory: data, port: 0 })).toBe('newer-schema');
  expect(database.prepare('select value from meta where key = ?').pluck().get('schema')).toBe('99');
  newer.run('1', 'min-safe');
  expect(await refusal({ dataDirectory: data, port: 0 })).toBe('started');
  database.close();
});

test('a data path that is no directory, or holds no database where one should be, is refused', async () => {
  const file = path.join(data, 'tệp');
  writeFileSync(file, '');
  expect(await refusal({ dataDirectory: file, port: 0 })).toBe('data-unreadable');
  const broken = path.join(data, 'hỏng');
  mkdirSync(broken);
  writeFileSync(path.join(broken, 'portal.sqlite'), 'không phải cơ sở dữ liệu '.repeat(100));
  expect(await refusal({ dataDirectory: broken, port: 0 })).toBe('data-unreadable');
});

test('the server shows its authority, whose fingerprint is the one printed, and speaks nothing older than TLS 1.2', async () => {
  const portal = await createPortal({ dataDirectory: data, port: 0 });
  try {
    const shown = await new Promise<string>((resolve, reject) => {
      const socket = connect({ port: portal.port, host: '127.0.0.1', rejectUnauthorized: false }, () => {
        resolve(socket.getPeerCertificate(true).issuerCertificate.fingerprint256);
        socket.end();
      });
      socket.on('error', reject);
    });
    expect(shown).toBe(portal.fingerprint);
    const old = new Promise((resolve, reject) => {
      const socket = connect({
        port: portal.port,
        host: '127.0.0.1',
        ca: portal.caPem,
        minVersion: 'TLSv1',
        maxVersion: 'TLSv1.1',
        ciphers: 'DEFAULT@SECLEVEL=0',
      });
      socket.on('secureConnect', resolve);
      socket.on('error', reject);
    });
    await expect(old).rejects.toThrow();
    await expect(call({ url: portal.url, caPem: '' }, '/api/v1/hello')).rejects.toThrow(/certificate/);
  } finally {
    await portal.close();
  }
});

test('the authority stays; the leaf is renewed near its end and when a host is added', async () => {
  const now = Date.now();
  const first = await loadCertificates(data, ['localhost', '127.0.0.1'], now);
  const same = await loadCertificates(data, ['localhost'], now + 300 * 86_400_000);
  const late = await loadCertificates(data, ['localhost'], now + 380 * 86_400_000);
  const wider = await loadCertificates(data, ['localhost', 'cong.example'], now + 380 * 86_400_000);
  expect([same, late, wider].map(({ fingerprint }) => fingerprint)).toEqual(Array(3).fill(first.fingerprint));
  expect([same.keyPem === first.keyPem, late.keyPem === same.keyPem, wider.keyPem === late.keyPem]).toEqual([
    true,
    false,
    false,
  ]);
});
