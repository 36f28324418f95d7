import { articlePath, sectionPath } from './addresses.ts';
import { html } from './html.ts';
import type { Surroundings } from './page-frame.ts';
import type { PublicationSummary } from './publication-source.ts';
import { machineMoment } from './vietnam-time.ts';

/** RSS 2.0 of the newest items; `title` and `path` name the list it stands for. */
export function rssFeed(
  { origin, now, site }: Surroundings,
  list: { readonly title: string; readonly path: string },
  rows: readonly PublicationSummary[],
): string {
  return html`<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>${list.title}</title><link>${origin}${list.path}</link><description>${site.name.vi}</description>
<atom:link href="${origin}${list.path === '/' ? '' : list.path}/rss.xml" rel="self" type="application/rss+xml"/>
<language>vi</language><lastBuildDate>${new Date(now).toUTCString()}</lastBuildDate>
${rows.map((row) => {
  const address = `${origin}${articlePath(row.title, row.item)}`;
  return html`<item><title>${row.title}</title><link>${address}</link><guid isPermaLink="false">${row.item}</guid><pubDate>${new Date(row.publishedAt).toUTCString()}</pubDate><description>${row.summary}</description></item>
`;
})}</channel></rss>
`.text;
}

/** sitemap.xml of the fixed pages, the sections and the published items. */
export function sitemapXml({ origin, site }: Surroundings, rows: readonly PublicationSummary[]): string {
  const fixed = ['/', '/so-do-cong', '/lien-he', ...site.sections.map(({ id }) => sectionPath(id))];
  return html`<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${fixed.map((path) => html`<url><loc>${origin}${path}</loc></url>\n`)}
${rows.map((row) => html`<url><loc>${origin}${articlePath(row.title, row.item)}</loc><lastmod>${machineMoment(row.publishedAt)}</lastmod></url>\n`)}
</urlset>
`.text;
}

export function robotsText(origin: string): string {
  return `User-agent: *\nDisallow: /xem-truoc/\nDisallow: /quan-tri/\nDisallow: /tim-kiem\nSitemap: ${origin}/sitemap.xml\n`;
}
