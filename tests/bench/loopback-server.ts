import 'reflect-metadata';
import type { RequestListener } from 'node:http';
import { createServer, type Server } from 'node:https';
import * as x509 from '@peculiar/x509';

/** A TLS server on loopback with a certificate of its own, for measuring only. */
export interface LoopbackServer {
  readonly port: number;
  /** PEM of the certificate a client must trust. */
  readonly certificate: string;
  close(): Promise<void>;
}

/** Starts the server on a free port. */
export async function serveOnLoopback(answer: RequestListener): Promise<LoopbackServer> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: 'CN=localhost',
    notBefore: new Date(Date.now() - 3_600_000),
    notAfter: new Date(Date.now() + 86_400_000),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new x509.SubjectAlternativeNameExtension([
        { type: 'dns', value: 'localhost' },
        { type: 'ip', value: '127.0.0.1' },
      ]),
    ],
  });
  const pkcs8 = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  const key = `-----BEGIN PRIVATE KEY-----\n${pkcs8}\n-----END PRIVATE KEY-----\n`;
  const server: Server = createServer({ key, cert: certificate.toString('pem'), minVersion: 'TLSv1.2' }, answer);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The server has no port');
  return {
    port: address.port,
    certificate: certificate.toString('pem'),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
