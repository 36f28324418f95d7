import { z } from 'zod';
import { AppError } from '#shared/contract/app-error.ts';
import { type SessionView, settingsSchema } from '#shared/contract/desk-views.ts';
import type { Session } from '#shared/contract/portal-contract.ts';
import { protocolVersion } from '#shared/contract/protocol.ts';
import { trialPassphrase } from '#shared/contract/trial.ts';
import { instantFromMs } from '#shared/lib/instant.ts';
import { rolesOf } from '#shared/workflow/standing.ts';
import type { DeskPorts } from '../ports.ts';
import { productVersion } from '../product-version.ts';
import type { DeskState } from '../state/desk-state.ts';
import type { DeskStore } from '../store/desk-store.ts';
import { readAuthority } from '../sync/authority.ts';
import { type Credential, PortalClient } from '../sync/portal-client.ts';
import { serverAddress } from '../sync/server-address.ts';
import { type DeviceKey, deviceKey, isVerified, makeVerifier, openSeed, sealSeed } from './device-key.ts';
import { type Enrolment, readEnrolment, writeEnrolment } from './enrolment.ts';

const sessionSchema = z.strictObject({ token: z.string(), signedOut: z.boolean() });

export interface EnrolInput {
  readonly address: string;
  readonly fingerprint: string;
  readonly login: string;
  readonly password: string;
  readonly deviceName: string;
  readonly passphrase: string | null;
}

/** Who may see this desk's content, and with which key and token it speaks to the server. */
export class SessionKeeper {
  readonly #ports: DeskPorts;
  readonly #store: DeskStore;
  readonly #state: DeskState;
  #enrolment: Enrolment | null;
  #key: DeviceKey | null = null;
  #open = false;
  #activeAt: number;

  constructor(ports: DeskPorts, store: DeskStore, state: DeskState) {
    this.#ports = ports;
    this.#store = store;
    this.#state = state;
    this.#enrolment = store.secrets.read('key') === null ? null : readEnrolment(store.settings);
    this.#activeAt = ports.clock.epochMilliseconds();
  }

  /** Opens the key where that needs no word of the person: sealed by the operating system, or of a trial desk. */
  async start(): Promise<void> {
    const { enrolment } = this;
    if (enrolment === null) return;
    const passphrase = enrolment.trial ? trialPassphrase : null;
    if (enrolment.keyStrength === 'passphrase' && passphrase === null) return;
    try {
      this.#key = await this.#openKey(enrolment, passphrase);
      this.#open = !this.#session().signedOut;
    } catch (error) {
      this.#ports.log('warning', 'session.key-not-opened', { detail: String(error) });
    }
  }

  get enrolment(): Enrolment | null {
    return this.#enrolment;
  }

  get key(): DeviceKey | null {
    return this.#key;
  }

