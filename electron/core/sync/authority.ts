import { isIP } from 'node:net';
import { connect, type DetailedPeerCertificate, type PeerCertificate } from 'node:tls';
import { AppError } from '#shared/contract/app-error.ts';

/** The authority at the end of the chain a server shows, not yet trusted. */
export interface PresentedAuthority {
  readonly pem: string;
  /** SHA-256, upper-case pairs with colons, for the person to compare. */
  readonly fingerprint: string;
}

const patience = 15_000;

/** Reads the chain a server presents without trusting it and without sending it anything. */
export function readAuthority(address: string, signal?: AbortSignal): Promise<PresentedAuthority> {
  const { hostname, port } = new URL(address);
  const host = hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve, reject) => {
    const socket = connect({
      host,
      port: Number(port === '' ? 443 : port),
      ...(isIP(host) === 0 ? { servername: host } : {}),
      minVersion: 'TLSv1.2',
      // Only the chain is read; whatever is decided on it is decided by the person's comparison.
      rejectUnauthorized: false,
    });
    const end = (settle: () => void): void => {
      socket.destroy();
      settle();
    };
    signal?.addEventListener('abort', () => end(() => reject(new AppError('cancelled'))), { once: true });
    socket.setTimeout(patience, () => end(() => reject(new AppError('timed-out', { subject: address }))));
    socket.once('error', (error) => end(() => reject(new AppError('offline', { subject: address, cause: error }))));
    socket.once('secureConnect', () => {
      const authority = lastOf(socket.getPeerCertificate(true));
      end(() =>
        authority === null ? reject(new AppError('not-our-server', { subject: address })) : resolve(authority),
      );
    });
  });
}

function lastOf(leaf: DetailedPeerCertificate | PeerCertificate): PresentedAuthority | null {
  let certificate: DetailedPeerCertificate | PeerCertificate = leaf;
  for (let depth = 0; depth < 10 && 'issuerCertificate' in certificate; depth += 1) {
    const issuer: DetailedPeerCertificate | undefined = certificate.issuerCertificate;
    if (issuer === undefined || issuer.fingerprint256 === certificate.fingerprint256) break;
    certificate = issuer;
  }
  const { raw, fingerprint256 } = certificate;
  if (raw === undefined || fingerprint256 === undefined) return null;
  const base64 = raw.toString('base64').replace(/(.{64})(?!$)/g, '$1\n');
  return { pem: `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`, fingerprint: fingerprint256 };
}
