const tracking = /^(?:utm_[a-z]+|fbclid|gclid|yclid|msclkid|zarsrc|_ga|mc_[ce]id|igshid)$/i;

/** An absolute address of something the page refers to, or null when it is no http(s) address. */
export function absoluteAddress(reference: string, base: string): string | null {
  const text = reference.trim().replace(/[\t\r\n]/g, '');
  if (text === '' || !URL.canParse(text, base)) return null;
  const url = new URL(text, base);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
  url.hash = '';
  return url.href;
}

/** The form in which two link targets are the same: no tracking parameters, http as https, no trailing slash. */
export function linkTarget(reference: string, base: string): string {
  const text = reference.trim().replace(/[\t\r\n]/g, '');
  if (!URL.canParse(text, base)) return text;
  const url = new URL(text, base);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return url.href.toLowerCase();
  const query = url.search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '' && !tracking.test(pair.split('=', 1)[0] ?? ''))
    .join('&');
  let path = url.pathname.replace(/\/+$/, '');
  try {
    path = decodeURI(path);
  } catch {
    // An address that is not valid UTF-8 is compared as it is written.
  }
  return `${url.host.replace(/^www\./, '')}${path.normalize('NFC')}${query === '' ? '' : `?${query}`}${url.hash}`;
}

/** Host of a reference that leads away from the page at `page`, or null (relative, fragment, mail, script). */
export function foreignHost(reference: string, page: string, base = page): string | null {
  const address = absoluteAddress(reference, base);
  if (address === null || !URL.canParse(page)) return null;
  const host = new URL(address).hostname.replace(/^www\./, '');
  const own = new URL(page).hostname.replace(/^www\./, '');
  return host === own || host.endsWith(`.${own}`) ? null : host;
}

const sharing =
  /^(?:(?:[a-z0-9-]+\.)*(?:facebook\.com|zalo\.me|twitter\.com|x\.com|linkedin\.com|pinterest\.com|t\.me|telegram\.me|youtube\.com|plus\.google\.com|addthis\.com|addtoany\.com|sharethis\.com))$/;

/** Hosts that share bars lead to. */
export function isSharingHost(host: string): boolean {
  return sharing.test(host);
}

/** File name at the end of an address, decoded. */
export function fileNameOf(address: string): string {
  const path = URL.canParse(address) ? new URL(address).pathname : address;
  const name = path.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
