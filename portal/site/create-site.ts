import type { IncomingMessage, ServerResponse } from 'node:http';
import { imageMediaTypeSchema } from '#shared/content/article.ts';
import type { ItemId, SectionId } from '#shared/lib/ids.ts';
import { type Route, routeOf } from './addresses.ts';
import { Administration } from './admin/administration.ts';
import { articlePage } from './article-page.ts';
import { assetFile } from './assets.ts';
import { robotsText, rssFeed, sitemapXml } from './feeds.ts';
import {
  contactPage,
  type HomeContent,
  homePage,
  noticePage,
  pageSize,
  searchPage,
  sectionPage,
  sitemapPage,
} from './list-pages.ts';
import type { Surroundings } from './page-frame.ts';
import { Reply } from './reply.ts';
import type { SiteDeps } from './site-deps.ts';

/** Answers requests of the public site and of its administration form; false when the path is not the site's (`/api/…`). */
export type Site = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

/** Newest items the feeds and the XML site map carry. */
const feedSize = 50;
const siteMapSize = 5_000;
const mostReadSize = 5;

/** The public site over a source of publications; it keeps nothing itself but the administrator's sessions. */
export function createSite(deps: SiteDeps): Site {
  const pages = new PublicPages(deps);
  const administration = new Administration(deps);
  return async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://site.invalid');
    if (url.pathname === '/api' || url.pathname.startsWith('/api/')) return false;
    const reply = new Reply(request, response);
    try {
      const route = routeOf(decodedPath(url.pathname));
      if (route.page === 'admin') await administration.answer(request, reply, route.rest);
      else if (request.method === 'GET' || request.method === 'HEAD') {
        await pages.answer(route, url.searchParams, reply, request.method === 'GET');
      } else await pages.notAllowed(reply);
    } catch (error) {
      deps.onError(error);
      if (response.headersSent) response.destroy();
      else await pages.failed(reply);
    }
    return true;
  };
}

function decodedPath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return '';
  }
}

class PublicPages {
  readonly #deps: SiteDeps;

  constructor(deps: SiteDeps) {
    this.#deps = deps;
  }