  stage(): SessionView['stage'] {
    if (this.#enrolment === null) return 'notEnrolled';
    if (this.#key === null) return 'locked';
    if (this.#session().signedOut) return 'signedOut';
    return this.#open ? 'open' : 'locked';
  }

  /** Null while nobody is signed in or the key is sealed. */
  credential(): Credential | null {
    const { token } = this.#session();
    return token === '' || this.#key === null ? null : { token, key: this.#key };
  }

  view(): SessionView {
    const enrolment = this.#enrolment;
    const stage = this.stage();
    if (enrolment === null) {
      return {
        stage,
        trial: false,
        server: null,
        person: null,
        roles: [],
        device: null,
        keyStrength: null,
        version: productVersion,
      };
    }
    const { address, name, fingerprint, person, device, deviceName, keyStrength, trial } = enrolment;
    const board = this.#state.confirmedBoard();
    return {
      stage,
      trial,
      server: { address, name, fingerprint },
      person: board?.people.find(({ id }) => id === person) ?? null,
      roles: board === null ? [] : [...rolesOf(board, person, instantFromMs(this.#ports.clock.epochMilliseconds()))],
      device: { id: device, name: deviceName },
      keyStrength,
      version: productVersion,
    };
  }

  async check(typed: string): Promise<{ address: string; name: string; fingerprint: string }> {
    const address = serverAddress(typed);
    const authority = await readAuthority(address);
    const client = this.#client(address, authority.pem);
    try {
      const { name } = await client.hello();
      return { address, name, fingerprint: authority.fingerprint };
    } finally {
      await client.close();
    }
  }

  /** Makes this the person's desk: the authority is the one compared, the key is made and sealed before it is told of. */
  async enrol(input: EnrolInput): Promise<void> {
    if (this.#enrolment !== null) throw new AppError('already-enrolled');
    const { secrets, random } = this.#ports;
    const address = serverAddress(input.address);
    const authority = await readAuthority(address);
    if (authority.fingerprint !== input.fingerprint) {
      throw new AppError('fingerprint-mismatch', { subject: authority.fingerprint });
    }
    const seed = random(32);
    const sealed = await sealSeed(seed, secrets, input.passphrase, random);
    const key = deviceKey(seed);
    const { login, password, deviceName } = input;
    const client = this.#client(address, authority.pem);
    try {
      const hello = await client.hello();
      if (hello.minimumProtocol > protocolVersion) throw new AppError('needs-update');
      const session = await client.enrol({ login, password, deviceName }, key);
      const verifier = await makeVerifier(password, random);
      const enrolment: Enrolment = {
        address,
        name: hello.name,
        server: hello.server,
        epoch: hello.epoch,
        serverKey: hello.publicKey,
        caPem: authority.pem,
        fingerprint: authority.fingerprint,
        board: session.board,
        person: session.person,
        device: session.device,
        deviceName,
        login,
        keyStrength: secrets.strength,
        trial: secrets.strength === 'passphrase' && input.passphrase === trialPassphrase,
      };
      this.#store.sql.transaction(() => {
        this.#store.secrets.write('key', sealed);
        this.#store.secrets.write('verifier', verifier);
        writeEnrolment(this.#store.settings, enrolment);
        this.#writeSession(session.token, false);
        // What an earlier enrolment followed is another chain; its items are replaced by the first sync.
        if (this.#store.cursor.read()?.server !== hello.server) this.#store.cursor.clear();
      });
      this.#enrolment = enrolment;
      this.#key = key;
      this.#open = true;
      this.touch();
    } finally {
      await client.close();
    }
  }

  /** Signs in again on the enrolled device; another person's desk stays that person's. */
  async signIn(login: string, password: string): Promise<void> {
    const enrolment = this.#required();
    if (this.#key === null) throw new AppError('desk-locked');
    const client = this.#client(enrolment.address, enrolment.caPem, enrolment);
    let session: Session;
    try {
      session = await client.signIn({ login, password, device: enrolment.device }, this.#key);
    } finally {
      await client.close();
    }
    if (session.person !== enrolment.person || session.device !== enrolment.device)
      throw new AppError('sign-in-refused');
    const verifier = await makeVerifier(password, this.#ports.random);
    this.#store.sql.transaction(() => {
      this.#store.secrets.write('verifier', verifier);
      this.#writeSession(session.token, false);
    });
    this.#open = true;
    this.touch();
  }

  lock(): void {
    this.#required();
    this.#open = false;
  }

  async unlock(word: string): Promise<void> {
    const enrolment = this.#required();
    if (enrolment.keyStrength === 'passphrase') this.#key = await this.#openKey(enrolment, word);
    else {
      const verifier = this.#store.secrets.read('verifier');
      if (verifier === null || !(await isVerified(verifier, word))) throw new AppError('wrong-passphrase');
      this.#key ??= await this.#openKey(enrolment, null);
    }
    this.#open = true;
    this.touch();
  }

  async signOut(): Promise<void> {
    const enrolment = this.#required();
    const credential = this.credential();
    if (credential !== null) {
      const client = this.#client(enrolment.address, enrolment.caPem, enrolment, credential);
      // Without a network the token dies here all the same; on the server it runs out by itself.
      await client.signOut().catch((error: unknown) => {
        this.#ports.log('info', 'session.sign-out-not-told', { detail: String(error) });
      });
      await client.close();
    }
    this.#writeSession('', true);
    this.#open = false;
  }

  /** The server no longer knows the token; the desk stays open, for work without a network goes on. */
  tokenRefused(): void {
    this.#writeSession('', this.#session().signedOut);
  }

  epochChanged(epoch: number): void {
    const enrolment = { ...this.#required(), epoch };
    writeEnrolment(this.#store.settings, enrolment);
    this.#enrolment = enrolment;
  }

  /** The person did something. */
  touch(): void {
    this.#activeAt = this.#ports.clock.epochMilliseconds();
  }

  /** Closes the content after the time without use that the person set; answers whether it did just now. */
  lockWhenIdle(): boolean {
    if (this.stage() !== 'open') return false;
    const minutes = settingsSchema.shape.lockAfterMinutes.safeParse(this.#setting('lockAfterMinutes'));
    const limit = (minutes.success ? minutes.data : 15) * 60_000;
    if (this.#ports.clock.epochMilliseconds() - this.#activeAt < limit) return false;
    this.lock();
    return true;
  }

  #setting(name: string): unknown {
    const settings = this.#store.settings.read('settings');
    return typeof settings === 'object' && settings !== null ? Reflect.get(settings, name) : undefined;
  }

  async #openKey(enrolment: Enrolment, passphrase: string | null): Promise<DeviceKey> {
    const sealed = this.#store.secrets.read('key');
    if (sealed === null) throw new AppError('not-enrolled');
    return deviceKey(await openSeed(sealed, enrolment.keyStrength, this.#ports.secrets, passphrase));
  }

  #session(): z.infer<typeof sessionSchema> {
    const parsed = sessionSchema.safeParse(this.#store.settings.read('session'));
    return parsed.success ? parsed.data : { token: '', signedOut: false };
  }

  #writeSession(token: string, signedOut: boolean): void {
    this.#store.settings.write('session', { token, signedOut });
  }

  #required(): Enrolment {
    if (this.#enrolment === null) throw new AppError('not-enrolled');
    return this.#enrolment;
  }

  #client(
    address: string,
    caPem: string,
    expected: Enrolment | null = null,
    credential: Credential | null = null,
  ): PortalClient {
    return new PortalClient({
      server: { address, caPem, expected },
      credential: () => credential,
      random: this.#ports.random,
    });
  }
}
