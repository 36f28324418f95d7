import 'reflect-metadata';
import { createHash, webcrypto, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as x509 from '@peculiar/x509';
import { writeFileDurably } from '../store/write-durably.ts';

const day = 86_400_000;
const authorityLifetime = 20 * 365 * day;
/** Clients refuse leaves that live longer than 398 days. */
const leafLifetime = 397 * day;
const renewBefore = 30 * day;

const keyAlgorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/** What the server shows to whoever connects, and what desks pin. */
export interface Certificates {
  /** Leaf first, then the authority, so that a desk can read the authority's fingerprint before it trusts it. */
  readonly chainPem: string;
  readonly keyPem: string;
  readonly caPem: string;
  /** SHA-256 of the authority's certificate, upper-case pairs with colons. */
  readonly fingerprint: string;
}

/** Loads the server's own authority and leaf, making what is missing; a leaf near its end or without a host is renewed. */
export async function loadCertificates(
  directory: string,
  hosts: readonly string[],
  now: number,
): Promise<Certificates> {
  x509.cryptoProvider.set(webcrypto);
  const files = {
    ca: path.join(directory, 'ca.pem'),
    caKey: path.join(directory, 'ca-key.pem'),
    leaf: path.join(directory, 'leaf.pem'),
    leafKey: path.join(directory, 'leaf-key.pem'),
  };
  if (!existsSync(files.ca) || !existsSync(files.caKey)) {
    const made = await makeAuthority(now);
    await writeFileDurably(files.caKey, made.keyPem);
    await writeFileDurably(files.ca, made.pem);
  }
  const caPem = readFileSync(files.ca, 'utf8');
  if (!existsSync(files.leaf) || !existsSync(files.leafKey) || isStale(files.leaf, caPem, hosts, now)) {
    const made = await makeLeaf(caPem, readFileSync(files.caKey, 'utf8'), hosts, now);
    await writeFileDurably(files.leafKey, made.keyPem);
    await writeFileDurably(files.leaf, made.pem);
  }
  return {
    chainPem: `${readFileSync(files.leaf, 'utf8').trim()}\n${caPem.trim()}\n`,
    keyPem: readFileSync(files.leafKey, 'utf8'),
    caPem,
    fingerprint: certificateFingerprint(caPem),
  };
}

/** The authority's fingerprint as people compare it, `AB:CD:…`. */
export function certificateFingerprint(pem: string): string {
  const digest = createHash('sha256').update(new X509Certificate(pem).raw).digest('hex').toUpperCase();
  return digest.replace(/(..)(?!$)/g, '$1:');
}

function isStale(file: string, caPem: string, hosts: readonly string[], now: number): boolean {
  const leaf = new X509Certificate(readFileSync(file));
  if (!leaf.checkIssued(new X509Certificate(caPem))) return true;
  if (Date.parse(leaf.validTo) - now < renewBefore) return true;
  return hosts.some((host) => (isAddress(host) ? leaf.checkIP(host) : leaf.checkHost(host)) === undefined);
}

async function makeAuthority(now: number): Promise<{ pem: string; keyPem: string }> {
  const keys = await webcrypto.subtle.generateKey(keyAlgorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: 'CN=Ban Bien Tap Portal CA',
    notBefore: new Date(now - day),
    notAfter: new Date(now + authorityLifetime),
    signingAlgorithm: keyAlgorithm,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { pem: certificate.toString('pem'), keyPem: await privatePem(keys.privateKey) };
}

async function makeLeaf(
  caPem: string,
  caKeyPem: string,
  hosts: readonly string[],
  now: number,
): Promise<{ pem: string; keyPem: string }> {
  const authority = new x509.X509Certificate(caPem);
  const signingKey = await webcrypto.subtle.importKey(
    'pkcs8',
    x509.PemConverter.decodeFirst(caKeyPem),
    keyAlgorithm,
    false,
    ['sign'],
  );
  const keys = await webcrypto.subtle.generateKey(keyAlgorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: 'CN=Ban Bien Tap Portal',
    issuer: authority.subject,
    notBefore: new Date(now - day),
    notAfter: new Date(now + leafLifetime),
    signingAlgorithm: keyAlgorithm,
    publicKey: keys.publicKey,
    signingKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        hosts.map((host) => ({ type: isAddress(host) ? 'ip' : 'dns', value: host })),
      ),
      await x509.AuthorityKeyIdentifierExtension.create(authority),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { pem: certificate.toString('pem'), keyPem: await privatePem(keys.privateKey) };
}

async function privatePem(key: webcrypto.CryptoKey): Promise<string> {
  return x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');
}

function serialNumber(): string {
  const bytes = webcrypto.getRandomValues(new Uint8Array(16));
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return Buffer.from(bytes).toString('hex');
}

function isAddress(host: string): boolean {
  return /^[0-9.]+$/.test(host) || host.includes(':');
}