  async answer(
    route: Exclude<Route, { page: 'admin' }>,
    query: URLSearchParams,
    reply: Reply,
    counts: boolean,
  ): Promise<void> {
    switch (route.page) {
      case 'home':
        return reply.page(homePage(await this.#around(), await this.#home()));
      case 'section':
        return this.#section(route.section, query, reply);
      case 'section-rss':
        return this.#sectionFeed(route.section, reply);
      case 'article':
        return this.#article(route.item, reply, counts);
      case 'preview':
        return this.#preview(route.token, reply);
      case 'image':
      case 'file':
        return this.#file(route, reply);
      case 'search':
        return this.#search(query, reply);
      case 'sitemap':
        return reply.page(sitemapPage(await this.#around(), await this.#sections(20)));
      case 'contact':
        return reply.page(contactPage(await this.#around()));
      case 'sitemap.xml': {
        const { rows } = await this.#deps.source.published({ page: 1, limit: siteMapSize });
        return reply.text(sitemapXml(await this.#around(), rows), 'application/xml');
      }
      case 'rss.xml': {
        const { rows } = await this.#deps.source.published({ page: 1, limit: feedSize });
        const around = await this.#around();
        return reply.text(rssFeed(around, { title: around.site.name.vi, path: '/' }, rows), 'application/rss+xml');
      }
      case 'robots.txt':
        return reply.text(robotsText(this.#deps.origin()), 'text/plain');
      case 'asset': {
        const found = assetFile(route.name);
        if (found === undefined) return this.#notFound(reply);
        return reply.file(found.file, found.mark, { name: null, closed: false });
      }
      case 'unknown':
        return this.#notFound(reply);
    }
  }

  async failed(reply: Reply): Promise<void> {
    const text = 'Máy chủ gặp lỗi khi dựng trang này. Xin thử lại sau ít phút.';
    reply.page(noticePage(await this.#around(), 'Trang tạm thời không xem được', text), { status: 500, closed: true });
  }

  async notAllowed(reply: Reply): Promise<void> {
    const page = noticePage(await this.#around(), 'Yêu cầu không được phép', 'Trang này chỉ để xem.');
    reply.page(page, { status: 405, closed: true, headers: { allow: 'GET, HEAD' } });
  }

  async #notFound(reply: Reply): Promise<void> {
    const text = 'Địa chỉ đã thay đổi, đã được gỡ bỏ hoặc chưa từng có trên cổng.';
    reply.page(noticePage(await this.#around(), 'Không tìm thấy trang', text), { status: 404, closed: true });
  }

  async #around(): Promise<Surroundings> {
    const { source, now, origin } = this.#deps;
    const [site, visits] = await Promise.all([source.site(), source.visits()]);
    return { site, visits, now: now(), origin: origin() };
  }

  async #home(): Promise<HomeContent> {
    const { source } = this.#deps;
    const [latest, sections, documents, mostRead] = await Promise.all([
      source.published({ page: 1, limit: 12 }),
      this.#sections(4),
      source.published({ kind: 'document', page: 1, limit: 5 }),
      source.mostRead(mostReadSize),
    ]);
    return { latest: latest.rows, sections, documents: documents.rows, mostRead };
  }

  async #sections(limit: number): Promise<HomeContent['sections']> {
    const { sections } = await this.#deps.source.site();
    return Promise.all(
      sections.map(async (section) => {
        const { rows } = await this.#deps.source.published({ section: section.id, page: 1, limit });
        return { section, rows };
      }),
    );
  }

  async #section(id: SectionId, query: URLSearchParams, reply: Reply): Promise<void> {
    const around = await this.#around();
    const section = around.site.sections.find((candidate) => candidate.id === id);
    const page = pageNumber(query);
    if (section === undefined || page === null) return this.#notFound(reply);
    const [found, mostRead] = await Promise.all([
      this.#deps.source.published({ section: id, page, limit: pageSize }),
      this.#deps.source.mostRead(mostReadSize),
    ]);
    if (page > 1 && found.rows.length === 0) return this.#notFound(reply);
    reply.page(sectionPage(around, section, found, page, mostRead));
  }

  async #sectionFeed(id: SectionId, reply: Reply): Promise<void> {
    const around = await this.#around();
    const section = around.site.sections.find((candidate) => candidate.id === id);
    if (section === undefined) return this.#notFound(reply);
    const { rows } = await this.#deps.source.published({ section: id, page: 1, limit: feedSize });
    const title = `${section.title.vi} – ${around.site.name.vi}`;
    reply.text(rssFeed(around, { title, path: `/chuyen-muc/${id}` }, rows), 'application/rss+xml');
  }

  async #article(item: ItemId, reply: Reply, counts: boolean): Promise<void> {
    const { source } = this.#deps;
    const publication = await source.publishedItem(item);
    if (publication === null) return this.#notFound(reply);
    const [around, related, mostRead] = await Promise.all([
      this.#around(),
      source.related(item, 5),
      source.mostRead(mostReadSize),
    ]);
    reply.page(articlePage(around, { publication, preview: null, related, mostRead }));
    if (counts) await source.countView(item);
  }

  async #preview(token: string, reply: Reply): Promise<void> {
    const { source } = this.#deps;
    const found = await source.preview(token);
    if (found === null) return this.#notFound(reply);
    const around = await this.#around();
    if (found === 'expired') {
      const text = 'Địa chỉ xem trước này đã hết hạn. Mở lại bản trên Cổng từ bàn làm việc để lấy địa chỉ mới.';
      return reply.page(noticePage(around, 'Bản xem trước đã hết hạn', text), { status: 410, closed: true });
    }
    const { publication, expiresAt } = found;
    const [related, mostRead] = await Promise.all([source.related(publication.item, 5), source.mostRead(mostReadSize)]);
    const page = articlePage(around, { publication, preview: { token, expiresAt }, related, mostRead });
    reply.page(page, { closed: true });
  }

  /** A picture's address never serves another kind of file, and what is no picture is only ever saved. */
  async #file(route: Extract<Route, { page: 'image' | 'file' }>, reply: Reply): Promise<void> {
    const file = await this.#deps.source.blob(route.sha256, { preview: route.preview });
    if (file === null || (route.page === 'image' && !isPicture(file.mediaType))) return this.#notFound(reply);
    reply.file(file, route.sha256, {
      name: route.page === 'file' ? route.name : null,
      closed: route.preview !== null,
    });
  }

  async #search(query: URLSearchParams, reply: Reply): Promise<void> {
    const words = (query.get('tu-khoa') ?? '').replace(/\s+/g, ' ').trim().slice(0, 200);
    const page = pageNumber(query);
    if (page === null) return this.#notFound(reply);
    const found = words === '' ? null : await this.#deps.source.published({ search: words, page, limit: pageSize });
    reply.page(searchPage(await this.#around(), words, found, page), { closed: true });
  }
}

function isPicture(mediaType: string): boolean {
  return imageMediaTypeSchema.safeParse(mediaType).success;
}

/** Number of the page asked for, 1 when none is, null when it is no such number. */
function pageNumber(query: URLSearchParams): number | null {
  const text = query.get('trang');
  if (text === null) return 1;
  return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : null;
}
