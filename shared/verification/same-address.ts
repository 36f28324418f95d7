import { linkTarget } from './addresses.ts';

/** Segments that resizing adds to a picture's path, and marks it puts before the extension. */
const sizeMark = /[-_@](?:\d{2,4}x\d{2,4}|\d{2,4}x0|w\d{2,4}|scaled|[234]x|thumb|small|medium|large)(?=\.\w+$)/i;
const forwarded = /[?&](?:url|src|source|image|img|file|path|u)=([^&#]+)/i;

function resolved(reference: string, base: string): URL | null {
  const text = reference.trim();
  return URL.canParse(text, base) ? new URL(text, base) : null;
}

function decoded(path: string): string {
  try {
    return decodeURI(path).normalize('NFC');
  } catch {
    return path;
  }
}

/** Path parts of a picture without the marks of its size. */
function pictureParts(url: URL): readonly string[] {
  return decoded(url.pathname)
    .replace(sizeMark, '')
    .split('/')
    .filter((part) => part !== '');
}

/**
 * Whether a page's picture is the approved one by its address: a portal may add parameters, a size, folders of its cache
 * or an address of its own host that forwards; it may not take away or replace anything.
 */
export function isSamePicture(approved: string, published: string, page: string, hosts: readonly string[]): boolean {
  if (linkTarget(approved, page) === linkTarget(published, page)) return true;
  const own = resolved(approved, page);
  const other = resolved(published, page);
  if (own === null || other === null || !/^https?:$/.test(other.protocol)) return false;
  const trusted = (host: string): boolean =>
    [own.hostname, ...hosts].some(
      (known) => host === known || host.endsWith(`.${known}`) || known.endsWith(`.${host}`),
    );
  const inner = forwarded.exec(other.search)?.[1];
  if (inner !== undefined && trusted(other.hostname)) {
    let target = inner;
    try {
      target = decodeURIComponent(inner);
    } catch {
      // Compared as it is written.
    }
    if (/[/.]/.test(target) && linkTarget(approved, page) === linkTarget(target, page)) return true;
  }
  if (!trusted(other.hostname)) return false;
  const wanted = pictureParts(own);
  const shown = pictureParts(other);
  const file = (parts: readonly string[]): string => parts.at(-1) ?? '';
  // A cache may serve another format of the same picture.
  const stem = (name: string): string => name.replace(/\.(?:jpe?g|png|gif|webp|avif)$/i, '').toLowerCase();
  const sameFile =
    file(wanted) === file(shown) ||
    stem(file(wanted)) === stem(file(shown).replace(/\.(?:jpe?g|png|gif)(?=\.webp$|\.avif$)/i, ''));
  if (wanted.length === 0 || !sameFile) return false;
  if (own.search !== '' && wanted.length === shown.length && /[?&](?:id|imageid|fileid|f)=/i.test(own.search))
    return own.search === other.search;
  return isWithinPath(wanted.slice(0, -1), shown.slice(0, -1)) || isWithinPath(shown.slice(0, -1), wanted.slice(0, -1));
}

/** Whether all parts stand in the longer path in their order. */
function isWithinPath(parts: readonly string[], longer: readonly string[]): boolean {
  let at = 0;
  for (const part of longer) if (at < parts.length && parts[at] === part) at += 1;
  return at === parts.length;
}
