import { randomBytes } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import path from 'node:path';
import type { Article } from '#shared/content/article.ts';
import { assert } from '#shared/lib/assert.ts';
import { type ItemId, newId } from '#shared/lib/ids.ts';
import { instantFromMs } from '#shared/lib/instant.ts';
import { createAccounts } from './accounts/accounts.ts';
import { makeSigningKey, signerOf } from './accounts/ed25519.ts';
import { isPassword } from './accounts/passwords.ts';
import { type Administration, createAdministration } from './admin/administration.ts';
import { createApi } from './api/answer-request.ts';
import { type CheckedConfig, type PortalConfig, parseConfig } from './config.ts';
import { publicationAddresses } from './publications/publication-addresses.ts';
import { storePublications } from './publications/store-publications.ts';
import { createSite } from './site/create-site.ts';
import type { EditOutcome, PublicationSource } from './site/publication-source.ts';
import { StartError } from './start-error.ts';
import { blobFiles } from './store/blob-files.ts';
import { lockDataDirectory } from './store/data-lock.ts';
import { sqliteEngine } from './store/engine.ts';
import { openKyselyStore } from './store/kysely-store.ts';
import type { PortalStore } from './store/portal-store.ts';
import { type Certificates, loadCertificates } from './tls/certificate-authority.ts';

/** A running portal server, driven in process by the command line, the trial, the demo and the tests. */
export interface Portal {
  /** Scheme, host and port, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** SHA-256 of the certificate authority, upper-case pairs with colons: what a person compares at enrolment. */
  readonly fingerprint: string;
  readonly caPem: string;
  readonly admin: Administration;
  readonly publications: PublicationSource;
  /** What the portal's own administration form does: enters another article in place of revision `base`. */
  editPublication(item: ItemId, article: Article, editor: string, base: number): Promise<EditOutcome>;
  close(): Promise<void>;
}

/** The parts behind the network, for commands that need no server. */
export interface PortalData {
  readonly store: PortalStore;
  readonly admin: Administration;
  readonly certificates: Certificates;
  close(): Promise<void>;
}

/** Secret under which the hash of the site administrator's password is kept. */
export const siteAdministratorSecret = 'site-administrator';

const day = 86_400_000;

/** Opens a data directory alone: lock first, then store, then certificates. Throws `StartError`. */
export async function openPortalData(config: CheckedConfig, now: () => number = Date.now): Promise<PortalData> {
  const { dataDirectory } = config;
  prepareDirectory(dataDirectory);
  const lock = lockDataDirectory(dataDirectory);
  let store: PortalStore | null = null;
  try {
    store = await openKyselyStore(sqliteEngine(path.join(dataDirectory, 'portal.sqlite')), freshId);
    const certificates = await certificatesOf(config);
    const opened = store;
    return {
      store: opened,
      admin: createAdministration({ store: opened, now, newId: freshId }),
      certificates,
      close: async () => {
        await opened.close();
        lock.release();
      },
    };
  } catch (error) {
    await store?.close();
    lock.release();
    throw error instanceof StartError ? error : new StartError('data-unreadable', dataDirectory, error);
  }
}

/**
 * Starts a portal server; every way it can refuse to start is a `StartError` with its own sentence. `now` is the server
 * time of everything it accepts, milliseconds since 1970; certificates follow the machine's own clock.
 */
export async function createPortal(
  input: PortalConfig,
  onError: (error: unknown) => void = logError,
  now: () => number = Date.now,
): Promise<Portal> {
  const config = parseConfig(input);
  const data = await openPortalData(config, now);
  try {
    return await serve(config, data, onError, now);
  } catch (error) {
    await data.close();
    throw error;
  }
}

