import ipaddr from 'ipaddr.js';
import { FetchRefused } from './fetch-refused.ts';

/** The one server inside a closed network that may be fetched: the enrolled one, at exactly this host and port. */
export interface EnrolledServer {
  readonly host: string;
  readonly port: number;
  /** PEM of the pinned authority; it replaces the system's authorities for this server. */
  readonly ca: string;
}

/** Public-looking addresses that clouds answer on from inside. */
const innerServices: ReadonlySet<string> = new Set(['168.63.129.16', '169.254.169.254', '100.100.100.200']);

/** Names that resolve inside a machine or an office network. */
const innerNames =
  /(?:^|\.)(?:localhost|local|internal|intranet|lan|home|corp|private|home\.arpa|in-addr\.arpa|ip6\.arpa|onion|test|invalid)$/;

/** Whether an IP address is on the public Internet; mapped, translated and tunnelled forms of IPv4 are not. */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text) || text.includes('%')) return false;
  const address = ipaddr.parse(text);
  if (address instanceof ipaddr.IPv4) return address.range() === 'unicast' && !innerServices.has(address.toString());
  if (address.range() !== 'unicast') return false;
  // Only 2000::/3 is handed out; what lies outside it is old or special whatever the tables call it.
  const first = address.parts[0] ?? 0;
  return (
    first >= 0x2000 && first <= 0x3fff && first !== 0x2002 && !(first === 0x2001 && (address.parts[1] ?? 0) < 0x200)
  );
}

/** The parts of an address the guard lets through before its name is resolved. */
export interface CheckedUrl {
  readonly url: URL;
  readonly host: string;
  readonly port: number;
  readonly enrolled: boolean;
  /** The host is an IP address written out. */
  readonly literal: boolean;
}

/** Judges an address by its text alone; throws FetchRefused. */
export function checkUrl(text: string, enrolled: EnrolledServer | null): CheckedUrl {
  if (text.length > 8_192 || !URL.canParse(text)) throw new FetchRefused('addressInvalid', text.slice(0, 200));
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new FetchRefused('schemeRefused', url.protocol);
  if (url.username !== '' || url.password !== '') throw new FetchRefused('credentialsRefused', url.host);
  const host = url.hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  const isEnrolled =
    enrolled !== null && url.protocol === 'https:' && host === enrolled.host.toLowerCase() && port === enrolled.port;
  const literal = ipaddr.isValid(host);
  const checked = { url, host, port, enrolled: isEnrolled, literal };
  if (isEnrolled) return checked;
  if (port !== 80 && port !== 443) throw new FetchRefused('portRefused', String(port));
  if (literal) {
    if (!isPublicAddress(host)) throw new FetchRefused('addressRefused', host);
  } else if (!host.includes('.') || innerNames.test(host)) throw new FetchRefused('addressRefused', host);
  return checked;
}
