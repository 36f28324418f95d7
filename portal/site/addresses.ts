import { foldForSearch } from '#shared/content/fold.ts';
import { type Hash, hashSchema } from '#shared/lib/hash.ts';
import { type ItemId, itemIdSchema, type SectionId, sectionIdSchema } from '#shared/lib/ids.ts';

/** Path of a published item; only the id at its end decides, so that a corrected title breaks no link. */
export function articlePath(title: string, item: ItemId): string {
  const slug = foldForSearch(title)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 80)
    .replace(/-$/, '');
  return `/tin/${slug === '' ? 'tin' : slug}-${item}`;
}

/** Path of the page that shows an uploaded publication before it is published. */
export function previewPath(token: string): string {
  return `/xem-truoc/${token}`;
}

export function sectionPath(section: SectionId, page = 1): string {
  return `/chuyen-muc/${section}${page > 1 ? `?trang=${page}` : ''}`;
}

export function searchPath(words: string, page = 1): string {
  return `/tim-kiem?tu-khoa=${encodeURIComponent(words)}${page > 1 ? `&trang=${page}` : ''}`;
}

/** `root` is empty on public pages and the preview's own path on a preview, whose files nobody else may fetch. */
export function imagePath(sha256: Hash, root = ''): string {
  return `${root}/anh/${sha256}`;
}

export function filePath(sha256: Hash, name: string, root = ''): string {
  return `${root}/tep/${sha256}/${encodeURIComponent(name)}`;
}

/** What a path of the site asks for. */
export type Route =
  | { readonly page: 'home' | 'search' | 'sitemap' | 'contact' | 'sitemap.xml' | 'rss.xml' | 'robots.txt' }
  | { readonly page: 'section' | 'section-rss'; readonly section: SectionId }
  | { readonly page: 'article'; readonly item: ItemId }
  | { readonly page: 'preview'; readonly token: string }
  | { readonly page: 'image'; readonly sha256: Hash; readonly preview: string | null }
  | { readonly page: 'file'; readonly sha256: Hash; readonly name: string; readonly preview: string | null }
  | { readonly page: 'asset'; readonly name: string }
  | { readonly page: 'admin'; readonly rest: string }
  | { readonly page: 'unknown' };

const fixed: Readonly<Record<string, Route>> = {
  '/': { page: 'home' },
  '/tim-kiem': { page: 'search' },
  '/so-do-cong': { page: 'sitemap' },
  '/lien-he': { page: 'contact' },
  '/sitemap.xml': { page: 'sitemap.xml' },
  '/rss.xml': { page: 'rss.xml' },
  '/robots.txt': { page: 'robots.txt' },
};

/** Reads a path; every part is checked against its own form, so that nothing else reaches the source. */
export function routeOf(path: string): Route {
  const known = fixed[path];
  if (known !== undefined) return known;
  const admin = /^\/quan-tri(?:\/(.*))?$/.exec(path);
  if (admin !== null) return { page: 'admin', rest: admin[1] ?? '' };
  const asset = /^\/giao-dien\/([a-z0-9.-]{1,80})$/.exec(path);
  if (asset !== null) return { page: 'asset', name: asset[1] ?? '' };
  const section = /^\/chuyen-muc\/([^/]+)(\/rss\.xml)?$/.exec(path);
  if (section !== null) {
    const id = sectionIdSchema.safeParse(section[1]);
    if (id.success) return { page: section[2] === undefined ? 'section' : 'section-rss', section: id.data };
  }
  const article = /^\/tin\/(?:[^/]*-)?([a-z0-9]{16,32})$/.exec(path);
  if (article !== null) {
    const id = itemIdSchema.safeParse(article[1]);
    if (id.success) return { page: 'article', item: id.data };
  }
  return previewOrFile(path);
}

function previewOrFile(path: string): Route {
  const found =
    /^(?:\/xem-truoc\/([A-Za-z0-9_-]{16,128}))?(?:\/(?:anh\/([0-9a-f]{64})|tep\/([0-9a-f]{64})\/(.{1,255})))?$/.exec(
      path,
    );
  if (found === null) return { page: 'unknown' };
  const [, token, picture, file, name] = found;
  const sha256 = hashSchema.safeParse(picture ?? file);
  const preview = token ?? null;
  if (sha256.success && name !== undefined) return { page: 'file', sha256: sha256.data, name, preview };
  if (sha256.success) return { page: 'image', sha256: sha256.data, preview };
  return token === undefined ? { page: 'unknown' } : { page: 'preview', token };
}