async function serve(
  config: CheckedConfig,
  data: PortalData,
  onError: (error: unknown) => void,
  now: () => number,
): Promise<Portal> {
  const { store, admin, certificates } = data;
  const { limits } = config;
  const signer = signerOf(await store.secret('signing-key', makeSigningKey));
  const previewSecret = await store.secret('preview-key', () => randomBytes(32).toString('base64url'));
  const blobs = blobFiles(path.join(config.dataDirectory, 'blobs'));
  await store.forgetExpired(now());
  await blobs.dropStalePartials(Date.now());
  let url = '';
  const origin = (): string => url;
  const addresses = publicationAddresses({ secret: previewSecret, origin, now, lifetimeMs: limits.previewMs });
  const accounts = createAccounts({
    store,
    limits,
    now,
    newId: freshId,
    randomToken: () => randomBytes(32).toString('base64url'),
  });
  const api = createApi({ name: config.name, store, blobs, accounts, addresses, signer, limits, now, onError });
  const publications = storePublications({ store, blobs, addresses, settings: config.site, now });
  const site = createSite({
    source: publications,
    now: () => instantFromMs(now()),
    randomBytes: (count) => randomBytes(count),
    origin,
    adminSignIn: (password) => signInAdministrator(config, store, password),
    onError,
  });

  const server = createServer(
    {
      key: certificates.keyPem,
      cert: certificates.chainPem,
      minVersion: 'TLSv1.2',
      maxHeaderSize: 65_536,
      headersTimeout: 15_000,
      requestTimeout: 10 * 60_000,
      keepAliveTimeout: 30_000,
      handshakeTimeout: 15_000,
    },
    (request, response) => {
      const answered = async (): Promise<void> => {
        if ((await api.answer(request, response)) || (await site(request, response))) return;
        response.writeHead(404).end();
      };
      answered().catch((error: unknown) => {
        onError(error);
        response.destroy();
      });
    },
  );
  server.setTimeout(5 * 60_000, (socket) => socket.destroy());
  server.on('tlsClientError', () => undefined);
  server.on('clientError', (_error, socket) => socket.destroy());
  const port = await listen(server, config);
  url = `https://${publicHost(config)}:${port}`;

  const renewal = setInterval(() => {
    certificatesOf(config).then(
      ({ keyPem, chainPem }) => server.setSecureContext({ key: keyPem, cert: chainPem, minVersion: 'TLSv1.2' }),
      onError,
    );
  }, day);
  renewal.unref();

  let closing: Promise<void> | null = null;
  return {
    url,
    port,
    fingerprint: certificates.fingerprint,
    caPem: certificates.caPem,
    admin,
    publications,
    editPublication: (item, article, editor, base) => publications.editPublication(item, article, editor, base),
    close: () => {
      closing ??= (async () => {
        clearInterval(renewal);
        api.close();
        await stop(server);
        await data.close();
      })();
      return closing;
    },
  };
}

function prepareDirectory(directory: string): void {
  try {
    makeDirectory(path.resolve(directory));
    makeDirectory(path.resolve(directory, 'tls'));
    accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new StartError('data-unreadable', directory, cause);
  }
}

/** Step by step from the top: Node's own recursive mode never returns on some special file systems. */
function makeDirectory(directory: string): void {
  if (existsSync(directory)) return;
  makeDirectory(path.dirname(directory));
  mkdirSync(directory, { mode: 0o700 });
}

function certificatesOf({ dataDirectory, host, hosts }: CheckedConfig): Promise<Certificates> {
  const names = new Set(['localhost', '127.0.0.1', '::1', ...hosts]);
  if (host !== '0.0.0.0' && host !== '::') names.add(host);
  return loadCertificates(path.join(dataDirectory, 'tls'), [...names], Date.now());
}

function publicHost({ host, hosts }: CheckedConfig): string {
  const [named] = hosts;
  const chosen = named ?? (host === '0.0.0.0' || host === '::' ? 'localhost' : host);
  return chosen.includes(':') ? `[${chosen}]` : chosen;
}

function listen(server: Server, { port, host }: CheckedConfig): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const code = cause.code === 'EADDRINUSE' ? 'port-taken' : 'address-unusable';
      reject(new StartError(code, `${host}:${port}`, cause));
    });
    server.listen({ port, host }, () => {
      const address = server.address();
      assert(address !== null && typeof address === 'object', 'a listening TCP server has an address');
      resolve(address.port);
    });
  });
}

/** Lets answers under way end, for a few seconds at most. */
function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), 3_000);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}

async function signInAdministrator(
  config: CheckedConfig,
  store: PortalStore,
  password: string,
): Promise<string | null> {
  const { administrator = 'Quản trị cổng', administratorPassword } = config.site;
  if (administratorPassword !== undefined) return password === administratorPassword ? administrator : null;
  // Until a password is set the stored secret is no hash of anything, so that every try fails.
  const stored = await store.secret(siteAdministratorSecret, () => '');
  return (await isPassword(stored === '' ? null : stored, password)) ? administrator : null;
}

function freshId(): string {
  return newId((count) => randomBytes(count));
}

function logError(error: unknown): void {
  // Quoted, so that nothing in a message can pass for another line of the log.
  console.error(JSON.stringify(error instanceof Error ? `${error.name}: ${error.message}` : 'unknown error'));
}
